//go:build !nohevc

package format_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/peertest"
)

// colourful draws a picture with ramps, edges and noise, of 16 bits a sample.
func colourful(w, h int) *image.RGBA64 {
	r := rand.New(rand.NewPCG(5, 6))
	m := image.NewRGBA64(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA64{R: uint16(60000 * x / w), G: uint16(60000 * y / h), B: uint16(20000 + r.IntN(9000)), A: 0xFFFF}
			if (x/20+y/30)%5 == 0 {
				c.R, c.B = c.B, c.R/2+10000
			}
			m.SetRGBA64(x, y, c)
		}
	}
	return m
}

// tool runs a program on files in a folder of its own and returns what it wrote.
func tool(t *testing.T, out string, files map[string][]byte, name string, args ...string) []byte {
	t.Helper()
	peertest.Need(t, "libheif-examples and x265", name)
	dir := t.TempDir()
	for file, data := range files {
		if err := os.WriteFile(filepath.Join(dir, file), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, msg)
	}
	b, err := os.ReadFile(filepath.Join(dir, out))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func heic(t *testing.T, w, h int, args string) []byte {
	t.Helper()
	var b bytes.Buffer
	var m draw.Image = image.NewRGBA(image.Rect(0, 0, w, h))
	if strings.Contains(args, "-b 10") {
		m = image.NewRGBA64(m.Bounds())
	}
	draw.Draw(m, m.Bounds(), colourful(w, h), image.Point{}, draw.Src)
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	all := append(strings.Fields(args), "in.png", "-o", "out.heic")
	return tool(t, "out.heic", map[string][]byte{"in.png": b.Bytes()}, "heif-enc", all...)
}

// TestHEIC holds pictures to what libheif makes of the same files.
func TestHEIC(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h int
		args string
	}{
		{"8 bits", 200, 136, "-q 80"},
		{"10 bits", 200, 136, "-b 10 -q 80"},
		{"4:4:4", 203, 135, "-q 90 -p chroma=444"},
		{"odd sides", 203, 135, "-q 70"},
		{"lossless", 120, 80, "-L -p chroma=444 --matrix_coefficients=0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := heic(t, c.w, c.h, c.args)
			h, err := format.ReadHeader(bytes.NewReader(file), int64(len(file)), format.HEIC)
			if err != nil || h.Width != c.w || h.Height != c.h {
				t.Fatal(h, err)
			}
			img, err := format.Decode(t.Context(), bytes.NewReader(file), int64(len(file)), h)
			if err != nil {
				t.Fatal(err)
			}
			want, err := png.Decode(bytes.NewReader(tool(t, "out.png", map[string][]byte{"in.heic": file}, "heif-convert", "in.heic", "out.png")))
			if err != nil {
				t.Fatal(err)
			}
			if off := meanOff(img, want); off > 2 {
				t.Errorf("%.2f levels from libheif's", off)
			}
		})
	}
}

// meanOff is by how many levels of 255 samples of two pictures differ.
func meanOff(a, b image.Image) float64 {
	r := b.Bounds()
	if a.Bounds().Size() != r.Size() {
		return 255
	}
	off := 0
	for y := range r.Dy() {
		for x := range r.Dx() {
			p := color.NRGBAModel.Convert(a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y)).(color.NRGBA)
			q := color.NRGBAModel.Convert(b.At(r.Min.X+x, r.Min.Y+y)).(color.NRGBA)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B)} {
				off += max(d, -d)
			}
		}
	}
	return float64(off) / float64(3*r.Dx()*r.Dy())
}

// TestDamagedHEIC holds that a picture that is cut short is shown as far as it goes,
// and marked, or refused as damaged.
func TestDamagedHEIC(t *testing.T) {
	file := heic(t, 640, 480, "-q 80")
	h, err := format.ReadHeader(bytes.NewReader(file), int64(len(file)), format.HEIC)
	if err != nil {
		t.Fatal(err)
	}
	for _, share := range []float64{.1, .3, .6, .9} {
		cut := bytes.Clone(file)
		clear(cut[int(float64(len(cut))*share):])
		img, err := format.Decode(t.Context(), bytes.NewReader(cut), int64(len(cut)), h)
		damage, ok := errors.AsType[*format.DamageError](err)
		if !ok {
			t.Fatalf("%v left: %v", share, err)
		}
		if (img != nil) != (damage.Shown > 0) || share > .5 && img == nil {
			t.Errorf("%v left: %v is shown, of %v", share, damage.Shown, err)
		}
	}
}
