package tiff_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image/color"
	"math"
	"testing"

	"thumbpool/processor/format/tiff"
)

// floats returns how a file has samples from 0 to 255 as numbers of so many bits,
// 255 being so much.
func floats(bits int, white float64) func(v byte) uint64 {
	return func(v byte) uint64 {
		f := float64(v) / 255 * white
		switch bits {
		case 64:
			return math.Float64bits(f)
		case 32:
			return uint64(math.Float32bits(float32(f)))
		}
		exponentBits, fractionBits := 5, 10
		if bits == 24 {
			exponentBits, fractionBits = 7, 16
		}
		if f == 0 {
			return 0
		}
		fraction, exponent := math.Frexp(f) // from 0.5 up to 1
		exponent += 1<<(exponentBits-1) - 2
		if exponent < 1 { // without a leading one
			return uint64(math.Round(math.Ldexp(fraction, fractionBits+exponent)))
		}
		return uint64(exponent)<<fractionBits + uint64(math.Round((2*fraction-1)*float64(int(1)<<fractionBits)))
	}
}

// gathered puts the bytes of each row of n numbers in the order that the predictor
// for floating point has, and makes differences from the sample before of them.
func gathered(order binary.AppendByteOrder, bytesEach, n, samples int) func([]byte) []byte {
	return func(b []byte) []byte {
		out := make([]byte, len(b))
		length := n * bytesEach
		for row := 0; row < len(b); row += length {
			for i := range n {
				for k := range bytesEach {
					from := k
					if order == binary.AppendByteOrder(binary.LittleEndian) {
						from = bytesEach - 1 - k
					}
					out[row+k*n+i] = b[row+i*bytesEach+from]
				}
			}
			for i := length - 1; i >= samples; i-- {
				out[row+i] -= out[row+i-samples]
			}
		}
		return out
	}
}

// lightOf is what a sample shows that is an amount of light.
func lightOf(v byte) byte {
	f := float64(v) / 255
	if f <= 0.0031308 {
		return byte(math.Round(f * 12.92 * 255))
	}
	return byte(math.Round((1.055*math.Pow(f, 1/2.4) - 0.055) * 255))
}

func lightAt(x, y int) color.Color {
	return color.RGBA{lightOf(sample(x, y, 0)), lightOf(sample(x, y, 1)), lightOf(sample(x, y, 2)), 255}
}

