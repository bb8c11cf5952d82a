package api

import (
	"context"
	"net/http"
	"net/url"

	"greyzone/geo"
)

// packAhead packs what every page asks for, whatever its layer and address.
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
}

// awaited is a page that was sent: under which base URL, of which layer, and the version of the database that it is of.
type awaited struct {
	base, layer string
	version     int64
}

// maxAwaited is how many pages are known to be out: a base URL may be anything that clients call the server by.
const maxAwaited = 1000

// expect packs, beside answering, what a page that is on its way will ask of its layer: it has the base URL in it, and so
// cannot be made before somebody asks. The page has its scripts to load until then.
func (s *server) expect(r *http.Request, layer geo.Layer, version int64) {
	page := awaited{s.base(r), layer.ID, version}
	if _, known := s.awaited.find(page); known || layer.SnapshotCount == 0 {
		return
	}
	s.awaited.keep(page, struct{}{}, 1)
	asked := []url.Values{{}}
	for _, side := range layer.Sides {
		asked = append(asked, url.Values{"region": {side.Region}})
	}
	ctx := context.WithoutCancel(r.Context())
	go func() {
		for _, query := range asked {
			s.expectAreas(r.Clone(ctx), layer.ID, query)
		}
	}()
}

func (s *server) expectAreas(r *http.Request, layer string, query url.Values) {
	query.Set("layer", layer)
	query.Set("datetime", wholeHistory)
	query.Set("compact", "true")
	r.URL = &url.URL{Path: areasPath, RawQuery: query.Encode()}
	if _, err := s.areas(s.echo.NewContext(r, nil), sentPolygon{}); err != nil {
		s.log.Warn("areas packed ahead", "layer", layer, "error", err)
	}
}
