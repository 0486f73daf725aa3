package jpeg

import (
	"bytes"
	"context"
	"errors"
	"image"
	stdjpeg "image/jpeg"
	"slices"
	"testing"

	"thumbpool/processor/memorytest"
	"thumbpool/processor/plane"
)

// fuzzLimit keeps fuzzing from spending its time on huge pictures.
const fuzzLimit = 1 << 20

// smallFiles are files of every kind, small enough to fuzz.
func smallFiles() map[string][]byte {
	color := photo(1, 37, 29, 2, 2)
	gray := grayPhoto(2, 21, 18)
	return map[string][]byte{
		"baseline 4:2:0":   testFile{pic: color, quality: 80}.encode(),
		"baseline 4:4:4":   testFile{pic: photo(3, 19, 17, 1, 1), quality: 60}.encode(),
		"baseline 4:2:2":   testFile{pic: photo(4, 33, 9, 2, 1), quality: 90}.encode(),
		"baseline 4:4:0":   testFile{pic: photo(5, 9, 33, 1, 2), quality: 90, wideDQT: true}.encode(),
		"gray":             testFile{pic: gray, quality: 85, fill: 2}.encode(),
		"restarts":         testFile{pic: color, quality: 75, restart: 1}.encode(),
		"not interleaved":  testFile{pic: color, quality: 75, scans: separateScans, restart: 2}.encode(),
		"progressive":      testFile{pic: color, quality: 85, scans: libjpegScans, progressive: true}.encode(),
		"spectral":         testFile{pic: color, quality: 85, scans: spectralScans, progressive: true, restart: 2}.encode(),
		"gray progressive": testFile{pic: gray, quality: 95, scans: grayScans, progressive: true}.encode(),
		"chroma of two sizes": testFile{
			pic: sampled(6, 37, 29, Sampling{2, 2}, Sampling{2, 1}, Sampling{1, 2}), quality: 80,
			sampling: []Sampling{{2, 2}, {2, 1}, {1, 2}},
		}.encode(),
		"thirds":                 testFile{pic: sampled(7, 25, 50, Sampling{3, 1}, Sampling{1, 3}, Sampling{2, 2}), quality: 85, sampling: []Sampling{{3, 1}, {1, 3}, {2, 2}}, size: [2]int{25, 50}, restart: 1}.encode(),
		"CMYK":                   testFile{pic: inks(8, 21, 18), quality: 85}.encode(),
		"YCCK":                   testFile{pic: inks(8, 21, 18), quality: 85, head: adobe(2), scans: inkScans, progressive: true}.encode(),
		"RGB":                    testFile{pic: photo(9, 19, 17, 1, 1), quality: 85, ids: "RGB"}.encode(),
		"typical tables":         testFile{pic: color, quality: 80, noTables: true}.encode(),
		"height at the end":      testFile{pic: color, quality: 80, dnl: true}.encode(),
		"arithmetic":             testFile{pic: color, quality: 80, arithmetic: true}.encode(),
		"arithmetic restarts":    testFile{pic: color, quality: 80, arithmetic: true, restart: 1, dac: []byte{0x00, 0x42, 0x11, 20}}.encode(),
		"arithmetic progressive": testFile{pic: color, quality: 85, arithmetic: true, scans: libjpegScans, progressive: true}.encode(),
		"arithmetic gray":        testFile{pic: gray, quality: 95, arithmetic: true, scans: grayScans, progressive: true, restart: 2}.encode(),
	}
}

