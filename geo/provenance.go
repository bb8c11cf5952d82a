package geo

import (
	"fmt"
	"strings"
	"time"
)

// Provenance is what an answer made from snapshots says of where it is from, so that it can be cited and asked again.
type Provenance struct {
	Method      string    `json:"method"`
	Attribution string    `json:"attribution"`
	Licence     string    `json:"licence"`
	AsOf        time.Time `json:"as_of"`               // with it the same question has the same answer for ever
	Permalink   string    `json:"permalink,omitempty"` // the URL that asks it so; empty where there is no server
	Citation    string    `json:"citation"`            // a sentence for a footnote
}

// Cite fills in the citation of what, such as "Area controlled in kursk on 2024-08-20", answered from snapshots of a
// layer, the first to the last of them in order of valid time. Method, AsOf and Permalink must be set.
func (p *Provenance) Cite(layer Layer, what string, snapshots []Ref) {
	var s strings.Builder
	fmt.Fprintf(&s, "%s. Layer “%s” (%s), source: %s", what, layer.Title, layer.ID, orUnknown(layer.Source.Name))
	if layer.Source.URL != "" {
		fmt.Fprintf(&s, " (%s)", layer.Source.URL)
	}
	if layer.Accuracy != nil {
		fmt.Fprintf(&s, ", %s", *layer.Accuracy)
	}
	method, _, _ := strings.Cut(p.Method, ";") // the rest is in the answer
	fmt.Fprintf(&s, "; %s; as known on %s. Method: %s. %s; licence: %s.",
		citedSnapshots(snapshots), p.AsOf.UTC().Format(time.RFC3339Nano), method,
		orUnknown(p.Attribution), orUnknown(p.Licence))
	if p.Permalink != "" {
		fmt.Fprintf(&s, " %s", p.Permalink)
	}
	p.Citation = s.String()
}

// citedSnapshots names up to three snapshots, of more the first and the last: the answer has them all.
func citedSnapshots(all []Ref) string {
	switch {
	case len(all) == 0:
		return "no snapshot"
	case len(all) == 1:
		return "snapshot " + all[0].cited()
	case len(all) <= 3:
		each := make([]string, len(all))
		for i, r := range all {
			each[i] = r.cited()
		}
		return "snapshots " + strings.Join(each, ", ")
	}
	return fmt.Sprintf("%d snapshots, from %s to %s", len(all), all[0].cited(), all[len(all)-1].cited())
}

func (r Ref) cited() string {
	return fmt.Sprintf("%s (valid at %s, revision %d, recorded at %s)",
		r.ID, r.ValidAt.UTC().Format(time.RFC3339Nano), r.Revision, r.RecordedAt.UTC().Format(time.RFC3339Nano))
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}
