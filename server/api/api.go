// Package api is the HTTP interface: the list of its routes is in this file, and each resource has a file of its own.
package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"greyzone/geo"
	"greyzone/geo/topo"
)

// Store is what the interface needs of the database. Failures that a user can act on are *geo.Error.
type Store interface {
	// Ready fails while the database cannot be read or written.
	Ready(ctx context.Context) error
	// Version is another one whenever anything is that answers are made from; never 0.
	Version(ctx context.Context) (int64, error)
	// Layers returns the layers, control layers first, each kind in the order of making, without what was recorded after
	// asOf. Here as in all that follows a zero asOf is now, one that is to come is Invalid, one before the first recording
	// NotFound, and one of which it is not certain yet what was recorded by then Unavailable.
	Layers(ctx context.Context, asOf time.Time) ([]geo.Layer, error)
	Layer(ctx context.Context, id string, asOf time.Time) (geo.Layer, error)
	Snapshots(ctx context.Context, q geo.SnapshotQuery) (geo.SnapshotPage, error)
	Snapshot(ctx context.Context, layer, id string, asOf time.Time) (geo.Snapshot, error)
	// SnapshotAt returns the newest snapshot at or before at, of which a zero time is the newest, as known at asOf.
	SnapshotAt(ctx context.Context, layer string, at, asOf time.Time) (geo.Snapshot, error)
	// Coverage returns the disjoint zones of a snapshot.
	Coverage(ctx context.Context, snapshotID string) ([]geo.Zone, error)
	Original(ctx context.Context, snapshotID string) (geo.Original, error)
	Publish(ctx context.Context, u geo.Upload) (geo.Report, error)
	Revert(ctx context.Context, layer, id, note string) (geo.Report, error)
	Measure(ctx context.Context, q geo.AreaQuery) (geo.AreaAnswer, error)
	Changes(ctx context.Context, q geo.ChangeQuery) (geo.ChangeAnswer, error)
	// RevisionChanges compares a snapshot with the revision before it or, for a first one, with the snapshot before it.
	RevisionChanges(ctx context.Context, q geo.RevisionQuery) (geo.ChangeAnswer, error)
	// Agreement says on what ground two layers agree at one time.
	Agreement(ctx context.Context, q geo.AgreementQuery) (geo.AgreementAnswer, error)
	// PlaceHistory says who held a point or a settlement when, RegionHistory how much of a region each status had.
	PlaceHistory(ctx context.Context, q geo.PlaceQuery) (geo.PlaceHistory, error)
	RegionHistory(ctx context.Context, q geo.PlaceQuery) (geo.RegionHistory, error)
	Contact(ctx context.Context, q geo.ContactQuery) (geo.ContactAnswer, error)
	// Timeline returns the newest revision of each valid time within an interval, without those withdrawn.
	Timeline(ctx context.Context, layer string, within geo.Interval, asOf time.Time) (topo.Timeline, error)
	// TimelineVersion returns what is another one whenever another snapshot of the layer is known, and only then. It is cheap.
	TimelineVersion(ctx context.Context, layer string, asOf time.Time) (string, error)
	Regions(ctx context.Context, asOf time.Time) ([]geo.Region, error)
	// Border returns the reference layer's features as a GeoJSON FeatureCollection.
	Border(ctx context.Context) ([]byte, error)
	// Settlements returns those whose name in any language contains q, all of them for an empty q, by rank, then ID.
	Settlements(ctx context.Context, q string) ([]geo.Settlement, error)
	Events(ctx context.Context, within geo.Interval) ([]geo.Event, error)
	Claims(ctx context.Context) ([]geo.Claim, error)
	// Recordings returns what was recorded after a time of snapshots, of all layers, in that order; of more than most the
	// newest.
	Recordings(ctx context.Context, after time.Time, most int) ([]geo.Recording, error)
	// Authenticate fails with Unauthorized for a token that is unknown or revoked.
	Authenticate(ctx context.Context, token string) error
}

// Options are what the operator of a server decides. The zero value works: no page, no base map, no log.
type Options struct {
	// PublicURL is what absolute URLs start with, such as https://map.example.org; empty: Location has the path alone.
	PublicURL string
	// Static is the built front end: index.html and the files that it loads, those under assets named by their content.
	Static fs.FS
	// TilesURL is the template of a raster base map for the page, such as https://tile.example.org/{z}/{x}/{y}.png;
	// empty: there is none. TilesAttribution is what the page has to say about it.
	TilesURL, TilesAttribution string
	// BaseMap is a base map that the server has itself; nil: there is none.
	BaseMap *BaseMap
	Logger  *slog.Logger
}

type server struct {
	echo     *echo.Echo
	store    Store
	options  Options
	log      *slog.Logger
	metrics  *metrics
	kept     *kept
	finest   *finest
	awaited  *recent[awaited, struct{}]
	expected chan expectedPage
	within   *recent[withinKey, content]
	manual   func() (manual, error) // made when somebody asks first: it takes long

	timelines *timelines
	tiles     *tiles
	previews  *previews
	watcher   *watcher
}

