package format

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

// ReadRegions reads regions from GeoJSON, which may be compressed: a Feature or a FeatureCollection of Polygons and
// MultiPolygons. Each has an id, of its own or in its properties, and a name (a text, or one for each of en, uk and ru), or
// name_en, name_uk and name_ru; there may be kind, party and country. A name stands in for the languages that lack one. A
// party is that of a status, one of statuses or of a format. A region without a kind is of kind "region", which is only
// measured within. Nothing is repaired: errors are Unprocessable with everything that is wrong, or those of src.
func ReadRegions(src io.Reader, name string, statuses []geo.Status) ([]geo.Region, error) {
	plain, _, err := unpack(src, name)
	if err != nil {
		return nil, err
	}
	defer plain.Close()
	data, err := io.ReadAll(io.LimitReader(plain, maxDocument+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxDocument {
		return nil, geo.Errorf(geo.TooLarge, "the file has more than %d MiB: import its regions in several files", maxDocument>>20)
	}
	return parseRegions(data, statuses)
}

func parseRegions(data []byte, statuses []geo.Status) ([]geo.Region, error) {
	d, err := decode(data)
	if err != nil {
		return nil, err
	}
	if d.Type != "Feature" && d.Type != "FeatureCollection" {
		return nil, unprocessable("regions are a GeoJSON Feature or FeatureCollection: a bare geometry has no id")
	}
	if len(d.features) == 0 {
		return nil, unprocessable("the file has no region: its FeatureCollection is empty")
	}
	ids, err := featureIDs(data, d)
	if err != nil {
		return nil, err
	}
	parties := geo.PartiesOf(slices.Concat(vocabulary(), statuses))
	r := regionReader{document: &d, ids: make(map[string]int), parties: parties}
	regions := make([]geo.Region, len(d.features))
	for i, f := range d.features {
		regions[i] = r.read(i, f, ids[i])
	}
	return regions, r.refusal()
}

// featureIDs returns the id of each feature outside of its properties, nil where it has none.
func featureIDs(data []byte, d document) ([]json.RawMessage, error) {
	type identified struct {
		ID json.RawMessage `json:"id"`
	}
	var top struct {
		identified
		Features []identified `json:"features"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(data, byteOrderMark), &top); err != nil {
		return nil, jsonError(data, err)
	}
	if d.Type == "Feature" {
		return []json.RawMessage{top.ID}, nil
	}
	ids := make([]json.RawMessage, len(top.Features))
	for i, f := range top.Features {
		ids[i] = f.ID
	}
	return ids, nil
}

// regionReader reads the regions of a document and gathers all that is wrong with them.
type regionReader struct {
	document *document
	ids      map[string]int // the feature that has each
	parties  []string       // that there are
	rings    int
	problems []geo.Problem
}

const maxRegionProblems = 100

func (r *regionReader) refuse(feature int, rule, format string, args ...any) {
	message := fmt.Sprintf("feature %d: ", feature) + fmt.Sprintf(format, args...)
	r.problems = append(r.problems, geo.Problem{Feature: feature, Rule: rule, Message: message})
}

// refusal is nil where nothing is wrong.
func (r *regionReader) refusal() error {
	if len(r.problems) == 0 {
		return nil
	}
	more := ""
	if n := len(r.problems) - 1; n > 0 {
		more = ", and " + number(n, "1 further problem", "%d further problems")
	}
	err := unprocessable("%s%s: correct the file and import it again", r.problems[0].Message, more)
	err.Problems = r.problems[:min(len(r.problems), maxRegionProblems)]
	return err
}

func (r *regionReader) read(i int, f feature, ownID json.RawMessage) geo.Region {
	var p regionProperties
	if f.Properties != nil {
		if err := json.Unmarshal(f.Properties, &p); err != nil {
			r.refuse(i, "properties", "%s", mismatch(err))
			return geo.Region{}
		}
	}
	region := geo.Region{ID: r.id(i, ownID, p.ID), Kind: "region", Party: p.Party, Country: p.Country}
	region.Name = r.names(i, p)
	if p.Kind != nil {
		region.Kind = *p.Kind
	}
	r.checkWords(i, region)
	region.Geometry = r.geometry(i, f.Geometry)
	region.AreaM2 = geo.TotalM2(region.Geometry)
	return region
}

func (r *regionReader) checkWords(i int, region geo.Region) {
	if !regionWord.MatchString(region.Kind) {
		r.refuse(i, "kind", "kind %q is no word of a-z, 0-9, - and _", region.Kind)
	}
	if region.Party != nil && !slices.Contains(r.parties, *region.Party) {
		r.refuse(i, "party", "party %q is none: there are %s; leave it out where the ground is no party's own", *region.Party, strings.Join(r.parties, ", "))
	}
	if region.Country != nil && !countryCode.MatchString(*region.Country) {
		r.refuse(i, "country", "country %q is not two capital letters, such as UA", *region.Country)
	}
}

// regionProperties are those of a feature's properties that a region has. encoding/json takes names whatever their case.
type regionProperties struct {
	ID      json.RawMessage `json:"id"`
	Name    json.RawMessage `json:"name"`
	NameEn  *string         `json:"name_en"`
	NameUk  *string         `json:"name_uk"`
	NameRu  *string         `json:"name_ru"`
	Kind    *string         `json:"kind"`
	Party   *string         `json:"party"`
	Country *string         `json:"country"`
}

var (
	regionWord  = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)
	countryCode = regexp.MustCompile(`^[A-Z]{2}$`)
)

// id returns the one of a feature's two ids that can be a region's.
func (r *regionReader) id(i int, own, inProperties json.RawMessage) string {
	id, other := idText(own), idText(inProperties)
	switch usable, otherUsable := regionWord.MatchString(id), regionWord.MatchString(other); {
	case usable && otherUsable && id != other:
		r.refuse(i, "id", "its id is %q, and in its properties %q: write one", id, other)
	case !usable && otherUsable:
		id = other
	case !usable && id+other == "":
		r.refuse(i, "id", "it has no id: give it one, of its own or in its properties")
	case !usable:
		r.refuse(i, "id", "%q cannot be the id of a region: use at most 64 of a-z, 0-9, - and _, and begin with a letter or a digit", cmp.Or(id, other))
	}
	if before, ok := r.ids[id]; ok && id != "" {
		r.refuse(i, "id", "it has the id %q of feature %d", id, before)
	}
	r.ids[id] = i
	return id
}

// idText returns an id, which GeoJSON lets be a text or a number, as a text; empty: there is none.
func idText(raw json.RawMessage) string { return strings.TrimSpace(text(raw)) }

// names reads a region's name in each language.
func (r *regionReader) names(i int, p regionProperties) geo.Names {
	var n struct{ En, Uk, Ru *string }
	var only *string
	if p.Name != nil && json.Unmarshal(p.Name, &only) != nil {
		if err := json.Unmarshal(p.Name, &n); err != nil {
			r.refuse(i, "name", "name must be a text, or a text for each of en, uk and ru")
			return geo.Names{}
		}
	}
	en, uk, ru := firstText(n.En, p.NameEn), firstText(n.Uk, p.NameUk), firstText(n.Ru, p.NameRu)
	some := cmp.Or(firstText(only), en, uk, ru)
	if some == "" {
		r.refuse(i, "name", "it has no name: give it one as a text, or in at least one of en, uk and ru")
	}
	return geo.Names{En: cmp.Or(en, some), Uk: cmp.Or(uk, some), Ru: cmp.Or(ru, some)}
}

func firstText(texts ...*string) string {
	for _, t := range texts {
		if t != nil && strings.TrimSpace(*t) != "" {
			return strings.TrimSpace(*t)
		}
	}
	return ""
}

// geometry returns the ground of feature i, which has to be valid as it is.
func (r *regionReader) geometry(i int, g *geometry) orb.MultiPolygon {
	if g == nil || g.Type != "Polygon" && g.Type != "MultiPolygon" {
		r.refuse(i, "type", "a region is a Polygon or a MultiPolygon")
		return nil
	}
	h := harvest{document: r.document, rings: r.rings}
	ps, err := h.polygons(i, *g, 0)
	r.rings = h.rings
	if err == nil && len(ps) == 0 {
		r.refuse(i, "type", "its %s has no polygon in it", g.Type)
		return nil
	}
	var ground orb.MultiPolygon
	if err == nil {
		ground, err = geo.CheckGround(ps)
	}
	r.take(i, err)
	return ground
}

// take gathers what an error says of feature i.
func (r *regionReader) take(i int, err error) {
	var told *geo.Error
	switch {
	case err == nil:
	case errors.As(err, &told) && len(told.Problems) > 0:
		for _, p := range told.Problems {
			p.Feature = i
			if !strings.HasPrefix(p.Message, "feature ") {
				p.Message = fmt.Sprintf("feature %d: %s", i, p.Message)
			}
			r.problems = append(r.problems, p)
		}
	default:
		r.refuse(i, "geometry", "%v", err)
	}
}