// FuzzDecode holds that no file makes the decoder panic or take more memory than
// its header said, that what it says of damage is possible, and that it keeps
// nothing from one file for the next.
func FuzzDecode(f *testing.F) {
	for _, data := range smallFiles() {
		f.Add(data, uint8(0x00))
		f.Add(data, uint8(0x12))
		f.Add(data, uint8(0x33))
	}
	var reused Decoder
	f.Fuzz(func(t *testing.T, data []byte, scales uint8) {
		h, err := ReadHeader(data)
		if err != nil || h.Width*h.Height > fuzzLimit {
			return
		}
		luma, chroma := Scale(scales&3), Scale(scales>>4&3)
		p, err := reused.Decode(context.Background(), data, scaled(luma, chroma))
		if err != nil {
			checkError(t, err, len(data))
			return
		}
		if p.Complete < MinComplete || p.Complete > 1 || p.Damaged == nil && p.Complete < 1 {
			t.Fatalf("%v complete, damage %v", p.Complete, p.Damaged)
		}
		if d := p.Damaged; d != nil && (d.Offset < 0 || d.Offset > len(data) || d.Complete != p.Complete) {
			t.Fatalf("%v complete, damage %+v in %d bytes", p.Complete, *d, len(data))
		}
		if p.Header != h {
			t.Fatalf("header %+v, of the picture %+v", h, p.Header)
		}
		var sums [4]uint64
		for i, c := range p.planes() {
			sums[i] = checksum(c) // looks at every sample
		}
		// A new Decoder must see the same: nothing is left over from others.
		var fresh Decoder
		var q Picture
		taken := memorytest.Allocated(func() { q, err = fresh.Decode(context.Background(), data, scaled(luma, chroma)) })
		if err != nil {
			t.Fatal("only the second time:", err)
		}
		if most := h.DecodeBytes(scaled(luma, chroma).Scales) + int64(32*len(data)) + 1<<20; taken > most {
			t.Fatalf("%+v took %d bytes of memory", h, taken)
		}
		for i, c := range q.planes() {
			if checksum(c) != sums[i] {
				t.Fatalf("component %d differs from the first time", i)
			}
		}
	})
}

// checkError holds an error to what Decode promises of a file of n bytes.
func checkError(t *testing.T, err error, n int) {
	t.Helper()
	damage, damaged := errors.AsType[*DamageError](err)
	switch {
	case damaged && (damage.Offset < 0 || damage.Offset > n || damage.Complete < 0 || damage.Complete >= MinComplete):
		t.Fatalf("damage %+v in %d bytes", *damage, n)
	case !damaged && !errors.Is(err, ErrFormat) && !errors.Is(err, ErrUnsupported):
		t.Fatalf("%T: %v", err, err)
	}
}

func checksum(p plane.Plane) uint64 {
	h := uint64(14695981039346656037)
	for y := range p.H {
		for _, v := range p.Row(y) {
			h = (h ^ uint64(v)) * 1099511628211
		}
	}
	return h
}

// FuzzDecodeAgainstStdlib holds the decoder to image/jpeg on whatever both
// take for undamaged.
func FuzzDecodeAgainstStdlib(f *testing.F) {
	for _, data := range smallFiles() {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var d Decoder
		h, err := ReadHeader(data)
		if err != nil || h.Width*h.Height > fuzzLimit {
			return
		}
		p, err := d.Decode(context.Background(), data, scaled(Full, Full))
		if err != nil || p.Damaged != nil || d.wideSteps() || d.oddSymbols() {
			return
		}
		img, err := stdjpeg.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		for i, want := range stdPlanes(img) {
			got := p.Planes[i]
			if diff := maxBlockDifference(got, want); diff > 3 {
				t.Fatalf("component %d differs by %d", i, diff)
			}
		}
	})
}

// wideSteps reports whether a quantisation step of the last file is more than
// 8-bit pictures have. Then even a flat block can overflow.
func (d *Decoder) wideSteps() bool {
	for i := range d.frame.n {
		if slices.Max(d.frame.comps[i].quant[:]) > 255 {
			return true
		}
	}
	return false
}

// oddSymbols reports whether a Huffman table of the last file holds symbols
// that the coding process does not have. libjpeg, and so this package, takes
// an EOBn in a sequential file for an end of block, image/jpeg for EOBn.
func (d *Decoder) oddSymbols() bool {
	for i := range 4 {
		for _, v := range d.dc[i].values[:d.dc[i].n] {
			if v > 11 {
				return true
			}
		}
		for _, v := range d.ac[i].values[:d.ac[i].n] {
			if v&15 == 0 && v != 0 && v != 0xF0 && !d.frame.progressive || v&15 > 10 {
				return true
			}
		}
	}
	return false
}

