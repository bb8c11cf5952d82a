package api_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"greyzone/geo"
	"greyzone/server/api"
	"greyzone/server/store"
)

var update = flag.Bool("update", false, "write the pictures that others are compared with")

// picture decodes the preview of an address.
func (s site) picture(query string) *image.Paletted {
	s.t.Helper()
	w := s.get("/preview.png?" + query)
	if w.Code != 200 || w.Header().Get("Content-Type") != "image/png" {
		s.t.Fatalf("%s = %d, %s: %.300s", query, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	decoded, err := png.Decode(w.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	p, ok := decoded.(*image.Paletted)
	if !ok || p.Rect != image.Rect(0, 0, 1200, 630) {
		s.t.Fatalf("%s is a %T of %v", query, decoded, decoded.Bounds())
	}
	return p
}

// inHalf returns a picture in half its size.
func inHalf(p *image.Paletted) *image.RGBA {
	half := image.NewRGBA(image.Rect(0, 0, p.Rect.Dx()/2, p.Rect.Dy()/2))
	for y := range half.Rect.Dy() {
		for x := range half.Rect.Dx() {
			var sum [3]uint32
			for i := range 4 {
				r, g, b, _ := p.At(2*x+i%2, 2*y+i/2).RGBA()
				sum[0], sum[1], sum[2] = sum[0]+r/257, sum[1]+g/257, sum[2]+b/257
			}
			half.SetRGBA(x, y, color.RGBA{uint8(sum[0] / 4), uint8(sum[1] / 4), uint8(sum[2] / 4), 255})
		}
	}
	return half
}

// Pictures are kept in half their size; to write them anew: go test ./server/api -run Pictures -update.
func TestLongPreviewPictures(t *testing.T) {
	t.Parallel()
	s := newSite(t, api.Options{})
	s.withOther()
	once := map[string]string{"2025-03-12-10": "en", "compare": "uk", "side": "en", "stale-region": "ru", "against": "uk"} // the others in each language
	for name, query := range map[string]string{
		"2024-08-10":    "day=2024-08-10",
		"2024-08-31":    "day=2024-08-31",
		"2025-03-12":    "day=2025-03-12",
		"2025-06-25":    "day=2025-06-25",
		"2025-03-12-10": "day=2025-03-12&map=10/51.2/35.1&place=sudzha",
		"change":        "day=2025-03-12&from=2025-03-05&mode=change",
		"compare":       "day=2025-03-12&from=2024-08-31&mode=swipe",
		"side":          "day=2025-03-12&from=2024-08-31&mode=side",
		"stale-region":  "day=2025-09-01&region=kursk",
		"against":       "day=2024-08-20&with=other&map=9.6/51.2/35.2",
	} {
		for _, language := range []string{"en", "uk", "ru"} {
			if once[name] != "" && once[name] != language {
				continue
			}
			t.Run(name+"-"+language, func(t *testing.T) {
				site{t, s.handler, s.store, s.token}.comparePicture(name+"-"+language+".png", query+"&lang="+language)
			})
		}
	}
}

func (s site) comparePicture(name, query string) {
	s.t.Helper()
	path := filepath.Join("../preview/testdata", name)
	whole := s.picture(query)
	now := inHalf(whole)
	// Another letter changes some tens of pixels, the arithmetic of another processor hardly one so much.
	n := differing(readPicture(s.t, path), now)
	if n <= 10 {
		return
	}
	if *update {
		writePicture(s.t, path, now, whole.Palette)
		return
	}
	seen := filepath.Join(os.TempDir(), name)
	writePicture(s.t, seen, now, whole.Palette)
	s.t.Errorf("%d pixels differ from %s: see %s", n, path, seen)
}

// readPicture reads a picture; a white one stands for one that there is not.
func readPicture(t testing.TB, path string) image.Image {
	t.Helper()
	file, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return image.White
	}
	if err != nil {
		t.Fatal(err)
	}
	p, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func writePicture(t testing.TB, path string, p image.Image, palette color.Palette) {
	t.Helper()
	small := image.NewPaletted(p.Bounds(), palette)
	draw.Draw(small, small.Rect, p, image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, small); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// differing counts pixels that are clearly not alike.
func differing(a, b image.Image) int {
	n, box := 0, b.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			ar, ag, ab, _ := a.At(x, y).RGBA()
			br, bg, bb, _ := b.At(x, y).RGBA()
			off := func(v, w uint32) uint32 { return (max(v, w) - min(v, w)) / 257 }
			if max(off(ar, br), off(ag, bg), off(ab, bb)) > 48 {
				n++
			}
		}
	}
	return n
}

// A link may be old, cut off or mistyped, and still has a picture.
func TestLongEveryAddressHasAPreview(t *testing.T) {
	t.Parallel()
	s := newSite(t, api.Options{})
	plain := s.get("/preview.png").Body.String()
	for name, query := range map[string]string{
		"garbage":                       "layer=%3Cscript%3E&day=yesterday&mode=spin&region=..%2F..&area=1,2&place=,&lang=de&map=x&hide=all&zzz=1",
		"an escape that is none":        "day=%zz&a;b",
		"a layer that there isn't":      "layer=nowhere",
		"a region that there isn't":     "region=nowhere",
		"a settlement that there isn't": "place=nowhere",
		"another layer that isn't":      "with=nowhere",
		"an area that crosses itself":   "area=35,51,35.5,51.4,35.5,51,35,51.4",
		"the other theme":               "theme=dark",
		"a mode of nothing":             "mode=&from=2024-08-10",
		"an area at the pole":           "area=-180,89,180,89,0,90",
		"a place in the sea":            "place=0,0",
		"the newest day by name":        "day=2025-07-04",
	} {
		t.Run(name, func(t *testing.T) {
			if w := s.get("/preview.png?" + query); w.Code != 200 || w.Body.String() != plain {
				t.Errorf("%d: not the picture without all that", w.Code)
			}
		})
	}
	for name, query := range map[string]string{
		"before the first day":            "day=2020-01-01",
		"the first of all days":           "day=0001-01-01",
		"the last of all days":            "day=9999-12-31",
		"a change since before the first": "mode=change&from=2020-01-01&day=2024-08-10",
		"the change of the first day":     "mode=change&day=2024-08-05",
		"a change without days":           "mode=change",
		"no days between":                 "mode=change&from=2024-08-10&day=2024-08-10",
		"an area":                         "area=35,51,35.5,51,35.5,51.4",
		"what is in view":                 "region=view",
		"nothing but zones":               "hide=border,regions,settlements",
		"the north pole":                  "map=24/85/180",
	} {
		t.Run(name, func(t *testing.T) {
			if picture := s.get("/preview.png?" + query).Body.String(); picture == plain {
				t.Error("it makes no difference")
			}
			s.picture(query)
		})
	}
}

// What was gained and lost is not measured in what somebody drew, or has in view: a picture must not say so.
func TestLongAChangeIsOfAllGroundInAPreview(t *testing.T) {
	s := newSite(t, api.Options{})
	const change = "/preview.png?mode=change&from=2025-03-05&day=2025-03-12"
	plain := s.get(change).Body.String()
	for _, within := range []string{"&area=35,51,35.5,51,35.5,51.4", "&region=view"} {
		if s.get(change+within).Body.String() != plain {
			t.Errorf("%s makes a difference", within)
		}
	}
	if s.get(change+"&region=kursk").Body.String() == plain {
		t.Error("a region makes no difference")
	}
}

func TestLongAPreviewShowsALayerAgainstAnother(t *testing.T) {
	t.Parallel()
	s := newSite(t, api.Options{})
	s.withOther()
	seen := make(map[string]string)
	for name, query := range map[string]string{
		"alone": "day=2024-08-20", "against": "day=2024-08-20&with=other", "in a region": "day=2024-08-20&with=other&region=kursk",
		"in view": "day=2024-08-20&with=other&region=view", "in an area": "day=2024-08-20&with=other&area=35,51,35.5,51,35.5,51.4",
		"before it begins": "day=2024-08-18&with=other", "then alone": "day=2024-08-18", "the other way round": "layer=other&with=kursk-sumy&day=2024-08-20",
		"before the layer begins": "layer=other&with=kursk-sumy&day=2024-08-18",
	} {
		picture := string(s.picture(query).Pix)
		if other := seen[picture]; other != "" {
			t.Errorf("%s looks as %s does", name, other)
		}
		seen[picture] = name
	}
	// The two disagree about Sudzha, which lies in Kursk oblast.
	striped := func(region string) int {
		query := "day=2024-08-20&map=10/51.2/35.27&region=" + region
		return differing(mapOf(s.picture(query)), mapOf(s.picture(query+"&with=other")))
	}
	if kursk, sumy := striped("kursk"), striped("sumy"); kursk < 1000 || sumy > kursk/4 {
		t.Errorf("against another layer %d pixels differ in Kursk oblast, and %d in Sumy oblast", kursk, sumy)
	}
	if swipe := "day=2024-08-20&mode=swipe"; !slices.Equal(s.picture(swipe).Pix, s.picture(swipe+"&with=other").Pix) {
		t.Error("the other layer is shown on two days")
	}
}

// mapOf is a picture without its card.
func mapOf(p *image.Paletted) image.Image { return p.SubImage(image.Rect(420, 0, 1200, 630)) }

func TestLongPreviewOfALayerWithoutMaps(t *testing.T) {
	t.Parallel()
	s := newSite(t, api.Options{})
	url := "/api/v1/layers/one/snapshots?datetime=2024-08-10&create_layer=true"
	if w := s.upload(url, day(zone("ua", box(35, 51, 35.5, 51.3)))); w.Code != 201 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	one := s.get("/preview.png?layer=one").Body.String()
	if one == s.get("/preview.png").Body.String() {
		t.Error("the layer makes no difference")
	}
	if w := s.upload("/api/v1/layers/one/snapshots/2024-08-10/revert", ""); w.Code != 201 && w.Code != 302 {
		var all struct{ Snapshots []geo.Snapshot }
		s.read("/api/v1/layers/one/snapshots", &all)
		if w := s.upload("/api/v1/layers/one/snapshots/"+all.Snapshots[0].ID+"/revert", ""); w.Code != 201 {
			t.Fatalf("%d: %s", w.Code, w.Body)
		}
	}
	for _, query := range []string{"layer=one", "layer=one&day=2024-08-10", "layer=one&mode=change", "layer=one&region=view"} {
		s.picture(query)
	}
	if s.get("/preview.png?layer=one").Body.String() == one {
		t.Error("without its only map the layer looks the same")
	}
}

func TestPreviewIsAskedAgain(t *testing.T) {
	s := newSite(t, api.Options{})
	const url = "/preview.png?day=2025-07-10"
	first := s.get(url)
	if cache := first.Header().Get("Cache-Control"); cache != "no-cache" {
		t.Errorf("Cache-Control = %q", cache)
	}
	known := call{url: url, header: map[string]string{"If-None-Match": first.Header().Get("ETag")}}
	if again := s.do(known); again.Code != 304 {
		t.Errorf("asked again it is %d", again.Code)
	}
	if w := s.upload(snapshots+"?datetime=2025-07-10&allow_large_change=true", day(zone("ua", box(35, 51, 35.5, 51.3)))); w.Code != 201 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	if again := s.do(known); again.Code != 200 || again.Header().Get("ETag") == first.Header().Get("ETag") {
		t.Errorf("with a new map it is %d, ETag %s", again.Code, again.Header().Get("ETag"))
	}
}

// watched counts the pictures that are being made, and lets none go on until it is open.
type watched struct {
	*store.Store
	asked, now, most atomic.Int64
	begun            chan struct{}
	open             chan struct{}
}

func (w *watched) Coverage(ctx context.Context, id string) ([]geo.Zone, error) {
	w.asked.Add(1)
	now := w.now.Add(1)
	defer w.now.Add(-1)
	for most := w.most.Load(); now > most && !w.most.CompareAndSwap(most, now); most = w.most.Load() {
	}
	w.begun <- struct{}{}
	<-w.open
	return w.Store.Coverage(ctx, id)
}

func newWatched(t *testing.T) (site, *watched) {
	s := newSite(t, api.Options{})
	w := &watched{Store: s.store, begun: make(chan struct{}, 100), open: make(chan struct{})}
	handler, err := api.New(w, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.handler = handler
	return s, w
}

func (s site) fetchAll(urls []string) *sync.WaitGroup {
	var all sync.WaitGroup
	for _, url := range urls {
		all.Go(func() {
			if w := s.get(url); w.Code != 200 {
				s.t.Errorf("%s = %d: %s", url, w.Code, w.Body)
			}
		})
	}
	return &all
}

func TestOnePreviewIsDrawnOnceForMany(t *testing.T) {
	s, w := newWatched(t)
	all := s.fetchAll(strings.Fields(strings.Repeat("/preview.png?day=2024-08-20 /preview.png?theme=dark&day=2024-08-20 ", 6)))
	<-w.begun
	close(w.open)
	all.Wait()
	s.get("/preview.png?day=2024-08-20&range=2024-08-10/2024-08-20")
	if n := w.asked.Load(); n != 1 {
		t.Errorf("it was drawn %d times", n)
	}
}

func TestFewPreviewsAreDrawnAtOnce(t *testing.T) {
	s, w := newWatched(t)
	limit := max(1, runtime.GOMAXPROCS(0)/2)
	var urls []string
	for i := range limit + 1 {
		urls = append(urls, fmt.Sprintf("/preview.png?hide=border,regions,settlements&map=9/51/35.%d", i+1))
	}
	all := s.fetchAll(urls)
	for range limit {
		<-w.begun
	}
	for range 1000 { // the others have every chance to begin
		runtime.Gosched()
	}
	close(w.open)
	all.Wait()
	if most := w.most.Load(); most != int64(limit) {
		t.Errorf("%d were drawn at once, not %d", most, limit)
	}
}
