package store_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"testing"
	"time"

	"greyzone/data"
	"greyzone/geo"
)

func TestDefaultData(t *testing.T) {
	s, path := defaultStore(t)
	ctx := t.Context()
	t.Run("loading again changes nothing", func(t *testing.T) {
		before := dump(t, path)
		if loaded, err := s.LoadDefault(ctx, defaultData); err != nil || loaded {
			t.Fatalf("loaded %v, %v", loaded, err)
		}
		sameDump(t, before, dump(t, path))
	})
	t.Run("the control layer comes first and tells its extent", func(t *testing.T) {
		layers, err := s.Layers(ctx, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		first := layers[0]
		if len(layers) != 5 || first.ID != "kursk-sumy" || first.SnapshotCount != 114 || len(first.Statuses) != 3 ||
			len(first.Sides) != 2 || *first.Accuracy != "approximate, ±2–3 km" || first.Source.Licence != "ODbL-1.0" ||
			!first.FirstValidAt.Equal(day(t, "2024-08-05").From) || !first.LastValidAt.Equal(day(t, "2025-07-04").From) {
			t.Errorf("%+v", first)
		}
		if first.BBox[0] < 34 || first.BBox[1] < 50 || first.BBox[2] > 36 || first.BBox[3] > 52 {
			t.Errorf("bbox %v", first.BBox)
		}
	})
	t.Run("the original of a day is its file", func(t *testing.T) {
		snapshot, err := s.SnapshotAt(ctx, "kursk-sumy", day(t, "2024-08-10").To, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		original, err := s.Original(ctx, snapshot.ID)
		if err != nil {
			t.Fatal(err)
		}
		want, err := fs.ReadFile(data.Files, "control/2024-08-10.geojson")
		if err != nil {
			t.Fatal(err)
		}
		if string(original.Data) != string(want) || original.Name != "2024-08-10.geojson" || original.SHA256 != snapshot.SHA256 {
			t.Errorf("%d bytes named %s, SHA-256 %s", len(original.Data), original.Name, original.SHA256)
		}
	})
}

func TestDefaultBorderIsAFeatureCollection(t *testing.T) {
	s, _ := defaultStore(t)
	border, err := s.Border(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var collection struct {
		Type     string
		Features []struct {
			Type     string
			Geometry struct{ Coordinates [][]float64 }
		}
	}
	if err := json.Unmarshal(border, &collection); err != nil {
		t.Fatal(err)
	}
	if collection.Type != "FeatureCollection" || len(collection.Features) != 1 || len(collection.Features[0].Geometry.Coordinates) < 1000 {
		t.Errorf("%s with %d features", collection.Type, len(collection.Features))
	}
}

func TestDefaultPlaces(t *testing.T) {
	s, _ := defaultStore(t)
	ctx := t.Context()
	for _, tt := range []struct {
		name, q string
		count   int
		first   string
	}{
		{"all, by rank, then ID", "", 170, "kursk"},
		{"a part of a Ukrainian name, in capitals", "СУДЖ", 2, "sudzha"},
		{"a part of an English name", "sudzh", 3, "sudzha"},
		{"nothing", "atlantis", 0, ""},
	} {
		t.Run("settlements: "+tt.name, func(t *testing.T) {
			list, err := s.Settlements(ctx, tt.q)
			if err != nil {
				t.Fatal(err)
			}
			if list == nil || len(list) != tt.count || tt.count > 0 && list[0].ID != tt.first {
				t.Errorf("%d settlements: %v", len(list), list[:min(3, len(list))])
			}
		})
	}
	t.Run("events of a day name settlements by ID", func(t *testing.T) {
		m := day(t, "2024-08-06")
		events, err := s.Events(ctx, geo.Interval{From: m.From, To: m.To})
		if err != nil {
			t.Fatal(err)
		}
		first := events[0]
		if first.Settlement != "darino" || first.Status != "ua" || first.Kind != "reported" || first.Date != "2024-08-06" {
			t.Errorf("%+v", first)
		}
		for _, e := range events {
			if e.Date != "2024-08-06" {
				t.Errorf("event of %s", e.Date)
			}
		}
	})
	t.Run("all events", func(t *testing.T) {
		events, err := s.Events(ctx, geo.Interval{})
		if err != nil || len(events) != 466 {
			t.Fatalf("%d events, %v", len(events), err)
		}
	})
	t.Run("a claim over two statuses keeps both", func(t *testing.T) {
		claims, err := s.Claims(ctx)
		if err != nil || len(claims) != 41 {
			t.Fatalf("%d claims, %v", len(claims), err)
		}
		first := claims[0]
		if len(first.Statuses) != 2 || first.Statuses[0] != "ua" || first.Statuses[1] != "grey" || first.AreaKm2 != 430 {
			t.Errorf("%+v", first)
		}
	})
}

func TestDefaultDataThatIsBrokenStoresNothing(t *testing.T) {
	s, path := emptyStore(t)
	before := dump(t, path)
	for name, read := range map[string]func() (geo.DataSet, error){
		"it cannot be read": func() (geo.DataSet, error) { return geo.DataSet{}, errors.New("no such file") },
		"an event at a place that there is not": func() (geo.DataSet, error) {
			set, err := defaultData()
			set.Events = append(set.Events, geo.Event{Date: "2025-01-01", Settlement: "atlantis", Status: "ua"})
			return set, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			if loaded, err := s.LoadDefault(t.Context(), read); err == nil || loaded {
				t.Fatalf("loaded %v, %v", loaded, err)
			}
			sameDump(t, before, dump(t, path))
		})
	}
}
