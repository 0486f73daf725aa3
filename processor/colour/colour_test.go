package colour

import (
	"bytes"
	"maps"
	"math"
	"testing"
)

func TestZeroIsSRGB(t *testing.T) {
	var s Source
	r, g, b := []byte{1, 200}, []byte{2, 100}, []byte{3, 0}
	s.RGB(r, g, b)
	if !s.IsSRGB() || !s.IsJFIF() || s.Profile() != nil || r[1] != 200 || g[1] != 100 || b[0] != 3 {
		t.Errorf("%+v: %v %v %v", s, r, g, b)
	}
}

// TestDisplayP3 has the numbers of the tests of CSS Color 4: #009900 and #008000.
func TestDisplayP3(t *testing.T) {
	s, err := FromCICP(CICP{Primaries: 12, Transfer: 13, Full: true})
	if err != nil || s.IsSRGB() {
		t.Fatalf("%v, %v", s, err)
	}
	again, err := FromICC(s.Profile())
	if err != nil || again.IsSRGB() {
		t.Fatalf("its own profile: %v", err)
	}
	for _, s := range []Source{s, again} {
		r, g, b := []byte{67, 55, 255, 128}, []byte{151, 126, 255, 128}, []byte{42, 34, 255, 128}
		s.RGB(r, g, b)
		for i, want := range [][3]byte{{0, 153, 0}, {0, 128, 0}, {255, 255, 255}, {128, 128, 128}} {
			got := [3]byte{r[i], g[i], b[i]}
			for c := range 3 {
				if max(got[c], want[c])-min(got[c], want[c]) > 5 {
					t.Errorf("%d: %v, want %v", i, got, want)
				}
			}
		}
	}
}

// TestSRGBIsKnownByItsValues holds that names have no say.
func TestSRGBIsKnownByItsValues(t *testing.T) {
	srgb := Chromaticities{}
	three := func(c Chromaticities, tag []byte) map[string][]byte { return matrixTags(c, tag, tag, tag) }
	parametric := parametricTag(3, 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)
	named := func(p []byte) []byte {
		return bytes.Replace(p, []byte("\x00T\x00e\x00s\x00t"), []byte("\x00s\x00R\x00G\x00B"), 1)
	}
	linear := testProfile(2, "mntr", "RGB ", "XYZ ", three(srgb, []byte("curv\x00\x00\x00\x00\x00\x00\x00\x00")))
	if bytes.Equal(named(linear), linear) {
		t.Fatal("the profile has not got its name")
	}
	tests := []struct {
		name    string
		profile []byte
		is      bool
	}{
		{"parametric", testProfile(4, "mntr", "RGB ", "XYZ ", three(srgb, parametric)), true},
		{"sampled", testProfile(2, "mntr", "RGB ", "XYZ ", three(srgb, sampledTag(SRGBCurve, 1024))), true},
		{"sampled at few points", testProfile(2, "mntr", "RGB ", "XYZ ", three(srgb, sampledTag(SRGBCurve, 64))), true},
		{"linear, named sRGB", named(linear), false},
		{"gamma 2.2", testProfile(2, "mntr", "RGB ", "XYZ ", three(srgb, gammaTag(2.2))), false},
		{"Display P3, named sRGB", named(testProfile(4, "mntr", "RGB ", "XYZ ", three(mustPrimaries(t, 12), parametric))), false},
		{"gray", testProfile(4, "mntr", "GRAY", "XYZ ", map[string][]byte{"kTRC": parametric}), true},
		{"gray of gamma 1.8", testProfile(4, "mntr", "GRAY", "XYZ ", map[string][]byte{"kTRC": gammaTag(1.8)}), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := FromICC(test.profile)
			if err != nil || s.IsSRGB() != test.is || test.is && s.Profile() != nil {
				t.Errorf("sRGB: %v, want %v; a profile of %d bytes, error %v", s.IsSRGB(), test.is, len(s.Profile()), err)
			}
		})
	}
}

