package render

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/memorytest"
	"thumbpool/processor/plane"
)

// The size of the largest photos that phones make.
const largeWidth, largeHeight = 16320, 12240

// largeBaseline is a photo of 200 megapixels in 4:2:0: one strip of blocks as
// often as it takes, each a restart interval (ITU-T T.81, section B.2.1).
func largeBaseline(t *testing.T) []byte {
	t.Helper()
	strip := plane.Picture{Kind: plane.YCbCr, ChromaX: 2, ChromaY: 2}
	strip.Planes[0].Resize(largeWidth, 16)
	for x := range strip.Planes[0].Pix {
		strip.Planes[0].Pix[x] = byte(255 * (x % largeWidth) / largeWidth)
	}
	for i := 1; i < 3; i++ {
		strip.Planes[i].Resize(largeWidth/2, 8)
		for x := range strip.Planes[i].Pix {
			strip.Planes[i].Pix[x] = byte(50 * (i + 1))
		}
	}
	var e jpeg.Encoder
	b, err := e.Encode(nil, strip, jpeg.EncodeOptions{Quality: 85})
	if err != nil {
		t.Fatal(err)
	}
	frame := bytes.Index(b, []byte{0xFF, 0xC0})
	binary.BigEndian.PutUint16(b[frame+5:], largeHeight)
	scan := bytes.LastIndex(b, []byte{0xFF, 0xDA})
	data := scan + 2 + int(binary.BigEndian.Uint16(b[scan+2:]))
	file := append(bytes.Clone(b[:scan]), 0xFF, 0xDD, 0, 4)
	file = binary.BigEndian.AppendUint16(file, largeWidth/16)
	file = append(file, b[scan:data]...)
	for i := range largeHeight / 16 {
		if i > 0 {
			file = append(file, 0xFF, byte(0xD0+(i-1)&7))
		}
		file = append(file, b[data:len(b)-2]...)
	}
	return append(file, 0xFF, 0xD9)
}

// largeProgressive is a gray picture of that size whose blocks have no
// coefficients: a bit for each in the scan of DC coefficients, and in the others
// nothing but runs of blocks that end (T.81, section G.1.2.2).
func largeProgressive() []byte {
	segment := func(marker byte, payload ...byte) []byte {
		n := len(payload) + 2
		return append([]byte{0xFF, marker, byte(n >> 8), byte(n)}, payload...)
	}
	table := func(class, symbol byte) []byte {
		return segment(0xC4, append(append([]byte{class, 1}, make([]byte, 15)...), symbol)...)
	}
	file := []byte{0xFF, 0xD8}
	file = append(file, segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{16}, 64)...)...)...)
	file = append(file, segment(0xC2, 8, largeHeight>>8, largeHeight&255, largeWidth>>8, largeWidth&255, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0)...)
	file = append(file, table(0x00, 0)...)
	file = append(file, segment(0xDA, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0)...)
	const blocks = largeWidth / 16 * largeHeight / 16 * 6
	file = append(file, make([]byte, blocks/8)...)
	file = append(file, table(0x10, 0xE0)...) // runs of 2¹⁴ blocks and more
	for component, n := range []int{blocks * 4 / 6, blocks / 6, blocks / 6} {
		file = append(file, segment(0xDA, 1, byte(component+1), 0, 1, 63, 0)...)
		file = append(file, make([]byte, n/(1<<14)*15/8+2)...)
	}
	return append(file, 0xFF, 0xD9)
}

// TestLargePhotos holds that photos of 200 megapixels are made with the limits
// that everybody has, in the memory that the README says.
func TestLargePhotos(t *testing.T) {
	for name, test := range map[string]struct {
		file  []byte
		most  int64 // bytes beside the file
		left  byte  // luma of the thumbnail near its left edge, and right
		right byte
	}{
		"baseline":    {largeBaseline(t), 5 << 20, 8, 246},
		"progressive": {largeProgressive(), 15 << 20, 128, 128},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, "photo.jpg", func(f *os.File) error { _, err := f.Write(test.file); return err })
			recipe := plainRecipe(256)
			recipe.File = format.JPEG
			var l ledger
			r := NewRenderer(&l, newRenderer(1).now)
			var thumb Thumbnail
			var err error
			taken := memorytest.Allocated(func() { thumb, err = r.Render(t.Context(), path, recipe) })
			if err != nil || thumb.Damaged != nil || thumb.Width != 256 || thumb.Height != 192 {
				t.Fatalf("%d × %d, damage %v, error %v", thumb.Width, thumb.Height, thumb.Damaged, err)
			}
			beside := l.held[0] - int64(len(test.file))
			if beside > test.most || taken > l.held[0]+2<<20 {
				t.Errorf("%d bytes beside the file are asked for, %d were taken in all", beside, taken)
			}
			var d jpeg.Decoder
			p, err := d.Decode(t.Context(), thumb.Data, jpeg.Options{})
			if err != nil {
				t.Fatal(err)
			}
			row := p.Planes[0].Row(100)
			for _, at := range []struct {
				x    int
				want byte
			}{{8, test.left}, {247, test.right}} {
				if d := int(row[at.x]) - int(at.want); d < -4 || d > 4 {
					t.Errorf("luma at %d is %d, want %d", at.x, row[at.x], at.want)
				}
			}
		})
	}
}

// TestPromisesOfPixels holds that a header which promises what its file cannot
// hold, or what no memory holds, costs none.
func TestPromisesOfPixels(t *testing.T) {
	const side = 65500
	for name, test := range map[string]struct {
		marker byte
		size   int // of the thumbnail
		long   bool
	}{
		"baseline, short":    {0xC0, 256, false},
		"progressive, short": {0xC2, 256, false},
		"arithmetic, short":  {0xCA, 256, false},
		"baseline, large":    {0xC0, 8192, true},
		"progressive, large": {0xC2, 8192, true},
	} {
		t.Run(name, func(t *testing.T) {
			file := []byte{0xFF, 0xD8, 0xFF, test.marker, 0, 11, 8, side >> 8, side & 255, side >> 8, side & 255, 1, 1, 0x11, 0}
			n := 4000
			if test.long {
				n = 20 << 20
			}
			file = append(file, make([]byte, n)...)
			path := write(t, "photo.jpg", func(f *os.File) error { _, err := f.Write(file); return err })
			var err error
			taken := memorytest.Allocated(func() { _, err = newRenderer(1<<30).Render(t.Context(), path, plainRecipe(test.size)) })
			if taken > 2<<20 {
				t.Errorf("%d bytes of memory", taken)
			}
			damage, damaged := errors.AsType[*jpeg.DamageError](err)
			limit, limited := errors.AsType[*format.LimitError](err)
			switch {
			case test.long && (!limited || limit.Of != format.Memory), !test.long && (!damaged || !damage.Truncated):
				t.Errorf("error %v", err)
			}
		})
	}
}
