package tiff_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"thumbpool/processor/format/tiff"
	"thumbpool/processor/memorytest"
)

// zstandard packs with a window as large as is given, in bytes, or with none.
func zstandard(window int) func([]byte) []byte {
	return func(b []byte) []byte {
		var out bytes.Buffer
		z, err := zstd.NewWriter(&out, zstd.WithWindowSize(max(window, zstd.MinWindowSize)), zstd.WithEncoderConcurrency(1), zstd.WithSingleSegment(window == 0))
		if err != nil {
			panic(err)
		}
		if window == 0 {
			return z.EncodeAll(b, nil)
		}
		_, _ = z.Write(b)
		_ = z.Close()
		return out.Bytes()
	}
}

// The picture in RGB, in one strip, packed as liblzma packs it with the filters
// that libtiff uses: differences from the byte 1 before, LZMA2, no check sum.
const lzmaStrip = `
	fd377a585a000000ff12d94102010301002101167920c4ee0102cf0000ff0df4f91fe8f331dced43d0e755c4e167b8db79acd58ba0cf9d
	94c9af88c3c17cbdd370b7e564b1f758ab094ca51b409f2d34993f2893511c8d7314e51308df25fcd937f0d349e4cd5bd8c76dccc17fc0
	bb91b4b5a3a8afb59ca9c790a3d9849deb7897fd6c910f608b21548533487f453c795730737928cb191cc52b10bf3d04b94ff8b361ecad
	73e0a785d4a197c89ba9bc95bbb08fcda489df9883f18c7d03807715747127686b395c654b505f5d44597f3cb11f30ab3124a543189f55
	0c9967009379f48d8be8879ddc81afd07bc1c475d3b86fe5ac69f7a06309945d1b88572d7c513f704b51644563583f8550972544913738
	8b492c855b207f6d14797f087391fc6da3f067b5e461c7d85bd9cc55ebc04ffdb4490fa843219c3d33903745843157782b696c258b647d
	2b58773d4c714f406b61346573285f851c59971053a9044dbbf847cdec41dfe03bf1d43503c82f15bc2927b02339a41d4b98175d8c116f
	800b917863316c5d43605755545167484b793c458b303f9d2439af1833c10c2dd30027e5f421f7e81b09dc151bd00f2dc4093fb80351ac
	fd63a0f77594f1978c4937804349743d5b68376d5c317f502b914425a3381fb52c19c72013d9140deb0807fdfc010ff0fb21e4f533d8ef
	45cce957c0e369b4dd7ba8d79da02f3d94294f8823617c1d73701785641197580ba94c05bb40ffcd34f9df28f3f11ced0310e71504e127
	f8db39ecd54be0cf5dd4c96fc8c381bcbda3b41543a80f559c096790037984fd8b78f79d6cf1af60ebc154e5d348dfe53cd9f730d30924
	cd1b18c72d0cc13f00bb51f4b563e8af75dca987d0a3a9c8fb49bcf55bb0ef6da4e97f98e3918cdda380d7b574d1c768cbd95cc5eb50bf
	fd44b90f38b3212cad3320a74514a157089b69fc957bf08f8de489afdce14fd0db61c4d573b8cf85acc997a0c3a994bdbb88b7cd7cb1df
	70abf164a503589f154c9927409339348d4b28875d1c816f107b81047593f86f000001e005d00500005d3b6e3da8000afc020000000000
	595a`