// maxBlockDifference is maxDifference for those whole blocks that both decoders
// have within the range of samples: wanted all of it, got at least in part. The
// others may come from coefficients of a size that no picture has, for which
// the arithmetic overflows, and does so in its own way in every decoder.
func maxBlockDifference(got, want plane.Plane) int {
	if got.W != want.W || got.H != want.H {
		return 256
	}
	worst := 0
	for y := 0; y+8 <= want.H; y += 8 {
		for x := 0; x+8 <= want.W; x += 8 {
			a, b := cut(got, x, y), cut(want, x, y)
			if inRange(a) > 0 && inRange(b) == 64 {
				worst = max(worst, maxDifference(a, b))
			}
		}
	}
	return worst
}

// cut returns the block at x, y.
func cut(p plane.Plane, x, y int) plane.Plane {
	return plane.Plane{Pix: p.Pix[y*p.Stride+x:], Stride: p.Stride, W: 8, H: 8}
}

// inRange returns how many samples are not at an end of the range.
func inRange(p plane.Plane) int {
	n := 0
	for y := range p.H {
		for _, v := range p.Row(y) {
			if v != 0 && v != 255 {
				n++
			}
		}
	}
	return n
}

// FuzzEncode holds the encoder to image/jpeg, and to this package, reading back
// what it wrote.
func FuzzEncode(f *testing.F) {
	f.Add([]byte{0, 255, 0, 255, 128, 7}, uint8(9), uint8(17), uint8(90), uint8(3))
	f.Add([]byte("a picture of letters"), uint8(33), uint8(1), uint8(100), uint8(4))
	f.Add([]byte{255}, uint8(64), uint8(64), uint8(1), uint8(0))
	var e Encoder
	f.Fuzz(func(t *testing.T, pix []byte, w, h, quality, kind uint8) {
		if len(pix) == 0 || w == 0 || h == 0 {
			return
		}
		p := fuzzPicture(pix, int(w), int(h), kind)
		o := EncodeOptions{Quality: int(quality%100) + 1, StandardTables: kind&8 != 0}
		data, err := e.Encode(nil, p, o)
		if err != nil {
			t.Fatal(err)
		}
		img, err := stdjpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal("image/jpeg cannot read it:", err)
		}
		if img.Bounds() != image.Rect(0, 0, int(w), int(h)) {
			t.Fatal("size", img.Bounds())
		}
		var d Decoder
		own, err := d.Decode(context.Background(), data, scaled(Full, Full))
		if err != nil || own.Damaged != nil || own.Width != int(w) || own.Height != int(h) {
			t.Fatalf("this package reads %+v, damage %v, error %v", own.Header, own.Damaged, err)
		}
		for i, got := range stdPlanes(img) {
			// The worst case is an error of half a step in every coefficient.
			worst := 2.0
			for _, q := range e.steps[min(i, 1)] {
				worst += float64(q) * 0.5 / 4
			}
			if diff := maxDifference(got, p.Planes[i]); float64(diff) > worst {
				t.Fatalf("component %d differs by %d, more than %.0f", i, diff, worst)
			}
			if diff := maxDifference(own.Planes[i], p.Planes[i]); float64(diff) > worst {
				t.Fatalf("component %d differs by %d, more than %.0f, as this package reads it", i, diff, worst)
			}
		}
	})
}

// fuzzPicture makes a picture whose samples repeat pix.
func fuzzPicture(pix []byte, w, h int, kind uint8) plane.Picture {
	p := plane.Picture{Kind: plane.YCbCr, ChromaX: 1 + int(kind&1), ChromaY: 1 + int(kind>>1&1)}
	if kind&4 != 0 {
		p.Kind, p.ChromaX, p.ChromaY = plane.Gray, 1, 1
	}
	n := 0
	for i := range p.Kind.Planes() {
		c := &p.Planes[i]
		c.Resize(w, h)
		if i > 0 {
			c.Resize(ceilDiv(w, p.ChromaX), ceilDiv(h, p.ChromaY))
		}
		for j := range c.Pix {
			c.Pix[j] = pix[n%len(pix)]
			n++
		}
	}
	return p
}
