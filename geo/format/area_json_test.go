package format_test

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/geo/format"
)

// madeUpAnswer has so many days, and everything that an answer can have.
func madeUpAnswer(days int, number func() float64) geo.AreaAnswer {
	party, side, kursk := "ru", "ukrainian-territory", "kursk"
	a := geo.AreaAnswer{
		Layer: "owlmaps", Region: &geo.RegionArea{ID: &kursk, AreaKm2: number()}, Results: []geo.Measurement{},
		Provenance: geo.Provenance{
			Method: geo.Method, Attribution: "Карта <a href=\"x\">© & Co</a>\u2028\xff", Licence: "unknown",
			AsOf: time.Date(2026, 1, 1, 0, 0, 0, 1000, time.UTC), Permalink: "https://map.example.org/?a=1&b=2", Citation: "Area “x”.",
		},
	}
	day := time.Date(2022, 12, 7, 0, 0, 0, 0, time.UTC)
	for i := range days {
		at := day.AddDate(0, 0, i)
		a.Results = append(a.Results, geo.Measurement{
			Datetime: at.Format(time.RFC3339Nano),
			Snapshot: geo.Ref{ID: "0123456789abcdef", ValidAt: at, RecordedAt: day.Add(time.Duration(i) * time.Microsecond * 1234567), Revision: 1 + i%3},
			Areas: []geo.StatusArea{{Status: "ru", Party: &party, AreaKm2: number()}, {Status: "ua", Party: &party, AreaKm2: number()},
				{Status: "grey", AreaKm2: number()}},
			Controlled: []geo.PartyArea{{Party: party, On: &side, MinKm2: number(), MaxKm2: number()}, {Party: "ua", MinKm2: number(), MaxKm2: number()}},
		})
	}
	return a
}

// byRegion is answer grouped by region: every second result is of a region that has a kind.
func byRegion(a geo.AreaAnswer, number func() float64) geo.AreaAnswer {
	a.Region = nil
	sumy := "sumy"
	for i := range a.Results {
		a.Results[i].Region = &geo.RegionArea{AreaKm2: number()}
		if i%2 == 0 {
			a.Results[i].Region = &geo.RegionArea{ID: &sumy, Kind: "oblast <&>", AreaKm2: number()}
		}
	}
	return a
}

// claimed is answer with claims beside the results: none, one that is measured, and one that is not.
func claimed(a geo.AreaAnswer, number func() float64) geo.AreaAnswer {
	km2 := number()
	for i := range a.Results {
		a.Results[i].Claims = []geo.MeasuredClaim{
			{Claim: geo.Claim{Date: "2024-08-10", WhoSays: "“RBC” & others", AreaKm2: number()}, MeasuredKm2: &km2, Snapshot: &a.Results[i].Snapshot},
			{},
		}[:i%3]
	}
	return a
}

func sameAsMarshal(t *testing.T, a geo.AreaAnswer) {
	t.Helper()
	want, wantErr := json.Marshal(a)
	got, err := format.AppendAreasJSON(nil, a)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("error %v, want %v", err, wantErr)
	}
	if err == nil && !bytes.Equal(got, want) {
		t.Errorf("got  %.600s\nwant %.600s", got, want)
	}
}

func TestAreasAreWrittenAsEncodingJSONWritesThem(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	sameAsMarshal(t, madeUpAnswer(500, func() float64 { return random.Float64() * 1e5 }))
	sameAsMarshal(t, madeUpAnswer(500, func() float64 { return math.Float64frombits(random.Uint64() &^ (1 << 62)) }))
	sameAsMarshal(t, madeUpAnswer(500, func() float64 { return -random.ExpFloat64() * math.Pow(10, 40*random.Float64()-20) }))
	for _, v := range []float64{0, math.Copysign(0, -1), 1e-6, 9.99e-7, 1e21, 9.99e20, 1e-9, -1e22, math.MaxFloat64, math.SmallestNonzeroFloat64, math.NaN(), math.Inf(1)} {
		sameAsMarshal(t, madeUpAnswer(1, func() float64 { return v }))
	}
}

func TestAnAnswerWithoutAPermalinkIsWrittenAsEncodingJSONWritesIt(t *testing.T) {
	a := madeUpAnswer(2, func() float64 { return 1 })
	a.Permalink = ""
	sameAsMarshal(t, a)
	if text, err := format.AppendAreasJSON(nil, a); err != nil || bytes.Contains(text, []byte("permalink")) {
		t.Errorf("%s, %v", text, err)
	}
}

func TestGroupedAndClaimedAreasAreWrittenAsEncodingJSONWritesThem(t *testing.T) {
	for _, v := range []float64{12.5, 0, 1e-7, 1e22, math.NaN(), math.Inf(-1)} {
		number := func() float64 { return v }
		whole := func() float64 { return 1 }
		sameAsMarshal(t, byRegion(madeUpAnswer(5, whole), number))
		sameAsMarshal(t, claimed(madeUpAnswer(5, whole), number))
	}
}

func TestAreasOfOddValuesAreWrittenAsEncodingJSONWritesThem(t *testing.T) {
	sameAsMarshal(t, geo.AreaAnswer{})
	sameAsMarshal(t, geo.AreaAnswer{Region: &geo.RegionArea{}, Results: []geo.Measurement{{}}})
	for _, at := range []time.Time{
		time.Date(2024, 8, 20, 1, 2, 3, 456_000_000, time.FixedZone("", 3*3600)),
		time.Date(2024, 8, 20, 1, 2, 3, 1000, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC),
		time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(0, 0), {},
	} {
		sameAsMarshal(t, geo.AreaAnswer{Results: []geo.Measurement{{Datetime: "\x7f\t", Snapshot: geo.Ref{ValidAt: at, RecordedAt: at}}}})
	}
}

// BenchmarkAreasJSON writes the areas of a long history.
func BenchmarkAreasJSON(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	a := madeUpAnswer(1354, func() float64 { return random.Float64() * 1e5 })
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			text, err := format.AppendAreasJSON(nil, a)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(text)))
		}
	})
	b.Run("encoding json", func(b *testing.B) {
		for b.Loop() {
			text, err := json.Marshal(a)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(text)))
		}
	})
}