// codecs writes the picture in compressions that other packages undo.
func codecs() []variant {
	strip, err := hex.DecodeString(strings.Join(strings.Fields(lzmaStrip), ""))
	if err != nil {
		panic(err)
	}
	one := []field{short(256, width), short(257, height), short(258, 8, 8, 8), short(262, 2), short(277, 3), short(278, height)}
	return []variant{
		{name: "Zstandard", file: write(options{photometric: 2, samples: 3, bits: 8, compression: 50000, pack: zstandard(1 << 20)}), want: rgbAt},
		{name: "Zstandard, small window, tiles", file: write(options{photometric: 2, samples: 3, bits: 8, compression: 50000, tile: 16, pack: zstandard(1 << 10)}), want: rgbAt},
		{name: "Zstandard, large window, planes, predictor", file: write(options{photometric: 2, samples: 3, bits: 8, planar: true, predictor: 2, compression: 50000, pack: zstandard(64 << 20)}), want: rgbAt},
		{name: "Zstandard, no window", file: write(options{photometric: 2, samples: 3, bits: 8, compression: 50000, pack: zstandard(0)}), want: rgbAt},
		{name: "LZMA", file: build(binary.LittleEndian, append(one, short(259, 34925)), 273, 279, strip), want: rgbAt},
		{name: "WebP", file: write(options{photometric: 2, samples: 3, bits: 8, compression: 50001, pack: asWebP(width)}), want: rgbAt},
		{name: "WebP, tiles", file: write(options{photometric: 2, samples: 3, bits: 8, compression: 50001, tile: 16, pack: asWebP(16)}), want: rgbAt},
		{name: "CCITT RLE", file: faxPage(2, rle(1)), want: stripe},
		{name: "CCITT RLEW", file: faxPage(32771, rle(2)), want: stripe},
		{name: "CCITT G3, fill bits", file: faxPage(3, marked()), want: stripe},
		{name: "CCITT G3, lowest bit first", file: faxPage(3, backwards(marked()), short(266, 2)), want: stripe},
		{name: "CCITT G4, lowest bit first", file: faxPage(4, backwards([]byte{0xFF, 0xF0, 0x01, 0x00, 0x10}), short(266, 2)), want: func(int, int) color.Color { return color.White }},
		{name: "CCITT G3, two dimensions", file: faxPage(3, twoDimensions(), long(292, 1)), want: stripe},
	}
}

// stripe is white but for four pixels of each row.
func stripe(x, _ int) color.Color {
	if x >= 6 && x < 10 {
		return color.Black
	}
	return color.White
}

// A row of it is a white run of 6, a black one of 4, a white one of 10 (ITU-T T.4,
// tables 2): 1110 011 00111.
const stripeRow = "111001100111"

// faxPage is the picture in two colours, in the given compression.
func faxPage(compression uint32, data []byte, extra ...field) []byte {
	return build(binary.LittleEndian, append(extra,
		short(256, width), short(257, height), short(258, 1), short(259, compression), short(262, 0), short(277, 1),
	), 273, 279, data)
}

// bits are those of digits, filled up to whole bytes.
func bits(digits string) []byte {
	var w bitWriter
	for _, c := range digits {
		w.number(binary.BigEndian, uint64(c-'0'), 1)
	}
	return w.bytes()
}

// rle has rows that begin with a byte of its kind: units of so many.
func rle(unit int) (b []byte) {
	for range height {
		b = append(b, bits(stripeRow)...)
		b = append(b, make([]byte, (unit-len(b)%unit)%unit)...)
	}
	return b
}

// marked has end-of-line marks that are filled up so that they end with a byte.
func marked() []byte {
	var digits strings.Builder
	for range height {
		for (digits.Len()+12)%8 != 0 {
			digits.WriteByte('0')
		}
		digits.WriteString("000000000001" + stripeRow)
	}
	return bits(digits.String())
}

// twoDimensions has a row by itself, and others below it that are the same.
func twoDimensions() []byte {
	return bits("0000000000011" + stripeRow + strings.Repeat("0000000000010111", height-1))
}

func backwards(b []byte) []byte {
	out := make([]byte, len(b))
	for i, v := range b {
		for k := range 8 {
			out[i] |= v >> k & 1 << (7 - k)
		}
	}
	return out
}

// TestWindowsTakeNoMoreThanThePicture holds that a small picture costs little even
// if its writer, as those of the highest levels do, asked for 128 MB.
func TestWindowsTakeNoMoreThanThePicture(t *testing.T) {
	file := write(options{photometric: 2, samples: 3, bits: 8, compression: 50000, pack: zstandard(128 << 20)})
	took := memorytest.Allocated(func() {
		if _, decoded, err := tiff.Decode(context.Background(), bytes.NewReader(file), int64(len(file))); err != nil || decoded != 1 {
			t.Fatalf("decoded %v, error %v", decoded, err)
		}
	})
	if took > 8<<20 {
		t.Errorf("took %d bytes for %d × %d pixels", took, width, height)
	}
}

// TestFaultyRowsAreTold breaks a row of a fax, which costs that row alone.
func TestFaultyRowsAreTold(t *testing.T) {
	data := marked()
	data[11] = 0 // in the codes of the fourth row
	file := faxPage(3, data)
	img, decoded, err := tiff.Decode(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err == nil || decoded != 1 {
		t.Fatalf("decoded %v, error %v", decoded, err)
	}
	right := 0
	for y := range height {
		if img.(*image.Gray).GrayAt(8, y) == (color.Gray{}) && img.(*image.Gray).GrayAt(15, y) == (color.Gray{255}) {
			right++
		}
	}
	if right != height-1 {
		t.Errorf("%d rows of %d are right", right, height)
	}
}
