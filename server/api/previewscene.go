package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"greyzone/geo"
	"greyzone/server/preview"
)

// sceneMaker asks the store for all that a picture shows.
type sceneMaker struct {
	ctx   context.Context
	store Store
	Address
	scene   preview.Scene
	regions []geo.Region
	within  geo.AreaQuery // what is measured in
}

// scene is what the page shows at an address.
func (p *previews) scene(ctx context.Context, a Address) (preview.Scene, error) {
	m := newSceneMaker(ctx, p.store, a)
	err := m.add(m.addLayer, m.addRegions, m.addGround, m.addWithin, m.addDays, m.addZones, m.addAgainst)
	return m.scene, err
}

// numbers is what the page tells of an address in words, without ground. Of what somebody drew or has in view it has no numbers
// but those of all ground, and of a second layer the name alone, as these would have to be measured for each.
func (p *previews) numbers(ctx context.Context, a Address) (preview.Scene, error) {
	a = a.pictured()
	if a.Area = nil; a.Region == "view" {
		a.Region = ""
	}
	m := newSceneMaker(ctx, p.store, a)
	err := m.add(m.addLayer, m.addRegions, m.addWithin, m.addDays)
	return m.scene, err
}

func newSceneMaker(ctx context.Context, store Store, a Address) *sceneMaker {
	m := &sceneMaker{ctx: ctx, store: store, Address: a}
	if m.scene.Language = a.Lang; a.Lang == "" {
		m.scene.Language = "en"
	}
	if a.View != nil {
		m.scene.View = &preview.View{Zoom: a.View.Zoom, Lat: a.View.Lat, Lon: a.View.Lon}
	}
	return m
}

// add adds one part after the other.
func (m *sceneMaker) add(parts ...func() error) error {
	for _, add := range parts {
		if err := add(); err != nil {
			return err
		}
	}
	return nil
}

// addLayer takes the layer that is asked for, else the first one, as the page does; and who made what is shown.
func (m *sceneMaker) addLayer() error {
	layers, err := m.store.Layers(m.ctx, time.Time{})
	if err != nil {
		return err
	}
	shown := slices.DeleteFunc(slices.Clone(layers), func(l geo.Layer) bool { return l.Kind != control })
	if len(shown) == 0 {
		return nil
	}
	first := max(0, slices.IndexFunc(shown, func(l geo.Layer) bool { return l.ID == m.Layer }))
	m.scene.Layer = shown[first]
	m.addCredits(m.scene.Layer)
	other := slices.IndexFunc(shown, func(l geo.Layer) bool { return l.ID == m.With })
	if other >= 0 && other != first {
		m.scene.Against = &preview.Against{Layer: shown[other]}
		m.addCredits(shown[other])
	}
	for _, l := range layers {
		if l.Kind == reference {
			m.addCredits(l)
		}
	}
	return nil
}

const reference = "reference"

// addCredits names each of a layer's sources once, and its licence.
func (m *sceneMaker) addCredits(l geo.Layer) {
	if name := l.Source.Licence; name != "" && name != "unknown" && !slices.Contains(m.scene.Licences, name) {
		m.scene.Licences = append(m.scene.Licences, name)
	}
	for name := range strings.SplitSeq(l.Source.Attribution, ",") {
		name = strings.TrimSpace(name)
		if name != "" && name != "unknown" && !slices.Contains(m.scene.Credits, name) {
			m.scene.Credits = append(m.scene.Credits, name)
		}
	}
}

func (m *sceneMaker) hides(what string) bool { return slices.Contains(m.Hide, what) }

func (m *sceneMaker) addRegions() (err error) {
	m.regions, err = m.store.Regions(m.ctx, time.Time{})
	return err
}

// addGround adds what lies around the zones, without what is hidden.
func (m *sceneMaker) addGround() error {
	g := &m.scene.Ground
	if !m.hides("regions") {
		g.Regions = slices.DeleteFunc(slices.Clone(m.regions), func(r geo.Region) bool { return r.Kind != geo.LandKind })
	}
	if !m.hides("border") {
		if err := m.addBorder(); err != nil {
			return err
		}
	}
	settlements, err := m.store.Settlements(m.ctx, "")
	if err != nil {
		return err
	}
	if !m.hides("settlements") {
		g.Settlements = settlements
	}
	m.addPlace(settlements)
	return m.addReported(settlements)
}

