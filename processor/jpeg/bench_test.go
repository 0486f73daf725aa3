package jpeg

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"thumbpool/processor/plane"
)

// measure runs f b.N times and reports the processor time per megapixel, and
// the shortest time of a run, which other programs on the machine disturb least.
func measure(b *testing.B, pixels int, f func() error) {
	b.Helper()
	b.ReportAllocs()
	if err := f(); err != nil { // memory is taken here
		b.Fatal(err)
	}
	b.ResetTimer()
	start := cpuTime()
	n, best := 0, time.Hour
	for b.Loop() {
		begin := time.Now()
		if err := f(); err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(begin))
		n++
	}
	used := float64(cpuTime()-start) / float64(n)
	b.ReportMetric(used/1e6, "cpu-ms/op")
	b.ReportMetric(float64(best)/1e6, "best-ms/op")
	b.ReportMetric(used/(float64(pixels)/1e6), "cpu-ns/MP")
}

// BenchmarkDecode decodes 24-megapixel photos.
func BenchmarkDecode(b *testing.B) {
	const w, h = 6000, 4000
	baseline := func(p plane.Picture) []byte {
		var e Encoder
		data, err := e.Encode(nil, p, EncodeOptions{Quality: 88, StandardTables: true})
		if err != nil {
			b.Fatal(err)
		}
		return data
	}
	for _, c := range []struct {
		name string
		file func() []byte
	}{
		{"420", func() []byte { return baseline(photo(24, w, h, 2, 2)) }},
		{"444", func() []byte { return baseline(photo(25, w, h, 1, 1)) }},
		{"progressive", func() []byte {
			return testFile{pic: photo(24, w, h, 2, 2), quality: 88, scans: libjpegScans, progressive: true}.encode()
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			data := c.file()
			for s := Eighth; s >= Full; s-- {
				b.Run(fmt.Sprintf("scale=%d", s.Denominator()), func(b *testing.B) {
					benchmarkDecode(b, data, s)
				})
			}
		})
	}
}

// BenchmarkPhotos decodes the JPEG files of the folder in JPEG_PHOTOS.
func BenchmarkPhotos(b *testing.B) {
	names, _ := filepath.Glob(filepath.Join(os.Getenv("JPEG_PHOTOS"), "*.jpg"))
	if len(names) == 0 {
		b.Skip("JPEG_PHOTOS names no folder with JPEG files")
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		for s := Eighth; s >= Full; s-- {
			b.Run(fmt.Sprintf("%s/scale=%d", filepath.Base(name), s.Denominator()), func(b *testing.B) {
				benchmarkDecode(b, data, s)
			})
		}
	}
}

func benchmarkDecode(b *testing.B, data []byte, s Scale) {
	h, err := ReadHeader(data)
	if err != nil {
		b.Fatal(err)
	}
	var d Decoder
	measure(b, h.Width*h.Height, func() error {
		_, err := d.Decode(context.Background(), data, scaled(s, s))
		return err
	})
}

func BenchmarkEncode(b *testing.B) {
	for _, size := range [][2]int{{256, 171}, {1200, 800}} {
		for _, tables := range []string{"optimal", "standard"} {
			b.Run(fmt.Sprintf("width=%d/tables=%s", size[0], tables), func(b *testing.B) {
				p := photo(9, size[0], size[1], 2, 2)
				o := EncodeOptions{Quality: 85, StandardTables: tables == "standard"}
				var e Encoder
				var buf bytes.Buffer
				measure(b, size[0]*size[1], func() error {
					buf.Reset()
					data, err := e.Encode(buf.AvailableBuffer(), p, o)
					buf.Write(data)
					return err
				})
			})
		}
	}
}
