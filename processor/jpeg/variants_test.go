package jpeg

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"math/rand/v2"
	"testing"

	"thumbpool/processor/plane"
)

// sampled returns a picture whose planes have samples as given.
func sampled(seed uint64, w, h int, sampling ...Sampling) plane.Picture {
	most := Sampling{1, 1}
	for _, s := range sampling {
		most.H, most.V = max(most.H, s.H), max(most.V, s.V)
	}
	rng := rand.New(rand.NewPCG(seed, 0x5EED))
	p := plane.Picture{Kind: map[int]plane.Kind{1: plane.Gray, 3: plane.YCbCr, 4: plane.CMYK}[len(sampling)], ChromaX: 1, ChromaY: 1}
	for i, s := range sampling {
		p.Planes[i] = photoPlane(rng, ceilDiv(w*s.H, most.H), ceilDiv(h*s.V, most.V), 1)
	}
	return p
}

// inks returns a picture of four planes.
func inks(seed uint64, w, h int) plane.Picture {
	one := Sampling{1, 1}
	return sampled(seed, w, h, one, one, one, one)
}

// inkScans is libjpeg's progression for four components, in short.
var inkScans = []testScan{
	{[]int{0, 1, 2, 3}, 0, 0, 0, 1},
	{[]int{0}, 1, 63, 0, 1},
	{[]int{1}, 1, 63, 0, 1},
	{[]int{2}, 1, 63, 0, 1},
	{[]int{3}, 1, 63, 0, 1},
	{[]int{0, 1, 2, 3}, 0, 0, 1, 0},
	{[]int{0}, 1, 63, 1, 0},
	{[]int{1}, 1, 63, 1, 0},
	{[]int{2}, 1, 63, 1, 0},
	{[]int{3}, 1, 63, 1, 0},
}

// adobe is Adobe's segment, which names a transform.
func adobe(transform byte) []byte {
	b := append(appendSegment(nil, markerAPP14, 12), "Adobe\x00\x64\x00\x00\x00\x00"...)
	return append(b, transform)
}

// Every component is decoded as if it were alone, whatever the sampling of the
// others.
func TestSampling(t *testing.T) {
	s := func(factors ...int) (all []Sampling) {
		for _, f := range factors {
			all = append(all, Sampling{f / 10, f % 10})
		}
		return all
	}
	for _, sampling := range [][]Sampling{
		s(22, 21, 12), s(22, 11, 22), s(11, 22, 22), s(11, 21, 12), s(21, 12, 11), s(31, 11, 11), s(13, 11, 11),
		s(33, 11, 11), s(32, 21, 13), s(41, 11, 11), s(14, 11, 11), s(42, 21, 11), s(44, 11, 11), s(43, 34, 12),
		s(22, 11, 11, 22), s(11, 11, 11, 22), s(31, 21, 11, 12), s(44, 44, 44, 44), s(11),
	} {
		for coding, f := range map[string]testFile{
			"":                 {},
			" restart":         {restart: 2},
			" not interleaved": {scans: []testScan{{[]int{0}, 0, 63, 0, 0}, {[]int{1}, 0, 63, 0, 0}, {[]int{2}, 0, 63, 0, 0}, {[]int{3}, 0, 63, 0, 0}}[:len(sampling)]},
			" arithmetic":      {arithmetic: true},
		} {
			t.Run(fmt.Sprint(sampling)+coding, func(t *testing.T) {
				f.pic, f.sampling, f.quality = sampled(1, 157, 91, sampling...), sampling, 100
				f.size = [2]int{157, 91}
				data := f.encode()
				for scale := Full; scale <= Eighth; scale++ {
					got := mustDecode(t, data, scale, scale)
					if got.Width != 157 || got.Height != 91 || got.Damaged != nil {
						t.Fatalf("%d × %d, damage %v", got.Width, got.Height, got.Damaged)
					}
					if got.Colour == CMYK {
						for i := range got.planes() {
							invert(got.planes()[i].Pix)
						}
					}
					for i, p := range got.planes() {
						alone := testFile{pic: plane.Picture{Kind: plane.Gray, ChromaX: 1, ChromaY: 1, Planes: [4]plane.Plane{f.pic.Planes[i]}}, quality: 100}
						if d := maxDifference(p, mustDecode(t, alone.encode(), scale, scale).Planes[0]); d != 0 {
							t.Errorf("1/%d: component %d differs by %d", scale.Denominator(), i, d)
						}
						most := Sampling{1, 1}
						for _, s := range sampling {
							most.H, most.V = max(most.H, s.H), max(most.V, s.V)
						}
						if x, y := got.Sub(i); x*float64(sampling[i].H) != float64(most.H) || y*float64(sampling[i].V) != float64(most.V) {
							t.Errorf("component %d has a sample for %v × %v pixels", i, x, y)
						}
					}
				}
			})
		}
	}
}