func (m *sceneMaker) addBorder() error {
	file, err := m.store.Border(m.ctx)
	if err != nil {
		return err
	}
	features, err := geojson.UnmarshalFeatureCollection(file)
	if err != nil {
		return fmt.Errorf("border: %w", err)
	}
	for _, f := range features.Features {
		switch lines := f.Geometry.(type) {
		case orb.LineString:
			m.scene.Ground.Border = append(m.scene.Ground.Border, lines)
		case orb.MultiLineString:
			m.scene.Ground.Border = append(m.scene.Ground.Border, lines...)
		}
	}
	return nil
}

func (m *sceneMaker) addPlace(settlements []geo.Settlement) {
	m.scene.Place = m.Place.Point
	for _, s := range settlements {
		if s.ID == m.Place.Settlement {
			m.scene.Place = &orb.Point{s.Lon, s.Lat}
		}
	}
}

// addReported adds where something was reported on some day, which is ground that names of areas keep off.
func (m *sceneMaker) addReported(settlements []geo.Settlement) error {
	events, err := m.store.Events(m.ctx, geo.Interval{})
	if err != nil {
		return err
	}
	reported := make(map[string]bool)
	for _, e := range events {
		reported[e.Settlement] = true
	}
	for _, s := range settlements {
		if reported[s.ID] {
			m.scene.Ground.Reported = append(m.scene.Ground.Reported, orb.Point{s.Lon, s.Lat})
		}
	}
	return nil
}

// addWithin adds the ground that is measured in: a region, what is in view, or a drawn area that can be measured.
func (m *sceneMaker) addWithin() error {
	m.within.Layer = m.scene.Layer.ID
	if m.Mode == "change" {
		// What was gained and lost is told of all ground or a region.
		if m.Area = nil; m.Region == "view" {
			m.Region = ""
		}
	}
	if m.Region == "view" {
		bound := preview.FreeBound(modes[m.Mode], m.scene.Layer, m.scene.View)
		m.within.Bound, m.scene.Within = &bound, preview.InView(m.scene.Language)
	}
	for _, r := range m.regions {
		if r.ID == m.Region {
			m.within.Region, m.scene.Within, m.scene.Outline = r.ID, preview.NameIn(m.scene.Language, r.Name), r.Geometry
		}
	}
	if m.Area == nil {
		return nil
	}
	if ground, err := geo.CheckGround(orb.MultiPolygon{{m.Area}}); err == nil {
		m.within.Polygon, m.scene.Within, m.scene.Outline = ground, preview.DrawnArea(m.scene.Language), ground
	}
	return nil
}

// addDays adds the days, their maps and what was measured on them.
func (m *sceneMaker) addDays() error {
	layer := m.scene.Layer
	if layer.LastValidAt == nil {
		m.scene.Day.Date = dateOf(m.Day)
		return nil
	}
	last := layer.LastValidAt.Format(time.DateOnly)
	var err error
	if m.scene.Day, err = m.measured(m.Day, last); err != nil || m.Mode == "" {
		return err
	}
	if m.From == "" {
		if err := m.goOn(); err != nil {
			return err
		}
	}
	earlier, err := m.earlierDay()
	if err != nil {
		return err
	}
	// No day is earlier than itself; an address without the later day cannot know.
	if m.scene.From, err = m.measured(min(m.From, m.scene.Day.Date.Format(time.DateOnly)), earlier); err != nil || m.scene.From.Date.IsZero() {
		return err
	}
	if m.scene.Mode = modes[m.Mode]; m.scene.From.Measured == nil && m.scene.Mode == preview.Change {
		m.scene.Mode = preview.Swipe // from nothing there is no change
	}
	return nil
}

var modes = map[string]preview.Mode{"swipe": preview.Swipe, "side": preview.Side, "change": preview.Change}

// daysBack is how many days before the later day the earlier one is, in each mode, where none is asked for.
var daysBack = map[string]int{"swipe": 30, "side": 30, "change": 7}

