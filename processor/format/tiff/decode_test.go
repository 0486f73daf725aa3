package tiff_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"slices"
	"testing"

	xtiff "golang.org/x/image/tiff"

	"thumbpool/processor/format/tiff"
)

// The tests' pictures are 20 × 12: neither is a multiple of a tile's side.
const width, height = 20, 12

// sample is the value from 0 to 255 of channel c of the tests' picture.
func sample(x, y, c int) byte {
	switch c {
	case 0:
		return byte(x * 12)
	case 1:
		return byte(y * 20)
	case 2:
		return byte(255 - x*6 - y*6)
	}
	return byte(200 + x) // of alpha and all else
}

// variant is a file with the picture and what it must look like.
type variant struct {
	name      string
	file      []byte
	want      func(x, y int) color.Color
	tolerance int
}

// options says how to write the picture.
type options struct {
	order       binary.AppendByteOrder
	photometric uint32
	samples     int
	bits        int
	compression uint32
	predictor   uint32
	planar      bool
	tile        int // side of a tile; 0 for strips of five rows
	extra       []field
	pack        func([]byte) []byte
	value       func(x, y, c int) byte
	number      func(v byte) uint64 // of a sample, where it is not spread over all bits
}

func write(o options) []byte {
	if o.order == nil {
		o.order = binary.LittleEndian
	}
	if o.value == nil {
		o.value = sample
	}
	fields := append([]field{
		long(256, width), long(257, height), short(259, max(o.compression, 1)), short(262, o.photometric),
		short(277, uint32(o.samples)), short(317, max(o.predictor, 1)),
	}, o.extra...)
	depths := short(258)
	for range o.samples {
		depths.values = append(depths.values, uint32(o.bits))
	}
	fields = append(fields, depths)
	if o.planar {
		fields = append(fields, short(284, 2))
	}
	segW, segH, offsets, counts := width, 5, uint16(273), uint16(279)
	if o.tile > 0 {
		segW, segH, offsets, counts = o.tile, o.tile, 324, 325
		fields = append(fields, short(322, uint32(segW)), short(323, uint32(segH)))
	} else {
		fields = append(fields, short(278, uint32(segH)))
	}
	planes := [][]int{nil}
	for c := range o.samples {
		if o.planar && c > 0 {
			planes = append(planes, nil)
		}
		planes[len(planes)-1] = append(planes[len(planes)-1], c)
	}
	var segments [][]byte
	for _, channels := range planes {
		for y0 := 0; y0 < height; y0 += segH {
			for x0 := 0; x0 < width; x0 += segW {
				rows := segH
				if o.tile == 0 {
					rows = min(rows, height-y0)
				}
				b := segment(o, channels, x0, y0, segW, rows)
				if o.pack != nil {
					b = o.pack(b)
				}
				segments = append(segments, b)
			}
		}
	}
	return build(o.order, fields, offsets, counts, segments...)
}

// segment writes the samples of a strip or tile.
func segment(o options, channels []int, x0, y0, w, h int) []byte {
	var out []byte
	for y := y0; y < y0+h; y++ {
		var row bitWriter
		previous := make(map[int]uint64)
		for x := x0; x < x0+w; x++ {
			for _, c := range channels {
				v := o.stored(o.value(min(x, width-1), min(y, height-1), c))
				difference := v
				if o.predictor == 2 {
					difference = v - previous[c]
					previous[c] = v
				}
				row.number(o.order, difference, o.bits)
			}
		}
		out = append(out, row.bytes()...)
	}
	return out
}

// stored is how the file has a sample from 0 to 255.
func (o *options) stored(v byte) uint64 {
	if o.number != nil {
		return o.number(v)
	}
	if o.bits < 8 {
		return uint64(v) >> (8 - o.bits)
	}
	return uint64(v) * 0x0101010101010101 >> (64 - o.bits)
}

// bitWriter puts numbers behind each other, those of whole bytes in the order of
// the file.
type bitWriter struct {
	out []byte
	acc byte
	n   int
}

