package bmp_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"slices"
	"testing"

	xbmp "golang.org/x/image/bmp"

	"thumbpool/processor/format/bmp"
)

// The tests' picture is 13 × 7, so that rows need padding at all depths.
const width, height = 13, 7

// colourAt is the tests' picture at 8 bits a channel.
func colourAt(x, y int) color.NRGBA {
	return color.NRGBA{byte(x * 19), byte(y * 36), byte(255 - x*y), byte(100 + x*y)}
}

// indexAt is the tests' picture in a palette of 1<<depth colours.
func indexAt(x, y, depth int) byte { return byte(x*7+y*3) & byte(1<<depth-1) }

func paletteColour(i int) color.NRGBA {
	return color.NRGBA{byte(i * 3), byte(255 - i), byte(i * 57), 255}
}

// file is how the tests write a bitmap.
type file struct {
	headerLen int // of the second header
	depth     int
	method    uint32
	topDown   bool
	masks     []uint32
	colours   int // of the palette
	pixels    []byte
	gap       int // unused bytes before the pixels
}

func (f file) bytes() []byte {
	le := binary.LittleEndian
	info := make([]byte, max(f.headerLen, 40))
	le.PutUint32(info, uint32(f.headerLen))
	if f.headerLen == 12 {
		le.PutUint16(info[4:], width)
		le.PutUint16(info[6:], height)
		le.PutUint16(info[8:], 1)
		le.PutUint16(info[10:], uint16(f.depth))
	} else {
		le.PutUint32(info[4:], width)
		le.PutUint32(info[8:], height)
		if f.topDown {
			le.PutUint32(info[8:], -height&0xFFFFFFFF)
		}
		le.PutUint16(info[12:], 1)
		le.PutUint16(info[14:], uint16(f.depth))
		le.PutUint32(info[16:], f.method)
		le.PutUint32(info[32:], uint32(f.colours))
	}
	var after []byte
	for i, mask := range f.masks {
		if f.headerLen >= 52 {
			le.PutUint32(info[40+4*i:], mask)
		} else {
			after = le.AppendUint32(after, mask)
		}
	}
	for i := range f.colours {
		c := paletteColour(i)
		after = append(after, c.B, c.G, c.R)
		if f.headerLen != 12 {
			after = append(after, 0)
		}
	}
	after = append(after, make([]byte, f.gap)...)
	head := make([]byte, 14)
	copy(head, "BM")
	le.PutUint32(head[2:], uint32(14+f.headerLen+len(after)+len(f.pixels)))
	le.PutUint32(head[10:], uint32(14+f.headerLen+len(after)))
	return slices.Concat(head, info[:f.headerLen], after, f.pixels)
}

// rows writes height rows, bottom-up unless topDown, each padded to a multiple
// of four.
func rows(topDown bool, row func(y int) []byte) []byte {
	var out []byte
	for i := range height {
		y := height - 1 - i
		if topDown {
			y = i
		}
		out = append(out, row(y)...)
		for len(out)%4 != 0 {
			out = append(out, 0xEE)
		}
	}
	return out
}

// indices writes a row of palette indices.
func indices(depth int) func(y int) []byte {
	return func(y int) []byte {
		out := make([]byte, (width*depth+7)/8)
		for x := range width {
			out[x*depth/8] |= indexAt(x, y, depth) << (8 - depth - x*depth%8)
		}
		return out
	}
}

// pixels writes a row of pixels whose channels lie where the masks say.
func pixels(bytes int, masks []uint32) func(y int) []byte {
	return func(y int) []byte {
		var out []byte
		for x := range width {
			c := colourAt(x, y)
			v := uint32(0)
			for i, mask := range masks {
				low := mask & -mask
				v |= uint32(uint64([]byte{c.R, c.G, c.B, c.A}[i])*uint64(mask/low)/255) * low
			}
			out = append(out, binary.LittleEndian.AppendUint32(nil, v)[:bytes]...)
		}
		return out
	}
}

// runs8 and runs4 write run-length coded indices: a row of runs, a row of
// literals, and so on.
func runs8() []byte {
	var out []byte
	for y := height - 1; y >= 0; y-- {
		if y%2 == 0 {
			for x := range width {
				out = append(out, 1, indexAt(x, y, 8))
			}
		} else {
			out = append(out, 0, width)
			for x := range width {
				out = append(out, indexAt(x, y, 8))
			}
			out = append(out, 0) // to a whole word
		}
		out = append(out, 0, 0)
	}
	return append(out, 0, 1)
}

func runs4() []byte {
	var out []byte
	for y := height - 1; y >= 0; y-- {
		if y%2 == 0 {
			for x := 0; x < width; x += 2 {
				out = append(out, byte(min(2, width-x)), indexAt(x, y, 4)<<4|indexAt(x+1, y, 4))
			}
		} else {
			out = append(out, 0, width)
			for x := 0; x < width; x += 2 {
				out = append(out, indexAt(x, y, 4)<<4|indexAt(x+1, y, 4))
			}
			out = append(out, 0)
		}
		out = append(out, 0, 0)
	}
	return append(out, 0, 1)
}