// numbers writes the picture in samples of all kinds and depths.
func numbers() []variant {
	le, be := binary.AppendByteOrder(binary.LittleEndian), binary.AppendByteOrder(binary.BigEndian)
	isFloat, isSigned := []field{short(339, 3)}, []field{short(339, 2)}
	profile := []field{short(339, 3), raw(34675, []byte("a profile"))}
	signed := func(least, step int64) func(byte) uint64 {
		return func(v byte) uint64 { return uint64(least + step*int64(v)) }
	}
	stretched := func(x, y int) color.Color { return color.Gray{byte(math.Round(float64(x*12) * 255 / 228))} }
	half := func(x, y int) color.Color {
		return color.Gray{byte(math.Round(float64(sample(x, y, 0)) * 100 / 255))}
	}
	return []variant{
		{name: "5 bits", file: write(options{photometric: 1, samples: 1, bits: 5}), want: grayOf(5), tolerance: 1},
		{name: "10 bits", file: write(options{photometric: 1, samples: 1, bits: 10}), want: grayAt},
		{name: "12 bits", file: write(options{photometric: 2, samples: 3, bits: 12}), want: rgbAt},
		{name: "12 bits, big-endian, planes", file: write(options{order: be, photometric: 2, samples: 3, bits: 12, planar: true}), want: rgbAt},
		{name: "14 bits", file: write(options{photometric: 1, samples: 1, bits: 14}), want: grayAt},
		{name: "24 bits", file: write(options{order: be, photometric: 2, samples: 3, bits: 24}), want: rgbAt},
		{name: "24 bits, little-endian", file: write(options{order: le, photometric: 2, samples: 3, bits: 24, tile: 16}), want: rgbAt},
		{name: "31 bits", file: write(options{photometric: 1, samples: 1, bits: 31}), want: grayAt},
		{name: "64 bits, predictor", file: write(options{order: le, photometric: 2, samples: 3, bits: 64, predictor: 2}), want: rgbAt},
		{name: "RGB of 4 bits", file: write(options{photometric: 2, samples: 3, bits: 4}), want: rgbAt, tolerance: 15},
		{name: "16 bits between those of 8", file: write(options{order: le, photometric: 1, samples: 1, bits: 16, number: func(v byte) uint64 { return uint64(v)*257 + 127 }}), want: grayAt},

		{name: "floating point, light", file: write(options{order: le, photometric: 2, samples: 3, bits: 32, number: floats(32, 1), extra: isFloat}), want: lightAt, tolerance: 1},
		{name: "floating point with a profile", file: write(options{order: be, photometric: 2, samples: 3, bits: 32, number: floats(32, 1), extra: profile}), want: rgbAt},
		{name: "floating point of 16 bits", file: write(options{order: le, photometric: 2, samples: 3, bits: 16, number: floats(16, 1), extra: profile}), want: rgbAt},
		{name: "floating point of 24 bits", file: write(options{order: be, photometric: 2, samples: 3, bits: 24, number: floats(24, 1), extra: profile}), want: rgbAt},
		{name: "floating point of 24 bits, little-endian", file: write(options{order: le, photometric: 2, samples: 3, bits: 24, number: floats(24, 1), extra: profile}), want: rgbAt},
		{name: "floating point of 64 bits", file: write(options{order: be, photometric: 2, samples: 3, bits: 64, number: floats(64, 1), extra: profile, planar: true}), want: rgbAt},
		{name: "floating point, predictor", file: write(options{order: le, photometric: 2, samples: 3, bits: 32, predictor: 3, compression: 8, number: floats(32, 1), extra: profile, pack: func(b []byte) []byte { return deflate(gathered(le, 4, 3*width, 3)(b)) }}), want: rgbAt},
		{name: "floating point, predictor, big-endian", file: write(options{order: be, photometric: 2, samples: 3, bits: 16, predictor: 3, number: floats(16, 1), extra: profile, pack: gathered(be, 2, 3*width, 3)}), want: rgbAt},
		{name: "floating point of gray up to 255", file: write(options{order: le, photometric: 1, samples: 1, bits: 32, number: floats(32, 255), extra: isFloat}), want: grayAt},
		{name: "floating point of gray up to 100", file: write(options{order: le, photometric: 1, samples: 1, bits: 32, number: floats(32, 100), extra: isFloat}), want: half},
		{name: "floating point of heights", file: write(options{order: le, photometric: 1, samples: 1, bits: 32, number: floats(32, 8848), extra: isFloat}), want: stretched, tolerance: 1},
		{name: "floating point and alpha", file: write(options{order: le, photometric: 2, samples: 4, bits: 32, number: floats(32, 1), extra: append(profile, short(338, 2))}), want: func(x, y int) color.Color {
			return color.NRGBA{sample(x, y, 0), sample(x, y, 1), sample(x, y, 2), sample(x, y, 3)}
		}},
		{name: "signed, 8 bits", file: write(options{photometric: 1, samples: 1, bits: 8, number: signed(-128, 1), extra: isSigned}), want: grayAt},
		{name: "signed, 16 bits, of 8", file: write(options{order: be, photometric: 1, samples: 1, bits: 16, number: signed(0, 1), extra: isSigned}), want: grayAt},
		{name: "signed, 16 bits, of heights", file: write(options{order: le, photometric: 1, samples: 1, bits: 16, number: signed(-4000, 50), extra: isSigned}), want: stretched, tolerance: 1},
		{name: "signed, 32 bits, predictor", file: write(options{order: be, photometric: 1, samples: 1, bits: 32, predictor: 2, number: signed(-4000, 5000), extra: isSigned}), want: stretched, tolerance: 1},
		{name: "signed, 64 bits", file: write(options{order: le, photometric: 1, samples: 1, bits: 64, number: signed(-1<<50, 1<<45), extra: isSigned}), want: stretched, tolerance: 1},
	}
}

// TestOddNumbers holds that what is no number, or endless, is black or white and
// decides nothing.
func TestOddNumbers(t *testing.T) {
	values := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 200, 100, -3}
	file := build(binary.LittleEndian, []field{
		short(256, uint32(len(values))), short(257, 1), short(258, 64), short(259, 1), short(262, 1), short(277, 1), short(339, 3),
	}, 273, 279, func() (b []byte) {
		for _, v := range values {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		return b
	}())
	img, _, err := tiff.Decode(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for x, want := range []byte{0, 255, 0, 200, 100, 0} {
		if got := color.GrayModel.Convert(img.At(x, 0)); got != (color.Gray{want}) {
			t.Errorf("%v is %v, want %v", values[x], got, want)
		}
	}
}
