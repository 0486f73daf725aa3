package place

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/option"
)

// BenchmarkSave saves thumbnails of small and of large photos, where the disk
// costs nothing if TMPDIR is a folder in memory.
func BenchmarkSave(b *testing.B) {
	for _, size := range []int{1 << 10, 20 << 10, 60 << 10, 4 << 20} {
		b.Run(fmt.Sprintf("photo=%dkB", size>>10), func(b *testing.B) {
			root := b.TempDir()
			put(b, filepath.Join(root, "p.jpg"), string(bytes.Repeat([]byte{0x5A}, size)))
			p := known(b, root, "p.jpg")
			o := New(Options{Inside: "thumbs", Existing: option.ExistingRename})
			defer o.Close()
			thumb := picture(b, 1)
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				p.Rel = fmt.Sprintf("%d.jpg", n)
				n++
				target, err := o.Plan(b.Context(), p, format.JPEG, settings)
				if err != nil {
					b.Fatal(err)
				}
				if _, _, err := o.Save(b.Context(), target, p, format.JPEG, settings, thumb); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
