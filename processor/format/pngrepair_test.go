package format

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"thumbpool/processor/fuzztest"
	"thumbpool/processor/memorytest"
)

// pngKinds are the kinds of image that image/png writes each in its own way,
// with what a lost row of each shows.
var pngKinds = []struct {
	make func(r image.Rectangle) (image.Image, []byte)
	lost color.Color
}{
	{func(r image.Rectangle) (image.Image, []byte) { m := image.NewGray(r); return m, m.Pix }, color.Gray{0x80}},
	{func(r image.Rectangle) (image.Image, []byte) { m := image.NewGray16(r); return m, m.Pix }, color.Gray16{0x8080}},
	{func(r image.Rectangle) (image.Image, []byte) { m := image.NewNRGBA(r); return m, m.Pix }, nil}, // with or without alpha
	{func(r image.Rectangle) (image.Image, []byte) { m := image.NewNRGBA64(r); return m, m.Pix }, nil},
	{func(r image.Rectangle) (image.Image, []byte) {
		m := image.NewPaletted(r, color.Palette{color.Gray{10}, color.NRGBA{250, 200, 40, 100}})
		return m, m.Pix
	}, color.Gray{10}},
	{func(r image.Rectangle) (image.Image, []byte) {
		m := image.NewPaletted(r, make(color.Palette, 7))
		for i := range m.Palette {
			m.Palette[i] = color.NRGBA{byte(20 * i), 90, byte(255 - i), 255}
		}
		return m, m.Pix
	}, color.NRGBA{0, 90, 255, 255}},
}

// FuzzRepairPNG holds that of a PNG that is cut off all rows that are there are
// those of the whole one and the others gray, that a sound one comes out as it
// is, and that one with a byte changed has its size at least and costs no more
// memory than the header said.
func FuzzRepairPNG(f *testing.F) {
	for kind := range pngKinds {
		f.Add([]byte("pixels of any kind, more or less"), uint8(17), uint8(13), uint8(kind), uint16(80), uint16(60), byte(4))
		f.Add([]byte{0, 255, 128}, uint8(63), uint8(63), uint8(kind+len(pngKinds)), uint16(math.MaxUint16), uint16(41), byte(255))
	}
	f.Fuzz(func(t *testing.T, pix []byte, w, h, kind uint8, cut, at uint16, flip byte) {
		if len(pix) == 0 {
			return
		}
		k := pngKinds[int(kind)%len(pngKinds)]
		whole, samples := k.make(image.Rect(0, 0, int(w%64)+1, int(h%64)+1))
		for i := range samples {
			samples[i] = pix[i%len(pix)] + byte(i/len(pix))
			if p, ok := whole.(*image.Paletted); ok {
				samples[i] %= byte(len(p.Palette))
			}
		}
		var file bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.CompressionLevel(-int(kind) / len(pngKinds) % 4)}
		if err := encoder.Encode(&file, whole); err != nil {
			t.Fatal(err)
		}
		b := file.Bytes()
		rows := whole.Bounds().Dy()

		img, decoded := repairPNG(&source{ctx: t.Context(), r: bytes.NewReader(b), size: int64(len(b))})
		if img == nil || decoded != 1 {
			t.Fatalf("of a sound file, %v is left", decoded)
		}
		sameRows(t, img, whole, 0, rows)

		img, shown := decodeDamaged(t, b[:int(cut)%(len(b)+1)])
		if img != nil {
			good := int(math.Round(shown * float64(rows)))
			sameRows(t, img, whole, 0, good)
			for y := good; y < rows && k.lost != nil; y++ {
				for x := range whole.Bounds().Dx() {
					sameColour(t, x, y, img.At(x, y), k.lost)
				}
			}
		}

		b[int(at)%len(b)] ^= flip
		decodeDamaged(t, b)
	})
}

// decodeDamaged decodes a PNG that may be damaged and returns the share of its
// rows that came.
func decodeDamaged(t *testing.T, b []byte) (image.Image, float64) {
	t.Helper()
	r := fuzztest.NewFile(t, b)
	h, err := ReadHeader(r, r.Size(), PNG)
	if err != nil || h.Width*h.Height > 1<<18 || DefaultLimits().Check(h, r.Size()) != nil {
		return nil, 0
	}
	var img image.Image
	taken := memorytest.Allocated(func() { img, err = Decode(context.Background(), r, r.Size(), h) })
	if most := 4*h.DecodeBytes() + int64(8*len(b)); taken > most {
		t.Fatalf("%+v: %d bytes of memory", h, taken)
	}
	if img == nil {
		return nil, 0
	}
	if size := img.Bounds().Size(); size != image.Pt(h.Width, h.Height) {
		t.Fatalf("%v, header %+v", size, h)
	}
	if damage, ok := errors.AsType[*DamageError](err); ok {
		return img, damage.Shown
	}
	return img, 1
}

func sameRows(t *testing.T, got, want image.Image, from, to int) {
	t.Helper()
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%v, want %v", got.Bounds(), want.Bounds())
	}
	for y := from; y < to; y++ {
		for x := range want.Bounds().Dx() {
			sameColour(t, x, y, got.At(x, y), want.At(x, y))
		}
	}
}

func sameColour(t *testing.T, x, y int, got, want color.Color) {
	t.Helper()
	r, g, b, a := got.RGBA()
	wr, wg, wb, wa := want.RGBA()
	if r != wr || g != wg || b != wb || a != wa {
		t.Fatalf("pixel %d, %d is %v, want %v", x, y, got, want)
	}
}
