package api

import (
	"bytes"
	"mime"
	"net/http"
	"regexp"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/paulmach/orb"

	"greyzone/geo"
	"greyzone/geo/format"
)

const geoJSON = "application/geo+json"

var listSnapshotsDoc = doc{
	summary: "The snapshots of a layer",
	about:   "By valid time, then revision: the newest revision of each valid time, unless all are asked for.",
	params: []param{
		pathLayer,
		{name: "datetime", about: "Only valid times in this interval, both ends included; a bare date is that UTC day.", example: "2024-08-06/2024-08-31"},
		asOf,
		{name: "revisions", about: "all: also the revisions that were corrected or withdrawn.", oneOf: []string{"all"}},
		{name: "limit", about: "How many at most; 100 without it.", limits: []int{1, 1000}},
		{name: "cursor", about: "next_cursor of the page before."},
		compactParam("without recorded_at, note and sha256."),
	},
	answers: []answer{{http.StatusOK, "A page of snapshots.", []media{
		{mime: echo.MIMEApplicationJSON, sample: geo.SnapshotPage{}}, {mime: echo.MIMEApplicationJSON, sample: compactPage{}}}}},
}

func (s *server) listSnapshots(c echo.Context) error {
	q := s.query(c)
	ask := geo.SnapshotQuery{
		Layer:        pathParam(c, "layer"),
		AsOf:         q.asOf(),
		AllRevisions: q.text("revisions") == "all",
		Limit:        q.number("limit"),
		Cursor:       q.text("cursor"),
	}
	if within := q.interval("datetime"); within != nil {
		ask.Within = *within
	}
	if q.err != nil {
		return q.err
	}
	page, err := s.store.Snapshots(c.Request().Context(), ask)
	if err != nil {
		return err
	}
	if q.flag("compact") {
		return sendJSON(c, compactPageOf(page))
	}
	return sendJSON(c, page)
}

var getSnapshotDoc = doc{
	summary: "One snapshot",
	about: "By id it never changes: keep it as long as you like. For latest, a date or an instant the answer is a redirect to " +
		"the newest snapshot at or before that time. One that was recorded after as_of is 404. A layer whose licence does not let its geometry be passed on " +
		"(source.redistributable is false) is drawn by the page of this server; others get 403.",
	params: []param{
		pathLayer,
		snapshotName,
		{name: "original", about: "true: the file as it was uploaded, byte for byte.", oneOf: yesOrNo},
		asOf,
	},
	answers: []answer{
		{http.StatusOK, "The zones, disjoint, as GeoJSON; with original=true the bytes of the upload, as plain JSON.",
			[]media{{mime: geoJSON, sample: zoneFeatures{}}, {mime: echo.MIMEApplicationJSON}}},
		{http.StatusFound, "For latest, a date or an instant: Location is the snapshot that answers.", nil},
	},
}

// zoneFeatures is the shape of what format.WriteGeoJSON writes.
type zoneFeatures struct {
	Type        string  `json:"type"`
	Snapshot    geo.Ref `json:"snapshot"`
	Withdrawn   bool    `json:"withdrawn,omitempty"` // it is none, so that an earlier one answers for its time
	Attribution string  `json:"attribution"`
	Licence     string  `json:"licence"`
	Features    []struct {
		Type       string         `json:"type"`
		Properties map[string]any `json:"properties"`
		Geometry   struct {
			Type        string      `json:"type"`
			Coordinates orb.Polygon `json:"coordinates"`
		} `json:"geometry"`
	} `json:"features"`
}

// idPattern is what a snapshot's id looks like: enough to tell it from a time and from a slip of the pen.
var idPattern = regexp.MustCompile(`^[0-9a-f]{8,}$`)

func (s *server) getSnapshot(c echo.Context) error {
	q := s.query(c)
	known, id := q.asOf(), pathParam(c, "id")
	if q.err != nil {
		return q.err
	}
	if !idPattern.MatchString(id) {
		return s.redirectToSnapshot(c, id, known, func(id string) string { return snapshotPath(pathParam(c, "layer"), id) })
	}
	ctx := c.Request().Context()
	layer, err := s.store.Layer(ctx, pathParam(c, "layer"), time.Time{})
	if err != nil {
		return err
	}
	snapshot, err := s.store.Snapshot(ctx, layer.ID, id, known)
	if err != nil {
		return err
	}
	cache, err := s.passOn(c, layer)
	if err != nil {
		return err
	}
	if q.flag("original") {
		return s.sendOriginal(c, snapshot, cache)
	}
	return s.sendZones(c, layer, snapshot, cache)
}

// redirectToSnapshot answers with where the newest snapshot at or before a time is, or what is made from it: at has its
// path for an id.
func (s *server) redirectToSnapshot(c echo.Context, when string, known time.Time, at func(id string) string) error {
	var until time.Time
	if when != "latest" {
		m, err := geo.ParseMoment(when)
		if err != nil {
			return geo.Errorf(geo.Invalid, "%q is neither the id of a snapshot, nor latest, nor a time: write a day of the calendar such as 2024-08-12, or an instant such as 2024-08-12T06:00:00Z", when)
		}
		until = m.To
	}
	snapshot, err := s.store.SnapshotAt(c.Request().Context(), pathParam(c, "layer"), until, known)
	if err != nil {
		return err
	}
	return s.redirect(c, at(snapshot.ID), c.Request().URL.RawQuery)
}

// redirect answers with where what is asked for is now.
func (s *server) redirect(c echo.Context, path, query string) error {
	to := s.options.PublicURL + path
	if query != "" {
		to += "?" + query
	}
	c.Response().Header().Set(echo.HeaderCacheControl, revalidate)
	return c.Redirect(http.StatusFound, to)
}

// snapshotURL is absolute where the operator has said how the server is reached.
func (s *server) snapshotURL(layer, id string) string {
	return s.options.PublicURL + snapshotPath(layer, id)
}

func snapshotPath(layer, id string) string { return "/api/v1/layers/" + layer + "/snapshots/" + id }

func (s *server) sendZones(c echo.Context, layer geo.Layer, snapshot geo.Snapshot, cache string) error {
	if theirs := matchingTag(c.Request(), snapshot.ID); theirs != "" {
		h := c.Response().Header()
		h.Set(echo.HeaderCacheControl, cache)
		h.Add(echo.HeaderVary, echo.HeaderAcceptEncoding)
		return notModified(c, theirs)
	}
	var zones []geo.Zone
	if !snapshot.Withdrawn {
		var err error
		if zones, err = s.store.Coverage(c.Request().Context(), snapshot.ID); err != nil {
			return err
		}
	}
	var body bytes.Buffer
	if err := format.WriteGeoJSON(&body, layer, snapshot, zones); err != nil {
		return err
	}
	return send(c, http.StatusOK, content{mime: geoJSON, body: body.Bytes(), tag: snapshot.ID, cache: cache})
}

func (s *server) sendOriginal(c echo.Context, snapshot geo.Snapshot, cache string) error {
	original, err := s.store.Original(c.Request().Context(), snapshot.ID)
	if err != nil {
		return err
	}
	if original.Name != "" {
		disposition := mime.FormatMediaType("attachment", map[string]string{"filename": original.Name})
		c.Response().Header().Set(echo.HeaderContentDisposition, disposition)
	}
	return send(c, http.StatusOK, content{mime: echo.MIMEApplicationJSON, body: original.Data, tag: original.SHA256, cache: cache})
}
