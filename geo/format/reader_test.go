package format_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/format"
)

// layouts are files that the quick way must read, or leave, as the thorough way does.
var layouts = []struct {
	name, text string
	quick      bool
}{
	{"a polygon", collection(polygonFeature(`{"status":"ua"}`)), true},
	{"spread out", "{ \"type\" : \"Polygon\" , \"coordinates\"\n:\r[ [ [ 34 ,\t51 ] , [ 35,51 , 7 ] , [ 35 , 52 ] ] ] }", true},
	{"several polygons with holes", bare("MultiPolygon", "["+square+",[[[1,2],[3,4],[5,6]],[[1,2],[3,4],[5,6]]]]"), true},
	{"a collection in a collection", bareCollection(bareCollection(bare("Polygon", square))), true},
	{"beside points and lines", collection(polygonFeature(`{}`), `{"geometry":`+bare("MultiLineString", `[[[1,2],[3,4]]]`)+`}`, `{"geometry":`+bare("Point", `[1,2]`)+`}`), true},
	{"latitude first", `{"areas":[[[51.5,34],[51,35],[52,35]]],"areas_ua":[[[51.5,34],[51,35],[52,35]]],"units":{"ru":[[1,2]]}}`, true},
	{"uncommon numbers", bare("Polygon", `[[[-0,1e400],[0.1234567890123456789,-1E+2],[1e-400,123456789012345678]]]`), true},
	{"a member twice", `{"type":"Polygon","coordinates":[[[1,2]]],"coordinates":` + square + `}`, true},
	{"a member in capitals", `{"type":"Polygon","COORDINATES":` + square + `}`, false},
	{"an escaped member", `{"type":"Polygon","c\u006fordinates":` + square + `}`, false},
	{"a value of that name", collection(polygonFeature(`{"status":"coordinates","x":"\"coordinates\":[[[1,2]]]"}`)), true},
	{"properties with coordinates", collection(polygonFeature(`{"status":"ua","coordinates":[[[1,2]]]}`)), false},
	{"a status with coordinates", collection(polygonFeature(`{"status":{"coordinates":[[[1,2]]]}}`)), false},
	{"the mark itself", collection(polygonFeature(`{"status":"ua"}`), `{"geometry":{"type":"Polygon","coordinates":"greyzone: cut out 0"}}`), false},
	{"another type than the coordinates are of", bare("MultiPolygon", square), true},
	{"areas of another format", `{"type":"Polygon","coordinates":` + square + `,"areas":[[[1,2]]]}`, true},
	{"coordinates of areas", `{"coordinates":[[[1,2]]],"areas":7}`, true},
	{"a number that JSON does not have", bare("Polygon", `[[[01,2],[3,4],[5,6]]]`), false},
	{"a point without its decimals", bare("Polygon", `[[[1.,2],[3,4],[5,6]]]`), false},
	{"an exponent without its digits", bare("Polygon", `[[[1e,2],[3,4],[5,6]]]`), false},
	{"a plus", bare("Polygon", `[[[+1,2],[3,4],[5,6]]]`), false},
	{"a comma too many", bare("Polygon", `[[[1,2],[3,4],[5,6],]]`), false},
	{"no comma", bare("Polygon", `[[[1,2][3,4],[5,6]]]`), false},
	{"an empty ring", bare("Polygon", `[[[1,2],[3,4],[5,6]],[]]`), false},
	{"cut off", `{"type":"Polygon","coordinates":[[[1,2],[3,4]`, false},
	{"nothing after the end but that", bare("Polygon", square) + "]", true},
	{"nested too deep", `{"type":"Polygon","coordinates":` + strings.Repeat("[", 5) + "1,2" + strings.Repeat("]", 5) + `}`, false},
	{"bytes that are not UTF-8", collection(polygonFeature("{\"status\":\"\xff\"}")), true},
}

func bareCollection(geometry string) string {
	return `{"type":"GeometryCollection","geometries":[` + geometry + `]}`
}

