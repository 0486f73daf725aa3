package model

import (
	"fmt"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/memorytest"
)

// What the model holds of a photo, with a path of 64 bytes, is some hundred
// bytes: a window may have 100,000 of them.
func TestMemoryOfAPhoto(t *testing.T) {
	const photos, root = 10_000, "library of our photos"
	before := memorytest.Held()
	m := New()
	m.Choose([]string{root}, true)
	for id := range photos {
		path := fmt.Sprintf("%s/2019 Iceland %04d/IMG_2019%012d.JPG", root, id/100, id)
		m.Apply([]processor.Event{processor.Found{Photo: processor.Photo{ID: id, Path: path, Root: root, Rel: path[len(root)+1:]}}}, start)
	}
	m.Apply([]processor.Event{processor.Scanned{Photos: photos}}, start)
	m.Begin(m.All(), start)
	for id := range photos {
		m.Apply([]processor.Event{processor.Finished{Result: processor.Result{
			Photo: m.Cell(id).Photo, Output: fmt.Sprintf("thumbnails/2019 Iceland %04d/IMG_2019%012d.JPG", id/100, id), End: time.Second,
		}}}, start)
	}
	m.Apply([]processor.Event{processor.Done{}}, start)
	if each := (memorytest.Held() - before) / photos; each > 650 {
		t.Errorf("%d bytes are held for each photo, want at most 650", each)
	}
	if m.Photos() != photos { // it is still there
		t.Errorf("%d photos", m.Photos())
	}
}
