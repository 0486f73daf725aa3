package tiff_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"thumbpool/processor/format/tiff"
	"thumbpool/processor/fuzztest"
	"thumbpool/processor/peertest"
)

// textPage is a page in two colours with runs of all lengths, as a fax is.
func textPage() []byte {
	const w, h = 2700, 120
	r := rand.New(rand.NewPCG(1, 2))
	var data []byte
	row := make([]byte, (w+7)/8)
	for y := range h {
		switch {
		case y%10 == 0:
			clear(row)
			for x, black := 0, false; x < w; black = !black {
				for n := 1 + r.IntN([]int{4, 70, 700, 2700}[r.IntN(4)]); n > 0 && x < w; n-- {
					if black {
						row[x/8] |= 0x80 >> (x % 8)
					}
					x++
				}
			}
		default:
			for range 3 {
				row[r.IntN(w/8)] ^= 1 << r.IntN(8)
			}
		}
		data = append(data, row...)
	}
	return build(binary.LittleEndian, []field{
		short(256, w), short(257, h), short(258, 1), short(259, 1), short(262, 0), short(277, 1), short(278, h),
	}, 273, 279, data)
}

// photo is a picture in colours of some strips and tiles.
func photo(bits int, number func(v byte) uint64, extra ...field) []byte {
	const w, h = 150, 100
	order := binary.AppendByteOrder(binary.LittleEndian)
	var b bitWriter
	for y := range h {
		for x := range w {
			for _, v := range []int{x + y, 2*y + x/3, 255 - x} {
				v := byte(v)
				if number == nil {
					b.number(order, uint64(v)*0x0101>>(16-bits), bits)
				} else {
					b.number(order, number(v), bits)
				}
			}
		}
	}
	depth := uint32(bits)
	return build(order, append(extra,
		short(256, w), short(257, h), short(258, depth, depth, depth), short(259, 1), short(262, 2), short(277, 3), short(278, h),
	), 273, 279, b.bytes())
}

// TestWhatLibtiffWrites holds that a picture is the same after libtiff has packed
// it in every way that it knows.
func TestWhatLibtiffWrites(t *testing.T) {
	peertest.Need(t, "libtiff-tools", "tiffcp")
	fax, rgb, deep := textPage(), photo(8, nil), photo(16, nil)
	inks := write(options{photometric: 5, samples: 4, bits: 8})
	numbers := photo(32, floats(32, 1), short(339, 3, 3, 3))
	for _, c := range []struct {
		file   []byte
		args   string
		levels int
	}{
		{fax, "-c g3:1d", 0},
		{fax, "-c g3:1d:fill", 0},
		{fax, "-c g3:2d", 0},
		{fax, "-c g3:2d:fill -r 7", 0},
		{fax, "-c g4", 0},
		{fax, "-c g4 -r 16", 0},
		{fax, "-c g3:1d:fill -f lsb2msb", 0},
		{fax, "-c g4 -f lsb2msb", 0},
		{fax, "-c g4 -t -w 256 -l 64", 0},
		{fax, "-c packbits -f lsb2msb", 0},
		{fax, "-c lzw", 0},
		{rgb, "-c none -8", 0},
		{rgb, "-c none -B -p separate", 0},
		{rgb, "-c none -t -w 48 -l 32", 0},
		{rgb, "-c lzw", 0},
		{rgb, "-c lzw:2 -r 9", 0},
		{rgb, "-c zip:2", 0},
		{rgb, "-c packbits -p separate", 0},
		{rgb, "-c zstd:2", 0},
		{rgb, "-c zstd:p19 -t -w 64 -l 64", 0},
		{rgb, "-c zstd:p22", 0},
		{rgb, "-c lzma:2", 0},
		{rgb, "-c lzma -p separate -r 20", 0},
		{rgb, "-c webp:100", 30},
		{rgb, "-c webp:90 -t -w 64 -l 64", 30},
		{rgb, "-c jpeg:95 -r 112", 12},
		{rgb, "-c jpeg:95 -t -w 64 -l 64", 12},
		{rgb, "-c jpeg:r:95 -r 8", 12},
		{rgb, "-c jpeg:95 -r 16", 12},
		{rgb, "-c jpeg:r:95 -p separate -r 16", 12},
		{inks, "-c jpeg:95 -r 8", 12},
		{inks, "-c zstd -p separate", 0},
		{deep, "-c lzw:2 -B", 0},
		{deep, "-c zip:2 -8", 0},
		{deep, "-c zstd:2 -r 3", 0},
		{deep, "-c lzma", 0},
		{numbers, "-c zip:3", 0},
		{numbers, "-c lzw:3 -t -w 64 -l 64", 0},
		{numbers, "-c zstd:3", 0},
	} {
		t.Run(c.args, func(t *testing.T) {
			folder := t.TempDir()
			in, out := filepath.Join(folder, "in.tif"), filepath.Join(folder, "out.tif")
			if err := os.WriteFile(in, c.file, 0o600); err != nil {
				t.Fatal(err)
			}
			if said, err := exec.Command("tiffcp", append(strings.Fields(c.args), in, out)...).CombinedOutput(); err != nil {
				t.Fatalf("tiffcp: %v\n%s", err, said)
			}
			packed, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			want, got := decodeAll(t, c.file), decodeAll(t, packed)
			if got.Bounds() != want.Bounds() {
				t.Fatalf("%v, want %v", got.Bounds(), want.Bounds())
			}
			fuzztest.SameColours(t, got, want, c.levels, color.NRGBAModel)
		})
	}
}

func decodeAll(t *testing.T, file []byte) image.Image {
	t.Helper()
	img, decoded, err := tiff.Decode(context.Background(), bytes.NewReader(file), int64(len(file)))
	if err != nil || decoded != 1 {
		t.Fatalf("decoded %v, error %v", decoded, err)
	}
	return img
}
