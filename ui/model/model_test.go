package model

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

// start is when the tests' clock begins.
var start = time.Date(2026, 5, 13, 12, 0, 0, 0, time.UTC)

func at(d time.Duration) time.Time { return start.Add(d) }

func photo(id int) processor.Photo {
	name := fmt.Sprintf("IMG_%d.jpg", id)
	return processor.Photo{ID: id, Path: "/p/" + name, Root: "/p", Rel: name, Size: 1000}
}

func found(n int) []processor.Event {
	var evs []processor.Event
	for id := range n {
		evs = append(evs, processor.Found{Photo: photo(id)})
	}
	return evs
}

func scanned(n int) []processor.Event {
	return append(found(n), processor.Scanned{Photos: n, Bytes: int64(n) * 1000})
}

func finished(id int) processor.Event {
	return processor.Finished{Result: processor.Result{Photo: photo(id), Output: "/p/thumbs/" + photo(id).Rel}}
}

func failed(id int, key reason.Key) processor.Event {
	return processor.Failed{PhotoError: &processor.PhotoError{Photo: photo(id), Step: processor.StepDecode, Reason: reason.Reason{Key: key, Detail: "the file ends early"}, Err: errors.New("the file ends early")}, Worker: 1}
}

func unreadable(id int) []processor.Event {
	p := photo(id)
	return []processor.Event{
		processor.Found{Photo: p},
		processor.Failed{PhotoError: &processor.PhotoError{Photo: p, Step: processor.StepScan, Reason: reason.Reason{Key: reason.Permission}, Err: errors.New("no permission to open it")}},
	}
}

// missing is a scan of a folder that is not there.
func missing(id int) []processor.Event {
	p := processor.Photo{ID: id, Path: "/p", Root: "/", Rel: "p"}
	return []processor.Event{
		processor.Found{Photo: p},
		processor.Failed{PhotoError: &processor.PhotoError{Photo: p, Step: processor.StepScan, Reason: reason.Reason{Key: reason.Gone}, Err: errors.New("the file is no longer there")}},
		processor.Scanned{Photos: 1},
	}
}

// ready is a model with n photos found.
func ready(n int) *Model {
	m := New()
	m.Choose([]string{"/p"}, true)
	m.Apply(scanned(n), start)
	return m
}

// running is a model in a run over n photos.
func running(n int) *Model {
	m := ready(n)
	m.Begin(m.All(), start)
	return m
}

