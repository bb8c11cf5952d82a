package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"golang.org/x/sync/errgroup"

	"greyzone/geo"
)

// ground is where something is measured: what all its parts have in common.
type ground struct {
	parts []orb.MultiPolygon
	keep  bool // all parts are regions, so that it will be asked for again
}

// key names a ground by the content of its parts, in whatever order they come.
func (g ground) key() ([]byte, error) {
	hashes := make([]string, len(g.parts))
	for i, part := range g.parts {
		shape, err := wkb.Marshal(part)
		if err != nil {
			return nil, fmt.Errorf("write ground: %w", err)
		}
		hash := sha256.Sum256(shape)
		hashes[i] = string(hash[:])
	}
	slices.Sort(hashes)
	all := sha256.New()
	for _, hash := range slices.Compact(hashes) {
		all.Write([]byte(hash))
	}
	return all.Sum(nil), nil
}

// touching is the share of the smaller one up to which two regions only share a border: its coordinates are rounded to
// about a metre, so that the two cross it by slivers.
const touching = 1e-6

// geometry returns the ground common to all parts.
func (g ground) geometry() (orb.MultiPolygon, error) {
	common := g.parts[0]
	for _, part := range g.parts[1:] {
		smaller := min(areaM2(common), areaM2(part))
		var err error
		if common, err = geo.Intersection(common, part); err != nil {
			return nil, fmt.Errorf("intersect grounds: %w", err)
		}
		if g.keep && areaM2(common) <= touching*smaller {
			return nil, nil
		}
	}
	return common, nil
}

func areaM2(polygons orb.MultiPolygon) float64 {
	var total float64
	for _, polygon := range polygons {
		total += geo.AreaM2(polygon)
	}
	return total
}

// areasOn returns how much of each polygon lies on g, in m², by the polygons' serials. On a ground worth keeping each
// polygon is clipped once for all times.
func (s *Store) areasOn(ctx context.Context, g ground, polygons []int64) (map[int64]float64, error) {
	if !g.keep {
		return s.clip(ctx, g, polygons)
	}
	key, err := g.key()
	if err != nil {
		return nil, err
	}
	areas, err := s.keptAreas(ctx, key, polygons)
	if err != nil {
		return nil, err
	}
	missing := slices.DeleteFunc(slices.Clone(polygons), func(serial int64) bool { _, ok := areas[serial]; return ok })
	if len(missing) == 0 {
		return areas, nil
	}
	fresh, err := s.clip(ctx, g, missing)
	if err != nil {
		return nil, err
	}
	if err := s.keepAreas(ctx, key, fresh); err != nil {
		slog.WarnContext(ctx, "areas were measured and could not be kept", "polygons", len(fresh), "error", err)
	}
	for serial, area := range fresh {
		areas[serial] = area
	}
	return areas, nil
}

func (s *Store) keptAreas(ctx context.Context, key []byte, polygons []int64) (map[int64]float64, error) {
	list, err := json.Marshal(polygons)
	if err != nil {
		return nil, fmt.Errorf("list polygons: %w", err)
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT polygon, area_m2
		FROM clip
		WHERE ground = ?
		AND polygon IN (SELECT value FROM json_each(?))`, key, string(list))
	if err != nil {
		return nil, fmt.Errorf("kept areas: %w", explain(err))
	}
	defer rows.Close()
	areas := make(map[int64]float64, len(polygons))
	for rows.Next() {
		var serial int64
		var area float64
		if err := rows.Scan(&serial, &area); err != nil {
			return nil, fmt.Errorf("kept areas: %w", explain(err))
		}
		areas[serial] = area
	}
	return areas, explain(rows.Err())
}

func (s *Store) keepAreas(ctx context.Context, key []byte, areas map[int64]float64) error {
	return inTx(ctx, s.write, func(tx *sql.Tx) error {
		for serial, area := range areas {
			if _, err := tx.ExecContext(ctx, `
				INSERT INTO clip (ground, polygon, area_m2)
				VALUES (?, ?, ?)
				ON CONFLICT (ground, polygon) DO NOTHING`, key, serial, area); err != nil {
				return fmt.Errorf("keep area: %w", err)
			}
		}
		return nil
	})
}

// clippers bounds how many polygons are clipped at once, so that a question leaves room for others.
const clippers = 2

// clip measures the part of each polygon that lies on g.
func (s *Store) clip(ctx context.Context, g ground, polygons []int64) (map[int64]float64, error) {
	common, err := g.geometry()
	if err != nil {
		return nil, err
	}
	areas := make(map[int64]float64, len(polygons))
	for _, serial := range polygons {
		areas[serial] = 0
	}
	if len(common) == 0 {
		return areas, nil
	}
	prepared, err := geo.NewGround(common)
	if err != nil {
		return nil, fmt.Errorf("prepare ground: %w", err)
	}
	near, err := s.polygonsNear(ctx, common.Bound(), polygons)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(min(clippers, runtime.GOMAXPROCS(0)))
	for serial, polygon := range near {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			area, err := prepared.AreaM2Within(polygon)
			mu.Lock()
			defer mu.Unlock()
			areas[serial] = area
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("clip: %w", err)
	}
	return areas, nil
}

// polygonsNear reads those of polygons whose bounds meet bound, by serial.
func (s *Store) polygonsNear(ctx context.Context, bound orb.Bound, polygons []int64) (map[int64]orb.Polygon, error) {
	list, err := json.Marshal(polygons)
	if err != nil {
		return nil, fmt.Errorf("list polygons: %w", err)
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT serial, wkb
		FROM polygon
		WHERE serial IN (SELECT value FROM json_each(?))
		AND west <= ?
		AND east >= ?
		AND south <= ?
		AND north >= ?`,
		string(list), bound.Max.Lon(), bound.Min.Lon(), bound.Max.Lat(), bound.Min.Lat())
	if err != nil {
		return nil, fmt.Errorf("polygons: %w", explain(err))
	}
	defer rows.Close()
	near := make(map[int64]orb.Polygon)
	for rows.Next() {
		var serial int64
		var shape []byte
		if err := rows.Scan(&serial, &shape); err != nil {
			return nil, fmt.Errorf("polygons: %w", explain(err))
		}
		if near[serial], err = polygonOf(shape); err != nil {
			return nil, err
		}
	}
	return near, explain(rows.Err())
}
