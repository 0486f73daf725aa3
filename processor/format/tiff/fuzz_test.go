package tiff_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"io"
	"slices"
	"testing"

	xtiff "golang.org/x/image/tiff"

	"thumbpool/processor/format/tiff"
	"thumbpool/processor/fuzztest"
)

// FuzzDecode holds that no file makes the decoder panic, that an image has the
// size that the header claims and costs no more memory than that, and that what
// x/image/tiff reads well it reads to the same colours.
func FuzzDecode(f *testing.F) {
	for _, v := range variants() {
		f.Add(v.file)
	}
	f.Add(build(binary.LittleEndian, nil, 273, 279, []byte{1}))
	fuzztest.AddFiles(f, "../../../../shared/corpus/files/*/*.tif*")
	f.Fuzz(func(t *testing.T, b []byte) {
		img, decodeErr := sized(b).Try(t, b)
		if decodeErr == nil && plain(b) {
			compareWithX(t, b, img)
		}
	})
}

// FuzzOldJPEG holds the same of JPEG of the old style, whose pieces it puts into a
// file: a JPEG besides, tables, and strips, with all that the fields can say of
// them.
func FuzzOldJPEG(f *testing.F) {
	p := takeApart(encoded(true, 0, height))
	gray := takeApart(encoded(false, 0, height))
	head := bytes.Join([][]byte{[]byte("\xFF\xD8"), p.tables, p.frame, p.scan}, nil)
	f.Add(encoded(true, 0, height), []byte{}, []byte{}, uint16(0), uint16(0), uint16(0), true)
	f.Add(head, []byte{}, p.entropy, uint16(0), uint16(0), uint16(0), true)
	f.Add([]byte{}, slices.Concat(gray.quant[0], gray.codes[0], gray.codes[1]), gray.entropy, uint16(64), uint16(64+len(gray.codes[0])), uint16(9), false)
	f.Fuzz(func(t *testing.T, besides, tables, strips []byte, dc, ac, cut uint16, colours bool) {
		samples, photometric := 1, uint32(1)
		if colours {
			samples, photometric = 3, 6
		}
		each := func(v uint32) []uint32 { return slices.Repeat([]uint32{v}, samples) }
		at := uint32(8 + len(besides))
		first := min(int(cut), len(strips))
		scan := at + uint32(len(tables))
		fields := []field{
			short(256, width), short(257, height), short(258, each(8)...), short(259, 6), short(262, photometric), short(277, uint32(samples)), short(278, 8),
			long(273, scan, scan+uint32(first)), long(279, uint32(first), uint32(len(strips)-first)),
			long(519, each(at)...), long(520, each(at+uint32(dc))...), long(521, each(at+uint32(ac))...),
		}
		if len(besides) > 0 {
			fields = append(fields, long(513, 8), long(514, uint32(len(besides))))
		}
		b := build(binary.LittleEndian, fields, 1, 2, slices.Concat(besides, tables, strips))
		_, _ = sized(b).Try(t, b)
	})
}

// sized is the decoder with what its own header allows it.
func sized(b []byte) fuzztest.Decoder {
	h, _ := tiff.ReadHeader(bytes.NewReader(b), int64(len(b)))
	return fuzztest.Decoder{
		Size: func(r io.ReaderAt, size int64) (int, int, error) {
			h, err := tiff.ReadHeader(r, size)
			return h.Width, h.Height, err
		},
		Decode: func(r io.ReaderAt, size int64) (image.Image, float64, error) {
			return tiff.Decode(context.Background(), r, size)
		},
		MostPixels: 1 << 18,
		MostMemory: func(width, height, length int) int64 {
			// Each strip or tile has a decoder of its own, of some 100 kB.
			segments := int64(min(width*height, 1+height+width*height/64))
			return int64(16*width*height+32*length) + segments<<17 + 1<<20 + h.ExtraBytes
		},
	}
}

// plain tells whether a file is one of those that x/image/tiff reads without a
// fault: of 8 bits, gray or RGB, without alpha, not packed by a fax's coder.
func plain(b []byte) bool {
	d, err := tiff.ReadDirectory(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return false
	}
	const bitsPerSample, compression, photometric, samplesPerPixel = 258, 259, 262, 277
	one := func(tag uint16) uint64 {
		v, _ := d.Uint(tag)
		return v
	}
	switch one(compression) {
	case 1, 5, 8, 32773, 32946:
	default:
		return false
	}
	samples := one(samplesPerPixel)
	return one(bitsPerSample) == 8 && (one(photometric) == 1 && samples == 1 || one(photometric) == 2 && samples == 3)
}

// compareWithX compares an image with that which x/image/tiff makes of the
// same file, if it does.
func compareWithX(t *testing.T, b []byte, img image.Image) {
	t.Helper()
	config, err := xtiff.DecodeConfig(bytes.NewReader(b))
	if err != nil || config.Width*config.Height > 1<<18 {
		return
	}
	want, err := xtiff.Decode(bytes.NewReader(b))
	if err != nil {
		return
	}
	if img.Bounds() != want.Bounds() {
		t.Fatalf("%v, by x/image/tiff %v", img.Bounds(), want.Bounds())
	}
	fuzztest.SameColours(t, img, want, 1, color.NRGBAModel)
}