// Handler answers all routes.
type Handler struct {
	http.Handler
	server *server
}

// KeepAhead has ready, until ctx ends, what takes long to make and many will ask for: what every page begins with, and the
// whole history of each layer, that after each change anew. Without it, readers wait for that and get it less compressed.
func (h *Handler) KeepAhead(ctx context.Context) {
	go h.server.packAhead(ctx)
	h.server.timelines.keepAhead(ctx)
}

// EndStreams ends the answers that go on for as long as somebody listens, which a server that ends would wait for.
func (h *Handler) EndStreams() { h.server.watcher.end() }

// New returns the handler of all routes. It fails if the front end cannot be read.
func New(store Store, options Options) (*Handler, error) {
	options.PublicURL = strings.TrimRight(options.PublicURL, "/")
	s := &server{echo: echo.New(), store: store, options: options, log: options.Logger, metrics: newMetrics()}
	s.kept, s.within, s.finest = newKept(s.base), newRecent[withinKey, content](maxWithin), newFinest()
	s.awaited, s.expected = newRecent[awaited, struct{}](maxAwaited), make(chan expectedPage, maxExpected)
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.timelines, s.tiles, s.previews = newTimelines(store, s.log), newTiles(store), newPreviews(store)
	s.watcher = newWatcher(store, s.log)
	e := s.echo
	e.HTTPErrorHandler = s.writeError
	e.Use(s.observe, s.recover, s.secure)
	routes := s.routes(s.metrics)
	for _, r := range routes {
		s.add(e, r, routes)
	}
	if err := s.addPage(e); err != nil {
		return nil, err
	}
	s.manual = sync.OnceValues(func() (manual, error) { return s.document(routes) })
	return &Handler{s.front(e), s}, nil
}

// routes is the list of all routes but the files of the page.
func (s *server) routes(m *metrics) []route {
	return []route{
		{get, "/healthz", s.alive, aliveDoc},
		{get, "/readyz", s.ready, readyDoc},
		{get, "/metrics", m.serve, metricsDoc},
		{get, previewPath, s.preview, previewDoc},
		{get, oEmbedPath, s.getOEmbed, oEmbedDoc},
		{get, "/api/openapi.json", s.getOpenAPI, openAPIDoc},
		{get, "/api/docs", s.getDocs, docsDoc},
		{get, baseMapPath, s.getBaseMap, baseMapDoc},
		{get, "/api/v1/settings", s.getSettings, settingsDoc},
		{get, "/api/v1/layers", s.listLayers, listLayersDoc},
		{get, "/api/v1/layers/:layer", s.getLayer, getLayerDoc},
		{get, "/api/v1/layers/:layer/snapshots", s.listSnapshots, listSnapshotsDoc},
		{post, "/api/v1/layers/:layer/snapshots", s.publish, publishDoc},
		{get, "/api/v1/layers/:layer/snapshots/:id", s.getSnapshot, getSnapshotDoc},
		{post, "/api/v1/layers/:layer/snapshots/:id/revert", s.revert, revertDoc},
		{get, "/api/v1/layers/:layer/snapshots/:id/changes", s.getRevisionChanges, getRevisionChangesDoc},
		{get, areasPath, s.measure, measureDoc},
		{post, areasPath, s.measureWithin, measureWithinDoc},
		{get, "/api/v1/changes", s.getChanges, getChangesDoc},
		{post, "/api/v1/changes", s.changesWithin, changesWithinDoc},
		{get, "/api/v1/agreement", s.getAgreement, getAgreementDoc},
		{post, "/api/v1/agreement", s.agreeWithin, agreeWithinDoc},
		{get, "/api/v1/history", s.history, historyDoc},
		{get, "/api/v1/contact", s.contact, contactDoc},
		{get, "/api/v1/timeline", s.getTimeline, timelineDoc},
		{get, "/api/v1/tiles/:layer/tilejson.json", s.getTileJSON, getTileJSONDoc},
		{get, "/api/v1/tiles/:layer/:id/:z/:x/:y.mvt", s.getTile, getTileDoc},
		{get, "/api/v1/regions", s.listRegions, listRegionsDoc},
		{get, "/api/v1/regions/:region", s.getRegion, getRegionDoc},
		{get, "/api/v1/border", s.getBorder, getBorderDoc},
		{get, "/api/v1/outlines", s.getOutlines, getOutlinesDoc},
		{get, "/api/v1/settlements", s.listSettlements, listSettlementsDoc},
		{get, "/api/v1/events", s.listEvents, listEventsDoc},
		{get, "/api/v1/claims", s.listClaims, listClaimsDoc},
		{get, "/api/v1/stream", s.stream, streamDoc},
	}
}
