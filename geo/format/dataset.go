package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"greyzone/geo"
)

// ReadDataSet reads the files of a data set, laid out as package data has them. Errors name the file; they are faults
// of the data set and not for a user.
func ReadDataSet(files fs.FS) (geo.DataSet, error) {
	var set geo.DataSet
	for _, part := range []struct {
		name string
		read func(*geo.DataSet, []byte) error
	}{
		{"layer.json", readLayers},
		{"regions.geojson", readRegions},
		{"border.geojson", readBorder},
		{"settlements.csv", readSettlements},
		{"events.csv", readEvents}, // names settlements
		{"claims.csv", readClaims},
	} {
		data, err := fs.ReadFile(files, part.name)
		if err != nil {
			return set, fmt.Errorf("data set: %w", err)
		}
		if err := part.read(&set, data); err != nil {
			return set, fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return set, readDays(&set, files)
}

func readLayers(set *geo.DataSet, data []byte) error {
	list := struct{ Layers *[]geo.Layer }{&set.Layers}
	return json.Unmarshal(data, &list)
}

func readRegions(set *geo.DataSet, data []byte) error {
	d, err := decode(data)
	if err != nil {
		return err
	}
	h, err := gather(&d, func(*feature) string { return "" })
	if err != nil {
		return err
	}
	set.Regions = make([]geo.Region, len(d.features))
	for i, f := range d.features {
		var p struct {
			ID      string
			Name    geo.Names
			Kind    string
			Party   *string
			Country *string
		}
		if err := json.Unmarshal(f.Properties, &p); err != nil {
			return fmt.Errorf("feature %d: %w", i, err)
		}
		set.Regions[i] = geo.Region{ID: p.ID, Name: p.Name, Kind: p.Kind, Party: p.Party, Country: p.Country}
	}
	for _, z := range h.zones {
		region := &set.Regions[z.Feature]
		region.Geometry = append(region.Geometry, z.Polygon)
		region.AreaM2 += geo.AreaM2(z.Polygon)
	}
	return nil
}

func readBorder(set *geo.DataSet, data []byte) error {
	collection := struct{ Features *[]json.RawMessage }{&set.Border}
	return json.Unmarshal(data, &collection)
}

// readDays reads the control files, each of which holds one day.
func readDays(set *geo.DataSet, files fs.FS) error {
	names, err := fs.Glob(files, "control/*.geojson")
	if err != nil {
		return fmt.Errorf("list control files: %w", err)
	}
	var reader Reader
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("data set: %w", err)
		}
		day, err := reader.readOne(data, path.Base(name), Auto)
		if err == nil && day.ValidAt.IsZero() {
			err = errors.New("neither the file nor its name tells the day")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		set.Days = append(set.Days, day)
	}
	slices.SortFunc(set.Days, func(a, b geo.Reading) int { return a.ValidAt.Compare(b.ValidAt) })
	return nil
}
