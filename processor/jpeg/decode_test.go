package jpeg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	stdjpeg "image/jpeg"
	"testing"

	"thumbpool/processor/plane"
)

func mustDecode(t *testing.T, data []byte, luma, chroma Scale) Picture {
	t.Helper()
	var d Decoder
	p, err := d.Decode(t.Context(), data, scaled(luma, chroma))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// planes returns the components of a decoded picture.
func (p Picture) planes() []plane.Plane { return p.Planes[:p.Components] }

// scaled are options for luma, and black, at one scale and the rest at another.
func scaled(luma, chroma Scale) Options {
	return Options{Scales: [4]Scale{luma, chroma, chroma, luma}}
}

func TestDecodeLikeStdlib(t *testing.T) {
	for _, c := range []struct {
		name string
		file testFile
	}{
		{"4:2:0", testFile{pic: photo(1, 211, 133, 2, 2), quality: 85}},
		{"4:4:4", testFile{pic: photo(2, 211, 133, 1, 1), quality: 95}},
		{"4:2:2", testFile{pic: photo(3, 200, 135, 2, 1), quality: 70}},
		{"4:4:0", testFile{pic: photo(4, 211, 128, 1, 2), quality: 50}},
		{"gray", testFile{pic: grayPhoto(5, 211, 133), quality: 100}},
		{"one pixel", testFile{pic: photo(6, 1, 1, 2, 2), quality: 85}},
		{"coarse", testFile{pic: photo(7, 100, 50, 2, 2), quality: 3}},
		{"restarts", testFile{pic: photo(8, 211, 133, 2, 2), quality: 85, restart: 3}},
		{"16-bit steps", testFile{pic: photo(9, 64, 64, 1, 1), quality: 85, wideDQT: true}},
		{"fill bytes", testFile{pic: photo(10, 64, 64, 1, 1), quality: 85, fill: 3}},
		{"not interleaved", testFile{pic: photo(11, 211, 133, 2, 2), quality: 85, scans: separateScans}},
		{"progressive", testFile{pic: photo(12, 211, 133, 2, 2), quality: 85, scans: libjpegScans, progressive: true}},
		{"progressive gray", testFile{pic: grayPhoto(13, 211, 133), quality: 85, scans: grayScans, progressive: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := c.file.encode()
			img, err := stdjpeg.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			got := mustDecode(t, data, Full, Full)
			if got.Damaged != nil || got.Complete != 1 {
				t.Error("damaged:", got.Damaged)
			}
			for i, want := range stdPlanes(img) {
				if diff := maxDifference(got.planes()[i], want); diff > 2 {
					t.Errorf("component %d differs by %d", i, diff)
				}
			}
		})
	}
}

// The same coefficients must give the same samples however they are coded.
// (image/jpeg cannot read all of these.)
func TestCodingsAgree(t *testing.T) {
	pictures := map[string]plane.Picture{
		"4:2:0": photo(1, 211, 133, 2, 2),
		"4:4:4": photo(2, 150, 64, 1, 1),
		"4:2:2": photo(3, 97, 133, 2, 1),
		"4:4:0": photo(4, 133, 97, 1, 2),
	}
	codings := map[string]testFile{
		"restart 1":                   {restart: 1},
		"restart 5":                   {restart: 5},
		"not interleaved":             {scans: separateScans},
		"not interleaved, restart 7":  {scans: separateScans, restart: 7},
		"progressive":                 {scans: libjpegScans, progressive: true},
		"progressive, restart 4":      {scans: libjpegScans, progressive: true, restart: 4},
		"spectral selection":          {scans: spectralScans, progressive: true},
		"spectral selection, restart": {scans: spectralScans, progressive: true, restart: 9},
		"height at the end":           {dnl: true, restart: 2},
		"height after a scan":         {dnl: true, scans: libjpegScans, progressive: true},
		"typical tables left out":     {noTables: true},
		"arithmetic":                  {arithmetic: true},
		"arithmetic, restart 1":       {arithmetic: true, restart: 1},
		"arithmetic, conditioned":     {arithmetic: true, dac: []byte{0x00, 0x42, 0x01, 0x30, 0x10, 1, 0x11, 63}, restart: 5},
		"arithmetic, not interleaved": {arithmetic: true, scans: separateScans, restart: 7, dnl: true},
		"arithmetic progressive":      {arithmetic: true, scans: libjpegScans, progressive: true},
		"progressive, bands":          {scans: bandScans, progressive: true},
		"arithmetic, bands":           {arithmetic: true, scans: bandScans, progressive: true},
		"arithmetic, spectral":        {arithmetic: true, scans: spectralScans, progressive: true, restart: 4},
	}
	for picture, pic := range pictures {
		base := testFile{pic: pic, quality: 88}.encode()
		for coding, f := range codings {
			t.Run(picture+"/"+coding, func(t *testing.T) {
				f.pic, f.quality = pic, 88
				data := f.encode()
				for s := Full; s <= Eighth; s++ {
					want, got := mustDecode(t, base, s, s), mustDecode(t, data, s, s)
					if got.Damaged != nil {
						t.Fatal(got.Damaged)
					}
					for i := range want.planes() {
						// At 1/2 and 1/4 the decoder leaves the last bits of
						// progressive files unread if they hardly matter.
						if f.progressive && (s == Half || s == Quarter) {
							if db := psnr(got.planes()[i], want.planes()[i]); db < 45 {
								t.Errorf("1/%d: component %d is at %.1f dB", s.Denominator(), i, db)
							}
						} else if diff := maxDifference(got.planes()[i], want.planes()[i]); diff != 0 {
							t.Errorf("1/%d: component %d differs by %d", s.Denominator(), i, diff)
						}
					}
				}
			})
		}
	}
}

func TestScales(t *testing.T) {
	for _, size := range [][2]int{{211, 133}, {64, 64}, {17, 9}, {1, 1}, {8, 65}} {
		pic := photo(3, size[0], size[1], 2, 2)
		data := testFile{pic: pic, quality: 92}.encode()
		full := mustDecode(t, data, Full, Full)
		for s := Half; s <= Eighth; s++ {
			t.Run(fmt.Sprintf("%dx%d by %d", size[0], size[1], s.Denominator()), func(t *testing.T) {
				got := mustDecode(t, data, s, s)
				for i, p := range got.planes() {
					want := boxReduce(full.planes()[i], s.Denominator())
					if p.W != want.W || p.H != want.H {
						t.Fatalf("component %d has %d×%d samples, want %d×%d", i, p.W, p.H, want.W, want.H)
					}
					// Boxes at the edge are cut off, which the transform is not.
					inside := plane.Plane{Pix: want.Pix, Stride: want.Stride, W: full.planes()[i].W / s.Denominator(), H: full.planes()[i].H / s.Denominator()}
					if mean := meanDifference(p, inside); mean > 4 {
						t.Errorf("component %d is %.1f off in the mean", i, mean)
					}
				}
			})
		}
	}
}

// meanDifference returns the mean difference over the samples of b.
func meanDifference(a, b plane.Plane) float64 {
	sum, n := 0, 0
	for y := range b.H {
		p, q := a.Row(y), b.Row(y)
		for x := range q {
			d := int(p[x]) - int(q[x])
			sum += max(d, -d)
			n++
		}
	}
	return float64(sum) / float64(max(n, 1))
}

// Each component has a scale of its own.
func TestMixedScales(t *testing.T) {
	for _, f := range []testFile{
		{pic: photo(3, 131, 77, 2, 2), quality: 90},
		{pic: photo(3, 131, 77, 2, 2), quality: 90, scans: libjpegScans, progressive: true},
	} {
		data := f.encode()
		for luma := Full; luma <= Eighth; luma++ {
			for chroma := Full; chroma <= Eighth; chroma++ {
				got := mustDecode(t, data, luma, chroma)
				y := mustDecode(t, data, luma, luma)
				c := mustDecode(t, data, chroma, chroma)
				if maxDifference(got.Planes[0], y.Planes[0]) != 0 || maxDifference(got.Planes[1], c.Planes[1]) != 0 || maxDifference(got.Planes[2], c.Planes[2]) != 0 {
					t.Errorf("progressive %v: 1/%d and 1/%d differ from each alone", f.progressive, luma.Denominator(), chroma.Denominator())
				}
			}
		}
	}
}

// A Decoder forgets a file before the next.
func TestDecoderReuse(t *testing.T) {
	var reused Decoder
	for range 2 {
		for name, data := range smallFiles() {
			for s := Full; s <= Eighth; s++ {
				got, err := reused.Decode(t.Context(), data, scaled(s, s))
				if err != nil {
					t.Fatal(name, err)
				}
				want := mustDecode(t, data, s, s)
				for i := range want.planes() {
					if maxDifference(got.planes()[i], want.planes()[i]) != 0 {
						t.Errorf("%s at 1/%d differs in a used decoder", name, s.Denominator())
					}
				}
			}
		}
	}
}

func TestDecodeDoesNotAllocate(t *testing.T) {
	for name, data := range smallFiles() {
		var d Decoder
		n := testing.AllocsPerRun(10, func() {
			if _, err := d.Decode(context.Background(), data, scaled(Half, Full)); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func TestReadHeader(t *testing.T) {
	data := testFile{pic: photo(1, 37, 29, 2, 1), quality: 80, scans: libjpegScans, progressive: true}.encode()
	want := Header{
		Width: 37, Height: 29, Components: 3, Colour: YCbCr, Progressive: true,
		Sampling: [4]Sampling{{2, 1}, {1, 1}, {1, 1}},
	}
	if got, err := ReadHeader(data); got != want || err != nil {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	want = Header{Width: 21, Height: 18, Components: 1, Colour: Gray, Sampling: [4]Sampling{{1, 1}}}
	data = testFile{pic: grayPhoto(1, 21, 18), quality: 80}.encode()
	for i := range data { // a gray picture may name any sampling factors
		if bytes.HasPrefix(data[i:], []byte{0xFF, markerSOF0}) {
			data[i+11] = 0x42
		}
	}
	if got, err := ReadHeader(data); got != want || err != nil {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if p := mustDecode(t, data, Full, Full); p.Planes[0].W != 21 || p.Damaged != nil {
		t.Error("gray with sampling factors:", p.Planes[0].W, p.Damaged)
	}
}

// frameHeader returns a file's beginning with this frame header.
func frameHeader(marker byte, precision, height, width int, comps ...[3]byte) []byte {
	b := []byte{0xFF, markerSOI}
	b = appendSegment(b, marker, 6+3*len(comps))
	b = append(b, byte(precision), byte(height>>8), byte(height), byte(width>>8), byte(width), byte(len(comps)))
	for _, c := range comps {
		b = append(b, c[:]...)
	}
	return b
}

func TestUnreadable(t *testing.T) {
	yuv := [][3]byte{{1, 0x22, 0}, {2, 0x11, 1}, {3, 0x11, 1}}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"12 bits", frameHeader(markerSOF1, 12, 9, 9, yuv...), ErrUnsupported},
		{"lossless", frameHeader(0xC3, 8, 9, 9, yuv...), ErrUnsupported},
		{"lossless, arithmetic", frameHeader(0xCB, 8, 9, 9, yuv...), ErrUnsupported},
		{"hierarchical", append([]byte{0xFF, markerSOI, 0xFF, markerDHP, 0, 2}, frameHeader(markerSOF0, 8, 9, 9, yuv...)[2:]...), ErrUnsupported},
		{"JPEG-LS", frameHeader(0xF7, 8, 9, 9, yuv...), ErrUnsupported},
		{"two components", frameHeader(markerSOF0, 8, 9, 9, yuv[:2]...), ErrUnsupported},
		{"five components", frameHeader(markerSOF0, 8, 9, 9, append(yuv, yuv[:2]...)...), ErrUnsupported},
		{"height that never follows", frameHeader(markerSOF0, 8, 0, 9, yuv...), ErrFormat},
		{"no width", frameHeader(markerSOF0, 8, 9, 0, yuv...), ErrFormat},
		{"same number twice", frameHeader(markerSOF0, 8, 9, 9, yuv[0], yuv[1], yuv[1]), ErrFormat},
		{"sampling factor 0", frameHeader(markerSOF0, 8, 9, 9, [3]byte{1, 0x20, 0}, yuv[1], yuv[2]), ErrFormat},
		{"nothing", nil, ErrFormat},
		{"PNG", []byte("\x89PNG\r\n\x1a\n"), ErrFormat},
		{"only a beginning", []byte{0xFF, markerSOI}, ErrFormat},
		{"no frame header", []byte{0xFF, markerSOI, 0xFF, markerEOI}, ErrFormat},
		{"frame header cut off", frameHeader(markerSOF0, 8, 9, 9, yuv...)[:12], ErrFormat},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := ReadHeader(c.data); !errors.Is(err, c.want) {
				t.Errorf("header: got %v, want %v", err, c.want)
			}
			var d Decoder
			if _, err := d.Decode(t.Context(), c.data, scaled(Full, Full)); !errors.Is(err, c.want) {
				t.Errorf("picture: got %v, want %v", err, c.want)
			}
		})
	}
}

func TestDecodeStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, data := range smallFiles() {
		var d Decoder
		if _, err := d.Decode(ctx, data, scaled(Full, Full)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
