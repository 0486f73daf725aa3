package colour

import (
	"testing"

	"thumbpool/processor/memorytest"
)

// FuzzICC holds that no profile makes the reader panic or take more memory than
// its length accounts for, that its source converts every sample, and that what
// passes for a profile to be carried is read as the same.
func FuzzICC(f *testing.F) {
	for _, p := range someProfiles() {
		if len(p) < 50_000 {
			f.Add(p)
		}
	}
	f.Fuzz(func(t *testing.T, p []byte) {
		var s Source
		var err error
		taken := memorytest.Allocated(func() { s, err = FromICC(p) })
		if most := int64(1<<20 + 16*len(p)); taken > most {
			t.Fatalf("%d bytes of memory for a profile of %d", taken, len(p))
		}
		if err != nil {
			if !s.IsSRGB() || s.Profile() != nil {
				t.Fatalf("%+v with the error %v", s, err)
			}
			return
		}
		channels := map[Model]int{RGB: 3, Gray: 1, CMYK: 4}[s.Model()]
		samples := make([]byte, 0, 256*channels)
		for i := range cap(samples) {
			samples = append(samples, byte(i*i>>2))
		}
		converted(s, samples)
		s.Gray()
		if s.IsSRGB() != (s.Profile() == nil) {
			t.Fatalf("sRGB: %v, with a profile of %d bytes", s.IsSRGB(), len(s.Profile()))
		}
	})
}

// someProfiles are one of each kind that is read.
func someProfiles() [][]byte {
	p3 := matrixTags(srgbChromaticities(), gammaTag(1.8), sampledTag(SRGBCurve, 9), parametricTag(4, 2.4, 0.9, 0.1, 0.1, 0.04, 0.01, 0.02))
	return [][]byte{
		testProfile(2, "mntr", "RGB ", "XYZ ", p3),
		testProfile(2, "mntr", "GRAY", "XYZ ", map[string][]byte{"kTRC": gammaTag(1.6)}),
		testProfile(4, "mntr", "GRAY", "Lab ", map[string][]byte{"kTRC": parametricTag(0, 1.2)}),
		testProfile(2, "scnr", "RGB ", "Lab ", map[string][]byte{"A2B0": oldTable(screen, labV4, 1, 3, 3)}),
		testProfile(2, "mntr", "RGB ", "XYZ ", map[string][]byte{"A2B0": oldTable(screen, xyzEncoded, 2, 3, 3)}),
		testProfile(4, "mntr", "RGB ", "Lab ", map[string][]byte{"A2B0": newTable(screen, labV4, 2, 3, 3)}),
		testProfile(2, "prtr", "CMYK", "Lab ", map[string][]byte{"A2B0": oldTable(press, labV2, 2, 4, 2)}),
		testProfile(4, "prtr", "CMYK", "Lab ", map[string][]byte{"A2B0": newTable(press, labV4, 1, 4, 2)}),
		AdobeRGB().Profile(),
	}
}