type variant struct {
	name string
	file
	tolerance int // of a channel, where it has few bits
}

func variants() []variant {
	v := []variant{
		{"RLE8", file{headerLen: 40, depth: 8, method: 1, colours: 256, pixels: runs8()}, 0},
		{"RLE4", file{headerLen: 40, depth: 4, method: 2, colours: 16, pixels: runs4()}, 0},
		{"24 bits, OS/2", file{headerLen: 12, depth: 24, pixels: rows(false, pixels(3, rgb888))}, 0},
		{"24 bits, top-down", file{headerLen: 40, depth: 24, topDown: true, pixels: rows(true, pixels(3, rgb888))}, 0},
		{"24 bits, a gap before the pixels", file{headerLen: 40, depth: 24, gap: 50, pixels: rows(false, pixels(3, rgb888))}, 0},
		{"32 bits", file{headerLen: 40, depth: 32, pixels: rows(false, pixels(4, rgb888))}, 0},
		{"32 bits with alpha", file{headerLen: 124, depth: 32, method: 3, masks: rgba8888, pixels: rows(false, pixels(4, rgba8888))}, 0},
		{"32 bits with alpha, masks behind", file{headerLen: 40, depth: 32, method: 6, masks: rgba8888, pixels: rows(false, pixels(4, rgba8888))}, 0},
		{"32 bits, 10 for each channel", file{headerLen: 40, depth: 32, method: 3, masks: rgb10, pixels: rows(false, pixels(4, rgb10))}, 1},
		{"16 bits", file{headerLen: 40, depth: 16, pixels: rows(false, pixels(2, rgb555))}, 9},
		{"16 bits 5-6-5", file{headerLen: 40, depth: 16, method: 3, masks: rgb565, pixels: rows(false, pixels(2, rgb565))}, 9},
		{"16 bits 4-4-4-4", file{headerLen: 108, depth: 16, method: 3, masks: rgba4444, pixels: rows(false, pixels(2, rgba4444))}, 17},
	}
	for _, depth := range []int{1, 2, 4, 8} {
		v = append(v, variant{"palette", file{headerLen: 40, depth: depth, colours: 1 << depth, pixels: rows(false, indices(depth))}, 0})
	}
	for name, headerLen := range map[string]int{"palette, OS/2": 12, "palette, OS/2 2": 64, "palette, OS/2 2 cut": 16, "palette, Windows 4": 108} {
		v = append(v, variant{name, file{headerLen: headerLen, depth: 4, colours: 16, pixels: rows(false, indices(4))}, 0})
	}
	return v
}

var (
	rgb555   = []uint32{0x7C00, 0x3E0, 0x1F}
	rgb565   = []uint32{0xF800, 0x7E0, 0x1F}
	rgb888   = []uint32{0xFF0000, 0xFF00, 0xFF}
	rgb10    = []uint32{0x3FF00000, 0xFFC00, 0x3FF}
	rgba4444 = []uint32{0xF00, 0xF0, 0xF, 0xF000}
	rgba8888 = []uint32{0xFF, 0xFF00, 0xFF0000, 0xFF000000}
)

func TestDecode(t *testing.T) {
	for _, v := range variants() {
		t.Run(v.name, func(t *testing.T) {
			b := v.bytes()
			h, err := bmp.ReadHeader(bytes.NewReader(b), int64(len(b)))
			if err != nil || h.Width != width || h.Height != height || h.Depth != v.depth || h.HasAlpha != (len(v.masks) == 4) {
				t.Fatalf("header %+v, error %v", h, err)
			}
			img, decoded, err := bmp.Decode(bytes.NewReader(b), int64(len(b)))
			if err != nil || decoded != 1 {
				t.Fatalf("decoded %v, error %v", decoded, err)
			}
			compare(t, img, v, 0)
		})
	}
}

// compare compares the rows from y0 with the tests' picture.
func compare(t *testing.T, img image.Image, v variant, y0 int) {
	t.Helper()
	for y := y0; y < height; y++ {
		for x := range width {
			want := paletteColour(int(indexAt(x, y, v.depth)))
			if v.depth > 8 {
				if want = colourAt(x, y); len(v.masks) < 4 {
					want.A = 255
				}
			}
			got := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			for _, d := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B), int(got.A) - int(want.A)} {
				if d > v.tolerance || -d > v.tolerance {
					t.Fatalf("pixel %d, %d is %v, want %v", x, y, got, want)
				}
			}
		}
	}
}

