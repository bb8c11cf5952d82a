package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"runtime"
	"slices"
	"sync"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"
)

// batch is how many polygons are clipped before what was found is kept, and others get their turn.
const batch = 32

// areasOn returns how much of each polygon lies on g, in m², by the polygons' serials. On a ground worth keeping each
// polygon is clipped once for all times.
func (s *Store) areasOn(ctx context.Context, g ground, polygons []int64) (map[int64]float64, error) {
	prepare := sync.OnceValues(g.prepare)
	if !g.keep {
		return s.clip(ctx, prepare, polygons)
	}
	key, err := g.key()
	if err != nil {
		return nil, err
	}
	areas, err := s.keptAreas(ctx, key, polygons)
	if err != nil {
		return nil, err
	}
	for serials := range slices.Chunk(without(polygons, areas), batch) {
		fresh, err := s.clipOnce(ctx, key, prepare, serials)
		if err != nil {
			return nil, err
		}
		maps.Copy(areas, fresh)
	}
	return areas, nil
}

// clipOnce clips polygons and keeps their areas, save those that somebody else clipped while it waited for its turn.
func (s *Store) clipOnce(ctx context.Context, key []byte, prepare func() (site, error), polygons []int64) (map[int64]float64, error) {
	s.clipping.Lock()
	defer s.clipping.Unlock()
	areas, err := s.keptAreas(ctx, key, polygons)
	if err != nil {
		return nil, err
	}
	missing := without(polygons, areas)
	if len(missing) == 0 {
		return areas, nil
	}
	fresh, err := s.clip(ctx, prepare, missing)
	if err != nil {
		return nil, err
	}
	if err := s.keepAreas(ctx, key, fresh); err != nil && ctx.Err() == nil {
		slog.WarnContext(ctx, "areas were measured and could not be kept", "polygons", len(fresh), "error", err)
	}
	maps.Copy(areas, fresh)
	return areas, nil
}

// without returns the polygons that have no area yet.
func without(polygons []int64, areas map[int64]float64) []int64 {
	return slices.DeleteFunc(slices.Clone(polygons), func(serial int64) bool { _, ok := areas[serial]; return ok })
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

// clip measures the part of each polygon that lies on a ground.
func (s *Store) clip(ctx context.Context, prepare func() (site, error), polygons []int64) (map[int64]float64, error) {
	areas := make(map[int64]float64, len(polygons))
	for _, serial := range polygons {
		areas[serial] = 0
	}
	on, err := prepare()
	if err != nil || on.ground == nil {
		return areas, err
	}
	near, err := s.polygonsNear(ctx, on.bound, polygons)
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
			area, err := on.ground.AreaM2Within(polygon)
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
