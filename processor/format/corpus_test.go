package format_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/plane"
)

// corpusDir holds a collection of pictures that programs get wrong, with
// references. It is not part of the project: where it is missing, the tests
// that use it are skipped.
const corpusDir = "../../../shared/corpus"

// picture is one line of the collection's manifest.
type picture struct {
	File, Name, Class, Fmt, Note string
	Ref                          string
	RefAlt                       string `json:"ref_alt"`
	RefRaw                       string `json:"ref_raw"` // colour profile ignored
	Size                         [2]int
}

// leavesOutAlpha are pictures whose references show the colours of what is
// transparent.
var leavesOutAlpha = map[string]bool{"files/heif/clop_irot_imor.avif": true}

func corpus(t *testing.T) []picture {
	f, err := os.Open(filepath.Join(corpusDir, "manifest.jsonl"))
	if err != nil {
		t.Skip("The collection of pictures from elsewhere is not beside the project, so none was looked at.")
	}
	defer f.Close()
	var all []picture
	for d := json.NewDecoder(f); ; {
		var p picture
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Name == "" {
			p.Name = p.File
		}
		all = append(all, p)
	}
}

// TestCorpus holds every picture of the collection to its class.
func TestCorpus(t *testing.T) {
	for _, p := range corpus(t) {
		t.Run(p.Class+"/"+strings.TrimPrefix(p.File, "files/"), func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(corpusDir, p.File))
			if err != nil {
				t.Fatal(err)
			}
			img, h, err := open(data)
			readable := identify(data).Readable()
			switch p.Class {
			case "good":
				if err != nil {
					t.Fatal(err)
				}
				compare(t, p, img, h)
			case "opt", "any":
				if err == nil && p.Ref != "" && !leavesOutAlpha[p.File] {
					compare(t, p, img, h)
				}
				if err != nil && readable {
					t.Log(err)
				}
			case "bad":
				if err == nil {
					t.Logf("decoded %v", img.Bounds())
				} else {
					t.Log(err)
				}
			case "bomb":
				t.Log(err)
			case "skip":
				if !errors.Is(err, format.ErrNotPicture) || format.Claims(p.Name) {
					t.Errorf("error %v", err)
				}
			}
			if err != nil {
				checkText(t, err)
			}
		})
	}
}

// identify tells what a file is.
func identify(data []byte) format.Format {
	return format.Identify(bytes.NewReader(data), int64(len(data)), data[:min(len(data), format.SniffLen)])
}

// open takes a file through all the steps to its image.
func open(data []byte) (image.Image, format.Header, error) {
	r, size := bytes.NewReader(data), int64(len(data))
	f := identify(data)
	if f == format.None {
		return nil, format.Header{}, format.NotPicture(data[:min(len(data), format.SniffLen)])
	}
	h, err := format.ReadHeader(r, size, f)
	if err != nil {
		return nil, h, err
	}
	if err := format.DefaultLimits().Check(h, size); err != nil {
		return nil, h, err
	}
	if f == format.JPEG {
		img, err := decodeJPEG(data)
		return img, h, err
	}
	img, err := format.Decode(context.Background(), r, size, h)
	return img, h, err
}

// decodeJPEG decodes with package jpeg, which leaves the colours to others.
func decodeJPEG(data []byte) (image.Image, error) {
	var d jpeg.Decoder
	p, err := d.Decode(context.Background(), data, jpeg.Options{})
	if err != nil {
		return nil, err
	}
	picture := plane.Picture{
		Kind: map[jpeg.Colour]plane.Kind{
			jpeg.Gray: plane.Gray, jpeg.YCbCr: plane.YCbCr, jpeg.RGB: plane.RGB, jpeg.CMYK: plane.CMYK, jpeg.YCCK: plane.CMYK,
		}[p.Colour],
		Planes: p.Planes, ChromaX: 1, ChromaY: 1,
	}
	if p.Colour == jpeg.YCbCr {
		x, y := p.Sub(1)
		picture.ChromaX, picture.ChromaY = int(x), int(y)
	} else {
		for i := range p.Components {
			picture.Planes[i] = enlarged(picture.Planes[i], p.Width, p.Height)
		}
	}
	if p.Colour == jpeg.YCCK {
		jpeg.Inks(&picture.Planes)
	}
	return picture.RGBA(), nil
}