func TestTheQuickWayReadsAsTheThoroughWayDoes(t *testing.T) {
	for _, tt := range layouts {
		t.Run(tt.name, func(t *testing.T) {
			sameBothWays(t, []byte(tt.text))
			// What is left to the thorough way is what looks wrong at once; the rest is judged by what comes out.
			if got := format.IsQuick([]byte(tt.text)); got && !tt.quick {
				t.Error("this is read the quick way")
			} else if !got && tt.quick && json.Valid([]byte(tt.text)) {
				t.Error("this is read the thorough way")
			}
		})
	}
}

func FuzzTheQuickWay(f *testing.F) {
	for _, tt := range layouts {
		f.Add([]byte(tt.text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !slices.Contains(data, '\n') {
			sameBothWays(t, data)
		}
	})
}

// sameBothWays reads data both ways, and the quick way twice, so that the second time it remembers.
func sameBothWays(t *testing.T, data []byte) {
	t.Helper()
	want, refused := format.ReadThoroughly(data)
	var reader format.Reader
	for range 2 {
		for got, err := range reader.Read(data, "", format.Auto) {
			if (err == nil) != (refused == nil) || err != nil && isOfJSON(refused) && err.Error() != refused.Error() {
				t.Fatalf("says %v, not %v", err, refused)
			}
			if fmt.Sprintf("%+v", got.Zones) != fmt.Sprintf("%+v", want.Zones) || fmt.Sprint(got.Warnings) != fmt.Sprint(want.Warnings) {
				t.Fatalf("read %+v, not %+v", got, want)
			}
		}
	}
}

// isOfJSON leaves out refusals of what is no JSON at all, which Read has words of its own for.
func isOfJSON(err error) bool {
	var refused *geo.Error
	return errors.As(err, &refused) && !strings.Contains(refused.Message, "not JSON")
}

func FuzzNumbersAreThoseOfStrconv(f *testing.F) {
	for _, s := range []string{"0", "-0", "-0.0", "34.5098111", "0.000001", "123456789012345", "1234567890.123456", "9007199254740993", "1e22", "1E-5", "1e400", "00", "1.", ".5", "-", "1e", "0x1p-2", "1_0", "Inf", "NaN"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := format.ParseNumber(s)
		if valid := json.Valid([]byte(s)) && strings.Trim(s, "+-.eE0123456789") == ""; ok != valid {
			t.Fatalf("%q is a number: %v, and JSON says %v", s, ok, valid)
		}
		want, _ := strconv.ParseFloat(s, 64)
		if ok && math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("%q is %v, not %v", s, got, want)
		}
	})
}

func TestRingsWithTheSameTextAreOneSlice(t *testing.T) {
	other := strings.ReplaceAll(square, "35", "36")
	days := []string{square, square + " ", other, "[]", square}
	var reader format.Reader
	var rings []orb.Ring
	for i, coordinates := range days {
		text := collection(`{"properties":{"status":"ua"},"geometry":` + bare("Polygon", coordinates) + `}`)
		if coordinates == "[]" {
			text = collection()
		}
		for reading, err := range reader.Read([]byte(text), "", format.Auto) {
			if err != nil {
				t.Fatalf("day %d: %v", i, err)
			}
			for _, z := range reading.Zones {
				rings = append(rings, z.Polygon[0])
			}
		}
	}
	same := func(a, b int) bool { return &rings[a][0] == &rings[b][0] }
	if len(rings) != 4 || !same(0, 1) || same(0, 2) || !same(0, 3) {
		t.Errorf("of %d rings the second is the first: %v, the third: %v, the last: %v", len(rings), same(0, 1), same(0, 2), same(0, 3))
	}
	if cap(rings[0]) != len(rings[0]) {
		t.Error("appending to a ring would write to its neighbour's memory")
	}
}

func TestCoveringLeavesWhatWasReadAlone(t *testing.T) {
	clockwise := `[[[34,51],[34,52],[35,52],[35,51],[35,51],[34,51]],[[34.1,51.1],[34.2,51.1],[34.2,51.2],[34.1,51.2]]]`
	r := readOne(t, secondRing(clockwise), "", format.Auto)
	before := asJSON(t, r.Zones)
	if _, err := geo.Cover(r.Zones, r.Statuses, false); err != nil {
		t.Fatal(err)
	}
	if asJSON(t, r.Zones) != before {
		t.Error("rings that other readings may have too were changed")
	}
}
