//go:build unix

package judge_test

import (
	"fmt"
	"math"
	"math/rand"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"greyzone/data"
	"greyzone/geo"
	"greyzone/geo/format"
	"greyzone/geo/topo"
)

func dataSet(t *testing.T) geo.DataSet {
	t.Helper()
	set, err := format.ReadDataSet(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func regions(t *testing.T) []orb.MultiPolygon {
	t.Helper()
	var all []orb.MultiPolygon
	for _, r := range dataSet(t).Regions {
		all = append(all, r.Geometry)
	}
	return all
}

// defaultHistory is the history of the default layer.
func defaultHistory(t *testing.T) *topo.History {
	t.Helper()
	set := dataSet(t)
	var statuses []geo.Status
	for _, layer := range set.Layers {
		statuses = append(statuses, layer.Statuses...)
	}
	noder, history := topo.NewNoder(), topo.NewHistory()
	for _, day := range set.Days {
		c, err := noder.Cover(day.Zones, statuses, false)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := history.Add(c.Zones); err != nil {
			t.Fatal(err)
		}
	}
	return history
}

// handedOver is ground of one status on one day and of another status on another day; "" is ground in no zone.
type handedOver struct {
	from, to             int
	fromStatus, toStatus string
}

// judgeChange holds what changed hands between days of the default layer against overlay and areas by PostGIS.
func judgeChange(t *testing.T, c cluster) {
	h := defaultHistory(t)
	r := rand.New(rand.NewSource(3))
	got := make(map[handedOver]float64)
	zones := make(map[int][]geo.Zone)
	var pairs []string
	for range 20 {
		from, to := r.Intn(h.Len()), r.Intn(h.Len())
		moved, err := h.Change(from, to, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range moved {
			got[handedOver{from, to, m.From, m.To}] = m.AreaM2
		}
		for _, n := range [2]int{from, to} {
			if zones[n], err = h.Zones(n); err != nil {
				t.Fatal(err)
			}
		}
		pairs = append(pairs, fmt.Sprintf("(%d, %d)", from, to))
	}
	want := changeByPostGIS(t, c, zones, pairs)
	worst := 0.0
	for _, areas := range []map[handedOver]float64{got, want} {
		for key := range areas {
			off := math.Abs(got[key] - want[key])
			worst = max(worst, off)
			// A vertex put on a long edge, where overlay cuts it, changes the area.
			if off > max(0.03e6, 1e-6*want[key]) {
				t.Errorf("%+v: %f m², want %f", key, got[key], want[key])
			}
		}
	}
	t.Logf("%d areas differ by %f m² at worst", len(got), worst)
}

func changeByPostGIS(t *testing.T, c cluster, zones map[int][]geo.Zone, pairs []string) map[handedOver]float64 {
	t.Helper()
	var rows []string
	for n, all := range zones {
		for _, z := range all {
			rows = append(rows, fmt.Sprintf("%d|%s|%s", n, z.Status, wkb.MustMarshalToHex(z.Polygon)))
		}
	}
	answer := c.askAbout(t, "day int, status text, p geometry", rows, `
		WITH pair (earlier, later) AS (VALUES `+strings.Join(pairs, ", ")+`),
			held AS (SELECT day, status, ST_Union(p) AS ground FROM asked GROUP BY day, status),
			whole AS (SELECT day, ST_Union(p) AS ground FROM asked GROUP BY day),
			moved (earlier, later, before, after, ground) AS (
				SELECT earlier, later, b.status, a.status, ST_Intersection(b.ground, a.ground)
				FROM pair JOIN held b ON b.day = earlier JOIN held a ON a.day = later AND a.status <> b.status
				UNION ALL
				SELECT earlier, later, held.status, '', ST_Difference(held.ground, whole.ground)
				FROM pair JOIN held ON held.day = earlier JOIN whole ON whole.day = later
				UNION ALL
				SELECT earlier, later, '', held.status, ST_Difference(held.ground, whole.ground)
				FROM pair JOIN held ON held.day = later JOIN whole ON whole.day = earlier
			)
		SELECT DISTINCT earlier, later, before, after, ST_Area(ST_SetSRID(ST_CollectionExtract(ground, 3), 4326)::geography)
		FROM moved`)
	want := make(map[handedOver]float64)
	for _, row := range answer {
		key := handedOver{int(float(t, row[0])), int(float(t, row[1])), row[2], row[3]}
		want[key] = float(t, row[4])
	}
	return want
}
