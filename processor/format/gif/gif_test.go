package gif_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	stdgif "image/gif"
	"io"
	"testing"

	"thumbpool/processor/format/gif"
	"thumbpool/processor/memorytest"
)

var palette = color.Palette{color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{0, 0, 255, 255}, color.RGBA{9, 9, 9, 255}}

// frame returns a picture in which indices 0 to 2 run aslant.
func frame(r image.Rectangle, p color.Palette) *image.Paletted {
	img := image.NewPaletted(r, p)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.SetColorIndex(x, y, uint8((x+2*y)%3))
		}
	}
	return img
}

// encode writes frames on a canvas of w × h.
func encode(t testing.TB, w, h int, frames ...*image.Paletted) []byte {
	t.Helper()
	g := &stdgif.GIF{Image: frames, Delay: make([]int, len(frames)), Config: image.Config{Width: w, Height: h}}
	var b bytes.Buffer
	if err := stdgif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// interlace makes an interlaced GIF of a plain one by marking it as such, and
// returns which of the plain rows is in row y then.
func interlace(file []byte, h int) ([]byte, func(y int) int) {
	file = bytes.Clone(file)
	descriptor := bytes.Index(file, []byte{',', 0, 0, 0, 0})
	file[descriptor+9] |= 0x40
	order := make([]int, 0, h)
	for _, pass := range [][2]int{{0, 8}, {4, 8}, {2, 4}, {1, 2}} {
		for y := pass[0]; y < h; y += pass[1] {
			order = append(order, y)
		}
	}
	from := make([]int, h)
	for i, y := range order {
		from[y] = i
	}
	return file, func(y int) int { return from[y] }
}

func TestDecode(t *testing.T) {
	clear := append(color.Palette{color.RGBA{}}, palette[1:]...)
	canvas := image.Rect(0, 0, 20, 15)
	part := image.Rect(5, 3, 12, 9)
	whole := frame(canvas, palette)
	tests := []struct {
		name     string
		file     []byte
		size     image.Point
		hasAlpha bool
		want     func(x, y int) color.Color
	}{
		{"one frame", encode(t, 20, 15, whole), canvas.Max, false, whole.At},
		{"first of two", encode(t, 20, 15, whole, frame(part, palette)), canvas.Max, false, whole.At},
		{"transparent", encode(t, 20, 15, frame(canvas, clear)), canvas.Max, true, frame(canvas, clear).At},
		{"part of the canvas", encode(t, 20, 15, frame(part, palette)), canvas.Max, true, func(x, y int) color.Color {
			if image.Pt(x, y).In(part) {
				return frame(part, palette).At(x, y)
			}
			return color.RGBA{}
		}},
		{"canvas too small", withScreen(encode(t, 20, 15, whole), 8, 8), canvas.Max, false, whole.At},
		{"no canvas", withScreen(encode(t, 20, 15, whole), 0, 0), canvas.Max, false, whole.At},
		{"no end", cut(encode(t, 20, 15, whole), 2), canvas.Max, false, whole.At},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, size := bytes.NewReader(test.file), int64(len(test.file))
			h, err := gif.ReadHeader(r, size)
			if err != nil || h.Width != test.size.X || h.Height != test.size.Y || h.HasAlpha != test.hasAlpha {
				t.Fatalf("header %+v, error %v", h, err)
			}
			img, decoded, err := gif.Decode(r, size)
			if err != nil || decoded != 1 {
				t.Fatalf("decoded %v, error %v", decoded, err)
			}
			compare(t, img, test.size, test.want)
		})
	}
}

func withScreen(file []byte, w, h byte) []byte {
	file[6], file[8] = w, h
	return file
}

func withFrame(file []byte, descriptor int, w, h byte) []byte {
	file[descriptor+5], file[descriptor+7] = w, h
	return file
}

func cut(file []byte, n int) []byte { return file[:len(file)-n] }

func compare(t *testing.T, img image.Image, size image.Point, want func(x, y int) color.Color) {
	t.Helper()
	if img.Bounds() != (image.Rectangle{Max: size}) {
		t.Fatalf("bounds %v, want %v", img.Bounds(), size)
	}
	for y := range size.Y {
		for x := range size.X {
			if got, want := color.NRGBAModel.Convert(img.At(x, y)), color.NRGBAModel.Convert(want(x, y)); got != want {
				t.Fatalf("pixel %d, %d is %v, want %v", x, y, got, want)
			}
		}
	}
}

