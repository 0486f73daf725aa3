package preset

import (
	"path/filepath"
	"slices"
	"testing"
)

// FuzzRead reads any text as a file of presets. What is taken is whole, can be
// used, and is the same when it is written and read again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"presets": [{"name": "Small", "size": 50, "mode": "fill", "ratio": "3:2"}]}`))
	f.Add([]byte(`{"presets": [{"name": "A", "blur": 1e308}, {"name": "a"}]}`))
	f.Add([]byte(`{"presets": null} {}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		presets, err := read(text)
		if err != nil {
			if presets != nil {
				t.Errorf("presets of a wrong file: %+v", presets)
			}
			return
		}
		for i, p := range presets {
			if err := p.Validate(); err != nil {
				t.Errorf("%+v: %v", p, err)
			}
			if _, twice := Find(presets[:i], p.Name); twice {
				t.Errorf("%q is there twice", p.Name)
			}
		}
		s := At(filepath.Join(t.TempDir(), "presets.json"))
		if err := s.save(presets); err != nil {
			t.Fatal(err)
		}
		if again, err := s.Load(); err != nil || !slices.Equal(again, presets) {
			t.Errorf("written and read again they are %+v, %v; want %+v", again, err, presets)
		}
	})
}
