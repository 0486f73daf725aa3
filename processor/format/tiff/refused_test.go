package tiff_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"testing"

	"thumbpool/processor/format/tiff"
)

// TestRefused holds that what is not read is said to be so, by the name that it
// has, and that what makes no sense is not.
func TestRefused(t *testing.T) {
	with := func(change func(o *options)) []byte {
		o := options{photometric: 1, samples: 1, bits: 8}
		change(&o)
		return write(o)
	}
	packed := func(compression uint32) []byte {
		return with(func(o *options) { o.compression = compression })
	}
	colours := func(photometric uint32) []byte {
		return with(func(o *options) { o.photometric, o.samples = photometric, 3 })
	}
	tests := []struct {
		name        string
		file        []byte
		unsupported string // by which it is named; empty where it is damaged
	}{
		{"LERC", packed(34887), "LERC compression in TIFF"},
		{"JPEG XL", packed(50002), "JPEG XL compression in TIFF"},
		{"unknown compression", packed(12345), "unknown (12345) compression in TIFF"},
		{"mosaic", colours(32803), "a sensor's mosaic in TIFF"},
		{"LogLuv", colours(32845), "CIE Log LUV in TIFF"},
		{"unknown colour model", colours(77), "the colour model 77 in TIFF"},
		{"complex numbers", with(func(o *options) { o.extra = []field{short(339, 6)} }), "a TIFF with complex numbers for samples"},
		{"128 bits", with(func(o *options) { o.extra = []field{short(258, 128)} }), "a TIFF with 128 bits a sample in this form"},
		{"samples that differ", with(func(o *options) { o.photometric, o.samples, o.extra = 2, 3, []field{short(258, 5, 6, 5)} }), "a TIFF with samples of different length"},
		{"predictor for floating point", with(func(o *options) { o.predictor = 3 }), "the predictor 3 in this TIFF"},
		{"predictor of 12 bits", with(func(o *options) { o.bits, o.predictor = 12, 2 }), "the predictor 2 in this TIFF"},
		{"16 bits of JPEG", with(func(o *options) { o.compression, o.bits = 7, 16 }), "a TIFF with 16 bits a sample in this form"},
		{"lossless JPEG", with(func(o *options) { o.compression, o.extra = 6, []field{short(512, 14)} }), "lossless JPEG in TIFF"},
		{"WebP of gray", packed(50001), "WebP compression in TIFF of other than red, green and blue"},
		{"fax without compression", faxPage(4, []byte{0x03, 0xFF}), "fax compression in TIFF in its uncompressed mode"},
		{"old JPEG of nothing", packed(6), ""},
		{"too few samples", with(func(o *options) { o.photometric = 2 }), ""},
		{"no palette", with(func(o *options) { o.photometric = 3 }), ""},
		{"huge tiles", with(func(o *options) { o.extra = []field{long(322, 1<<30), long(323, 1<<30)} }), ""},
		{"no size", build(binary.LittleEndian, nil, 273, 279, []byte{0}), ""},
		{"2³¹ × 2³¹", build(binary.LittleEndian, []field{long(256, 1<<31), long(257, 1<<31)}, 273, 279, []byte{0}), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, decoded, err := tiff.Decode(context.Background(), bytes.NewReader(test.file), int64(len(test.file)))
			var unsupported tiff.UnsupportedError
			is := errors.As(err, &unsupported)
			if decoded != 0 || err == nil || is != (test.unsupported != "") || string(unsupported) != test.unsupported {
				t.Errorf("decoded %v, error %v (%T)", decoded, err, err)
			}
		})
	}
}
