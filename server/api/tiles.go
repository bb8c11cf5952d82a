package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/singleflight"

	"greyzone/geo"
	"greyzone/geo/topo"
)

const mvtType = "application/vnd.mapbox-vector-tile"

var getTileDoc = doc{
	summary: "A vector tile of a snapshot",
	about: "A Mapbox vector tile, version 2, of 4096 units, in the square Mercator grid that web maps have. Its one layer zones has " +
		"status, held and, unless the status is nobody's, party. Zones are simplified by zoom, and neighbours go on sharing their edge. " +
		"By id a tile never changes; for latest, a day or an instant the answer is a redirect. Its geometry is under the same terms as " +
		"a snapshot's.",
	params: []param{
		pathLayer,
		snapshotName,
		{name: "z", inPath: true, required: true, about: "The zoom, from 0 to " + strconv.Itoa(topo.MaxZoom) + ".", example: "8"},
		{name: "x", inPath: true, required: true, about: "The column, from the west.", example: "153"},
		{name: "y", inPath: true, required: true, about: "The row, from the north.", example: "85"},
		asOf,
	},
	answers: []answer{
		{http.StatusOK, "The tile.", []media{{mime: mvtType}}},
		{http.StatusNoContent, "There is no zone in it.", nil},
		{http.StatusFound, "For latest, a day or an instant: Location is the tile of the snapshot that answers.", nil},
	},
}

// levelKey names the zones of a snapshot at a zoom. The layer is part of it, as its licence decides who gets them.
type levelKey struct {
	layer, snapshot string
	zoom            int
}

// tileKey names a tile for ever.
type tileKey struct {
	levelKey
	x, y int
}

func (s *server) getTile(c echo.Context) error {
	q := s.query(c)
	known := q.asOf()
	if q.err != nil {
		return q.err
	}
	key, err := tileOf(c)
	if err != nil {
		return err
	}
	if !idPattern.MatchString(key.snapshot) {
		return s.redirectToSnapshot(c, key.snapshot, known, func(id string) string {
			return fmt.Sprintf("/api/v1/tiles/%s/%s/%d/%d/%d.mvt", key.layer, id, key.zoom, key.x, key.y)
		})
	}
	ctx := c.Request().Context()
	layer, err := s.store.Layer(ctx, key.layer, time.Time{})
	if err != nil {
		return err
	}
	cache, err := s.passOn(c, layer)
	if err != nil {
		return err
	}
	if !known.IsZero() {
		if _, err := s.store.Snapshot(ctx, key.layer, key.snapshot, known); err != nil {
			return err
		}
	}
	tile, err := s.tiles.of(ctx, key)
	if err != nil {
		return err
	}
	if len(tile) == 0 {
		return sendNothing(c, cache)
	}
	return send(c, http.StatusOK, content{mime: mvtType, body: tile, tag: tagOf(tile), cache: cache})
}

// tileOf reads which tile is asked for, of the snapshot that the path names.
func tileOf(c echo.Context) (tileKey, error) {
	key := tileKey{levelKey: levelKey{layer: pathParam(c, "layer"), snapshot: pathParam(c, "id")}}
	row, ok := strings.CutSuffix(pathParam(c, "y.mvt"), ".mvt")
	if !ok {
		return key, geo.Errorf(geo.NotFound, "tiles are vector tiles: write z/x/y.mvt")
	}
	for _, part := range []struct {
		name, value string
		to          *int
	}{{"z", pathParam(c, "z"), &key.zoom}, {"x", pathParam(c, "x"), &key.x}, {"y", row, &key.y}} {
		n, err := strconv.Atoi(part.value)
		if err != nil {
			return key, geo.Errorf(geo.Invalid, "%s=%s: write a whole number, as in 8/153/85.mvt", part.name, part.value)
		}
		*part.to = n
	}
	if key.zoom < 0 || key.zoom > topo.MaxZoom {
		return key, geo.Errorf(geo.NotFound, "zooms go from 0 to %d; draw the tiles of %[1]d larger where you need more than that", topo.MaxZoom)
	}
	if last := 1<<key.zoom - 1; min(key.x, key.y) < 0 || max(key.x, key.y) > last {
		return key, geo.Errorf(geo.NotFound, "at zoom %d columns and rows go from 0 to %d", key.zoom, last)
	}
	return key, nil
}

// levelVertices is how many vertices simplified zones may have that are kept, 16 bytes each.
const levelVertices = 250_000

// tiles makes tiles, and keeps the simplified zones that they are cut from.
type tiles struct {
	store  Store
	making singleflight.Group // so that the tiles of a view, asked for at once, do not all simplify the same zones
	levels *recent[levelKey, topo.Level]
}

func newTiles(store Store) *tiles {
	return &tiles{store: store, levels: newRecent[levelKey, topo.Level](levelVertices)}
}

// of returns a tile, empty if there is no zone in it.
func (t *tiles) of(ctx context.Context, key tileKey) ([]byte, error) {
	level, err := t.level(ctx, key.levelKey)
	if err != nil {
		return nil, err
	}
	return level.Tile(key.x, key.y)
}

func (t *tiles) level(ctx context.Context, key levelKey) (topo.Level, error) {
	if level, ok := t.levels.find(key); ok {
		return level, nil
	}
	// Whoever asked first may leave before the others have their answer.
	ctx = context.WithoutCancel(ctx)
	made, err, _ := t.making.Do(fmt.Sprint(key), func() (any, error) {
		level, err := t.makeLevel(ctx, key)
		if err == nil {
			t.levels.keep(key, level, level.Vertices()+1)
		}
		return level, err
	})
	return made.(topo.Level), err
}

func (t *tiles) makeLevel(ctx context.Context, key levelKey) (topo.Level, error) {
	snapshot, err := t.store.Snapshot(ctx, key.layer, key.snapshot, time.Time{})
	if err != nil || snapshot.Withdrawn {
		return topo.Level{}, err
	}
	// After the snapshot, so that its statuses are among them.
	layer, err := t.store.Layer(ctx, key.layer, time.Time{})
	if err != nil {
		return topo.Level{}, err
	}
	zones, err := t.store.Coverage(ctx, snapshot.ID)
	if err != nil {
		return topo.Level{}, err
	}
	var shapes topo.Shapes
	shapes.Add(topo.ObjectName(snapshot.ValidAt), zones)
	topology := shapes.Topology()
	return topo.NewLevel(topology, topology.Objects[0], layer.Statuses, key.zoom), nil
}
