package encode

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"math"
	"testing"

	xtiff "golang.org/x/image/tiff"

	"thumbpool/processor/format"
	"thumbpool/processor/plane"
)

// screenshot is a picture of four flat colours, reduced so that edges have some more.
func screenshot() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 120, 90))
	colours := []color.NRGBA{{255, 255, 255, 255}, {30, 60, 200, 255}, {0, 0, 0, 255}, {220, 30, 30, 255}}
	for y := range 90 {
		for x := range 120 {
			c := colours[(x/31+y/17)%4]
			if x%31 == 0 {
				c.R, c.G, c.B = c.R/2+byte(y/17*20), c.G/2, c.B/2
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// sky is a gradient in which steps would be seen.
func sky() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 240, 160))
	for y := range 160 {
		for x := range 240 {
			img.SetNRGBA(x, y, color.NRGBA{byte(40 + x/2), byte(90 + y/2), byte(255 - x/4 - y/4), 255})
		}
	}
	return img
}

func encoded(t *testing.T, img image.Image, o Options) []byte {
	t.Helper()
	var e Encoder
	file, err := e.Encode(plane.FromImage(img), o)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func copyOf(img *image.NRGBA) *image.NRGBA {
	c := *img
	c.Pix = bytes.Clone(img.Pix)
	return &c
}

func TestPNGKeepsFewColoursInAPalette(t *testing.T) {
	half := shaped(60, 40, shapes["half"])
	tests := []struct {
		name  string
		img   *image.NRGBA
		few   bool
		model string
	}{
		{"a screenshot", screenshot(), false, "*image.Paletted"},
		{"a screenshot with a palette", screenshot(), true, "*image.Paletted"},
		{"a photo", sky(), false, "*image.NRGBA"},
		{"a photo with a palette", sky(), true, "*image.NRGBA"},
		{"a transparent photo", half, false, "*image.NRGBA"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := encoded(t, copyOf(test.img), Options{Format: format.PNG, Few: test.few})
			back, err := png.Decode(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			model := fmt.Sprintf("%T", back)
			if model == "*image.RGBA" { // an opaque one
				model = "*image.NRGBA"
			}
			if model != test.model {
				t.Errorf("it is %T, want %s", back, test.model)
			}
			if db := likeness(test.img, back); db < 99 {
				t.Errorf("it differs: %.1f dB", db)
			}
		})
	}
	if n := len(encoded(t, screenshot(), Options{Format: format.PNG})); n > 1200 {
		t.Errorf("a screenshot of a few colours has %d bytes", n)
	}
}

// A palette that comes near enough leaves nothing to be seen.
func TestAPaletteComesNear(t *testing.T) {
	img := screenshot()
	for i := range img.Pix { // more colours than a palette has, close to each other
		if i&3 != 3 {
			img.Pix[i] ^= byte(uint32(i)*2654435761>>13) & 1
			img.Pix[i] ^= byte(uint32(i)*2246822519>>17) & 2
		}
	}
	if shadesOf(img, mostColours) != nil {
		t.Fatal("there are too few colours")
	}
	back, err := png.Decode(bytes.NewReader(encoded(t, copyOf(img), Options{Format: format.PNG, Few: true})))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := back.(*image.Paletted); !ok {
		t.Errorf("it is %T", back)
	}
	if db := likeness(img, back); db < 44 {
		t.Errorf("it is off: %.1f dB", db)
	}
}

func TestGrayStaysGray(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = byte(i)
	}
	for _, f := range []format.Format{format.PNG, format.TIFF} {
		file := encoded(t, img, Options{Format: f})
		if back := decode(t, file, f); back.ColorModel() != color.GrayModel {
			t.Errorf("%v: it is %T", f, back)
		}
	}
}

// A TIFF has the alpha that the picture has, is packed, and is read by others.
func TestTIFF(t *testing.T) {
	for name, img := range map[string]*image.NRGBA{"opaque": sky(), "transparent": shaped(70, 50, shapes["ramp"]), "a pixel": shaped(1, 1, shapes["opaque"])} {
		file := encoded(t, copyOf(img), Options{Format: format.TIFF, ICC: []byte("profile")})
		h, err := format.ReadHeader(bytes.NewReader(file), int64(len(file)), format.TIFF)
		if err != nil || h.HasAlpha == img.Opaque() || h.Orientation != 1 {
			t.Errorf("%s: %+v, error %v", name, h, err)
		}
		if raw := 3 * len(img.Pix) / 4; raw > 1000 && len(file) > raw {
			t.Errorf("%s: %d bytes, not packed %d", name, len(file), raw)
		}
		compare(t, name, img, decode(t, file, format.TIFF))
		other, err := xtiff.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, name+" by x/image", img, other)
	}
}

func TestGIF(t *testing.T) {
	img := shaped(80, 60, shapes["a circle"])
	back, err := gif.Decode(bytes.NewReader(encoded(t, copyOf(img), Options{Format: format.GIF})))
	if err != nil {
		t.Fatal(err)
	}
	for y := range 60 {
		for x := range 80 {
			_, _, _, a := back.At(x, y).RGBA()
			if clear := img.NRGBAAt(x, y).A < solid; clear != (a == 0) {
				t.Fatalf("%d,%d has the alpha %d, in the photo %d", x, y, a>>8, img.NRGBAAt(x, y).A)
			}
		}
	}
	if back, err = gif.Decode(bytes.NewReader(encoded(t, screenshot(), Options{Format: format.GIF}))); err != nil || likeness(screenshot(), back) < 99 {
		t.Errorf("a screenshot differs, error %v", err)
	}
	if back, err = gif.Decode(bytes.NewReader(encoded(t, sky(), Options{Format: format.GIF}))); err != nil || likeness(sky(), back) < 30 {
		t.Errorf("a photo differs: %.1f dB, error %v", likeness(sky(), back), err)
	}
}

// likeness is the peak signal-to-noise ratio of two pictures, in dB; 100 of equal ones.
func likeness(a *image.NRGBA, b image.Image) float64 {
	var off float64
	for y := range a.Rect.Dy() {
		for x := range a.Rect.Dx() {
			p, q := a.NRGBAAt(x, y), color.NRGBAModel.Convert(b.At(x, y)).(color.NRGBA)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B), int(p.A) - int(q.A)} {
				if p.A > 0 {
					off += float64(d * d)
				}
			}
		}
	}
	if off == 0 {
		return 100
	}
	return 10 * math.Log10(255*255*4*float64(a.Rect.Dx()*a.Rect.Dy())/off)
}
