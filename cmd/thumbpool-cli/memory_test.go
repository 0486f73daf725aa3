package main

import (
	"fmt"
	"io"
	"testing"
	"time"

	"thumbpool/cmd/thumbpool-cli/flags"
	"thumbpool/processor"
	"thumbpool/processor/memorytest"
)

// What the program keeps of photos that have had their turn is not much more
// than their paths, also while it waits with all of them for the first.
func TestMemoryOfAPhoto(t *testing.T) {
	const photos = 10_000
	for _, test := range []struct {
		name  string
		flags *flags.Thumbnails
		first int // photo that the others wait for, or the first of all
		most  int64
	}{
		{"text", &flags.Thumbnails{}, 0, 4},
		{"JSON", &flags.Thumbnails{JSON: true}, 0, 4},
		{"with a report", &flags.Thumbnails{JSON: true, Report: "r.csv"}, 0, 200},
		{"held back for the order", &flags.Thumbnails{Order: "name"}, 1, 200},
		{"held back as JSON, with a report", &flags.Thumbnails{JSON: true, Order: "name", Report: "r.csv"}, 1, 650},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := memorytest.Held()
			v := newView(test.flags, console{out: io.Discard, err: io.Discard})
			for n := range photos {
				photo := processor.Photo{ID: test.first + n, Path: fmt.Sprintf("library of our photos/2019 Iceland %04d/IMG_2019%012d.JPG", n/100, n), Size: 5 << 20}
				at := time.Duration(n) * 12_345_678
				v.show(processor.Found{Photo: photo})
				v.show(processor.Started{Photo: photo, Worker: 1, At: at})
				v.show(processor.Finished{Result: processor.Result{
					Photo: photo, Worker: 1, Start: at, End: at + 12_345_678,
					Times:  processor.Times{processor.StepRead: 1_234_567, processor.StepDecode: 23_456_789, processor.StepSave: 1_234_567},
					Output: fmt.Sprintf("thumbnails/2019 Iceland %04d/IMG_2019%012d.JPG", n/100, n), OutputBytes: 23456,
					Width: 320, Height: 240, PhotoWidth: 6000, PhotoHeight: 4000,
				}})
			}
			each := (memorytest.Held() - before) / photos
			if each > test.most {
				t.Errorf("%d bytes are held for each photo, want at most %d", each, test.most)
			}
			v.show(processor.Done{})
		})
	}
}