// TestProfilesThatAreNone have each one thing wrong.
func TestProfilesThatAreNone(t *testing.T) {
	tags := matrixTags(mustPrimaries(t, 12), gammaTag(2.2), gammaTag(2.2), gammaTag(2.2))
	whole := testProfile(4, "mntr", "RGB ", "XYZ ", tags)
	if _, err := FromICC(whole); err != nil {
		t.Fatal(err)
	}
	without := func(name string) map[string][]byte {
		rest := maps.Clone(tags)
		delete(rest, name)
		return rest
	}
	adapted := maps.Clone(tags) // white of D65, which is not that of profiles
	adapted["bXYZ"] = xyzTag([3]float64{0.20, 0.08, 1.1})
	inks := func(table []byte) []byte {
		return testProfile(2, "prtr", "CMYK", "Lab ", map[string][]byte{"A2B0": table})
	}
	table := oldTable(press, labV2, 2, 4, 3)
	tests := map[string][]byte{
		"nothing":                 nil,
		"no signature":            bytes.Replace(whole, []byte("acsp"), []byte("ACSP"), 1),
		"a link of devices":       testProfile(4, "link", "RGB ", "XYZ ", tags),
		"of other samples":        testProfile(4, "mntr", "HSV ", "XYZ ", tags),
		"of other colours":        testProfile(4, "mntr", "RGB ", "Luv ", tags),
		"no colorant":             testProfile(4, "mntr", "RGB ", "XYZ ", without("gXYZ")),
		"no curve":                testProfile(4, "mntr", "RGB ", "XYZ ", without("bTRC")),
		"another white":           testProfile(4, "mntr", "RGB ", "XYZ ", adapted),
		"cut in its tags":         whole[:140],
		"inks without a table":    testProfile(2, "prtr", "CMYK", "Lab ", nil),
		"a table that is cut":     inks(table[:len(table)-100]),
		"a table for three":       inks(oldTable(screen, labV2, 2, 3, 3)),
		"a table of one point":    inks(append(append(bytes.Clone(table[:10]), 1), table[11:]...)),
		"a table that claims all": inks(append(append(bytes.Clone(table[:10]), 255), table[11:]...)),
	}
	for name, profile := range tests {
		if s, err := FromICC(profile); err == nil || !s.IsSRGB() {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// TestNarrowRange holds that red, green and blue may go from 16 to 235 too.
func TestNarrowRange(t *testing.T) {
	for _, transfer := range []uint8{13, TransferPQ} {
		narrow, err := FromCICP(CICP{1, transfer, 0, false})
		if err != nil || !narrow.IsJFIF() {
			t.Fatalf("%+v, %v", narrow, err)
		}
		full := mustCICP(t, 1, transfer)
		for v := range 220 {
			r, g, b := []byte{byte(16 + v)}, []byte{16}, []byte{235}
			narrow.RGB(r, g, b)
			x, y, z := []byte{byte(math.Round(float64(v) * 255 / 219))}, []byte{0}, []byte{255}
			full.RGB(x, y, z)
			if d := int(r[0]) - int(x[0]); d > 3 || d < -3 || g[0] != y[0] || b[0] != z[0] {
				t.Fatalf("%d becomes %v %v %v, of the full range %v %v %v", 16+v, r, g, b, x, y, z)
			}
		}
	}
}

// TestHighDynamicRange holds what the curve of BT.2390 promises: the dark half stays
// as it is, 1000 cd/m² is white, and brighter is lighter all the way.
func TestHighDynamicRange(t *testing.T) {
	for _, test := range []struct {
		name     string
		transfer uint8
		light    func(v float64) float64 // of equal lights, 1 for reference white
	}{
		{"PQ", TransferPQ, func(v float64) float64 { return pq(v) * pqPeak / referenceWhite }},
		{"HLG", TransferHLG, func(v float64) float64 { return math.Pow(hlg(v), 1.2) * hlgPeak / referenceWhite }},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := mustCICP(t, 9, test.transfer)
			if s.IsSRGB() || s.Profile() != nil {
				t.Fatal("it is not tone-mapped, or has a profile")
			}
			var r, g, b [256]byte
			for i := range r {
				r[i], g[i], b[i] = byte(i), byte(i), byte(i)
			}
			s.RGB(r[:], g[:], b[:])
			for i := range r {
				light := test.light(float64(i) / 255)
				if d := int(r[i]) - int(b[i]); d > 1 || d < -1 || max(g[i], b[i])-min(g[i], b[i]) > 1 {
					t.Fatalf("gray %d becomes %v, %v, %v", i, r[i], g[i], b[i])
				}
				if i > 0 && r[i] < r[i-1] {
					t.Fatalf("gray %d is darker than %d", i, i-1)
				}
				want := math.Inf(1)
				for v := range 256 { // the sample of sRGB that is nearest
					if d := math.Abs(SRGBCurve(float64(v)/255) - light); d < math.Abs(SRGBCurve(min(want, 255)/255)-light) || math.IsInf(want, 1) {
						want = float64(v)
					}
				}
				if light < 0.4 && math.Abs(float64(r[i])-want) > 1 {
					t.Errorf("gray %d, of %.3f of reference white, becomes %d, want %v", i, light, r[i], want)
				}
				if light >= contentPeak/referenceWhite*0.99 && r[i] < 254 {
					t.Errorf("gray %d, of %.1f times reference white, becomes %d", i, light, r[i])
				}
			}
			paper := []byte{148, 191}[test.transfer/TransferHLG] // reference white: 58 % of PQ, 75 % of HLG
			if v := r[paper]; v < 215 || v > 240 {
				t.Errorf("paper becomes %d", v)
			}
			// A bright saturated colour keeps which of its lights is brightest.
			red, green, blue := []byte{190}, []byte{175}, []byte{150}
			if s.RGB(red, green, blue); red[0] <= green[0] || green[0] <= blue[0] {
				t.Errorf("a bright orange becomes %v %v %v", red[0], green[0], blue[0])
			}
		})
	}
}

// TestCodings holds YCbCr of all matrices and ranges against the equations of H.273.
func TestCodings(t *testing.T) {
	for _, test := range []struct {
		name   string
		code   CICP
		kr, kb float64
	}{
		{"JFIF", CICP{1, 13, 6, true}, 0.299, 0.114},
		{"unspecified", CICP{2, 2, 2, true}, 0.299, 0.114},
		{"BT.601 of television", CICP{1, 13, 5, false}, 0.299, 0.114},
		{"BT.709", CICP{1, 1, 1, true}, 0.2126, 0.0722},
		{"BT.709 of television", CICP{1, 1, 1, false}, 0.2126, 0.0722},
		{"BT.2020", CICP{1, 13, 9, true}, 0.2627, 0.0593},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := FromCICP(test.code)
			if err != nil || !s.IsSRGB() || s.IsJFIF() != (test.kr == 0.299 && test.code.Full) {
				t.Fatalf("%+v, %v", s, err)
			}
			zero, luma, chroma := 0.0, 255.0, 255.0
			if !test.code.Full {
				zero, luma, chroma = 16, 219, 224
			}
			for _, c := range [][3]float64{{0, 0, 0}, {255, 255, 255}, {200, 40, 90}, {10, 220, 180}, {60, 30, 240}} {
				y := test.kr*c[0] + (1-test.kr-test.kb)*c[1] + test.kb*c[2]
				u, v := (c[2]-y)/2/(1-test.kb), (c[0]-y)/2/(1-test.kr)
				at := func(v, zero, span float64) []byte { return []byte{byte(math.Round(zero + v*span/255))} }
				var r, g, b [1]byte
				s.YCbCr(at(y, zero, luma), at(u, 128, chroma), at(v, 128, chroma), 1, r[:], g[:], b[:])
				for i, got := range []byte{r[0], g[0], b[0]} {
					if math.Abs(float64(got)-c[i]) > 2.5 { // of rounding chroma
						t.Errorf("%v becomes %v %v %v", c, r, g, b)
					}
				}
			}
		})
	}
	if _, err := FromCICP(CICP{1, 13, 8, true}); err == nil {
		t.Error("YCgCo is taken for a matrix of luma")
	}
	for _, c := range []CICP{{3, 13, 6, true}, {1, 3, 6, true}} {
		if _, err := FromCICP(c); err == nil {
			t.Errorf("%+v is known", c)
		}
	}
}
