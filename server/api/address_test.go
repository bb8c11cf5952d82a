package api_test

import (
	"net/url"
	"strings"
	"testing"

	"greyzone/server/api"
)

func TestAddressKeepsWhatMakesSense(t *testing.T) {
	for _, tt := range []struct{ name, query, want string }{
		{"nothing", "", ""},
		{"garbage", "layer=%3Cscript%3E&day=yesterday&mode=spin&region=..%2F..&area=1,2&place=,&with=%00&lang=de&theme=red&map=x&hide=all&range=1&zzz=1", ""},
		{
			"everything, in any order",
			"range=2024-08-05%2F2024-09-01&hide=events,border&map=9.25%2F51.2500%2F35.1000&theme=dark&lang=uk&with=deepstate" +
				"&place=sudzha&region=kursk&mode=swipe&from=2024-08-10&day=2024-08-20&layer=kursk-sumy",
			"layer=kursk-sumy&day=2024-08-20&from=2024-08-10&mode=swipe&region=kursk&place=sudzha&with=deepstate&lang=uk&theme=dark" +
				"&map=9.25/51.2500/35.1000&hide=border,events&range=2024-08-05/2024-09-01",
		},
		{"a day that is in no calendar", "day=2024-02-30", ""},
		{"the earlier day without a mode", "day=2024-08-20&from=2024-08-10", "day=2024-08-20"},
		{"the earlier day alone, in a mode", "from=2024-08-10&mode=change", "from=2024-08-10&mode=change"},
		{"the earlier day later", "day=2024-08-10&from=2024-08-20&mode=change", "day=2024-08-20&from=2024-08-10&mode=change"},
		{"the same day twice", "day=2024-08-10&from=2024-08-10&mode=side", "day=2024-08-10&from=2024-08-10&mode=side"},
		{"an area, in place of the region", "region=kursk&area=35,51,35.5,51,35.5,51.25", "area=35,51,35.5,51,35.5,51.25"},
		{"an area that is closed already", "area=35,51,35.5,51,35.5,51.25,35,51", "area=35,51,35.5,51,35.5,51.25"},
		{"an area of two corners, one of them twice", "region=kursk&area=35,51,35,51,35.5,51", "region=kursk"},
		{"an area that leaves the map", "area=35,51,35.5,51,35.5,86", ""},
		{"an area of too many corners", "area=" + strings.Repeat("35,51,35.5,51,", 250) + "35,51.5", ""},
		{"numbers for names", "layer=12&region=-1.5&with=7&place=35", ""},
		{"half a corner", "area=35,51,35.5,51,35.5", ""},
		{"a place by its coordinates", "place=35.25,51.2", "place=35.25,51.2"},
		{"two places", "place=35,51,36,51", ""},
		{"what is in view", "region=view", "region=view"},
		{"a layer with itself", "layer=a&with=a", "layer=a"},
		{"numbers that only programs write", "map=1e1/51/35&place=NaN,51", ""},
		{"a zoom of ten", "map=10/51/35", "map=10/51.0000/35.0000"},
		{"a view beyond the map", "map=9/86/35", ""},
		{"hidden twice", "hide=base,base,nothing", "hide=base"},
		{"a range that ends before it starts", "range=2024-09-01/2024-08-05", ""},
		{"an open range", "range=2024-09-01/..", ""},
		{"a value given twice", "day=2024-08-10&day=2024-08-20", "day=2024-08-10"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			query, err := url.ParseQuery(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			got := api.ParseAddress(query).Query()
			if got != tt.want {
				t.Errorf("read as %q, not %q", got, tt.want)
			}
			again, err := url.ParseQuery(got)
			if err != nil {
				t.Fatal(err)
			}
			if twice := api.ParseAddress(again).Query(); twice != got {
				t.Errorf("written and read again it is %q, not %q", twice, got)
			}
		})
	}
}
