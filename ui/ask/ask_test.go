package ask

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/look"
)

// question asks in a window of the given size, and tells what was chosen and
// that it is closed.
func question(t *testing.T, a look.Appearance, size fyne.Size, body string, told *[]string) (*Sheet, fyne.Canvas) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
	w := test.NewTempWindow(t, container.NewWithoutLayout())
	w.Resize(size)
	tell := func(s string) func() { return func() { *told = append(*told, s) } }
	return Question(w.Canvas(), "Stop the run?", body, []Answer{
		{Label: "Stop", Primary: true, Chosen: tell("stop")},
		{Label: "Go on"},
	}, tell("closed")), w.Canvas()
}

func TestQuestionLooks(t *testing.T) {
	long := "Most of the photos are done. Those that are in hand are given up, and their thumbnails are not made: the next run makes them, and leaves the others as they are."
	tests := []struct {
		name string
		look look.Appearance
		body string
	}{{"question", look.Dark, long}, {"question-light", look.Light, "4 photos are left."}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, c := question(t, tt.look, fyne.NewSize(520, 260), tt.body, new([]string))
			test.AssertRendersToImage(t, tt.name+".png", c)
		})
	}
}

func TestTheLastAnswerIsTheSafeOne(t *testing.T) {
	var told []string
	s, c := question(t, look.Dark, fyne.NewSize(520, 260), "", &told)
	if c.Focused() != fyne.Focusable(s.Answers[1]) {
		t.Errorf("the keyboard is at %T", c.Focused())
	}
	s.Cancel()
	if want := []string{"closed"}; !slices.Equal(told, want) {
		t.Errorf("Escape: told %q, want %q", told, want)
	}
	s, _ = question(t, look.Dark, fyne.NewSize(520, 260), "", &told)
	test.Tap(s.Answers[0])
	if want := []string{"closed", "closed", "stop"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}
