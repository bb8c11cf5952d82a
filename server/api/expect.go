package api

import (
	"context"
	"net/http"
	"net/url"

	"greyzone/geo"
)

// packAhead packs what every page asks for: whatever its layer and address at once, and until ctx ends what the pages that
// are on their way will ask of their layers.
func (s *server) packAhead(ctx context.Context) {
	for _, ask := range []func(context.Context) (content, error){s.landOutlines, s.allSettlements, s.allEvents, s.allClaims} {
		answer, err := ask(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			s.log.Warn("packed ahead", "error", err)
			continue
		}
		s.finest.ahead(answer)
	}
	for {
		select {
		case <-ctx.Done():
			return
		case page := <-s.expected:
			s.packAreas(ctx, page)
		}
	}
}

// awaited is a page that was sent: under which base URL, of which layer, and the version of the database that it is of.
type awaited struct {
	base, layer string
	version     int64
}

const (
	// maxAwaited is how many pages are known to be out: a base URL may be anything that clients call the server by.
	maxAwaited = 1000
	// maxExpected is how many of them may wait to be packed for; the others' readers get what is packed in passing.
	maxExpected = 8
)

// expectedPage is what the areas of a page are measured for.
type expectedPage struct {
	request *http.Request
	layer   geo.Layer
}

// expect has packed, beside answering, what a page that is on its way will ask of its layer: it has the base URL in it, and so
// cannot be made before somebody asks. The page has its scripts to load until then.
func (s *server) expect(r *http.Request, layer geo.Layer, version int64) {
	page := awaited{s.base(r), layer.ID, version}
	if _, known := s.awaited.find(page); known || layer.SnapshotCount == 0 {
		return
	}
	select {
	case s.expected <- expectedPage{r.Clone(context.WithoutCancel(r.Context())), layer}:
		s.awaited.keep(page, struct{}{}, 1)
	default: // others come first
	}
}

// packAreas asks what the page will ask: the areas of all days, on all ground and on each side.
func (s *server) packAreas(ctx context.Context, page expectedPage) {
	regions := []string{""}
	for _, side := range page.layer.Sides {
		regions = append(regions, side.Region)
	}
	for _, region := range regions {
		query := url.Values{"layer": {page.layer.ID}, "datetime": {wholeHistory}, "compact": {"true"}}
		if region != "" {
			query.Set("region", region)
		}
		r := page.request.WithContext(ctx)
		r.URL = &url.URL{Path: areasPath, RawQuery: query.Encode()}
		if _, err := s.areas(s.echo.NewContext(r, unheard{}), sentPolygon{}); err != nil && ctx.Err() == nil {
			s.log.Warn("areas packed ahead", "layer", page.layer.ID, "error", err)
		}
	}
}

// unheard is where an answer goes that nobody asked for.
type unheard struct{}

func (unheard) Header() http.Header         { return http.Header{} }
func (unheard) Write(b []byte) (int, error) { return len(b), nil }
func (unheard) WriteHeader(int)             {}
