package store

import (
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// readFeatures returns the features of a GeoJSON FeatureCollection as they are written.
func readFeatures(files fs.FS, name string) ([]json.RawMessage, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("read features: %w", err)
	}
	var collection struct{ Features []json.RawMessage }
	if err := json.Unmarshal(data, &collection); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return collection.Features, nil
}

// regionFeature is a region as a GeoJSON Feature.
type regionFeature struct {
	Properties struct {
		ID      string
		Name    geo.Names
		Kind    string
		Party   *string
		Country *string
	}
	Geometry struct {
		Type        string
		Coordinates json.RawMessage
	}
}

func readRegionFile(files fs.FS) ([]geo.Region, error) {
	features, err := readFeatures(files, "regions.geojson")
	if err != nil {
		return nil, err
	}
	regions := make([]geo.Region, len(features))
	for i, feature := range features {
		var f regionFeature
		if err := json.Unmarshal(feature, &f); err != nil {
			return nil, fmt.Errorf("read region %d: %w", i, err)
		}
		p := f.Properties
		regions[i] = geo.Region{ID: p.ID, Name: p.Name, Kind: p.Kind, Party: p.Party, Country: p.Country}
		if regions[i].Geometry, err = f.polygons(); err != nil {
			return nil, fmt.Errorf("read region %s: %w", p.ID, err)
		}
		regions[i].AreaM2 = areaM2(regions[i].Geometry)
	}
	return regions, nil
}

func (f regionFeature) polygons() (orb.MultiPolygon, error) {
	switch f.Geometry.Type {
	case "Polygon":
		var polygon orb.Polygon
		err := json.Unmarshal(f.Geometry.Coordinates, &polygon)
		return orb.MultiPolygon{polygon}, err
	case "MultiPolygon":
		var polygons orb.MultiPolygon
		err := json.Unmarshal(f.Geometry.Coordinates, &polygons)
		return polygons, err
	}
	return nil, fmt.Errorf("its geometry is a %s", f.Geometry.Type)
}
