package format

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/png"
	"testing"

	"thumbpool/processor/format/container"
)

// apple rewrites a PNG as Apple's tools do: their chunk first, the pixels without
// the frame of zlib. The samples are as the picture has them, which is to hold what
// those tools make of one.
func apple(t testing.TB, plain []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	b.Write(plain[:8])
	writeChunk(&b, "CgBI", []byte{0x50, 0, 0x20, 2})
	var packed []byte
	for c, err := range container.PNG(bytes.NewReader(plain), int64(len(plain))) {
		if err != nil {
			t.Fatal(err)
		}
		data := plain[c.Off : c.Off+c.Len]
		switch c.ID {
		case "IDAT":
			packed = append(packed, data...)
			continue
		case "IEND":
			for body := packed[2 : len(packed)-4]; len(body) > 0; {
				n := min(len(body), 50)
				writeChunk(&b, "IDAT", body[:n])
				body = body[n:]
			}
		}
		writeChunk(&b, c.ID, data)
	}
	return b.Bytes()
}

func appleOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return apple(t, b.Bytes())
}

// TestApplePNG decodes what Apple's tools make of a PNG.
func TestApplePNG(t *testing.T) {
	stored := image.NewNRGBA(image.Rect(0, 0, 30, 20)) // blue, green, red, times alpha
	want := image.NewNRGBA(stored.Rect)
	opaque := image.NewRGBA(stored.Rect)
	for y := range 20 {
		for x := range 30 {
			r, g, b, a := byte(8*x), byte(12*y), byte(200-y), byte(255)
			if x > 10 {
				a = byte(60 + 5*y)
			}
			if x > 20 {
				r, g, b, a = 0, 0, 0, 0
			}
			times := func(v byte) byte { return byte((int(v)*int(a) + 127) / 255) }
			stored.SetNRGBA(x, y, color.NRGBA{times(b), times(g), times(r), a})
			want.SetNRGBA(x, y, color.NRGBA{r, g, b, a})
			opaque.SetRGBA(x, y, color.RGBA{b, g, r, 255})
		}
	}
	file := appleOf(t, stored)
	img, h, err := readApple(t, file)
	if err != nil || h.Width != 30 || h.Height != 20 || !h.HasAlpha {
		t.Fatalf("%+v, %v", h, err)
	}
	for i, v := range img.(*image.NRGBA).Pix {
		if d := int(v) - int(want.Pix[i]); d < -3 || d > 3 { // the alpha is 60 at least
			t.Fatalf("sample %d is %d, want %d", i, v, want.Pix[i])
		}
	}
	img, h, err = readApple(t, appleOf(t, opaque))
	if err != nil || h.HasAlpha {
		t.Fatalf("%+v, %v", h, err)
	}
	if got := color.NRGBAModel.Convert(img.At(5, 7)); got != (color.NRGBA{40, 84, 193, 255}) {
		t.Errorf("%v without alpha", got)
	}
	gray := image.NewGray(image.Rect(0, 0, 9, 9))
	gray.SetGray(3, 3, color.Gray{77})
	if img, _, err = readApple(t, appleOf(t, gray)); err != nil || img.At(3, 3) != (color.Gray{77}) {
		t.Errorf("gray: %v", err)
	}

	for n := range file { // cut anywhere
		if img, _, err := readApple(t, file[:n]); err == nil && (img == nil || n < len(file)-40) {
			t.Fatalf("%d of %d bytes: %v", n, len(file), img != nil)
		}
	}
	binary.BigEndian.PutUint32(file[8:], 1<<31) // a chunk longer than the file
	if _, _, err := readApple(t, file); err == nil {
		t.Error("a chunk of 2 GB is believed")
	}
	crossed := appleOf(t, stored)
	crossed[8+16+8+12] = 1 // interlaced
	if _, _, err := readApple(t, crossed); err == nil || err.Error() != "an interlaced PNG as Apple's tools write it is not supported" {
		t.Errorf("interlaced: %v", err)
	}
}

func readApple(t testing.TB, b []byte) (image.Image, Header, error) {
	t.Helper()
	h, err := ReadHeader(bytes.NewReader(b), int64(len(b)), PNG)
	if err != nil {
		return nil, h, err
	}
	img, err := Decode(t.Context(), bytes.NewReader(b), int64(len(b)), h)
	return img, h, err
}

// FuzzApplePNG holds PNGs of Apple's to what others are held to.
func FuzzApplePNG(f *testing.F) {
	for _, k := range pngKinds {
		img, samples := k.make(image.Rect(0, 0, 9, 7))
		for i := range samples {
			samples[i] = byte(i) % 2
		}
		f.Add(appleOf(f, img))
	}
	f.Fuzz(func(t *testing.T, b []byte) { decodeDamaged(t, b) })
}