func (w *bitWriter) number(order binary.AppendByteOrder, v uint64, bits int) {
	if bits%8 == 0 {
		b := binary.BigEndian.AppendUint64(nil, v)[8-bits/8:]
		if order == binary.AppendByteOrder(binary.LittleEndian) {
			slices.Reverse(b)
		}
		w.out = append(w.out, b...)
		return
	}
	for i := bits - 1; i >= 0; i-- {
		w.acc, w.n = w.acc<<1|byte(v>>i&1), w.n+1
		if w.n == 8 {
			w.out, w.acc, w.n = append(w.out, w.acc), 0, 0
		}
	}
}

// bytes returns what was written, the last byte filled up.
func (w *bitWriter) bytes() []byte {
	if w.n > 0 {
		w.out = append(w.out, w.acc<<(8-w.n))
	}
	return w.out
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

// packBits codes runs of two and more as runs.
func packBits(b []byte) []byte {
	var out []byte
	for len(b) > 0 {
		n := 1
		for n < len(b) && n < 128 && b[n] == b[0] {
			n++
		}
		if n > 1 {
			out = append(out, byte(1-n), b[0])
		} else {
			out = append(out, 0, b[0])
		}
		b = b[n:]
	}
	return append(out, 0x80) // which means nothing
}

func rgbAt(x, y int) color.Color {
	return color.RGBA{sample(x, y, 0), sample(x, y, 1), sample(x, y, 2), 255}
}

func inksAt(x, y int) color.Color {
	return color.CMYK{sample(x, y, 0), sample(x, y, 1), sample(x, y, 2), sample(x, y, 3)}
}
func grayAt(x, y int) color.Color { return color.Gray{sample(x, y, 0)} }

// grayOf returns the gray of so many bits.
func grayOf(bits int) func(x, y int) color.Color {
	return func(x, y int) color.Color {
		return color.Gray{byte(int(sample(x, y, 0)) >> (8 - bits) * 255 / (1<<bits - 1))}
	}
}

// variants writes the picture in all the ways that the package reads.
func variants() []variant {
	le, be := binary.AppendByteOrder(binary.LittleEndian), binary.AppendByteOrder(binary.BigEndian)
	palette := short(320)
	for c := range 3 {
		for i := range 256 {
			palette.values = append(palette.values, uint32(sample(i%width, i/width, c))*257)
		}
	}
	colours16 := short(320)
	for _, value := range []func(i int) uint32{func(i int) uint32 { return uint32(i) * 0x1111 }, func(int) uint32 { return 0 }, func(int) uint32 { return 0xFFFF }} {
		for i := range 16 {
			colours16.values = append(colours16.values, value(i))
		}
	}
	index := func(x, y, _ int) byte { return byte(y*width + x) }
	v := []variant{
		{name: "1 bit", file: write(options{photometric: 1, samples: 1, bits: 1}), want: grayOf(1)},
		{name: "1 bit, white is zero", file: write(options{photometric: 0, samples: 1, bits: 1, value: func(x, y, c int) byte { return ^sample(x, y, c) }}), want: grayOf(1)},
		{name: "2 bits", file: write(options{photometric: 1, samples: 1, bits: 2}), want: grayOf(2)},
		{name: "4 bits", file: write(options{photometric: 1, samples: 1, bits: 4}), want: grayOf(4)},
		{name: "gray", file: write(options{photometric: 1, samples: 1, bits: 8}), want: grayAt},
		{name: "16 bits, big-endian", file: write(options{order: be, photometric: 1, samples: 1, bits: 16}), want: grayAt},
		{name: "16 bits, little-endian, predictor", file: write(options{order: le, photometric: 1, samples: 1, bits: 16, predictor: 2}), want: grayAt},
		{name: "32 bits, predictor", file: write(options{order: be, photometric: 1, samples: 1, bits: 32, predictor: 2}), want: grayAt},
		{name: "palette", file: write(options{photometric: 3, samples: 1, bits: 8, extra: []field{palette}, value: index}), want: rgbAt},
		{name: "RGB", file: write(options{photometric: 2, samples: 3, bits: 8}), want: rgbAt},
		{name: "RGB, deflate, predictor", file: write(options{photometric: 2, samples: 3, bits: 8, compression: 8, predictor: 2, pack: deflate}), want: rgbAt},
		{name: "RGB, old deflate", file: write(options{photometric: 2, samples: 3, bits: 8, compression: 32946, pack: deflate}), want: rgbAt},
		{name: "RGB, PackBits", file: write(options{photometric: 2, samples: 3, bits: 8, compression: 32773, pack: packBits}), want: rgbAt},
		{name: "RGB, tiles", file: write(options{photometric: 2, samples: 3, bits: 8, tile: 16}), want: rgbAt},
		{name: "RGB, planes", file: write(options{photometric: 2, samples: 3, bits: 8, planar: true}), want: rgbAt},
		{name: "RGB, planes of tiles, 16 bits, deflate", file: write(options{order: be, photometric: 2, samples: 3, bits: 16, planar: true, tile: 16, compression: 8, predictor: 2, pack: deflate}), want: rgbAt},
		{name: "alpha", file: write(options{photometric: 2, samples: 4, bits: 8, extra: []field{short(338, 2)}}), want: func(x, y int) color.Color {
			return color.NRGBA{sample(x, y, 0), sample(x, y, 1), sample(x, y, 2), sample(x, y, 3)}
		}},
		{name: "associated alpha", file: write(options{photometric: 2, samples: 4, bits: 8, extra: []field{short(338, 1)}}), want: func(x, y int) color.Color {
			a := sample(x, y, 3)
			return color.RGBA{min(a, sample(x, y, 0)), min(a, sample(x, y, 1)), min(a, sample(x, y, 2)), a}
		}},
		{name: "extra sample that is no alpha", file: write(options{photometric: 2, samples: 4, bits: 8, extra: []field{short(338, 0)}}), want: rgbAt},
		{name: "gray and alpha", file: write(options{photometric: 1, samples: 2, bits: 8, extra: []field{short(338, 2)}}), want: func(x, y int) color.Color {
			g := sample(x, y, 0)
			return color.NRGBA{g, g, g, sample(x, y, 1)}
		}},
		{name: "CMYK", file: write(options{photometric: 5, samples: 4, bits: 8}), want: inksAt},
		{name: "CMYK, planes", file: write(options{photometric: 5, samples: 4, bits: 8, planar: true}), want: inksAt},
		{name: "CMYK, 16 bits", file: write(options{photometric: 5, samples: 4, bits: 16}), want: inksAt},
		{name: "CMYK and a spot colour", file: write(options{photometric: 5, samples: 5, bits: 8, extra: []field{short(338, 0)}}), want: inksAt},
		{name: "CMYK and associated alpha", file: write(options{photometric: 5, samples: 5, bits: 8, extra: []field{short(338, 1)}}), want: inksAt},
		{name: "CMYK and alpha, on paper", file: write(options{photometric: 5, samples: 5, bits: 8, extra: []field{short(338, 2)}}), want: func(x, y int) color.Color {
			c := inksAt(x, y).(color.CMYK)
			for _, ink := range []*byte{&c.C, &c.M, &c.Y, &c.K} {
				*ink = byte((int(*ink)*int(sample(x, y, 4)) + 127) / 255)
			}
			return c
		}},
		{name: "YCbCr", file: write(options{photometric: 6, samples: 3, bits: 8, extra: []field{short(530, 1, 1)}}), want: func(x, y int) color.Color {
			return color.YCbCr{sample(x, y, 0), sample(x, y, 1), sample(x, y, 2)}
		}},
		{
			name: "L*a*b* white", file: write(options{photometric: 8, samples: 3, bits: 8, value: func(_, _, c int) byte { return []byte{255, 0, 0}[c] }}),
			want: func(int, int) color.Color { return color.White }, tolerance: 1,
		},
		{
			name: "L*a*b* red", file: write(options{photometric: 8, samples: 3, bits: 8, value: func(_, _, c int) byte { return []byte{139, 81, 70}[c] }}),
			want: func(int, int) color.Color { return color.RGBA{255, 0, 0, 255} }, tolerance: 4,
		}, // CIE L*a*b* 54.3, 80.8, 69.9 at D50
		{
			name: "ICC L*a*b* red", file: write(options{photometric: 9, samples: 3, bits: 8, value: func(_, _, c int) byte { return []byte{139, 209, 198}[c] }}),
			want: func(int, int) color.Color { return color.RGBA{255, 0, 0, 255} }, tolerance: 4,
		},
		{
			name: "ITU L*a*b* red", file: write(options{photometric: 10, samples: 3, bits: 8, value: func(_, _, c int) byte { return []byte{139, 249, 185}[c] }}),
			want: func(int, int) color.Color { return color.RGBA{255, 0, 0, 255} }, tolerance: 4,
		}, // 249 × 170/255 - 85 and 185 × 200/255 - 75
		{
			name: "L*a*b*, 16 bits", file: write(options{photometric: 8, samples: 3, bits: 16, value: func(_, _, c int) byte { return []byte{139, 81, 70}[c] }}),
			want: func(int, int) color.Color { return color.RGBA{255, 0, 0, 255} }, tolerance: 4,
		},
		{name: "palette and alpha", file: write(options{photometric: 3, samples: 2, bits: 8, extra: []field{palette, short(338, 2)}, value: func(x, y, c int) byte {
			if c == 1 {
				return sample(x, y, 3)
			}
			return index(x, y, c)
		}}), want: func(x, y int) color.Color {
			return color.NRGBA{sample(x, y, 0), sample(x, y, 1), sample(x, y, 2), sample(x, y, 3)}
		}},
		{name: "palette of 4 bits", file: write(options{photometric: 3, samples: 1, bits: 4, extra: []field{colours16}, value: func(x, _, _ int) byte { return byte(x%16) << 4 }}), want: func(x, _ int) color.Color {
			return color.RGBA{byte(x % 16 * 17), 0, 255, 255}
		}},
		{name: "RGB that is called gray", file: write(options{photometric: 1, samples: 3, bits: 8}), want: rgbAt},
	}
	v = append(v, numbers()...)
	v = append(v, codecs()...)
	v = append(v, oldJPEGs()...)
	return append(v, subsampled(), fax(), reversedBits(), oddStrips(),
		jpegInTIFF("JPEG, YCbCr", 6, 3, grayAt),
		jpegInTIFF("JPEG, gray", 1, 1, grayAt),
		jpegInTIFF("JPEG, RGB", 2, 3, func(x, y int) color.Color { return color.RGBA{sample(x, y, 0), 128, 128, 255} }))
}

// subsampled is YCbCr with chroma for every 2 × 2 pixels.
func subsampled() variant {
	luma := func(x, y int) byte { return sample(x, y, 0)/2 + 60 }
	chroma := func(x, y, c int) byte { return 100 + byte(x/2*4) + byte(y/2*2) + byte(c) }
	var b []byte
	for y := 0; y < height; y += 2 {
		for x := 0; x < width; x += 2 {
			b = append(b, luma(x, y), luma(x+1, y), luma(x, y+1), luma(x+1, y+1), chroma(x, y, 0), chroma(x, y, 1))
		}
	}
	file := build(binary.BigEndian, []field{
		short(256, width), short(257, height), short(258, 8, 8, 8), short(259, 1), short(262, 6), short(277, 3), short(530, 2, 2),
	}, 273, 279, b)
	return variant{name: "YCbCr 4:2:0", file: file, want: func(x, y int) color.Color {
		return color.YCbCr{luma(x, y), chroma(x, y, 0), chroma(x, y, 1)}
	}}
}

// fax is a white page: to code group 4 a white row below a white one takes the
// single bit that says "as above" (ITU-T T.6).
func fax() variant {
	file := build(binary.LittleEndian, []field{
		short(256, width), short(257, height), short(258, 1), short(259, 4), short(262, 0), short(277, 1),
	}, 273, 279, []byte{0xFF, 0xF0, 0x01, 0x00, 0x10})
	return variant{name: "fax", file: file, want: func(int, int) color.Color { return color.White }}
}

// reversedBits has its first pixel in the lowest bit of each byte.
func reversedBits() variant {
	file := build(binary.LittleEndian, []field{
		short(256, width), short(257, height), short(258, 1), short(259, 1), short(262, 1), short(266, 2), short(277, 1),
	}, 273, 279, bytes.Repeat([]byte{0x03, 0, 0}, height))
	return variant{name: "fill order", file: file, want: func(x, _ int) color.Color {
		return color.Gray{map[bool]byte{true: 255}[x < 2]}
	}}
}

func TestDecode(t *testing.T) {
	for _, v := range variants() {
		t.Run(v.name, func(t *testing.T) {
			h, err := tiff.ReadHeader(bytes.NewReader(v.file), int64(len(v.file)))
			if err != nil || h.Width != width || h.Height != height || h.Orientation != 1 {
				t.Fatalf("header %+v, error %v", h, err)
			}
			img, decoded, err := tiff.Decode(context.Background(), bytes.NewReader(v.file), int64(len(v.file)))
			if err != nil || decoded != 1 {
				t.Fatalf("decoded %v, error %v", decoded, err)
			}
			compare(t, img, v.want, v.tolerance, height)
			if _, inks := v.want(0, 0).(color.CMYK); inks { // which a profile is for
				if _, ok := img.(*image.CMYK); !ok {
					t.Errorf("inks have become a %T", img)
				}
			}
		})
	}
}

// TestEncodersFiles reads what x/image/tiff writes.
func TestEncodersFiles(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	at := func(x, y int) color.Color {
		return color.NRGBA{sample(x, y, 0), sample(x, y, 1), sample(x, y, 2), sample(x, y, 3)}
	}
	for y := range height {
		for x := range width {
			img.Set(x, y, at(x, y))
		}
	}
	for _, o := range []xtiff.Options{{}, {Compression: xtiff.Deflate}, {Compression: xtiff.Deflate, Predictor: true}} {
		var b bytes.Buffer
		if err := xtiff.Encode(&b, img, &o); err != nil {
			t.Fatal(err)
		}
		got, _, err := tiff.Decode(context.Background(), bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, got, at, 0, height)
	}
}

// TestTruncated holds that the rows of a file that ends early are kept, and
// the rest is gray.
func TestTruncated(t *testing.T) {
	whole := write(options{photometric: 2, samples: 3, bits: 8})
	file := bytes.Clone(whole)
	dir := int(binary.LittleEndian.Uint32(file[4:]))
	i := bytes.Index(file[dir:], []byte{0x11, 0x01}) + dir // the field StripOffsets
	at := binary.LittleEndian.Uint32(file[i+8:])
	binary.LittleEndian.PutUint32(file[at+4:], uint32(len(file)-width*3*2)) // the second of three strips
	img, decoded, err := tiff.Decode(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err == nil || img == nil {
		t.Fatalf("image %v, error %v", img, err)
	}
	if decoded != 9.0/height {
		t.Errorf("decoded %v, want %v", decoded, 9.0/height)
	}
	compare(t, img, rgbAt, 0, 5)
	if c := img.At(3, 8); c != (color.RGBA{0x80, 0x80, 0x80, 255}) {
		t.Errorf("a lost row is %v", c)
	}
	for n := range dir {
		if _, _, err := tiff.Decode(context.Background(), bytes.NewReader(whole[:n]), int64(n)); err == nil {
			t.Errorf("no error from %d of %d bytes", n, len(whole))
		}
	}
}

// compare compares the first rows of img with what they must be.
func compare(t *testing.T, img image.Image, want func(x, y int) color.Color, tolerance, rows int) {
	t.Helper()
	if img.Bounds() != image.Rect(0, 0, width, height) {
		t.Fatalf("bounds %v", img.Bounds())
	}
	for y := range rows {
		for x := range width {
			g, w := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA), color.NRGBAModel.Convert(want(x, y)).(color.NRGBA)
			for i, d := range []int{int(g.R) - int(w.R), int(g.G) - int(w.G), int(g.B) - int(w.B), int(g.A) - int(w.A)} {
				if d > tolerance || -d > tolerance {
					t.Fatalf("pixel %d, %d is %v, want %v (channel %d)", x, y, g, w, i)
				}
			}
		}
	}
}
