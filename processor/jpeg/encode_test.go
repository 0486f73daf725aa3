package jpeg

import (
	"bytes"
	"context"
	"fmt"
	"image"
	stdjpeg "image/jpeg"
	"strings"
	"testing"

	"thumbpool/processor/plane"
)

func mustEncode(t *testing.T, p plane.Picture, o EncodeOptions) []byte {
	t.Helper()
	var e Encoder
	data, err := e.Encode(nil, p, o)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// stdImage returns the picture as image/jpeg takes it.
func stdImage(p plane.Picture) image.Image {
	y := p.Planes[0]
	if p.Kind == plane.Gray {
		return y.Gray()
	}
	ratio := map[[2]int]image.YCbCrSubsampleRatio{
		{1, 1}: image.YCbCrSubsampleRatio444, {2, 1}: image.YCbCrSubsampleRatio422,
		{1, 2}: image.YCbCrSubsampleRatio440, {2, 2}: image.YCbCrSubsampleRatio420,
	}[[2]int{p.ChromaX, p.ChromaY}]
	return &image.YCbCr{
		Y: y.Pix, Cb: p.Planes[1].Pix, Cr: p.Planes[2].Pix,
		YStride: y.Stride, CStride: p.Planes[1].Stride,
		SubsampleRatio: ratio, Rect: image.Rect(0, 0, y.W, y.H),
	}
}

// What the encoder writes is as near to the picture as what image/jpeg writes.
func TestEncodeLikeStdlib(t *testing.T) {
	for _, size := range [][2]int{{256, 171}, {1, 1}, {7, 9}, {16, 16}, {33, 17}} {
		for _, quality := range []int{1, 30, 50, 75, 85, 95, 100} {
			for name, p := range map[string]plane.Picture{
				"4:2:0": photo(1, size[0], size[1], 2, 2),
				"gray":  grayPhoto(2, size[0], size[1]),
			} {
				t.Run(fmt.Sprintf("%s/%dx%d/%d", name, size[0], size[1], quality), func(t *testing.T) {
					var theirs bytes.Buffer
					if err := stdjpeg.Encode(&theirs, stdImage(p), &stdjpeg.Options{Quality: quality}); err != nil {
						t.Fatal(err)
					}
					want, err := stdjpeg.Decode(&theirs)
					if err != nil {
						t.Fatal(err)
					}
					got, err := stdjpeg.Decode(bytes.NewReader(mustEncode(t, p, EncodeOptions{Quality: quality})))
					if err != nil {
						t.Fatal(err)
					}
					ours, std := stdPlanes(got)[0], stdPlanes(want)[0]
					if a, b := psnr(ours, p.Planes[0]), psnr(std, p.Planes[0]); a < min(b, 58)-0.2 {
						t.Errorf("luma is at %.2f dB, theirs at %.2f dB", a, b)
					}
				})
			}
		}
	}
}

func TestEncodeRoundTrip(t *testing.T) {
	for _, size := range [][2]int{{100, 75}, {1, 1}, {8, 1}, {3, 40}, {33, 17}} {
		for _, c := range [][2]int{{1, 1}, {2, 1}, {1, 2}, {2, 2}} {
			for _, standard := range []bool{false, true} {
				t.Run(fmt.Sprintf("%v %v standard %v", size, c, standard), func(t *testing.T) {
					p := photo(4, size[0], size[1], c[0], c[1])
					data := mustEncode(t, p, EncodeOptions{Quality: 100, StandardTables: standard})
					img, err := stdjpeg.Decode(bytes.NewReader(data))
					if err != nil {
						t.Fatal(err)
					}
					own := mustDecode(t, data, Full, Full)
					if own.Sampling[0] != (Sampling{c[0], c[1]}) && p.Kind == plane.YCbCr {
						t.Error("sampling", own.Sampling)
					}
					for i, theirs := range stdPlanes(img) {
						if diff := maxDifference(p.Planes[i], theirs); diff > 4 {
							t.Errorf("image/jpeg: component %d differs by %d", i, diff)
						}
						if diff := maxDifference(p.Planes[i], own.planes()[i]); diff > 4 {
							t.Errorf("component %d differs by %d", i, diff)
						}
					}
				})
			}
		}
	}
}

// The extremes of samples must not overflow anything.
func TestEncodeExtremes(t *testing.T) {
	for name, sample := range map[string]func(x, y int) bool{
		"black":   func(x, y int) bool { return false },
		"white":   func(x, y int) bool { return true },
		"checks":  func(x, y int) bool { return (x+y)%2 == 0 },
		"columns": func(x, y int) bool { return x%2 == 0 },
		"halves":  func(x, y int) bool { return x%8 < 4 },
		"corners": func(x, y int) bool { return (x%8 < 4) == (y%8 < 4) },
		"dots":    func(x, y int) bool { return x%8 == 3 && y%8 == 3 },
	} {
		t.Run(name, func(t *testing.T) {
			p := plane.Picture{Kind: plane.Gray, ChromaX: 1, ChromaY: 1}
			p.Planes[0].Resize(24, 24)
			for y := range 24 {
				for x := range 24 {
					p.Planes[0].Pix[24*y+x] = 0
					if sample(x, y) {
						p.Planes[0].Pix[24*y+x] = 255
					}
				}
			}
			img, err := stdjpeg.Decode(bytes.NewReader(mustEncode(t, p, EncodeOptions{Quality: 100, StandardTables: true})))
			if err != nil {
				t.Fatal(err)
			}
			if diff := maxDifference(stdPlanes(img)[0], p.Planes[0]); diff > 3 {
				t.Error("differs by", diff)
			}
		})
	}
}

// segments returns the markers of a file up to its scan, with their payloads.
func segments(data []byte) (markers []byte, payloads [][]byte) {
	r := markerReader{data: data}
	for {
		m, payload, ok := r.next()
		if !ok || m == markerSOS {
			return markers, payloads
		}
		markers, payloads = append(markers, m), append(payloads, payload)
	}
}

func TestEncodeSegments(t *testing.T) {
	icc := bytes.Repeat([]byte("profile "), 20000)
	o := EncodeOptions{Quality: 85, Comment: "made for a test", ICC: icc}
	data := mustEncode(t, photo(1, 20, 20, 2, 2), o)
	markers, payloads := segments(data)
	want := []byte{
		markerSOI, markerAPP0, markerCOM, markerAPP2, markerAPP2, markerAPP2,
		markerDQT, markerDQT, markerSOF0, markerDHT, markerDHT, markerDHT, markerDHT,
	}
	if !bytes.Equal(markers, want) {
		t.Fatalf("markers % X, want % X", markers, want)
	}
	if !bytes.HasPrefix(payloads[1], []byte("JFIF\x00\x01\x01")) {
		t.Errorf("JFIF header %q", payloads[1])
	}
	if string(payloads[2]) != o.Comment {
		t.Errorf("comment %q", payloads[2])
	}
	var profile []byte
	for i, p := range payloads[3:6] {
		head := "ICC_PROFILE\x00" + string([]byte{byte(i + 1), 3})
		if !strings.HasPrefix(string(p), head) {
			t.Errorf("profile segment %d begins with %q", i, p[:14])
		}
		profile = append(profile, p[14:]...)
	}
	if !bytes.Equal(profile, icc) {
		t.Error("the profile is not what was given")
	}
	if !bytes.HasSuffix(data, []byte{0xFF, markerEOI}) {
		t.Error("the file has no end")
	}
}

func TestEncodeAppends(t *testing.T) {
	var e Encoder
	p := photo(1, 30, 20, 2, 2)
	alone, err := e.Encode(nil, p, EncodeOptions{Quality: 85})
	if err != nil {
		t.Fatal(err)
	}
	after, err := e.Encode([]byte("before"), p, EncodeOptions{Quality: 85})
	if err != nil || string(after) != "before"+string(alone) {
		t.Error("a second picture, appended, differs from the first:", err)
	}
}

func TestOptimalTablesAreSmaller(t *testing.T) {
	for _, quality := range []int{20, 50, 85, 98} {
		p := photo(1, 256, 171, 2, 2)
		optimal := len(mustEncode(t, p, EncodeOptions{Quality: quality}))
		standard := len(mustEncode(t, p, EncodeOptions{Quality: quality, StandardTables: true}))
		if optimal >= standard {
			t.Errorf("quality %d: %d bytes, %d with the standard tables", quality, optimal, standard)
		}
	}
}

func TestEncodeDoesNotAllocate(t *testing.T) {
	var e Encoder
	p := photo(1, 100, 80, 2, 2)
	buf := make([]byte, 0, 1<<16)
	n := testing.AllocsPerRun(10, func() {
		if _, err := e.Encode(buf, p, EncodeOptions{Quality: 85}); err != nil {
			t.Fatal(err)
		}
	})
	if n != 0 {
		t.Error(n, "allocations")
	}
}

func TestEncodeRefuses(t *testing.T) {
	good := func() (plane.Picture, EncodeOptions) { return photo(1, 20, 20, 2, 2), EncodeOptions{Quality: 85} }
	for name, spoil := range map[string]func(*plane.Picture, *EncodeOptions){
		"quality 0":            func(_ *plane.Picture, o *EncodeOptions) { o.Quality = 0 },
		"quality 101":          func(_ *plane.Picture, o *EncodeOptions) { o.Quality = 101 },
		"a long comment":       func(_ *plane.Picture, o *EncodeOptions) { o.Comment = strings.Repeat("x", MaxComment+1) },
		"a huge profile":       func(_ *plane.Picture, o *EncodeOptions) { o.ICC = make([]byte, MaxICC+1) },
		"no size":              func(p *plane.Picture, _ *EncodeOptions) { p.Planes[0] = plane.Plane{} },
		"a size beyond 16 bit": func(p *plane.Picture, _ *EncodeOptions) { p.Planes[0].Resize(1<<16, 1) },
		"alpha":                func(p *plane.Picture, _ *EncodeOptions) { p.Kind = plane.RGBA },
		"chroma of wrong size": func(p *plane.Picture, _ *EncodeOptions) { p.Planes[2].Resize(9, 10) },
		"odd sampling":         func(p *plane.Picture, _ *EncodeOptions) { p.ChromaX = 4 },
	} {
		t.Run(name, func(t *testing.T) {
			p, o := good()
			spoil(&p, &o)
			var e Encoder
			if data, err := e.Encode(nil, p, o); err == nil || data != nil {
				t.Errorf("got %d bytes and error %v", len(data), err)
			}
		})
	}
	p, o := good()
	o.Comment = strings.Repeat("x", MaxComment)
	var d Decoder
	if _, err := d.Decode(context.Background(), mustEncode(t, p, o), scaled(Full, Full)); err != nil {
		t.Error("with the longest comment:", err)
	}
}
