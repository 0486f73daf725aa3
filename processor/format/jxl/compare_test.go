package jxl_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"thumbpool/processor/format/jxl"
	"thumbpool/processor/peertest"
)

// decoder is that of all tests: what it is compiled to takes seconds to make with
// the race detector.
var decoder = sync.OnceValue(jxl.NewDecoder)

// pictures are drawings with ramps, edges and noise, in all kinds of samples.
func pictures() map[string]image.Image {
	const w, h = 301, 203
	r := rand.New(rand.NewPCG(1, 2))
	rect := image.Rect(0, 0, w, h)
	colours, deep, gray := image.NewNRGBA(rect), image.NewNRGBA64(rect), image.NewGray(rect)
	opaque := image.NewNRGBA(rect)
	for y := range h {
		for x := range w {
			v := uint8(20 + 180*x/w + r.IntN(12))
			c := color.NRGBA{v, uint8(40 + 200*y/h), uint8(255 - int(v)), 255}
			if (x/40+y/25)%4 == 0 {
				c.R, c.B = c.B, c.R
			}
			gray.SetGray(x, y, color.Gray{c.R})
			opaque.SetNRGBA(x, y, c)
			c.A = uint8(255 - 250*y/h)
			colours.SetNRGBA(x, y, c)
			deep.SetNRGBA64(x, y, color.NRGBA64{uint16(c.R) * 257, uint16(c.G)*257 + 90, uint16(c.B) * 256, 65535})
		}
	}
	return map[string]image.Image{"colours": opaque, "transparent": colours, "16 bits": deep, "gray": gray}
}

// encoded is a picture in a file, and what another decoder makes of it.
func encoded(t testing.TB, img image.Image, arguments ...string) ([]byte, image.Image) {
	t.Helper()
	dir := t.TempDir()
	in, file, out := filepath.Join(dir, "in.png"), filepath.Join(dir, "photo.jxl"), filepath.Join(dir, "out.png")
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][]string{append([]string{"cjxl", in, file}, arguments...), {"djxl", file, out}} {
		if text, err := exec.Command(c[0], c[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", c[0], err, text)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(decoded))
	if err != nil {
		t.Fatal(err)
	}
	return data, want
}

// TestPixelsAreThoseOfAnotherDecoder holds pixels to djxl's: of lossless pictures
// they are the same.
func TestPixelsAreThoseOfAnotherDecoder(t *testing.T) {
	peertest.Need(t, "libjxl-tools", "cjxl", "djxl")
	d := decoder()
	for name, img := range pictures() {
		for _, arguments := range []string{"-d 0 -e 3", "-d 1 -e 5", "-d 1 -e 4 -m 1", "-d 1 -e 4 --progressive_ac --progressive_dc=1", "-d 0 -e 2 --container=1"} {
			b, want := encoded(t, img, strings.Fields(arguments)...)
			r := bytes.NewReader(b)
			h, err := jxl.ReadHeader(r, r.Size())
			if err != nil || h.Width != 301 || h.Height != 203 || h.Gray != (name == "gray") || h.HasAlpha != (name == "transparent") || h.XYB != (arguments[3] == '1') {
				t.Errorf("%s, %s: header %+v, error %v", name, arguments, h, err)
			}
			got, err := d.Decode(t.Context(), r, r.Size(), h)
			if err != nil {
				t.Errorf("%s, %s: %v", name, arguments, err)
				continue
			}
			most := 1
			if h.XYB {
				most = 3
			}
			if off := farthest(got, want); off > most {
				t.Errorf("%s, %s: pixels are off by %d levels", name, arguments, off)
			}
			c, err := d.ReadColour(t.Context(), r, r.Size())
			if err != nil || len(c.Profile) < 128 || string(c.Profile[36:40]) != "acsp" {
				t.Errorf("%s, %s: colours %d, %d, %d bytes of profile, error %v", name, arguments, c.Primaries, c.Transfer, len(c.Profile), err)
			}
		}
	}
}

// farthest is how many levels of 255 two pictures are apart at most, where they are
// opaque, and in how opaque they are.
func farthest(a, b image.Image) int {
	most := 0
	for y := range b.Bounds().Dy() {
		for x := range b.Bounds().Dx() {
			p, q := color.NRGBAModel.Convert(a.At(x, y)).(color.NRGBA), color.NRGBAModel.Convert(b.At(x, y)).(color.NRGBA)
			off := []int{int(p.A) - int(q.A)}
			if p.A == 255 {
				off = append(off, int(p.R)-int(q.R), int(p.G)-int(q.G), int(p.B)-int(q.B))
			}
			most = max(most, slices.Max(off), -slices.Min(off))
		}
	}
	return most
}

func TestDecodingEndsWithTheContext(t *testing.T) {
	peertest.Need(t, "libjxl-tools", "cjxl", "djxl")
	b, _ := encoded(t, pictures()["colours"], "-d", "1", "-e", "3")
	r := bytes.NewReader(b)
	h, err := jxl.ReadHeader(r, r.Size())
	if err != nil {
		t.Fatal(err)
	}
	ctx := &ending{Context: t.Context(), looks: 5}
	if _, err := decoder().Decode(ctx, r, r.Size(), h); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// ending is a context that ends when it is looked at for the last time.
type ending struct {
	context.Context
	looks int
}

func (e *ending) Err() error {
	if e.looks--; e.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestFilesThatEndEarly holds that no beginning of a file is taken for all of it, or
// for one that is corrupt.
func TestFilesThatEndEarly(t *testing.T) {
	peertest.Need(t, "libjxl-tools", "cjxl", "djxl")
	b, _ := encoded(t, pictures()["colours"], "-d", "0", "-e", "1")
	d := decoder()
	for n := 0; n < len(b); n += 1 + len(b)/40 {
		r := bytes.NewReader(b[:n])
		h, err := jxl.ReadHeader(r, r.Size())
		if err != nil {
			continue
		}
		if _, err := d.Decode(t.Context(), r, r.Size(), h); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%d of %d bytes: %v", n, len(b), err)
		}
		if _, err := d.ReadColour(t.Context(), r, r.Size()); err != nil {
			t.Errorf("colours of %d bytes: %v", n, err)
		}
	}
}