// goOn takes the layer's first map for the earlier day and the one after it for the later day where that has the first, as the page
// does: there is none before to look at with it.
func (m *sceneMaker) goOn() error {
	shown, first := m.scene.Day.Measured, dayOf(*m.scene.Layer.FirstValidAt)
	if shown == nil || !dayOf(shown.Snapshot.ValidAt).Equal(first) {
		return nil
	}
	after := geo.SnapshotQuery{Layer: m.scene.Layer.ID, Within: geo.Interval{From: first.AddDate(0, 0, 1)}, Limit: 1}
	page, err := m.store.Snapshots(m.ctx, after)
	if err != nil || len(page.Snapshots) == 0 {
		return err
	}
	m.From = first.Format(time.DateOnly)
	m.scene.Day, err = m.measured(page.Snapshots[0].ValidAt.UTC().Format(time.DateOnly), "")
	return err
}

// earlierDay is the day that the page then begins with (static/js/pair.js): some days before, but so far that it shows another
// map, and not before the first. Empty: there is no map of the later day.
func (m *sceneMaker) earlierDay() (string, error) {
	shown := m.scene.Day.Measured
	if shown == nil {
		return "", nil
	}
	from := m.scene.Day.Date.AddDate(0, 0, -daysBack[m.Mode])
	first, last := dayOf(*m.scene.Layer.FirstValidAt), dayOf(shown.Snapshot.ValidAt)
	switch {
	case from.Before(first) || last.Equal(first):
		from = first
	case !last.After(from):
		before, err := m.store.SnapshotAt(m.ctx, m.scene.Layer.ID, last.Add(-geo.Tick), time.Time{})
		if err != nil {
			return "", err
		}
		from = dayOf(before.ValidAt)
	}
	return from.Format(time.DateOnly), nil
}

// dayOf is the UTC day that a time lies in.
func dayOf(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// measured is a day, or where none is asked for another one, with what was measured on it.
func (m *sceneMaker) measured(day, otherwise string) (preview.Day, error) {
	if day == "" {
		day = otherwise
	}
	d := preview.Day{Date: dateOf(day)}
	at, err := geo.ParseMoment(day)
	if err != nil || at.To.Before(*m.scene.Layer.FirstValidAt) {
		return d, nil
	}
	ask := m.within
	ask.At = &at
	answer, err := m.store.Measure(m.ctx, ask)
	if err != nil {
		return d, err
	}
	d.Measured = &answer.Results[0]
	return d, nil
}

// dateOf is the day that is written so; zero where there is none.
func dateOf(day string) time.Time {
	date, _ := time.Parse(time.DateOnly, day)
	return date
}

// addZones adds the zones of the days whose maps are shown and, if asked for, what changed.
func (m *sceneMaker) addZones() error {
	s := &m.scene
	if err := m.addMap(&s.Day); err != nil {
		return err
	}
	switch s.Mode {
	case preview.Swipe, preview.Side:
		return m.addMap(&s.From)
	case preview.Change:
		ask := geo.ChangeQuery{
			Layer: s.Layer.ID, From: geo.WholeDay(s.From.Date), To: geo.WholeDay(s.Day.Date), Region: m.within.Region, Polygons: true,
		}
		var err error
		s.Change, err = m.store.Changes(m.ctx, ask)
		return err
	}
	return nil
}

// addMap adds to a day the zones of its map and the line of contact between them.
func (m *sceneMaker) addMap(d *preview.Day) (err error) {
	if d.Measured == nil {
		return nil
	}
	if d.Zones, err = m.store.Coverage(m.ctx, d.Measured.Snapshot.ID); err != nil {
		return err
	}
	at := geo.WholeDay(d.Date)
	line, err := m.store.Contact(m.ctx, geo.ContactQuery{Layer: m.scene.Layer.ID, At: &at})
	d.Contact = line.Geometry.Coordinates
	return err
}

// addAgainst adds how the layer compares with the one that it is shown against, where both have a map.
func (m *sceneMaker) addAgainst() error {
	against, day := m.scene.Against, m.scene.Day
	if against == nil || day.Measured == nil || against.Layer.FirstValidAt == nil || day.Date.Before(dayOf(*against.Layer.FirstValidAt)) {
		return nil
	}
	ask := geo.AgreementQuery{
		Layer: m.scene.Layer.ID, With: against.Layer.ID, At: geo.WholeDay(day.Date), Region: m.within.Region, Polygon: m.within.Polygon, Polygons: true,
	}
	if b := m.within.Bound; b != nil {
		ask.Polygon = geo.BoundGround(*b)
	}
	answer, err := m.store.Agreement(m.ctx, ask)
	against.Agreement = &answer
	return err
}
