package preview

import (
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

func TestTextThatWasMadeToFitIsNotCut(t *testing.T) {
	face := typeface{sansSemi, 20, 0}
	for width := 120.0; width < 260; width += 0.7 {
		const text = "Под контролем Украины"
		if fitted := face.fit(text, width, 5); fitted.cut(text, width) != text {
			t.Fatalf("%q in %.1f pixels", fitted.cut(text, width), width)
		}
	}
}

func TestCutTextIsNoWiderThanAsked(t *testing.T) {
	face := typeface{sans, 16, 0}
	const text = "© OpenStreetMap contributors, GeoNames, Natural Earth"
	for width := 20.0; width < 400; width += 13 {
		cut := face.cut(text, width)
		if face.width(cut) > width {
			t.Errorf("%q is %.1f wide, not %.1f", cut, face.width(cut), width)
		}
		if cut != text && !strings.HasSuffix(cut, "…") {
			t.Errorf("%q does not say that something is left out", cut)
		}
	}
}

func TestWrappedTextIsWholeAndBreaksNoDate(t *testing.T) {
	w := writerIn("en")
	text := "No map for this day. Shown: " + w.shortDay(time.Date(2024, 8, 29, 0, 0, 0, 0, time.UTC)) + ", 2 days earlier."
	face := typeface{sans, 16.5, 0}
	for width := 150.0; width < 500; width += 10 {
		lines := face.wrap(text, width, 9)
		if got := strings.Join(lines, " "); got != text {
			t.Fatalf("%q", got)
		}
		for _, l := range lines {
			if face.width(l) > width {
				t.Errorf("%q is wider than %.0f", l, width)
			}
		}
	}
}

// Outlines run the right way around, so that strokes do not cancel each other where they overlap.
func TestStrokesCoverWhereTheyOverlap(t *testing.T) {
	c := newCanvas(40, 40)
	c.stroke(path{{{5, 20}, {35, 20}}, {{35, 20}, {5, 20}}, {{20, 35}, {20, 5}}}, 6, plain(ink))
	for _, at := range []orb.Point{{20, 20}, {10, 20}, {20, 10}, {30, 20}} {
		if got := c.picture.RGBAAt(int(at[0]), int(at[1])); got.R != ink.R {
			t.Errorf("at %v is %v", at, got)
		}
	}
}

func TestDashesLeaveGaps(t *testing.T) {
	dashes := path{{{0, 0}, {10, 0}, {20, 0}}}.dashed(6, 3)
	want := []float64{0, 6, 9, 15, 18, 20}
	var got []float64
	for _, d := range dashes {
		got = append(got, d[0][0], d[len(d)-1][0])
	}
	if len(got) != len(want) {
		t.Fatalf("%v, not %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%v, not %v", got, want)
		}
	}
}

func TestThickestIsWhereThereIsMostRoom(t *testing.T) {
	r := newRaster(boundOf(0, 0, 400, 200), 4)
	r.fill(rect(10, 90, 300, 100), 1)
	r.fill(rect(300, 40, 380, 140), 1)
	if at := r.thickest(1); distance(at, orb.Point{340, 90}) > 12 {
		t.Errorf("%v", at)
	}
	if !r.holds(boundOf(310, 50, 370, 130), 1) || r.holds(boundOf(290, 50, 370, 130), 1) || r.holds(boundOf(310, 50, 410, 130), 1) {
		t.Error("it holds what it has not, or does not hold what it has")
	}
}
