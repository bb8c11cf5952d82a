package api

import (
	"time"

	"greyzone/geo"
)

// compactParam is of routes whose answer has a form with only what a chart or a list needs.
func compactParam(about string) param {
	return param{name: "compact", about: "true: " + about, oneOf: yesOrNo}
}

// compactAreas is geo.AreaAnswer for a chart.
type compactAreas struct {
	Layer       string               `json:"layer"`
	Region      *geo.RegionArea      `json:"region"`
	Results     []compactMeasurement `json:"results"`
	Attribution string               `json:"attribution"`
	Licence     string               `json:"licence"`
	AsOf        time.Time            `json:"as_of"`
	Permalink   string               `json:"permalink"` // of the whole answer
	Citation    string               `json:"citation"`
}

type compactMeasurement struct {
	Datetime   string           `json:"datetime"`
	Region     *geo.RegionArea  `json:"region,omitempty"`
	Snapshot   compactRef       `json:"snapshot"`
	Areas      []geo.StatusArea `json:"areas"`
	Controlled []geo.PartyArea  `json:"controlled"`
}

type compactRef struct {
	ID string `json:"id"`
}

func compactAreasOf(a geo.AreaAnswer) compactAreas {
	c := compactAreas{
		Layer: a.Layer, Region: roundedRegion(a.Region), Results: make([]compactMeasurement, len(a.Results)),
		Attribution: a.Attribution, Licence: a.Licence, AsOf: a.AsOf, Permalink: a.Permalink, Citation: a.Citation,
	}
	for i, m := range a.Results {
		c.Results[i] = compactMeasurementOf(m)
	}
	return c
}

func compactMeasurementOf(m geo.Measurement) compactMeasurement {
	c := compactMeasurement{
		Datetime: m.Datetime, Region: roundedRegion(m.Region), Snapshot: compactRef{m.Snapshot.ID},
		Areas: make([]geo.StatusArea, len(m.Areas)), Controlled: make([]geo.PartyArea, len(m.Controlled)),
	}
	for i, s := range m.Areas {
		s.AreaKm2 = rounded(s.AreaKm2, compactDecimals)
		c.Areas[i] = s
	}
	for i, p := range m.Controlled {
		p.MinKm2, p.MaxKm2 = rounded(p.MinKm2, compactDecimals), rounded(p.MaxKm2, compactDecimals)
		c.Controlled[i] = p
	}
	return c
}

func roundedRegion(r *geo.RegionArea) *geo.RegionArea {
	if r == nil {
		return nil
	}
	round := *r
	round.AreaKm2 = rounded(r.AreaKm2, compactDecimals)
	return &round
}

// compactDecimals is what km² are rounded to, as in CSV.
const compactDecimals = 3

// compactPage is geo.SnapshotPage for a list.
type compactPage struct {
	Snapshots  []compactSnapshot `json:"snapshots"`
	NextCursor *string           `json:"next_cursor"`
}

type compactSnapshot struct {
	ID        string    `json:"id"`
	ValidAt   time.Time `json:"valid_at"`
	Revision  int       `json:"revision"`
	Withdrawn bool      `json:"withdrawn"`
}

func compactPageOf(p geo.SnapshotPage) compactPage {
	c := compactPage{Snapshots: make([]compactSnapshot, len(p.Snapshots)), NextCursor: p.NextCursor}
	for i, s := range p.Snapshots {
		c.Snapshots[i] = compactSnapshot{s.ID, s.ValidAt, s.Revision, s.Withdrawn}
	}
	return c
}

// compactEvents is events without who said so.
type compactEvents struct {
	Events []compactEvent `json:"events"`
}

type compactEvent struct {
	Date       string `json:"date"`
	Settlement string `json:"settlement"`
	Status     string `json:"status"`
	Kind       string `json:"kind"`
}

func compactEventsOf(all []geo.Event) compactEvents {
	c := compactEvents{make([]compactEvent, len(all))}
	for i, e := range all {
		c.Events[i] = compactEvent{e.Date, e.Settlement, e.Status, e.Kind}
	}
	return c
}
