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

	layers []Layer // that the snapshots are of
}

// NewProvenance returns what an answer made from snapshots of layers, as known at asOf, says of where it is from, but for
// the permalink and the citation.
func NewProvenance(method string, asOf time.Time, layers ...Layer) Provenance {
	return Provenance{
		Method: method, AsOf: asOf, layers: layers,
		Attribution: termsOf(layers, func(s Source) string { return s.Attribution }),
		Licence:     termsOf(layers, func(s Source) string { return s.Licence }),
	}
}

// termsOf returns what the sources of layers say, of several whose it is.
func termsOf(layers []Layer, says func(Source) string) string {
	if len(layers) == 1 {
		return says(layers[0].Source)
	}
	each := make([]string, len(layers))
	for i, layer := range layers {
		each[i] = layer.ID + ": " + orUnknown(says(layer.Source))
	}
	return strings.Join(each, "; ")
}

// Origin is p itself: an answer that embeds it has this method.
func (p *Provenance) Origin() *Provenance { return p }

// Citable is an answer made from snapshots.
type Citable interface {
	Title() string       // what was asked, such as "Area by status and party in kursk, 2024-08-20"
	Snapshots() []Ref    // that it was made from, by valid time
	Origin() *Provenance // of NewProvenance
}

// Cite fills in the citation of an answer, with its permalink if that is set.
func Cite(answer Citable) {
	p := answer.Origin()
	var s strings.Builder
	fmt.Fprintf(&s, "%s. ", answer.Title())
	for i, layer := range p.layers {
		if i > 0 {
			s.WriteString("; ")
		}
		s.WriteString(layer.cited())
	}
	method, _, _ := strings.Cut(p.Method, ";") // the rest is in the answer
	fmt.Fprintf(&s, "; %s; as known on %s. Method: %s. %s; licence: %s.",
		citedSnapshots(answer.Snapshots()), p.AsOf.UTC().Format(time.RFC3339Nano), method,
		orUnknown(p.Attribution), orUnknown(p.Licence))
	if p.Permalink != "" {
		fmt.Fprintf(&s, " %s", p.Permalink)
	}
	p.Citation = s.String()
}

func (l Layer) cited() string {
	cited := fmt.Sprintf("Layer “%s” (%s), source: %s", l.Title, l.ID, orUnknown(l.Source.Name))
	if l.Source.URL != "" {
		cited += fmt.Sprintf(" (%s)", l.Source.URL)
	}
	if l.Accuracy != nil {
		cited += ", " + *l.Accuracy
	}
	return cited
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
