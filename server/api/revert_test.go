package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"greyzone/geo"
	"greyzone/server/api"
)

func TestRevertOfAFirstRevisionWithdrawsIt(t *testing.T) {
	s := newSite(t, api.Options{})
	var uploaded, withdrawn, restored geo.Report
	decode(t, s.upload(snapshots+"?datetime=2025-07-10", sudzha), &uploaded)

	w := s.upload(snapshots+"/"+*uploaded.Snapshot.ID+"/revert?note=a+mistake", "")
	decode(t, w, &withdrawn)
	if w.Code != http.StatusCreated || !withdrawn.Snapshot.Withdrawn || withdrawn.Snapshot.Revision != 2 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	if !strings.HasSuffix(w.Header().Get("Location"), *withdrawn.Snapshot.ID) {
		t.Errorf("Location = %s", w.Header().Get("Location"))
	}
	if to := s.snapshotOf("2025-07-10"); strings.HasSuffix(to, *uploaded.Snapshot.ID) {
		t.Error("the withdrawn day still answers")
	}
	if w := s.get(snapshots + "/" + *withdrawn.Snapshot.ID); w.Code != 200 || !strings.Contains(w.Body.String(), `"features":[]`) {
		t.Errorf("the withdrawal itself: %d %s", w.Code, w.Body)
	}
	wantProblem(t, s.get(snapshots+"/"+*withdrawn.Snapshot.ID+"?original=true"), 404)

	known := uploaded.Snapshot.RecordedAt.Format(time.RFC3339Nano)
	if to := s.get(snapshots + "/2025-07-10?as_of=" + known).Header().Get("Location"); !strings.HasSuffix(to, *uploaded.Snapshot.ID+"?as_of="+known) {
		t.Errorf("as it was known before: %s", to)
	}
	w = s.upload(snapshots+"/"+*withdrawn.Snapshot.ID+"/revert", "")
	decode(t, w, &restored)
	if w.Code != http.StatusCreated || restored.Snapshot.Withdrawn || restored.Snapshot.Revision != 3 {
		t.Errorf("restored: %d %s", w.Code, w.Body)
	}
}

func TestRevertRestoresTheRevisionBefore(t *testing.T) {
	s := newSite(t, api.Options{})
	first := s.snapshotOf("2025-07-04")
	var corrected, restored geo.Report
	decode(t, s.upload(snapshots+"?datetime=2025-07-04", sudzha), &corrected)
	if corrected.Snapshot.Revision != 2 {
		t.Fatalf("revision = %d", corrected.Snapshot.Revision)
	}
	wantProblem(t, s.upload(first+"/revert", ""), 409)
	decode(t, s.upload(snapshots+"/"+*corrected.Snapshot.ID+"/revert", ""), &restored)
	if restored.Snapshot.Revision != 3 {
		t.Fatalf("revision = %d", restored.Snapshot.Revision)
	}
	before, after := s.get(first+"?original=true"), s.get(s.snapshotOf("2025-07-04")+"?original=true")
	if before.Body.String() != after.Body.String() {
		t.Error("what was before is not restored")
	}
	wantProblem(t, s.upload(snapshots+"/0123456789abcdef/revert", ""), 404)
	wantProblem(t, s.upload(snapshots+"/"+*restored.Snapshot.ID+"/revert?why=x", ""), 400, "why")
}