// enlarged is a plane with samples repeated where it has fewer than pixels.
func enlarged(p plane.Plane, w, h int) plane.Plane {
	var out plane.Plane
	out.Resize(w, h)
	for y := range h {
		in, row := p.Row(y*p.H/h), out.Row(y)
		for x := range row {
			row[x] = in[x*p.W/w]
		}
	}
	return out
}

// checkText holds that errors speak to people, not to Go programmers.
func checkText(t *testing.T, err error) {
	t.Helper()
	text := err.Error()
	for _, jargon := range []string{"EOF", "invalid format", "png:", "tiff:", "bmp:", "gif:", "webp:", "vp8", "riff:", "image:", "flate", "zlib", "lzw"} {
		if strings.Contains(text, jargon) {
			t.Errorf("error text %q", text)
		}
	}
}

// compare compares an image with its references.
func compare(t *testing.T, p picture, img image.Image, h format.Header) {
	t.Helper()
	if w, hh := h.Upright(); p.Size != [2]int{w, hh} {
		t.Errorf("size %d × %d, want %d × %d", w, hh, p.Size[0], p.Size[1])
	}
	if b := img.Bounds(); b.Dx() != h.Width || b.Dy() != h.Height {
		t.Errorf("the image has %v, the header %d × %d", b, h.Width, h.Height)
	}
	tolerance := 12.0
	if min(p.Size[0], p.Size[1]) < 40 {
		tolerance *= 3 // interpolation makes the references of tiny pictures
	}
	backgrounds := [2]uint32{0, 0xFFFF}
	var got [2][]float64
	for i, background := range backgrounds {
		got[i] = grid(img, orient(h.Orientation), background)
	}
	best := 256.0
	for _, ref := range []string{p.Ref, p.RefAlt, p.RefRaw} {
		if ref == "" {
			continue
		}
		f, err := os.Open(filepath.Join(corpusDir, ref))
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Decode(f)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		upright := func(x, y, w, h int) (int, int) { return x, y }
		for i, background := range backgrounds {
			a, b := got[i], grid(want, upright, background)
			sum := 0.0
			for i := range a {
				sum += max(a[i]-b[i], b[i]-a[i])
			}
			best = min(best, sum/float64(len(a)))
		}
	}
	if best > tolerance {
		t.Errorf("differs by %.1f (%s)", best, p.Note)
	}
}

// orient returns where a pixel of a stored picture of w × h lies upright.
func orient(orientation int) func(x, y, w, h int) (int, int) {
	return func(x, y, w, h int) (int, int) {
		switch orientation {
		case 2:
			return w - 1 - x, y
		case 3:
			return w - 1 - x, h - 1 - y
		case 4:
			return x, h - 1 - y
		case 5:
			return y, x
		case 6:
			return h - 1 - y, x
		case 7:
			return h - 1 - y, w - 1 - x
		case 8:
			return y, w - 1 - x
		}
		return x, y
	}
}

// grid reduces an image, turned upright on a gray background, to the mean
// colours of 16 × 16 parts.
func grid(img image.Image, turn func(x, y, w, h int) (int, int), background uint32) []float64 {
	const n = 16
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	x0, y0 := turn(0, 0, w, h)
	x1, y1 := turn(w-1, h-1, w, h)
	uw, uh := max(x0, x1)+1, max(y0, y1)+1 // size when upright
	sum, count := make([]float64, 3*n*n), make([]float64, n*n)
	step := max(1, w*h/100_000)
	for y := range h {
		for x := y % step; x < w; x += step {
			c := color.RGBA64Model.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.RGBA64)
			under := background * (0xFFFF - uint32(c.A)) / 0xFFFF
			ux, uy := turn(x, y, w, h)
			for gy := uy * n / uh; gy <= ((uy+1)*n-1)/uh; gy++ { // tiny pictures spread
				for gx := ux * n / uw; gx <= ((ux+1)*n-1)/uw; gx++ {
					i := gy*n + gx
					count[i]++
					for k, v := range []uint16{c.R, c.G, c.B} {
						sum[3*i+k] += float64(uint32(v)+under) / 257
					}
				}
			}
		}
	}
	for i := range sum {
		sum[i] /= max(count[i/3], 1)
	}
	return sum
}
