package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/klauspost/compress/zstd"
)

// history is a file with one day a line.
type history struct {
	path, about string
	count       int
}

func (h history) days() string { return fmt.Sprintf("%d days", h.count) }

// wholeHistory unpacks the real history, or makes one of its size. Neither counts as loading.
func (b *bench) wholeHistory() (history, error) {
	h := history{path: filepath.Join(b.dir, "history.ndjson")}
	packed, err := os.Open(b.real)
	if errors.Is(err, fs.ErrNotExist) {
		shape := shape{days: 1354, rings: 10, vertices: 2350, changes: 10}
		h.about, h.count = fmt.Sprintf("A MADE-UP history, since there is no %s", b.real), shape.days
		return h, shape.write(h.path)
	}
	if err != nil {
		return h, err
	}
	defer packed.Close()
	h.about = "The real history"
	h.count, err = unpack(packed, h.path)
	return h, err
}

// unpack writes what is packed to path, and counts its lines.
func unpack(packed io.Reader, path string) (lines int, err error) {
	reader, err := zstd.NewReader(packed, zstd.WithDecoderMaxWindow(1<<27))
	if err != nil {
		return 0, err
	}
	defer reader.Close()
	file, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	text := bufio.NewReaderSize(reader, 1<<20)
	for {
		line, err := text.ReadSlice('\n')
		if _, err := file.Write(line); err != nil {
			return lines, err
		}
		switch {
		case err == nil:
			lines++
		case errors.Is(err, io.EOF):
			return lines, file.Close()
		case !errors.Is(err, bufio.ErrBufferFull):
			return lines, err
		}
	}
}

// shape is a made-up history: so many rings with so many vertices in all, some of which move each day.
type shape struct{ days, rings, vertices, changes int }

// write makes the same file each time.
func (s shape) write(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<20)
	random := rand.New(rand.NewPCG(1, 2))
	radii := make([]float64, s.vertices)
	for i := range radii {
		radii[i] = s.radius(random)
	}
	day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range s.days {
		if i > 0 {
			s.move(radii, random.IntN(s.vertices), random)
		}
		s.writeDay(out, day.AddDate(0, 0, i).Format(time.DateOnly), radii)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Close()
}

// radius is a distance from the middle of a ring, in degrees: the more vertices, the finer its ragged edge, as of a front
// or a coast.
func (s shape) radius(random *rand.Rand) float64 {
	const middle = 0.3
	apart := 2 * math.Pi * middle * float64(s.rings) / float64(s.vertices)
	return middle + 2*apart*random.Float64()
}

// move changes some neighbouring vertices.
func (s shape) move(radii []float64, first int, random *rand.Rand) {
	for i := range s.changes {
		radii[(first+i)%s.vertices] = s.radius(random)
	}
}

func (s shape) writeDay(out *bufio.Writer, day string, radii []float64) {
	fmt.Fprintf(out, `{"date":%q,"type":"FeatureCollection","features":[`, day)
	each := s.vertices / s.rings
	for ring := range s.rings {
		if ring > 0 {
			out.WriteByte(',')
		}
		out.WriteString(`{"type":"Feature","properties":{"status":"ru"},"geometry":{"type":"Polygon","coordinates":[[`)
		lon, lat := 34+0.8*float64(ring%5), 48+0.8*float64(ring/5)
		for i := range each + 1 {
			if i > 0 {
				out.WriteByte(',')
			}
			// Stars around a point never cross themselves.
			radius, angle := radii[ring*each+i%each], 2*math.Pi*float64(i%each)/float64(each)
			writePosition(out, lon+radius*math.Cos(angle), lat+radius*math.Sin(angle))
		}
		out.WriteString("]]}}")
	}
	out.WriteString("]}\n")
}

func writePosition(out *bufio.Writer, lon, lat float64) {
	text := append(out.AvailableBuffer(), '[')
	text = strconv.AppendFloat(text, lon, 'f', 7, 64)
	text = append(text, ',')
	text = strconv.AppendFloat(text, lat, 'f', 7, 64)
	_, _ = out.Write(append(text, ']')) // Flush returns the error
}
