package processor

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"thumbpool/processor/memorytest"
	"thumbpool/processor/phototest"
)

// library goes to a folder with n photos below "library of our photos", a hundred
// to a folder, and returns that name. Their paths have 64 bytes.
func library(t *testing.T, n int) string {
	t.Helper()
	const name = "library of our photos"
	root := phototest.Tree(t, map[string]string{"photo.jpg": "picture"})
	t.Chdir(root)
	for i := range n {
		folder := filepath.Join(name, fmt.Sprintf("2019 Iceland %04d", i/100))
		if i%100 == 0 {
			phototest.Mkdir(t, folder)
		}
		if err := os.Link("photo.jpg", filepath.Join(folder, fmt.Sprintf("IMG_2019%012d.JPG", i))); err != nil {
			t.Skip("no hard links here:", err)
		}
	}
	return name
}

// What waits in the queue is names, not pixels, and not more than some hundred
// bytes to a photo.
func TestMemoryOfAPhotoThatWaits(t *testing.T) {
	const photos = 10_000
	root := library(t, photos)
	o := DefaultOptions()
	o.Subfolders, o.Out = true, "thumbnails"
	before := memorytest.Held()
	job, err := Start(t.Context(), []string{root}, o)
	if err != nil {
		t.Fatal(err)
	}
	job.Pause()
	for ev := range job.Events() {
		if _, ok := ev.(Scanned); ok {
			break
		}
	}
	each := (memorytest.Held() - before) / photos
	if each > 370 {
		t.Errorf("%d bytes are held for each photo that waits, want at most 370", each)
	}
	job.Stop()
	receive(job, nil)
}
