package colour

import "testing"

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
