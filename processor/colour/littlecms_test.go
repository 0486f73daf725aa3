package colour

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"thumbpool/processor/peertest"
)

// convert is LittleCMS at its defaults, as Pillow calls it. Of each number with a
// mode, the pixels in a file of that name go in and those in another come out.
const convert = `
import sys
from PIL import Image, ImageCms
srgb = ImageCms.createProfile('sRGB')
for i, mode in enumerate(sys.argv[1:]):
    data = open('%d.in' % i, 'rb').read()
    picture = Image.frombytes(mode, (len(data) // len(mode), 1), data)
    done = ImageCms.profileToProfile(picture, '%d.icc' % i, srgb, outputMode='RGB')
    open('%d.out' % i, 'wb').write(done.tobytes())
`

// comparison is a profile to convert samples by.
type comparison struct {
	name    string
	profile []byte
	mode    string  // of Pillow
	most    float64 // levels of difference on average
}

func (c comparison) samples() []byte { return someSamples(len(c.mode)) }

// littleCMS converts the samples of each, or skips the test where there is no
// LittleCMS. The package python3-pil of Debian has it; where tests are meant to be
// complete, it has to be there.
func littleCMS(t *testing.T, all []comparison) [][]byte {
	t.Helper()
	python := peertest.Python(t, "python3-pil", "from PIL import ImageCms")
	dir := t.TempDir()
	file := func(i int, kind string) string { return filepath.Join(dir, fmt.Sprintf("%d.%s", i, kind)) }
	args := []string{"-c", convert}
	for i, c := range all {
		args = append(args, c.mode)
		for path, data := range map[string][]byte{file(i, "in"): c.samples(), file(i, "icc"): c.profile} {
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	cmd := exec.Command(python, args...)
	cmd.Dir = dir
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	out := make([][]byte, len(all))
	for i := range all {
		var err error
		if out[i], err = os.ReadFile(file(i, "out")); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// someSamples are the corners of a space of so many channels, its diagonal, and
// others.
func someSamples(channels int) []byte {
	var s []byte
	for i := range 1 << channels {
		for c := range channels {
			s = append(s, byte(i>>c&1*255))
		}
	}
	for v := range 256 {
		s = append(s, bytes.Repeat([]byte{byte(v)}, channels)...)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 5000 * channels {
		s = append(s, byte(random.Uint32()))
	}
	return s
}

// converted converts packed samples of a source to packed sRGB.
func converted(s Source, samples []byte) []byte {
	channels := map[Model]int{RGB: 3, Gray: 1, CMYK: 4}[s.Model()]
	n := len(samples) / channels
	var rows [4][]byte
	for c := range rows {
		rows[c] = make([]byte, n)
		for i := range n {
			rows[c][i] = samples[i*channels+min(c, channels-1)]
		}
	}
	if s.Model() == CMYK {
		s.CMYK(rows[0], rows[1], rows[2], rows[3])
	} else {
		s.RGB(rows[0], rows[1], rows[2])
	}
	out := make([]byte, 0, 3*n)
	for i := range n {
		out = append(out, rows[0][i], rows[1][i], rows[2][i])
	}
	return out
}

// TestAgainstLittleCMS holds what a photo is converted to against the library that
// most programs convert with.
func TestAgainstLittleCMS(t *testing.T) {
	const matrices, grays, tables = 0.02, 0.1, 0.3 // levels, on average; half a level and two would be seen by nobody
	p3, adobe, rec2020 := mustPrimaries(t, 12), Chromaticities{d65(), [2]float64{0.64, 0.33}, [2]float64{0.21, 0.71}, [2]float64{0.15, 0.06}}, mustPrimaries(t, 9)
	proPhoto := Chromaticities{[2]float64{0.3457, 0.3585}, [2]float64{0.7347, 0.2653}, [2]float64{0.1596, 0.8404}, [2]float64{0.0366, 0.0001}}
	srgbTag := parametricTag(3, 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)
	three := func(c Chromaticities, tag []byte) map[string][]byte { return matrixTags(c, tag, tag, tag) }
	tests := []comparison{
		{"Display P3", testProfile(4, "mntr", "RGB ", "XYZ ", three(p3, srgbTag)), "RGB", matrices},
		{"Display P3 of version 2, sampled", testProfile(2, "mntr", "RGB ", "XYZ ", three(p3, sampledTag(SRGBCurve, 1024))), "RGB", matrices},
		{"Adobe RGB", testProfile(2, "mntr", "RGB ", "XYZ ", three(adobe, gammaTag(563.0/256))), "RGB", matrices},
		{"ProPhoto", testProfile(2, "mntr", "RGB ", "XYZ ", three(proPhoto, gammaTag(1.8))), "RGB", matrices},
		{"BT.2020", testProfile(4, "mntr", "RGB ", "XYZ ", three(rec2020, parametricTag(4, 1/0.45, 1/1.0993, 0.0993/1.0993, 1/4.5, 0.08145, 0, 0))), "RGB", matrices},
		{"linear", testProfile(2, "mntr", "RGB ", "XYZ ", three(Chromaticities{}, []byte("curv\x00\x00\x00\x00\x00\x00\x00\x00"))), "RGB", matrices},
		{"three gammas", testProfile(4, "scnr", "RGB ", "XYZ ", matrixTags(p3, parametricTag(0, 1.7), parametricTag(1, 2, 0.95, 0.05), parametricTag(2, 2.2, 0.93, 0.05, 0.0434))), "RGB", 0.5},
		{"few points", testProfile(2, "mntr", "RGB ", "XYZ ", three(adobe, sampledTag(Gamma(2), 7))), "RGB", matrices},
		{"ours", mustCICP(t, 12, 13).Profile(), "RGB", matrices},
		{"gray", testProfile(2, "mntr", "GRAY", "XYZ ", map[string][]byte{"kTRC": gammaTag(1.6)}), "L", grays},
		{"gray, of dots on paper", testProfile(2, "prtr", "GRAY", "XYZ ", map[string][]byte{"kTRC": sampledTag(dots, 256)}), "L", grays},
		{"gray by lightness", testProfile(4, "mntr", "GRAY", "Lab ", map[string][]byte{"kTRC": parametricTag(0, 1.2)}), "L", grays},
		{"ours of gray", FromGray(Gamma(1.5)).Profile(), "L", grays},
		{"lut8 to Lab", testProfile(2, "scnr", "RGB ", "Lab ", map[string][]byte{"A2B0": oldTable(screen, labV4, 1, 3, 17)}), "RGB", tables},
		{"lut16 to Lab", testProfile(2, "mntr", "RGB ", "Lab ", map[string][]byte{"A2B0": oldTable(screen, labV2, 2, 3, 17)}), "RGB", tables},
		{"lut16 to XYZ", testProfile(2, "mntr", "RGB ", "XYZ ", map[string][]byte{"A2B0": oldTable(screen, xyzEncoded, 2, 3, 17)}), "RGB", tables},
		{"lut16 to Lab of version 4", testProfile(4, "mntr", "RGB ", "Lab ", map[string][]byte{"A2B0": oldTable(screen, labV2, 2, 3, 17)}), "RGB", tables},
		{"mAB to Lab", testProfile(4, "mntr", "RGB ", "Lab ", map[string][]byte{"A2B0": newTable(screen, labV4, 2, 3, 17)}), "RGB", tables},
		{"mAB to XYZ", testProfile(4, "mntr", "RGB ", "XYZ ", map[string][]byte{"A2B0": newTable(screen, xyzEncoded, 2, 3, 17)}), "RGB", tables},
		{"inks, lut8", testProfile(2, "prtr", "CMYK", "Lab ", map[string][]byte{"A2B0": oldTable(press, labV4, 1, 4, 9)}), "CMYK", tables},
		{"inks, lut16", testProfile(2, "prtr", "CMYK", "Lab ", map[string][]byte{"A2B0": oldTable(press, labV2, 2, 4, 9)}), "CMYK", tables},
		{"inks, mAB", testProfile(4, "prtr", "CMYK", "Lab ", map[string][]byte{"A2B0": newTable(press, labV4, 1, 4, 9)}), "CMYK", tables},
	}
	results := littleCMS(t, tests)
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := FromICC(test.profile)
			if err != nil || s.IsSRGB() {
				t.Fatalf("is sRGB: %v; %v", s.IsSRGB(), err)
			}
			samples, want := test.samples(), results[i]
			got := converted(s, samples)
			sum, most, at := 0, 0, 0
			for i := range want {
				d := max(int(got[i])-int(want[i]), int(want[i])-int(got[i]))
				if sum += d; d > most {
					most, at = d, i/3
				}
			}
			n := len(test.mode)
			mean := float64(sum) / float64(len(want))
			t.Logf("%.3f levels on average, %d at most: %v becomes %v, not %v", mean, most, samples[at*n:][:n], got[3*at:][:3], want[3*at:][:3])
			if mean > test.most {
				t.Errorf("%.3f levels on average, more than %g", mean, test.most)
			}
		})
	}
}

// dots is a curve that no formula of a profile has.
func dots(v float64) float64 { return v * (0.3 + 0.7*v*v) }

func mustPrimaries(t *testing.T, code uint8) Chromaticities {
	t.Helper()
	c, err := primaries(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustCICP(t *testing.T, primaries, transfer uint8) Source {
	t.Helper()
	s, err := FromCICP(CICP{Primaries: primaries, Transfer: transfer, Full: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
