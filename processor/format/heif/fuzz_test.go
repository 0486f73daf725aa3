package heif_test

import (
	"testing"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/heif"
	"thumbpool/processor/fuzztest"
	"thumbpool/processor/memorytest"
)

// FuzzBoxes holds that the boxes of a file are read within it, in reads and memory
// that its length bounds, and that a small picture in it takes no more memory than
// is said.
func FuzzBoxes(f *testing.F) {
	f.Add(gridOf(10, 20, 30, 40).Bytes())
	f.Add(alphaOf(gridOf(10, 20, 30, 40), 9, 15, 13, 50).Bytes())
	f.Add(sequence())
	fuzztest.AddFiles(f, "../../../../shared/corpus/files/heif/*")
	f.Fuzz(func(t *testing.T, b []byte) {
		file := fuzztest.NewFile(t, b)
		var boxes *heif.File
		var img *heif.Image
		var err error
		taken := memorytest.Allocated(func() {
			if boxes, err = heif.Read(container.NewWindow(file), file.Size()); err == nil {
				img, err = boxes.Picture()
			}
		})
		if most := int64(16<<20 + 64*len(b)); taken > most {
			t.Fatalf("%d bytes of memory for a file of %d", taken, len(b))
		}
		if most := len(b)/16 + 256; file.Reads > most {
			t.Fatalf("%d reads of a file of %d bytes", file.Reads, len(b))
		}
		if err != nil {
			return
		}
		w, h := img.Part.Dx(), img.Part.Dy()
		if img.Width <= 0 || img.Height <= 0 || w <= 0 || h <= 0 || img.Part.Max.X > img.Width || img.Part.Max.Y > img.Height || img.Part.Min.X < 0 || img.Part.Min.Y < 0 || img.Orientation < 1 || img.Orientation > 8 {
			t.Fatalf("%d × %d, %v, orientation %d", img.Width, img.Height, img.Part, img.Orientation)
		}
		need := img.Bytes(func(c heif.Coding) int64 { return 4 * int64(c.Width) * int64(c.Height) })
		if need <= 0 || need > 1<<22 || img.Width > 1<<10 || img.Height > 1<<10 {
			return
		}
		taken = memorytest.Allocated(func() {
			m, decoded, err := boxes.Decode(t.Context(), img, flat{})
			if m == nil && err == nil || m != nil && (m.Bounds().Dx() != img.Width || m.Bounds().Dy() != img.Height) || decoded < 0 || decoded > 1 {
				t.Fatalf("%v, %v decoded, error %v", m != nil, decoded, err)
			}
		})
		// What was decoded before the last one may not have been collected yet.
		if most := 64*need + 8<<20; taken > most {
			t.Fatalf("%d bytes of memory, where %d are said", taken, need)
		}
	})
}