func TestInterlaced(t *testing.T) {
	for h := 1; h < 20; h++ {
		img := frame(image.Rect(0, 0, 5, h), palette)
		file, from := interlace(encode(t, 5, h, img), h)
		got, _, err := gif.Decode(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, got, image.Pt(5, h), func(x, y int) color.Color { return img.At(x, from(y)) })
	}
}

func TestTruncated(t *testing.T) {
	const w, h = 40, 30
	img := frame(image.Rect(0, 0, w, h), palette)
	whole := encode(t, w, h, img)
	best := 0.0
	for n := range len(whole) - 3 {
		got, decoded, err := gif.Decode(bytes.NewReader(whole[:n]), int64(n))
		if err == nil && decoded != 1 {
			t.Fatalf("%v decoded without an error from %d of %d bytes", decoded, n, len(whole))
		}
		if decoded < best {
			t.Fatalf("%d bytes show less than %d", n, n-1)
		}
		best = decoded
		rows := int(decoded*h + 0.5)
		for y := range rows {
			if got.At(1, y) != img.At(1, y) {
				t.Fatalf("row %d of %d is wrong", y, rows)
			}
		}
		if got != nil && rows < h && got.At(1, h-1) != (color.RGBA{0x80, 0x80, 0x80, 255}) {
			t.Fatalf("a lost row is %v", got.At(1, h-1))
		}
	}
	if best < 0.9 {
		t.Errorf("only %v decoded of a file without its last bytes", best)
	}
	// Of an interlaced picture lost rows repeat those above.
	file, _ := interlace(whole, h)
	n := len(file) * 3 / 4
	got, decoded, err := gif.Decode(bytes.NewReader(file[:n]), int64(n))
	if err == nil || decoded < 0.5 || got.At(7, h-1) != got.At(7, h-2) {
		t.Errorf("decoded %v, error %v", decoded, err)
	}
}

func TestRefused(t *testing.T) {
	good := encode(t, 8, 8, frame(image.Rect(0, 0, 8, 8), palette))
	changed := func(at int, v byte) []byte {
		b := bytes.Clone(good)
		b[at] = v
		return b
	}
	descriptor := bytes.IndexByte(good, ',')
	flags := descriptor + 9 // a table of four colours follows them
	data := flags + 1 + 3*4
	tests := map[string][]byte{
		"nothing":           nil,
		"only a head":       good[:13],
		"no colours":        append(append(bytes.Clone(good[:flags]), 0), good[data:]...),
		"unknown block":     changed(descriptor, 'x'),
		"no picture":        changed(descriptor, ';'),
		"no height":         withFrame(withScreen(bytes.Clone(good), 8, 0), descriptor, 8, 0),
		"code of 12 bits":   changed(data, 12),
		"code of 1 bit":     changed(data, 1),
		"only its comments": append(bytes.Clone(good[:descriptor]), bytes.Repeat([]byte{'!', 0xFE, 0}, 100_000)...),
	}
	for name, file := range tests {
		t.Run(name, func(t *testing.T) {
			if img, _, err := gif.Decode(bytes.NewReader(file), int64(len(file))); err == nil || img != nil {
				t.Errorf("image %v, error %v", img != nil, err)
			}
		})
	}
}

// TestMemoryIsForPixelsThatMayCome has pictures of one colour, which nothing can
// pack any tighter, and a file that claims to be one.
func TestMemoryIsForPixelsThatMayCome(t *testing.T) {
	for _, side := range []int{1, 50, 700, 3000} {
		file := encode(t, side, side, frame(image.Rect(0, 0, side, side), palette[:2]))
		if _, decoded, err := gif.Decode(bytes.NewReader(file), int64(len(file))); err != nil || decoded != 1 {
			t.Errorf("%d × %d pixels in %d bytes: decoded %v, error %v", side, side, len(file), decoded, err)
		}
	}
	file := encode(t, 8, 8, frame(image.Rect(0, 0, 8, 8), palette))
	for _, at := range []int{6, 8, bytes.IndexByte(file, ',') + 5, bytes.IndexByte(file, ',') + 7} {
		binary.LittleEndian.PutUint16(file[at:], 8000)
	}
	var img image.Image
	var err error
	took := memorytest.Allocated(func() { img, _, err = gif.Decode(bytes.NewReader(file), int64(len(file))) })
	if img != nil || !errors.Is(err, io.ErrUnexpectedEOF) || took > 1<<20 {
		t.Errorf("%d bytes that claim to be 64 megapixels: image %v, error %v, took %d bytes", len(file), img != nil, err, took)
	}
}
