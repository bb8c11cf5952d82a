package api

import (
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/format"
)

type uploadForm struct {
	File string `json:"file"`
}

// dryRun is the report of what is not stored.
type dryRun struct {
	geo.Report
	Changes *format.ProposedFeatures `json:"changes,omitempty"` // nil: they were not asked for
}

var reportAnswer = jsonAnswerAs(http.StatusCreated, "What became of it; Location is the new snapshot.", geo.Report{})

var publishDoc = doc{
	summary: "Upload a snapshot",
	about: "The body is the file itself, or multipart/form-data with the file in the field file; at most 64 MiB. Refused with 422 is what " +
		"cannot be used; what can be repaired is repaired and reported. 409 of type large-change: less than half of the ground is " +
		"left; look, then send it again with allow_large_change=true. 409 with existing: these bytes are there already.",
	editor: true,
	params: []param{
		pathLayer,
		{name: "datetime", about: "When it was so on the ground: a UTC day, meaning its midnight, or an instant. Without it the file's own time counts, else its name's.", example: "2025-07-10"},
		{name: "format", about: "auto, if it is left out, finds out by itself.", oneOf: append([]string{format.Auto}, format.Names()...)},
		{name: "note", blank: true, about: "A remark for those who read the list of snapshots."},
		{name: "dry_run", about: "true: the report alone; nothing is stored.", oneOf: yesOrNo},
		{name: "changes", about: "With dry_run=true: geojson has what would change hands beside the report, as GET /api/v1/changes has it, against the snapshot that it would follow or replace.", oneOf: []string{"geojson"}},
		{name: "strict", about: "true: refuse what would have to be repaired.", oneOf: yesOrNo},
		{name: "allow_large_change", about: "true: publish although less than half of the ground is left.", oneOf: yesOrNo},
		{name: "create_layer", about: "true: make the layer if there is none of this id.", oneOf: yesOrNo},
	},
	takes: []media{{mime: geoJSON}, {mime: echo.MIMEApplicationJSON}, {mime: echo.MIMEMultipartForm, sample: uploadForm{}}, {mime: echo.MIMEOctetStream}},
	answers: []answer{
		jsonAnswerAs(http.StatusOK, "With dry_run=true: what would become of it.", dryRun{}),
		reportAnswer,
	},
}

func (s *server) publish(c echo.Context) error {
	q := s.query(c)
	at := q.moment("datetime")
	upload := geo.Upload{
		Layer:            pathParam(c, "layer"),
		Note:             q.text("note"),
		DryRun:           q.flag("dry_run"),
		Changes:          q.text("changes") == "geojson",
		Strict:           q.flag("strict"),
		AllowLargeChange: q.flag("allow_large_change"),
	}
	if upload.Changes && !upload.DryRun {
		q.fail("changes", errors.New("it needs dry_run=true; what a snapshot changed that is stored, its own changes tell"))
	}
	if q.err != nil {
		return q.err
	}
	if q.flag("create_layer") {
		// Its terms are not known, and its editor must be able to look at it.
		upload.Create = &geo.Layer{Source: geo.Source{Redistributable: true}}
	} else if _, err := s.store.Layer(c.Request().Context(), upload.Layer, time.Time{}); err != nil {
		return err
	}
	var err error
	if upload.Reading, err = readUpload(c, q.text("format")); err != nil {
		return err
	}
	if upload.ValidAt, err = validTime(at, upload.Reading); err != nil {
		return err
	}
	report, err := s.store.Publish(c.Request().Context(), upload)
	if err != nil {
		return err
	}
	return s.sendReport(c, upload.Layer, report)
}

// readUpload reads the one snapshot in the body of a request.
func readUpload(c echo.Context, formatName string) (geo.Reading, error) {
	file, err := uploadedFile(c)
	if err != nil {
		return geo.Reading{}, err
	}
	var first *geo.Reading
	for reading, err := range format.Read(file.data, file.name, formatName) {
		if first != nil {
			return geo.Reading{}, geo.Errorf(geo.Invalid, "the file has several snapshots, and one upload is one snapshot: cut it up, or bring in the whole with greyzone import")
		}
		if err != nil {
			return geo.Reading{}, err
		}
		first = &reading
	}
	if first == nil {
		return geo.Reading{}, geo.Errorf(geo.Unprocessable, "the file has no snapshot in it")
	}
	return *first, nil
}

// validTime is when it was so on the ground: the parameter's word, else the file's.
func validTime(at *geo.Moment, reading geo.Reading) (time.Time, error) {
	if at != nil {
		return at.From, nil
	}
	if reading.ValidAt.IsZero() {
		return time.Time{}, geo.Errorf(geo.Invalid, "the day is not known: neither the file nor its name tells it; say it with the parameter datetime, such as datetime=2024-08-12")
	}
	return reading.ValidAt, nil
}

// sendReport answers 201 with where the new snapshot is or, if there is none as it was a dry run, 200.
func (s *server) sendReport(c echo.Context, layer string, report geo.Report) error {
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	if report.Snapshot.ID == nil {
		told := dryRun{Report: report}
		if report.Changes != nil {
			features := format.NewProposedFeatures(*report.Changes)
			told.Changes = &features
		}
		return c.JSON(http.StatusOK, told)
	}
	defer s.timelines.announce() // once it is answered, which need not wait
	c.Response().Header().Set(echo.HeaderLocation, s.snapshotURL(layer, *report.Snapshot.ID))
	return c.JSON(http.StatusCreated, report)
}