// TestTruncated holds that the rows of a file that ends early are kept, those
// at the bottom first, and that the rest is gray.
func TestTruncated(t *testing.T) {
	for _, v := range variants() {
		t.Run(v.name, func(t *testing.T) {
			whole := v.bytes()
			for n := range whole {
				img, decoded, err := bmp.Decode(bytes.NewReader(whole[:n]), int64(n))
				if img == nil {
					if err == nil {
						t.Fatalf("no image and no error from %d of %d bytes", n, len(whole))
					}
					continue
				}
				if err == nil && n < len(whole)-4 { // padding and end mark may be missing
					t.Fatalf("no error from %d of %d bytes", n, len(whole))
				}
				if lost := height - int(decoded*height+0.5); !v.topDown {
					compare(t, img, v, lost)
				}
			}
			v.pixels = v.pixels[:len(v.pixels)/2]
			img, decoded, err := bmp.Decode(bytes.NewReader(v.bytes()), int64(len(v.bytes())))
			if err == nil || decoded < 0.3 || decoded > 0.7 {
				t.Fatalf("from half of the pixels: decoded %v, error %v", decoded, err)
			}
			lost := color.NRGBAModel.Convert(img.At(3, 0)).(color.NRGBA)
			if v.topDown {
				lost = color.NRGBAModel.Convert(img.At(3, height-1)).(color.NRGBA)
			}
			if v.depth > 8 && lost != (color.NRGBA{0x80, 0x80, 0x80, 255}) {
				t.Errorf("a lost row is %v", lost)
			}
		})
	}
}

// TestRuns holds what run-length coding can do beyond runs and literals.
func TestRuns(t *testing.T) {
	tests := []struct {
		name   string
		pixels []byte
		want   map[image.Point]byte // indices; the rest is 0
	}{
		{"step", []byte{1, 9, 0, 2, 3, 2, 1, 8, 0, 1}, map[image.Point]byte{{0, height - 1}: 9, {4, height - 3}: 8}},
		{"run beyond the row", []byte{255, 9, 0, 0, 1, 8, 0, 1}, map[image.Point]byte{{0, height - 1}: 9, {width - 1, height - 1}: 9, {0, height - 2}: 8}},
		{"step beyond the picture", []byte{0, 2, 255, 255, 5, 9, 0, 1}, nil},
		{"no end", []byte{1, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, map[image.Point]byte{{0, height - 1}: 9}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := file{headerLen: 40, depth: 8, method: 1, colours: 256, pixels: test.pixels}.bytes()
			img, _, err := bmp.Decode(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				t.Fatal(err)
			}
			p := img.(*image.Paletted)
			for at, index := range test.want {
				if got := p.ColorIndexAt(at.X, at.Y); got != index {
					t.Errorf("%v is %d, want %d", at, got, index)
				}
			}
			if test.want == nil && bytes.ContainsFunc(p.Pix, func(r rune) bool { return r != 0 }) {
				t.Errorf("pixels beyond the picture were drawn within")
			}
		})
	}
}

func TestOpaqueWhereAlphaIsZero(t *testing.T) {
	b := file{headerLen: 124, depth: 32, method: 3, masks: rgba8888, pixels: make([]byte, 4*width*height)}.bytes()
	img, _, err := bmp.Decode(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if c := img.At(0, 0); c != (color.NRGBA{A: 255}) {
		t.Errorf("a picture without any opaque pixel begins with %v", c)
	}
}

func TestEncodersFiles(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetNRGBA(x, y, colourAt(x, y))
		}
	}
	var b bytes.Buffer
	if err := xbmp.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	got, _, err := bmp.Decode(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if h, err := bmp.ReadHeader(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil || h.Width != width {
		t.Errorf("header %+v, error %v", h, err)
	}
	if r, _, _, _ := got.At(5, 3).RGBA(); byte(r>>8) != colourAt(5, 3).R {
		t.Errorf("pixel is %v", got.At(5, 3))
	}
}

func TestRefused(t *testing.T) {
	lying := func(at int, v uint32) []byte {
		b := file{headerLen: 40, depth: 24, pixels: rows(false, pixels(3, rgb888))}.bytes()
		binary.LittleEndian.PutUint32(b[at:], v)
		return b
	}
	tests := []struct {
		name        string
		file        []byte
		unsupported bool
	}{
		{"no width", lying(18, 0), false},
		{"negative width", lying(18, 1<<31|5), false},
		{"no height", lying(22, 0), false},
		{"lowest height", lying(22, 1<<31), false},
		{"huge claims in a small file", lying(18, 60_000), false},
		{"odd depth", lying(26, 1|7<<16), false},
		{"odd header", lying(14, 100), false},
		{"JPEG within", lying(30, 4), true},
		{"run lengths of 24 bits", lying(30, 1), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			img, _, err := bmp.Decode(bytes.NewReader(test.file), int64(len(test.file)))
			var unsupported bmp.UnsupportedError
			if img != nil || err == nil || errors.As(err, &unsupported) != test.unsupported {
				t.Errorf("image %v, error %v", img != nil, err)
			}
		})
	}
}
