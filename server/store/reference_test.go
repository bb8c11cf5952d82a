package store_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/server/store"
)

// regionOf is a region that is a square of a degree.
func regionOf(id string, lon, lat float64) geo.Region {
	ground := orb.MultiPolygon{orb.Bound{Min: orb.Point{lon, lat}, Max: orb.Point{lon + 1, lat + 1}}.ToPolygon()}
	return geo.Region{ID: id, Name: geo.Names{En: id}, Kind: "raion", Geometry: ground, AreaM2: geo.TotalM2(ground)}
}

func addRegions(t *testing.T, s *store.Store, regions ...geo.Region) (added, there int) {
	t.Helper()
	added, there, err := s.AddRegions(t.Context(), regions, false)
	if err != nil {
		t.Fatal(err)
	}
	return added, there
}

func regionIDs(t *testing.T, s *store.Store) string {
	t.Helper()
	regions, err := s.Regions(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	ids := ""
	for _, r := range regions {
		ids += r.ID + " "
	}
	return ids
}

const defaultRegions = "kursk sumy russian-territory ukrainian-territory "

func TestRegionsAreAddedAllOrNone(t *testing.T) {
	s, path := defaultStore(t)
	other := openStore(t, path)
	if ids := regionIDs(t, other); ids != defaultRegions {
		t.Fatal(ids)
	}
	if added, there := addRegions(t, s, regionOf("a", 34, 51), regionOf("b", 35, 51)); added != 2 || there != 0 {
		t.Errorf("%d added, %d there", added, there)
	}
	if added, there := addRegions(t, s, regionOf("b", 35, 51), regionOf("c", 36, 51)); added != 1 || there != 1 {
		t.Errorf("%d added, %d there", added, there)
	}
	if ids := regionIDs(t, other); ids != defaultRegions+"a b c " {
		t.Errorf("another process sees %s", ids)
	}
	before := dump(t, path)
	_, _, err := s.AddRegions(t.Context(), []geo.Region{regionOf("d", 34, 51), regionOf("a", 35, 51), regionOf("kursk", 35, 51)}, false)
	refused(t, err, geo.Conflict, "a, kursk", "another id")
	_, _, err = s.AddRegions(t.Context(), []geo.Region{regionOf("d", 34, 51), regionOf("d", 35, 51)}, false)
	refused(t, err, geo.Conflict, "d")
	if added, there, err := s.AddRegions(t.Context(), []geo.Region{regionOf("d", 34, 51), regionOf("a", 34, 51)}, true); err != nil || added != 1 || there != 1 {
		t.Errorf("a dry run: %d added, %d there, %v", added, there, err)
	}
	for table, rows := range dump(t, path) {
		if before[table] != rows {
			t.Errorf("%s has changed", table)
		}
	}
	if found, err := s.Verify(t.Context(), func(string) {}); err != nil || len(found.Faults) > 0 {
		t.Errorf("verify: %+v, %v", found, err)
	}
}

func TestAnAddedRegionIsMeasuredIn(t *testing.T) {
	s, _ := defaultStore(t)
	addRegions(t, s, regionOf("middle", 34.8, 50.8))
	m := day(t, "2024-08-20")
	ground := regionOf("", 34.8, 50.8).Geometry
	byID := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m, Region: "middle"})
	sent := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m, Polygon: ground})
	if got, want := byID.Results[0].Areas[0].AreaKm2, sent.Results[0].Areas[0].AreaKm2; got != want || got < 100 {
		t.Errorf("%f km² by id, %f in the polygon", got, want)
	}
	grouped := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", At: &m, ByRegion: true})
	last := grouped.Results[len(grouped.Results)-1]
	if *last.Region.ID != "middle" || last.Region.Kind != "raion" || last.Areas[0] != byID.Results[0].Areas[0] {
		t.Errorf("%+v", last)
	}
}

func TestLongRegionsThatCameFirstDoNotHinderTheDefaultData(t *testing.T) {
	s, _ := emptyStore(t)
	mine := regionOf("sumy", 34, 51)
	addRegions(t, s, regionOf("a", 34, 51), mine)
	if loaded, err := s.LoadDefault(t.Context(), defaultData); err != nil || !loaded {
		t.Fatalf("loaded %v, %v", loaded, err)
	}
	if ids := regionIDs(t, s); ids != "a sumy kursk russian-territory ukrainian-territory " {
		t.Error(ids)
	}
	near(t, "ua in kursk", on(t, s, "2024-08-20", "kursk")["ua"], 928.757132)
	if got := areas(t, s, geo.AreaQuery{Layer: "kursk-sumy", Region: "sumy"}).Region.AreaKm2; got != mine.AreaM2/1e6 {
		t.Errorf("sumy has %f km² now", got)
	}
}

func TestAnAnswerByRegionStaysWhatItWas(t *testing.T) {
	s, _ := defaultStore(t)
	m := day(t, "2024-08-20")
	q := geo.AreaQuery{Layer: "kursk-sumy", At: &m, ByRegion: true}
	before := areas(t, s, q)
	addRegions(t, s, regionOf("a", 34.8, 50.8))
	if after := areas(t, s, q); len(after.Results) != len(before.Results)+1 || !after.AsOf.After(before.AsOf) {
		t.Errorf("%d results as of %s, then %d as of %s", len(before.Results), before.AsOf, len(after.Results), after.AsOf)
	}
	q.AsOf = before.AsOf
	late := geo.AreaQuery{Layer: "kursk-sumy", At: &m, Region: "a", AsOf: before.AsOf}
	if got := areas(t, s, late); got.Region == nil || *got.Region.ID != "a" { // what lies in it was so before it had a name
		t.Errorf("a region that came later, by its id: %+v", got.Region)
	}
	again := areas(t, s, q)
	again.Asked = before.Asked // but for the time as of which it is asked
	if !reflect.DeepEqual(again, before) {
		t.Errorf("as of then it is %+v, and was %+v", again, before)
	}
}