func TestStates(t *testing.T) {
	done := func(s processor.Summary) func(*Model) {
		return func(m *Model) { m.Apply([]processor.Event{processor.Done{Summary: s}}, at(time.Second)) }
	}
	tests := []struct {
		name string
		from *Model
		do   func(*Model)
		want State
	}{
		{"begins empty", New(), func(*Model) {}, Empty},
		{"choosing looks for photos", New(), func(m *Model) { m.Choose([]string{"/p"}, true) }, Scanning},
		{"photos were found", New(), func(m *Model) { m.Choose(nil, true); m.Apply(scanned(2), start) }, Ready},
		{"no photos were found", New(), func(m *Model) { m.Choose(nil, true); m.Apply(scanned(0), start) }, NothingFound},
		{"a scan that is not over", New(), func(m *Model) { m.Choose(nil, true); m.Apply(found(2), start) }, Scanning},
		{"a folder that cannot be read", New(), func(m *Model) {
			m.Choose(nil, true)
			m.Apply(append(unreadable(0), processor.Scanned{}), start)
		}, NothingFound},
		{"a folder that is gone", New(), func(m *Model) {
			m.Choose([]string{"/p"}, true)
			m.Apply(missing(0), start)
		}, FolderGone},
		{"several folders, and one is gone", New(), func(m *Model) {
			m.Choose([]string{"/p", "/q"}, true)
			m.Apply(append(missing(0)[:2], processor.Scanned{}), start)
			m.Choose([]string{"/p", "/q"}, true)
			m.Apply([]processor.Event{processor.Found{Photo: photo(0)}, processor.Found{Photo: photo(1)}, missing(1)[1], processor.Scanned{}}, start)
		}, Ready},
		{"the folder is back", New(), func(m *Model) {
			m.Choose([]string{"/p"}, true)
			m.Apply(missing(0), start)
			m.Choose([]string{"/p"}, true)
			m.Apply(scanned(2), start)
		}, Ready},
		{"a folder that is gone is let go", New(), func(m *Model) {
			m.Choose([]string{"/p"}, true)
			m.Apply(missing(0), start)
			m.Close()
		}, Empty},
		{"making", ready(2), func(m *Model) { m.Begin(m.All(), start) }, Running},
		{"making while looking", New(), func(m *Model) { m.Choose(nil, true); m.BeginScan(start) }, Running},
		{"the end of looking does not end a run", New(), func(m *Model) { m.BeginScan(start); m.Apply(scanned(2), start) }, Running},
		{"pausing", running(2), func(m *Model) { m.Pause(start) }, Paused},
		{"pausing twice", running(2), func(m *Model) { m.Pause(start); m.Pause(start) }, Paused},
		{"resuming", running(2), func(m *Model) { m.Pause(start); m.Resume(start) }, Running},
		{"resuming what runs", running(2), func(m *Model) { m.Resume(start) }, Running},
		{"pausing what does not run", ready(2), func(m *Model) { m.Pause(start) }, Ready},
		{"stopping", running(2), func(m *Model) { m.Stop() }, Stopping},
		{"stopping a pause", running(2), func(m *Model) { m.Pause(start); m.Stop() }, Stopping},
		{"stopping what does not run", ready(2), func(m *Model) { m.Stop() }, Ready},
		{"a pause while stopping", running(2), func(m *Model) { m.Stop(); m.Pause(start) }, Stopping},
		{"done", running(2), done(processor.Summary{Found: 2, Made: 2}), Done},
		{"stopped", running(2), func(m *Model) { m.Stop(); done(processor.Summary{Found: 2, Stopped: true})(m) }, Done},
		{"a run that found nothing", New(), func(m *Model) { m.BeginScan(start); done(processor.Summary{})(m) }, NothingFound},
		{"again after a run", running(2), func(m *Model) { done(processor.Summary{Found: 2})(m); m.Begin(m.All(), start) }, Running},
		{"another folder after a run", running(2), func(m *Model) { done(processor.Summary{Found: 2})(m); m.Choose(nil, true) }, Scanning},
		{"a run that could not begin", ready(2), func(m *Model) { m.Begin(m.All(), start); m.Refuse(errors.New("no")) }, Done},
		{"closing", ready(2), func(m *Model) { m.Close() }, Empty},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.do(tt.from)
			if got := tt.from.State(); got != tt.want {
				t.Errorf("state is %v, want %v", got, tt.want)
			}
		})
	}
}

func TestEveryStateHasAName(t *testing.T) {
	seen := map[string]bool{}
	for s := Empty; s <= Done; s++ {
		if s.String() == "" || seen[s.String()] {
			t.Errorf("state %d is named %q", s, s)
		}
		seen[s.String()] = true
	}
}

func TestOrder(t *testing.T) {
	events := []processor.Event{finished(3), failed(1, reason.Damaged), finished(0)}
	tests := []struct {
		name  string
		order Order
		want  []int
	}{
		{"finished first, the rest by name", ByFinished, []int{3, 1, 0, 2, 4}},
		{"by name", ByName, []int{0, 1, 2, 3, 4}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := running(5)
			m.SetOrder(tt.order)
			if c := m.Apply(events, start); !c.Order {
				t.Error("cells moved, but the change does not say so")
			}
			if got := m.Shown(); !slices.Equal(got, tt.want) {
				t.Errorf("shown %v, want %v", got, tt.want)
			}
			for place, id := range tt.want {
				if got := m.Place(id); got != place {
					t.Errorf("photo %d is at %d, want %d", id, got, place)
				}
			}
		})
	}
}

