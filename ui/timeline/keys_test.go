package timeline

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/ui/look"
)

func TestArrowsGoFromBarToBar(t *testing.T) {
	l, w := newTimeline(t, look.Dark, Height(2))
	var chosen []int
	l.OnSelect = func(photo int) { chosen = append(chosen, photo) }
	at := time.Duration(0)
	for id, worker := range []int{1, 2, 1, 2, 1} { // 0, 2 and 4 above 1 and 3
		l.Apply([]processor.Event{finished(worker, id, at, at+40*ms)}, epoch.Add(at+40*ms))
		at += 20 * ms
	}
	w.Canvas().Focus(l)
	steps := []struct {
		keys []fyne.KeyName
		want string
	}{
		{nil, nameOf(0)},
		{[]fyne.KeyName{fyne.KeyLeft}, nameOf(0)}, // there is none before
		{[]fyne.KeyName{fyne.KeyRight}, nameOf(2)},
		{[]fyne.KeyName{fyne.KeyDown}, nameOf(3)},
		{[]fyne.KeyName{fyne.KeyDown}, nameOf(3)}, // nor below
		{[]fyne.KeyName{fyne.KeyLeft}, nameOf(1)},
		{[]fyne.KeyName{fyne.KeyEnd}, nameOf(3)},
		{[]fyne.KeyName{fyne.KeyUp}, nameOf(4)},
		{[]fyne.KeyName{fyne.KeyHome}, nameOf(0)},
		{[]fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown}, nameOf(4)},
		{[]fyne.KeyName{fyne.KeyEnter, fyne.KeyLeft}, nameOf(2)},
	}
	for _, s := range steps {
		for _, k := range s.keys {
			l.TypedKey(&fyne.KeyEvent{Name: k})
		}
		if !l.tip.back.Visible() || l.tip.who.Text != s.want {
			t.Errorf("after %v the tip says %q, want %q", s.keys, l.tip.who.Text, s.want)
		}
	}
	if len(chosen) != 1 || chosen[0] != 4 || l.chart.selected != 4 {
		t.Errorf("Enter chose %v, want photo 4", chosen)
	}
	w.Canvas().Unfocus()
	if l.tip.back.Visible() || l.ring.Visible() {
		t.Error("tip or ring stay when the keyboard has gone")
	}
}

func TestTheCursorSurvivesThatBarsAreJoined(t *testing.T) {
	l, w := newTimeline(t, look.Dark, Height(8))
	w.Canvas().Focus(l)
	run := simulation{workers: 8, photos: 10_000, mean: 80 * ms, slow: 500, fail: 5000}
	n := 0
	run.feed(func(batch []processor.Event, now time.Time) {
		l.Apply(batch, now)
		if n++; n%50 == 0 {
			l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
			l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
			l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
	})
	b, there := l.chart.current()
	if !there || b.Start > l.chart.now || !l.tip.back.Visible() {
		t.Errorf("the keys are on %+v, %v", b, there)
	}
}

func TestATimelineWithoutBarsLeavesKeysToTheWindow(t *testing.T) {
	l, _ := newTimeline(t, look.Dark, Height(2))
	w := test.NewTempWindow(t, container.NewStack(l))
	var passed []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { passed = append(passed, ev.Name) })
	w.Canvas().Focus(l)
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if len(passed) != 2 || l.tip.back.Visible() {
		t.Errorf("the window got %v, want both keys", passed)
	}
}
