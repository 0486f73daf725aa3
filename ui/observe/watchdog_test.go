package observe

import (
	"strings"
	"testing"
	"time"
)

const millisecond = time.Millisecond

func TestHistogram(t *testing.T) {
	var h histogram
	for _, d := range []time.Duration{0, millisecond, millisecond + 1, 16 * millisecond, 17 * millisecond, 64 * millisecond, 65 * millisecond, time.Hour} {
		h.Add(d)
	}
	want := "8 in all, ≤1 ms 2, ≤2 ms 1, ≤4 ms 0, ≤8 ms 0, ≤16 ms 1, ≤32 ms 1, ≤64 ms 1, >64 ms 2"
	if got := h.String(); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestTurnsAndFrames(t *testing.T) {
	var w watchdog
	now := time.Date(2026, 5, 13, 12, 0, 0, 0, time.UTC)
	var said []string
	for range 80 { // the first turn begins a second, 50 make it full
		if line := w.Turn(now); line != "" {
			said = append(said, line)
		}
		w.Frame(now.Add(millisecond))
		now = now.Add(20 * millisecond)
	}
	now = now.Add(40 * millisecond)
	w.Frame(now)
	if len(said) != 1 || said[0] != "frames 49.0 p95 20.0 max 20.0" {
		t.Errorf("about the frames it says %q", said)
	}
	if got, want := w.Lines()[1], "ui-turns 79 in all, ≤1 ms 0, ≤2 ms 0, ≤4 ms 0, ≤8 ms 0, ≤16 ms 0, ≤32 ms 79, ≤64 ms 0, >64 ms 0"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if line := w.Turn(now.Add(time.Second)); !strings.HasSuffix(line, "max 59.0") {
		t.Errorf("of the longest frame it says %q", line)
	}
	if line := w.Turn(now.Add(3 * time.Second)); line != "" {
		t.Errorf("of a second without a frame it says %q", line)
	}
}

func TestWait(t *testing.T) {
	var w wait
	now := time.Date(2026, 5, 13, 12, 0, 0, 0, time.UTC)
	w.Painted()
	if line := w.Turn(now); line != "" {
		t.Errorf("nothing is waited for, and it says %q", line)
	}
	w.Begin("thumbnail", now)
	w.Painted() // a frame that does not show it
	if !w.For("thumbnail") || w.For("photos") || w.Turn(now) != "" {
		t.Error("it is not waited for")
	}
	w.Came(", rendered in 5.0 ms")
	if line := w.Turn(now.Add(millisecond)); line != "" {
		t.Errorf("before the frame it says %q", line)
	}
	w.Painted()
	if got, want := w.Turn(now.Add(20*millisecond)), "thumbnail 20.0 ms, rendered in 5.0 ms"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	w.Painted()
	if line := w.Turn(now); line != "" || w.For("thumbnail") {
		t.Errorf("after the end it says %q", line)
	}
}

func TestTasksHaveNames(t *testing.T) {
	var w watchdog
	runs := 0
	w.Run(func() { runs++ })
	if last := w.Lines()[len(w.Lines())-1]; !strings.HasSuffix(last, "observe.TestTasksHaveNames.func1") {
		t.Errorf("the slowest is said to be %q", last)
	}
	w.slowest.wall = 0
	w.Time("drop", func() { runs++ })
	if last := w.Lines()[len(w.Lines())-1]; !strings.HasSuffix(last, ", drop") {
		t.Errorf("the slowest is said to be %q", last)
	}
	if runs != 2 || !strings.HasPrefix(w.Lines()[0], "ui-tasks 2 in all") {
		t.Errorf("%d ran, and it says %q", runs, w.Lines()[0])
	}
}