func TestOrderOfWhatIsFinishedStays(t *testing.T) {
	m := running(6)
	var before []int
	for _, id := range []int{5, 2, 0, 4, 1, 3} {
		m.Apply([]processor.Event{finished(id)}, start)
		after := m.Shown()[:len(before)+1]
		if !slices.Equal(after[:len(before)], before) {
			t.Fatalf("finished cells went from %v to %v", before, after)
		}
		before = slices.Clone(after)
	}
	m.SetOrder(ByName)
	m.SetOrder(ByFinished)
	if !slices.Equal(m.Shown(), before) {
		t.Errorf("after a switch to and fro %v, want %v", m.Shown(), before)
	}
}

func TestRetryMovesOnlyWhatFailed(t *testing.T) {
	m := running(4)
	m.Apply([]processor.Event{finished(2), failed(1, reason.Damaged), finished(0), finished(3), processor.Done{Summary: processor.Summary{Found: 4, Made: 3, Failed: 1}}}, start)
	photos := m.FailedOnes()
	if len(photos) != 1 || photos[0].ID != 1 {
		t.Fatalf("failed ones are %v, want photo 1", photos)
	}
	m.Begin(photos, start)
	if got, want := m.Shown(), []int{2, 0, 3, 1}; !slices.Equal(got, want) {
		t.Errorf("shown %v, want %v", got, want)
	}
	if c := m.Cell(1); c.Status != Waiting || !c.Reason().None() {
		t.Errorf("the cell to try again is %+v", c)
	}
	m.Apply(append([]processor.Event{processor.Found{Photo: photo(1)}, processor.Scanned{Photos: 1}}, finished(1)), start)
	if m.Cells() != 4 || m.Photos() != 4 {
		t.Errorf("%d cells and %d photos after a retry, want 4 and 4", m.Cells(), m.Photos())
	}
	if got := m.Foot().Title.Text.Args; got["Done"] != 1 || got["Total"] != 1 {
		t.Errorf("progress of the retry is %v, want 1 of 1", got)
	}
}

func TestCells(t *testing.T) {
	m := running(4)
	m.Apply([]processor.Event{processor.Started{Photo: photo(0)}, processor.Started{Photo: photo(1)}}, start)
	c := m.Apply([]processor.Event{
		finished(1),
		failed(2, reason.Damaged),
		processor.Skipped{Photo: photo(3), Output: "/p/thumbs/IMG_3.jpg"},
	}, start)
	if want := []int{1, 2, 3}; !slices.Equal(c.Cells, want) {
		t.Errorf("changed cells are %v, want %v", c.Cells, want)
	}
	for id, want := range []Status{Working, Finished, Failed, UpToDate} {
		if got := m.Cell(id).Status; got != want {
			t.Errorf("cell %d has status %d, want %d", id, got, want)
		}
	}
	if got := m.Cell(2); got.WholeReason().Args["Detail"] != "The file ends early" || got.Kind().Key != "kind.damaged" {
		t.Errorf("reason %v of kind %q", got.WholeReason(), got.Kind().Key)
	}
	if got := m.OutputFolder(); got != "/p/thumbs" {
		t.Errorf("output folder is %q", got)
	}
	m.Apply([]processor.Event{processor.Done{Summary: processor.Summary{Found: 4, Stopped: true}}}, start)
	if got := m.Cell(0).Status; got != Waiting {
		t.Errorf("a photo that was stopped in the middle has status %d, want waiting", got)
	}
}

func TestPictures(t *testing.T) {
	m := running(1)
	img := image.NewRGBA(image.Rect(0, 0, 2, 2))
	ev := finished(0).(processor.Finished)
	ev.Preview = img
	first := m.Apply([]processor.Event{ev}, start)
	m.Begin(m.All(), start)
	second := m.Apply([]processor.Event{ev}, start)
	if len(first.Pictures) != 1 || first.Pictures[0] != (Picture{ID: 0, Version: 1, Image: img}) {
		t.Errorf("first pictures are %v", first.Pictures)
	}
	if len(second.Pictures) != 1 || second.Pictures[0].Version != 2 {
		t.Errorf("the picture of a second run has version %v, want 2", second.Pictures)
	}
}

