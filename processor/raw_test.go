package processor

import (
	"path/filepath"
	"testing"

	"thumbpool/processor/format/raw/rawtest"
	"thumbpool/processor/option"
	"thumbpool/processor/phototest"
	"thumbpool/processor/reason"
)

// TestThumbnailsOfRawFiles holds that a run makes them of the camera's pictures,
// whatever the files are called, and says where such a picture is smaller than was
// asked for.
func TestThumbnailsOfRawFiles(t *testing.T) {
	large, small := phototest.Encoded(t, ".jpg", 300, 200), phototest.Encoded(t, ".jpg", 30, 20)
	for _, test := range []struct {
		name          string
		mode          option.Mode
		size          int
		width, height int
		note          reason.Reason
	}{
		{"smaller", option.ModeFit, 256, 171, 256, reason.Reason{}},
		{"as large", option.ModeFit, 300, 200, 300, reason.Reason{}},
		{"larger", option.ModeFit, 320, 200, 300, reason.Reason{Key: reason.SmallPreview, Pixels: 300}},
		{"as wide", option.ModeWidth, 200, 200, 300, reason.Reason{}},
		{"wider", option.ModeWidth, 256, 200, 300, reason.Reason{Key: reason.SmallPreview, Pixels: 300}},
		{"as high", option.ModeHeight, 256, 171, 256, reason.Reason{}},
		{"higher", option.ModeHeight, 512, 200, 300, reason.Reason{Key: reason.SmallPreview, Pixels: 300}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			for i, kind := range rawtest.Kinds() {
				if kind.Turned {
					phototest.Write(t, filepath.Join(root, string(rune('a'+i))+".bin"), kind.Write(large, small, 6))
				}
			}
			phototest.Write(t, filepath.Join(root, "small.jpg"), small) // of which nothing is said
			o := DefaultOptions()
			o.Mode, o.Size, o.Blur = test.mode, test.size, 0
			events, sum := run(t, []string{root}, o, nil)
			if sum.Failed > 0 || sum.Made != len(rawtest.Kinds()) {
				t.Errorf("%+v", sum)
			}
			for _, f := range only[Finished](events) {
				switch raw := filepath.Ext(f.Photo.Rel) == ".bin"; {
				case !raw && f.Note != reason.Reason{}:
					t.Errorf("of a JPEG it says %+v", f.Note)
				case raw && (f.Width != test.width || f.Height != test.height || f.Note != test.note || filepath.Ext(f.Output) != ".jpg"):
					t.Errorf("%s: %+v", f.Photo.Rel, f)
				}
			}
		})
	}
}
