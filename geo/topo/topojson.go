package topo

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// Timeline is a stretch of a layer's history.
type Timeline struct {
	Layer     geo.Layer
	Snapshots []geo.Snapshot // by valid time
	Topology                 // with one object for each snapshot, in the same order
}

// ObjectName names the zones of a valid time: the full instant in UTC.
func ObjectName(validAt time.Time) string { return validAt.UTC().Format(time.RFC3339Nano) }

// perDegree is how finely TopoJSON has coordinates: steps of 1e-5 degrees, about a metre.
const perDegree = 1e5

// WriteTopoJSON writes t as one TopoJSON topology, with delta-encoded arcs in steps of 1e-5 degrees: for each snapshot
// an object with its snapshot beside its zones, each a Polygon with its status in its properties. Beside the standard's
// members there are layer, attribution and licence.
func WriteTopoJSON(w io.Writer, t Timeline) error {
	origin := originOf(t.Arcs)
	head, err := json.Marshal(struct {
		Type        string    `json:"type"`
		Layer       string    `json:"layer"`
		Attribution string    `json:"attribution"`
		Licence     string    `json:"licence"`
		Transform   transform `json:"transform"`
	}{"Topology", t.Layer.ID, t.Layer.Source.Attribution, t.Layer.Source.Licence, origin.transform()})
	if err != nil {
		return err
	}
	order, renamed := compactOrder(t.Arcs)
	// Write errors stick in a bufio.Writer; Flush returns the first.
	out := bufio.NewWriter(w)
	out.Write(append(head[:len(head)-1], `,"arcs":[`...))
	for i, reference := range order {
		out.Write(appendArc(appendComma(out.AvailableBuffer(), i), walked(t.Arcs, reference), origin))
	}
	out.WriteString(`],"objects":{`)
	for i, object := range t.Objects {
		text, err := appendObject(appendComma(out.AvailableBuffer(), i), object, t.Snapshots[i], renamed)
		if err != nil {
			return err
		}
		out.Write(text)
	}
	out.WriteString("}}\n")
	return out.Flush()
}

// step is a position in whole steps of the grid.
type step struct{ x, y int64 }

func stepOf(p orb.Point) step {
	return step{int64(math.Round(p[0] * perDegree)), int64(math.Round(p[1] * perDegree))}
}

type transform struct {
	Scale     [2]json.Number `json:"scale"`
	Translate [2]json.Number `json:"translate"`
}

// transform says how numbers that are counted from s become degrees.
func (s step) transform() transform {
	degrees := func(n int64) json.Number {
		return json.Number(strconv.FormatFloat(float64(n)/perDegree, 'f', -1, 64))
	}
	return transform{[2]json.Number{degrees(1), degrees(1)}, [2]json.Number{degrees(s.x), degrees(s.y)}}
}

// originOf is the corner from which positions are counted, so that none is negative.
func originOf(arcs []orb.LineString) step {
	if len(arcs) == 0 {
		return step{}
	}
	least := stepOf(arcs[0][0])
	for _, arc := range arcs {
		for _, p := range arc {
			s := stepOf(p)
			least = step{min(least.x, s.x), min(least.y, s.y)}
		}
	}
	return least
}

// appendArc writes an arc, each position as the difference from the one before. Positions that fall on the one before
// are left out, but for the last of an arc, which always has two.
func appendArc(text []byte, arc orb.LineString, from step) []byte {
	text = append(text, '[')
	for i, p := range arc {
		to := stepOf(p)
		if i > 0 && i < len(arc)-1 && to == from {
			continue
		}
		text = append(appendComma(text, i), '[')
		text = append(strconv.AppendInt(text, to.x-from.x, 10), ',')
		text = append(strconv.AppendInt(text, to.y-from.y, 10), ']')
		from = to
	}
	return append(text, ']')
}

func appendObject(text []byte, object Object, snapshot geo.Snapshot, renamed []int) ([]byte, error) {
	ref, err := json.Marshal(snapshot.Ref())
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", snapshot.ID, err)
	}
	text = append(strconv.AppendQuote(text, object.Name), `:{"type":"GeometryCollection","snapshot":`...)
	text = append(append(text, ref...), `,"geometries":[`...)
	for i, zone := range object.Zones {
		status, err := json.Marshal(zone.Status)
		if err != nil {
			return nil, fmt.Errorf("status %q: %w", zone.Status, err)
		}
		text = append(appendComma(text, i), `{"type":"Polygon","properties":{"status":`...)
		text = append(append(text, status...), `},"arcs":[`...)
		for k, references := range zone.Rings {
			text = appendReferences(appendComma(text, k), references, renamed)
		}
		text = append(text, "]}"...)
	}
	return append(text, "]}"...), nil
}

func appendReferences(text []byte, references, renamed []int) []byte {
	text = append(text, '[')
	for i, reference := range references {
		arc, against := arcOf(reference)
		name := renamed[arc]
		if against {
			name = ^name
		}
		text = strconv.AppendInt(appendComma(text, i), int64(name), 10)
	}
	return append(text, ']')
}

// appendComma separates the item at i from the one before it.
func appendComma(text []byte, i int) []byte {
	if i == 0 {
		return text
	}
	return append(text, ',')
}
