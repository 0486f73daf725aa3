package mark_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/color/palette"
	stdjpeg "image/jpeg"
	"testing"

	"github.com/disintegration/imaging"

	"thumbpool/processor/format"
	"thumbpool/processor/fuzztest"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/mark"
	"thumbpool/processor/memorytest"
	"thumbpool/processor/plane"
)

// FuzzInsert holds that a picture that is marked has the same pixels, that the
// mark is read as it was written and fits the file, and fits it no longer when a
// byte of the file has changed.
func FuzzInsert(f *testing.F) {
	for kind := range uint8(15) {
		f.Add([]byte("pixels of a picture"), kind*5+3, uint8(31), kind, "size=256 blur=2", uint16(kind)*97, kind+1)
	}
	f.Add([]byte{0}, uint8(0), uint8(0), uint8(0), "line\nfeed", uint16(0), uint8(1))
	f.Add([]byte{255, 0}, uint8(255), uint8(9), uint8(3), string(bytes.Repeat([]byte("long "), 80)), uint16(30), uint8(128))
	var encoder jpeg.Encoder
	f.Fuzz(func(t *testing.T, pix []byte, w, h, kind uint8, text string, at uint16, flip uint8) {
		if len(pix) == 0 {
			return
		}
		img := fuzzImage(pix, int(w)+1, int(h)%64+1, int(kind))
		fm := []format.Format{format.JPEG, format.PNG, format.GIF, format.BMP, format.TIFF}[kind%5]
		plain := encodeAs(t, &encoder, img, fm)

		marked, err := mark.Insert(fm, plain, text)
		if err != nil {
			if lawful(text) || marked != nil {
				t.Fatalf("%v, %q: %d bytes, error %v", fm, text, len(marked), err)
			}
			return
		}
		if !lawful(text) {
			t.Fatalf("%q is in a %v", text, fm)
		}
		if got, ok := read(t, marked); !ok || got != text {
			t.Fatalf("%v: read %q, %v, want %q", fm, got, ok, text)
		}
		if got, ok := verify(t, marked); !ok || got != text {
			t.Fatalf("%v: verified %q, %v, want %q", fm, got, ok, text)
		}
		before, err := decode(t, plain, fm)
		if err != nil {
			t.Fatal(err)
		}
		after, err := decode(t, marked, fm)
		if err != nil {
			t.Fatalf("%v: after it is marked: %v", fm, err)
		}
		sameImage(t, after, before)

		if flip != 0 {
			marked[int(at)%len(marked)] ^= flip
			if got, ok := verify(t, marked); ok {
				t.Fatalf("%v: byte %d of %d has changed, and still there is %q", fm, int(at)%len(marked), len(marked), got)
			}
		}
	})
}

func lawful(text string) bool {
	for _, c := range []byte(text) {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return len(text) <= mark.MaxText
}

// fuzzImage makes an image of one of the kinds that thumbnails are.
func fuzzImage(pix []byte, w, h, kind int) image.Image {
	r := image.Rect(0, 0, w, h)
	var img image.Image
	var samples []byte
	switch kind / 5 % 3 {
	case 0:
		m := image.NewNRGBA(r)
		img, samples = m, m.Pix
	case 1:
		m := image.NewGray(r)
		img, samples = m, m.Pix
	default:
		m := image.NewPaletted(r, palette.WebSafe[:1+kind*7%200])
		img, samples = m, m.Pix
	}
	for i := range samples {
		samples[i] = pix[i%len(pix)] + byte(i/len(pix))
		if p, ok := img.(*image.Paletted); ok {
			samples[i] %= byte(len(p.Palette))
		}
	}
	return img
}

// encodeAs encodes an image by the encoder that thumbnails of that format are
// encoded by.
func encodeAs(t *testing.T, e *jpeg.Encoder, img image.Image, fm format.Format) []byte {
	t.Helper()
	if fm == format.JPEG {
		p := plane.FromImage(img)
		if p.Kind >= plane.RGB {
			p.Flatten(color.RGBA{255, 255, 255, 255})
			p = plane.FromRGB(p, 2)
		}
		b, err := e.Encode(nil, p, jpeg.EncodeOptions{Quality: 85})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	var b bytes.Buffer
	encoders := map[format.Format]imaging.Format{format.PNG: imaging.PNG, format.GIF: imaging.GIF, format.BMP: imaging.BMP, format.TIFF: imaging.TIFF}
	if err := imaging.Encode(&b, img, encoders[fm]); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// decode decodes a file of format fm.
func decode(t *testing.T, b []byte, fm format.Format) (image.Image, error) {
	t.Helper()
	h, err := format.ReadHeader(bytes.NewReader(b), int64(len(b)), fm)
	if err != nil {
		t.Fatal(err)
	}
	if fm == format.JPEG {
		return stdjpeg.Decode(bytes.NewReader(b))
	}
	return format.Decode(t.Context(), bytes.NewReader(b), int64(len(b)), h)
}

func sameImage(t *testing.T, got, want image.Image) {
	t.Helper()
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%v, want %v", got.Bounds(), want.Bounds())
	}
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			r, g, b, a := got.At(x, y).RGBA()
			if wr, wg, wb, wa := want.At(x, y).RGBA(); r != wr || g != wg || b != wb || a != wa {
				t.Fatalf("pixel %d, %d is %v, want %v", x, y, got.At(x, y), want.At(x, y))
			}
		}
	}
}

// FuzzRead holds that looking for a mark in any file costs little, and that a
// picture that could be marked, whole or not, has that mark.
func FuzzRead(f *testing.F) {
	for _, e := range encodings {
		var b bytes.Buffer
		if err := e.encode(&b); err != nil {
			f.Fatal(err)
		}
		marked, err := mark.Insert(e.format, b.Bytes(), text)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(marked)
		f.Add(b.Bytes())
	}
	big := binary.BigEndian.AppendUint32([]byte("MM\x00*"), 8)
	f.Add(append(big, "\x00\x01\x01\x31\x00\x02\x00\x00\x00\x0EThumbpool thumbnail \x00"...))
	f.Fuzz(func(t *testing.T, b []byte) {
		file := fuzztest.NewFile(t, b)
		var c string
		var ok bool
		var err error
		taken := memorytest.Allocated(func() { c, ok, err = mark.Read(file, file.Size()) })
		if err != nil {
			t.Fatalf("error %v from a reader that has none", err)
		}
		if !ok && c != "" || !lawful(c) {
			t.Fatalf("%q, %v", c, ok)
		}
		if most := len(b)/1024 + 16; file.Reads > most {
			t.Fatalf("%d reads of a file of %d bytes", file.Reads, len(b))
		}
		if most := int64(8*len(b) + 1<<17); taken > most {
			t.Fatalf("%d bytes of memory for a file of %d", taken, len(b))
		}
		if v, whole, err := mark.Verify(fuzztest.NewFile(t, b), int64(len(b))); err != nil || whole && (!ok || v != c) {
			t.Fatalf("verified %q, %v, %v; read %q, %v", v, whole, err, c, ok)
		}
		for _, fm := range []format.Format{format.JPEG, format.PNG, format.GIF, format.BMP, format.TIFF} {
			marked, err := mark.Insert(fm, b, text)
			if err != nil {
				continue
			}
			if got, ok := verify(t, marked); !ok || got != text {
				t.Fatalf("%v: verified %q, %v", fm, got, ok)
			}
		}
	})
}