func TestUnreadableFoldersAreNoPhotos(t *testing.T) {
	m := New()
	m.Choose([]string{"/p"}, true)
	m.Apply(append(found(2), append(unreadable(2), processor.Scanned{Photos: 3})...), start)
	if m.Photos() != 2 || m.Cells() != 3 {
		t.Errorf("%d photos in %d cells, want 2 in 3", m.Photos(), m.Cells())
	}
	if got := len(m.All()); got != 2 {
		t.Errorf("%d photos to make, want 2", got)
	}
	if got := m.FailedOnes(); len(got) != 0 {
		t.Errorf("to try again: %v, want none", got)
	}
}

func TestWorkers(t *testing.T) {
	m := running(4)
	m.Apply([]processor.Event{processor.Workers{Target: 5, Running: 8}}, start)
	if got := m.Workers(); got.Target != 5 || got.Finishing() != 3 {
		t.Errorf("workers are %+v, finishing %d", got, got.Finishing())
	}
	m.Apply([]processor.Event{processor.Workers{Target: 6, Running: 5}}, start)
	if got := m.Workers().Finishing(); got != 0 {
		t.Errorf("%d workers are finishing while the pool grows, want 0", got)
	}
	m.Apply([]processor.Event{processor.Done{}}, start)
	if got := m.Workers(); got != (Workers{}) {
		t.Errorf("after the run workers are %+v, want none", got)
	}
}

func TestHalfDone(t *testing.T) {
	m := running(4)
	m.Apply([]processor.Event{finished(0), finished(1)}, start)
	if m.HalfDone() {
		t.Error("two of four is more than half")
	}
	m.Apply([]processor.Event{finished(2)}, start)
	if !m.HalfDone() {
		t.Error("three of four is not more than half")
	}
}

func TestPlaceFollowsShown(t *testing.T) {
	m := running(9)
	check := func(when string) {
		t.Helper()
		for _, o := range []Order{ByName, ByFinished} {
			m.SetOrder(o)
			shown := m.Shown()
			if len(shown) != m.Cells() {
				t.Errorf("%s: %d of %d cells are shown", when, len(shown), m.Cells())
			}
			for place, id := range shown {
				if got := m.Place(id); got != place {
					t.Errorf("%s, order %v: photo %d is said to be in place %d, and is in %d", when, o, id, got, place)
				}
			}
		}
		for _, id := range []int{-1, m.Cells()} {
			if got := m.Place(id); got != -1 {
				t.Errorf("%s: photo %d, which there is not, has the place %d", when, id, got)
			}
		}
	}
	check("at the start")
	m.Apply([]processor.Event{finished(5), failed(2, reason.Damaged)}, start)
	check("after two")
	m.Apply([]processor.Event{finished(8), finished(0)}, start)
	check("after four")
	m.Begin(m.FailedOnes(), start)
	check("tried again")
	m.Choose([]string{"/p"}, true)
	check("in an empty folder")
	m.Apply(found(3), start)
	check("in another folder")
}

// BenchmarkBegin begins a run over 100,000 photos, which is one task of the UI
// thread.
func BenchmarkBegin(b *testing.B) {
	m := ready(100_000)
	b.ReportAllocs()
	for b.Loop() {
		m.Begin(m.All(), start)
	}
}

func BenchmarkApply(b *testing.B) {
	const n = 100_000
	m := running(n)
	batch := []processor.Event{}
	for id := range 10 {
		batch = append(batch, processor.Started{Photo: photo(id)}, finished(id))
	}
	m.complete = make([]int, 0, n+10*b.N)
	b.ReportAllocs()
	for b.Loop() {
		m.Apply(batch, start)
		m.complete = m.complete[:0]
		m.Shown()
	}
}
