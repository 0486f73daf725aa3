package sample

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"testing"
)

// rough is a picture of nothing but noise: every code and every run occurs.
func rough(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(r.IntN(256)) | uint8(i%4/3*255)
	}
	return img
}

// The encoder takes the standard library's as its twin: at the same quality
// both must lose about as much.
func TestProgressiveMatchesBaseline(t *testing.T) {
	tests := []struct {
		name    string
		img     *image.RGBA
		quality int
	}{
		{"one pixel", Render(0, 1, 1), 90},
		{"one block", Render(0, 8, 8), 90},
		{"odd sides", Render(2, 161, 107), 90},
		{"one more than a unit", Render(5, 33, 17), 90},
		{"one less than a unit", Render(5, 31, 15), 90},
		{"half a unit over", Render(5, 40, 24), 90},
		{"coarse", Render(8, 240, 160), 20},
		{"best", Render(8, 240, 160), 100},
		{"noise", rough(100, 75), 95},
		{"noise, coarse", rough(75, 100), 3},
		{"flat", image.NewRGBA(image.Rect(0, 0, 64, 64)), 50},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var ours, theirs bytes.Buffer
			if err := encodeProgressive(&ours, tt.img, tt.quality); err != nil {
				t.Fatal(err)
			}
			if err := jpeg.Encode(&theirs, tt.img, &jpeg.Options{Quality: tt.quality}); err != nil {
				t.Fatal(err)
			}
			if marker, components := frameHeader(t, ours.Bytes()); marker != 0xc2 || components != 3 {
				t.Errorf("frame header %#x with %d components, want 0xc2 with 3", marker, components)
			}
			got, err := jpeg.Decode(&ours)
			if err != nil {
				t.Fatal(err)
			}
			twin, err := jpeg.Decode(&theirs)
			if err != nil {
				t.Fatal(err)
			}
			lost, _ := difference(t, got, tt.img)
			twinLost, _ := difference(t, twin, tt.img)
			if lost > 1.03*twinLost+0.1 {
				t.Errorf("loses %.3f levels on average, the baseline encoder %.3f", lost, twinLost)
			}
		})
	}
}

// full is a writer with room for so many bytes.
type full int

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > int(*f) {
		return 0, errFull
	}
	*f -= full(len(p))
	return len(p), nil
}

func TestEncodeReportsWriteErrors(t *testing.T) {
	img := Render(0, 240, 160)
	for _, c := range []coding{baseline, progressive, gray} {
		for _, room := range []full{0, 100, 5000} {
			if err := encode(&room, img, c, 90, exif(taken(0), upright)); !errors.Is(err, errFull) {
				t.Errorf("coding %d: error is %v, want %v", c, err, errFull)
			}
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	img := Render(48, 4243, 2828)
	app1 := exif(taken(0), upright)
	for name, c := range map[string]coding{"baseline": baseline, "progressive": progressive, "gray": gray} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var out bytes.Buffer
				if err := encode(&out, img, c, 90, app1); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(out.Len())/1e6, "MB/file")
			}
		})
	}
}