// What the components are follows from the segments of JFIF and Adobe, and
// their names; the caller may know better.
func TestColours(t *testing.T) {
	jfif := append(appendSegment(nil, markerAPP0, 14), "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"...)
	three, four := photo(1, 40, 24, 1, 1), inks(2, 40, 24)
	for name, test := range map[string]struct {
		file     testFile
		as       Colour
		want     Colour
		inverted string // which planes
	}{
		"gray":                     {testFile{pic: grayPhoto(1, 40, 24), head: adobe(0)}, Stored, Gray, ""},
		"three":                    {testFile{pic: three}, Stored, YCbCr, ""},
		"three, JFIF and RGB":      {testFile{pic: three, head: append(jfif, adobe(0)...), ids: "RGB"}, Stored, YCbCr, ""},
		"three, Adobe's RGB":       {testFile{pic: three, head: adobe(0)}, Stored, RGB, ""},
		"three, Adobe's YCbCr":     {testFile{pic: three, head: adobe(1), ids: "RGB"}, Stored, YCbCr, ""},
		"three, named RGB":         {testFile{pic: three, ids: "RGB"}, Stored, RGB, ""},
		"three, named rgb":         {testFile{pic: three, ids: "rgb"}, Stored, YCbCr, ""},
		"three, said to be RGB":    {testFile{pic: three}, RGB, RGB, ""},
		"four":                     {testFile{pic: four}, Stored, CMYK, "0123"},
		"four, Adobe's CMYK":       {testFile{pic: four, head: adobe(0)}, Stored, CMYK, "0123"},
		"four, Adobe's YCCK":       {testFile{pic: four, head: adobe(2)}, Stored, YCCK, "3"},
		"four, within a TIFF":      {testFile{pic: four, head: adobe(0)}, PlainCMYK, CMYK, ""},
		"four, said to be YCCK":    {testFile{pic: four}, YCCK, YCCK, "3"},
		"progressive CMYK":         {testFile{pic: four, scans: inkScans, progressive: true}, Stored, CMYK, "0123"},
		"arithmetic, Adobe's YCCK": {testFile{pic: four, head: adobe(2), arithmetic: true}, Stored, YCCK, "3"},
	} {
		t.Run(name, func(t *testing.T) {
			test.file.quality = 100
			var d Decoder
			data := test.file.encode()
			p, err := d.Decode(t.Context(), data, Options{Colour: test.as})
			if err != nil || p.Colour != test.want {
				t.Fatalf("colour %d, want %d, error %v", p.Colour, test.want, err)
			}
			if h, err := ReadHeader(data); test.as == Stored && (err != nil || h.Colour != test.want) {
				t.Errorf("header %+v, error %v", h, err)
			}
			for i, got := range p.planes() {
				if bytes.ContainsRune([]byte(test.inverted), rune('0'+i)) {
					invert(got.Pix)
				}
				if d := maxDifference(got, test.file.pic.Planes[i]); d > 3 {
					t.Errorf("component %d differs by %d", i, d)
				}
			}
		})
	}
	var d Decoder
	if _, err := d.Decode(t.Context(), testFile{pic: three, quality: 80}.encode(), Options{Colour: CMYK}); !errors.Is(err, ErrFormat) {
		t.Error("three components said to be CMYK:", err)
	}
}

func TestInks(t *testing.T) {
	var p [4]plane.Plane
	for i := range p {
		p[i].Resize(2, 1)
		copy(p[i].Pix, []byte{byte(60 + 50*i), byte(200 - 70*i)})
	}
	black := bytes.Clone(p[3].Pix)
	var want [2][3]byte
	for x := range want {
		want[x][0], want[x][1], want[x][2] = color.YCbCrToRGB(p[0].Pix[x], p[1].Pix[x], p[2].Pix[x])
	}
	Inks(&p)
	for x := range want {
		if got := [3]byte{p[0].Pix[x], p[1].Pix[x], p[2].Pix[x]}; got != want[x] || p[3].Pix[x] != black[x] {
			t.Errorf("%v and %d, want %v and %d", got, p[3].Pix[x], want[x], black[x])
		}
	}
}

