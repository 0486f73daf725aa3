package jpeg

import (
	"bytes"
	"errors"
	stdjpeg "image/jpeg"
	"os"
	"path/filepath"
	"testing"
)

// TestCorpus holds the decoder to image/jpeg on a collection of files from
// cameras, other encoders and fuzzers, where there is one.
func TestCorpus(t *testing.T) {
	names, _ := filepath.Glob("../../../shared/corpus/files/*/*.jp*g")
	if len(names) == 0 {
		t.Skip("The collection of pictures from elsewhere is not beside the project, so none was compared.")
	}
	var d Decoder
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want, stdErr := stdjpeg.Decode(bytes.NewReader(data))
			got, err := d.Decode(t.Context(), data, scaled(Full, Full))
			var damage *DamageError
			switch {
			case errors.Is(err, ErrUnsupported):
				t.Skip(err)
			case err != nil && !errors.Is(err, ErrFormat) && !errors.As(err, &damage):
				t.Fatal("an error of no kind:", err)
			case err != nil && stdErr == nil:
				t.Fatal("image/jpeg can read it:", err)
			case err != nil || stdErr != nil || got.Damaged != nil:
				return
			}
			for i, p := range stdPlanes(want) {
				if diff := maxDifference(got.planes()[i], p); diff > 2 {
					t.Errorf("component %d differs by %d", i, diff)
				}
			}
		})
	}
}
