package api

import "github.com/labstack/echo/v4"

var revertDoc = doc{
	summary: "Take back the newest revision of a valid time",
	about: "Records a new revision that restores the one before. For a first revision it is a withdrawn one: from then on the valid " +
		"time answers as if it had none. Reverting a withdrawal restores. 409 if the snapshot is not the newest revision.",
	editor: true,
	params: []param{
		pathLayer, pathID,
		{name: "note", blank: true, about: "Why: a remark for those who read the list of snapshots."},
	},
	answers: []answer{reportAnswer},
}

func (s *server) revert(c echo.Context) error {
	layer := pathParam(c, "layer")
	report, err := s.store.Revert(c.Request().Context(), layer, pathParam(c, "id"), s.query(c).text("note"))
	if err != nil {
		return err
	}
	return s.sendReport(c, layer, report)
}