// A file may leave its tables to another.
func TestTables(t *testing.T) {
	data := testFile{pic: photo(1, 100, 60, 2, 2), quality: 85, restart: 2}.encode()
	want := mustDecode(t, data, Full, Full)
	var tables, rest []byte
	r := markerReader{data: data, pos: 2}
	at := 2
	for {
		m, _, _ := r.next()
		segment := data[at:r.pos]
		switch {
		case m == markerSOS:
			rest = append(rest, data[at:]...)
		case m == markerDQT || m == markerDHT:
			tables = append(tables, segment...)
		default:
			rest = append(rest, segment...)
		}
		if at = r.pos; m == markerSOS {
			break
		}
	}
	soi, eoi := []byte{0xFF, markerSOI}, []byte{0xFF, markerEOI}
	tables, rest = append(bytes.Join([][]byte{soi, tables}, nil), eoi...), append(soi, rest...)
	var d Decoder
	if _, err := d.Decode(t.Context(), rest, Options{}); !errors.Is(err, ErrFormat) {
		t.Error("without tables:", err)
	}
	got, err := d.Decode(t.Context(), rest, Options{Tables: tables})
	if err != nil || got.Damaged != nil {
		t.Fatal(err, got.Damaged)
	}
	for i := range want.planes() {
		if maxDifference(got.planes()[i], want.planes()[i]) != 0 {
			t.Error("differs in component", i)
		}
	}
	if _, err := d.Decode(t.Context(), rest, Options{}); !errors.Is(err, ErrFormat) {
		t.Error("tables are left over:", err)
	}
}

// A file of several pictures, as those of panoramas, of gain maps and with a
// film behind them, shows its first.
func TestFirstOfSeveral(t *testing.T) {
	for name, data := range smallFiles() {
		other := testFile{pic: photo(99, 64, 64, 2, 2), quality: 50, scans: libjpegScans, progressive: true}.encode()
		film := append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), make([]byte, 1000)...)
		want := mustDecode(t, data, Full, Full)
		for behind, more := range map[string][]byte{"a picture": other, "a film": film, "the like": data} {
			got := mustDecode(t, append(bytes.Clone(data), more...), Full, Full)
			if got.Header != want.Header || got.Damaged != nil {
				t.Fatalf("%s and %s: %+v, damage %v", name, behind, got.Header, got.Damaged)
			}
			for i := range want.planes() {
				if maxDifference(got.planes()[i], want.planes()[i]) != 0 {
					t.Errorf("%s and %s: component %d differs", name, behind, i)
				}
			}
		}
	}
}

// DecodeBytes is what decoding takes.
func TestDecodeBytes(t *testing.T) {
	for name, f := range map[string]testFile{
		"baseline":               {},
		"progressive":            {scans: libjpegScans, progressive: true},
		"arithmetic":             {arithmetic: true},
		"arithmetic progressive": {arithmetic: true, scans: libjpegScans, progressive: true},
		"CMYK":                   {pic: inks(1, 700, 500)},
		"progressive CMYK":       {pic: inks(1, 700, 500), scans: inkScans, progressive: true},
		"finer chroma":           {pic: sampled(2, 700, 500, Sampling{1, 1}, Sampling{2, 1}, Sampling{1, 2}), sampling: []Sampling{{1, 1}, {2, 1}, {1, 2}}},
	} {
		if f.pic.Planes[0].W == 0 {
			f.pic = photo(3, 700, 500, 2, 2)
		}
		f.quality, f.size = 85, [2]int{700, 500}
		data := f.encode()
		h, err := ReadHeader(data)
		if err != nil {
			t.Fatal(err)
		}
		for luma := Full; luma <= Eighth; luma++ {
			for chroma := Full; chroma <= Eighth; chroma += 3 {
				var d Decoder
				if _, err := d.Decode(t.Context(), data, scaled(luma, chroma)); err != nil {
					t.Fatal(err)
				}
				more := 1.0
				if f.progressive { // for which scans are needed is seen later
					more = 1.7
				}
				if got, want := int64(d.Bytes()), h.DecodeBytes(scaled(luma, chroma).Scales); got > want || float64(want) > float64(got)*more {
					t.Errorf("%s at 1/%d and 1/%d: %d bytes are kept, %d were said", name, luma.Denominator(), chroma.Denominator(), got, want)
				}
			}
		}
	}
}
