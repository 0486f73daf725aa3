package report

import (
	"errors"
	"fmt"
	"image"
	"reflect"
	"strings"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/memorytest"
	"thumbpool/processor/reason"
)

// reportable are events of each kind that a report keeps, with everything that
// it keeps of them.
func reportable(n int) []processor.Event {
	photo := processor.Photo{ID: n, Path: fmt.Sprintf("library/folder/IMG_%d.JPG", n), Size: int64(n) << 20}
	web := processor.Photo{ID: 1 << 40, Path: "caf\xe9\x00\n", URL: "https://example.org/ä", Size: -1}
	lost := processor.Photo{ID: n, Path: "/drive/a.jpg", Root: "/drive"}
	times := processor.Times{processor.StepWait: 1, processor.StepDecode: time.Hour, processor.StepSave: 1<<63 - 1}
	return []processor.Event{
		processor.Finished{Result: processor.Result{
			Photo: photo, Worker: 3, Start: time.Second, End: 2 * time.Second, Times: times,
			Output: "thumbs/a.jpg", OutputBytes: 12345, Width: 320, Height: 240, PhotoWidth: 6000, PhotoHeight: 4000, Damaged: "cut short",
		}},
		processor.Finished{},
		processor.Skipped{Photo: web, Output: "thumbs/b.jpg"},
		processor.Failed{
			PhotoError: &processor.PhotoError{Photo: lost, Step: processor.StepRead, Reason: reason.Reason{Key: reason.FolderGone}, Err: errors.New("the folder /drive is no longer there")},
			Worker:     2, Start: 5, End: 7, Times: times,
		},
		processor.Failed{PhotoError: &processor.PhotoError{Photo: processor.Photo{ID: n}, Step: processor.StepDecode, Reason: reason.Reason{Key: reason.Worker}, Err: errors.New(""), Stack: strings.Repeat("stack\n", 20_000)}},
	}
}

func TestOutcomesComeBackAsTheyWere(t *testing.T) {
	var o outcomes
	var want []processor.Event
	for n := range 1000 {
		for _, ev := range reportable(n) {
			if _, ok := ev.(processor.Failed); ok && n%500 != 0 {
				continue
			}
			o.add(ev)
			want = append(want, ev)
		}
	}
	o.add(processor.Scanned{Photos: 7}) // is none
	n := 0
	for ev := range o.all() {
		if !reflect.DeepEqual(ev, want[n]) {
			t.Fatalf("outcome %d is\n%+v, want\n%+v", n, ev, want[n])
		}
		n++
	}
	if n != len(want) {
		t.Errorf("%d outcomes, want %d", n, len(want))
	}
	for range o.all() {
		break // and nothing happens
	}
}

// A report of a large library is not much more than its paths.
func TestMemoryOfAPhotoInAReport(t *testing.T) {
	const photos = 10_000
	before := memorytest.Held()
	var r Report
	for n := range photos {
		r.Add(processor.Finished{Result: processor.Result{
			Photo:  processor.Photo{ID: n, Path: fmt.Sprintf("library of our photos/2019 Iceland %04d/IMG_2019%012d.JPG", n/100, n), Size: 5 << 20},
			Output: fmt.Sprintf("thumbnails/2019 Iceland %04d/IMG_2019%012d.JPG", n/100, n), OutputBytes: 23456,
			Worker: 1 + n%8, Start: time.Duration(n) * 12_345_678, End: time.Duration(n) * 12_456_789,
			Times: processor.Times{processor.StepRead: 1_234_567, processor.StepDecode: 23_456_789, processor.StepReduce: 1_234_567, processor.StepEncode: 1_234_567, processor.StepSave: 1_234_567},
			Width: 320, Height: 240, PhotoWidth: 6000, PhotoHeight: 4000,
			Preview: image.NewRGBA(image.Rect(0, 0, 32, 24)),
		}})
	}
	each := (memorytest.Held() - before) / photos
	if each > 200 {
		t.Errorf("%d bytes are held for each photo in a report, want at most 200", each)
	}
	if r.Failures() != "" { // it is still there
		t.Error("there are failures")
	}
}
