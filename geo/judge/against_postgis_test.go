//go:build unix

package judge_test

import (
	"fmt"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"greyzone/geo"
	"greyzone/geo/format"
)

func TestAgainstPostGIS(t *testing.T) {
	c := startCluster(t)
	t.Run("repair of drawings", func(t *testing.T) { judgeDrawings(t, c) })
	t.Run("repair of real polygons", func(t *testing.T) { judgeRealRepairs(t, c) })
	t.Run("areas", func(t *testing.T) { judgeAreas(t, c) })
	t.Run("change", func(t *testing.T) { judgeChange(t, c) })
}

// judged is a polygon, what it was repaired to, and what PostGIS says of that.
type judged struct {
	drawn  orb.Polygon
	ground orb.MultiPolygon
	theirs float64 // what PostGIS makes of it, in squares
	apart  float64 // what one result has and the other has not, in squares
}

// judgeRepairs holds repaired polygons against PostGIS, and expects every polygon to be valid.
func judgeRepairs(t *testing.T, c cluster, all []judged) {
	t.Helper()
	rows := make([]string, len(all))
	for i, j := range all {
		rows[i] = fmt.Sprintf("%d|%s|%s", i, wkb.MustMarshalToHex(j.drawn), wkb.MustMarshalToHex(j.ground))
	}
	answer := c.askAbout(t, "id int, drawn geometry, ground geometry", rows, `
		SELECT id, ST_Area(ST_SymDifference(ground, theirs)), ST_Area(theirs),
			(SELECT coalesce(bool_and(ST_IsValid(part.geom)), true) FROM ST_Dump(ground) part)
		FROM (
			SELECT *, ST_CollectionExtract(ST_MakeValid(drawn, 'method=structure'), 3) AS theirs
			FROM asked
		) AS made
		ORDER BY id`)
	for i, row := range answer {
		all[i].apart, all[i].theirs = float(t, row[1]), float(t, row[2])
		if row[3] != "t" {
			t.Errorf("%v is repaired to %v, which is not valid", all[i].drawn, all[i].ground)
		}
	}
}

func float(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// judgeDrawings expects the same ground as PostGIS makes, unless exact arithmetic says that it is PostGIS that errs: on
// edges that nearly coincide, buffers by 0, with which it repairs rings, can lose or add a lobe.
func judgeDrawings(t *testing.T, c cluster) {
	r := rand.New(rand.NewSource(1))
	var all []judged
	rules := make(map[string]int)
	for _, f := range families() {
		for i := range fewer(200, 20) {
			p := f.draw(r)
			if i%2 == 1 {
				p = turned(r, p)
			}
			ground, repairs := repaired(t, p)
			for _, repair := range repairs {
				rules[repair.Rule]++
			}
			all = append(all, judged{drawn: p, ground: ground})
		}
	}
	for _, rule := range []string{"repeated-vertex", "self-crossing", "self-touching", "crossing-rings", "hole-outside-shell", "interior-disconnected", "nested-holes"} {
		if rules[rule] == 0 {
			t.Errorf("no drawing breaks the rule %s: %v", rule, rules)
		}
	}
	judgeRepairs(t, c, all)
	differ := 0
	for _, j := range all {
		if j.apart > 1e-9*max(j.theirs, 1e-3) {
			differ++
			checkExact(t, j.drawn, j.ground)
		}
	}
	if t.Logf("%d of %d differ; %v", differ, len(all), rules); differ > len(all)/200 {
		t.Errorf("%d of %d differ", differ, len(all))
	}
}

// judgeRealRepairs takes the invalid polygons of another project's map, of 2022, which may not be here.
func judgeRealRepairs(t *testing.T, c cluster) {
	files, _ := filepath.Glob("../../../shared/data/real/deepstate_raw/16*.geojson")
	if len(files) == 0 {
		t.Skip("the real files are not here")
	}
	var all []judged
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for reading, err := range format.Read(content, filepath.Base(file), format.Auto) {
			if err != nil {
				t.Fatal(err)
			}
			for _, z := range reading.Zones {
				if ground, repairs := repaired(t, z.Polygon); len(repairs) > 0 {
					all = append(all, judged{drawn: z.Polygon, ground: ground})
				}
			}
		}
	}
	judgeRepairs(t, c, all)
	for _, j := range all {
		if j.apart > 1e-12 {
			t.Errorf("a polygon at %v differs by %v of %v squares", j.drawn[0][0], j.apart, j.theirs)
		}
	}
	if t.Logf("%d polygons", len(all)); len(all) < 4 {
		t.Errorf("only %d invalid polygons", len(all))
	}
}

// judgeAreas holds areas against PostGIS's on the spheroid, which GeographicLib measures as well.
func judgeAreas(t *testing.T, c cluster) {
	r := rand.New(rand.NewSource(2))
	var polygons []orb.Polygon
	for range 500 {
		p := turned(r, orb.Polygon{star(r)})
		if ground, _ := repaired(t, p); len(ground) > 0 {
			polygons = append(polygons, ground...)
		}
	}
	for _, mp := range regions(t) {
		polygons = append(polygons, mp...)
	}
	rows := make([]string, len(polygons))
	for i, p := range polygons {
		rows[i] = fmt.Sprintf("%d|%s", i, wkb.MustMarshalToHex(p))
	}
	answer := c.askAbout(t, "id int, p geometry", rows, `SELECT id, ST_Area(ST_SetSRID(p, 4326)::geography) FROM asked ORDER BY id`)
	worst := 0.0
	for i, row := range answer {
		got, want := geo.AreaM2(polygons[i]), float(t, row[1])
		worst = max(worst, math.Abs(got-want)/max(want, 1e6))
	}
	if t.Logf("%d polygons differ by %g at worst", len(polygons), worst); worst > 1e-9 {
		t.Errorf("areas differ by %g", worst)
	}
}

// askAbout puts rows, with fields separated by |, into a table and returns the answer to a query about it.
func (c cluster) askAbout(t *testing.T, columns string, rows []string, query string) [][]string {
	t.Helper()
	answer := c.ask(t, "CREATE TEMP TABLE asked ("+columns+");\nCOPY asked FROM STDIN DELIMITER '|';\n"+strings.Join(rows, "\n")+"\n\\.\n"+query+";")
	var table [][]string
	for line := range strings.Lines(answer) {
		table = append(table, strings.Split(strings.TrimSpace(line), "|"))
	}
	return table
}
