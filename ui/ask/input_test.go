package ask

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// asking shows an input that takes anything but “wrong”.
func asking(t *testing.T, a look.Appearance, text string, done func(string)) (*Sheet, fyne.Canvas, *bool) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
	w := test.NewTempWindow(t, container.NewWithoutLayout())
	w.Resize(fyne.NewSize(420, 220))
	closed := false
	s := Ask(w.Canvas(), Input{
		Title: "Save as preset", Hint: "Name", Text: text, Cancel: "Cancel", Take: "Save", Done: done,
		Check: func(s string) Verdict {
			switch s {
			case "":
				return Verdict{Line: "A preset needs a name", Wrong: true}
			case "wrong":
				return Verdict{Line: "This cannot be", Wrong: true}
			}
			return Verdict{}
		},
	}, func() { closed = true })
	return s, w.Canvas(), &closed
}

func TestInputLooks(t *testing.T) {
	tests := []struct {
		name string
		look look.Appearance
		text string
	}{{"empty", look.Dark, ""}, {"wrong", look.Light, "wrong"}, {"right", look.Dark, "Postcard"}, {"right-light", look.Light, "Postcard"}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, c, _ := asking(t, tt.look, tt.text, nil)
			test.AssertRendersToImage(t, tt.name+".png", c)
		})
	}
}

func TestInputTakesOnlyWhatIsRight(t *testing.T) {
	took := ""
	s, c, closed := asking(t, look.Dark, "wrong", func(text string) { took = text })
	if c.Focused() != fyne.Focusable(s.Field) || !s.Answers[1].Disabled() {
		t.Errorf("the keyboard is at %T, Save is off: %v", c.Focused(), s.Answers[1].Disabled())
	}
	s.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if *closed || took != "" {
		t.Fatalf("it took %q", took)
	}
	for _, r := range "Postcard" { // what was there is selected
		s.Field.TypedRune(r)
	}
	s.Field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !*closed || took != "Postcard" {
		t.Errorf("it took %q, closed %v", took, *closed)
	}
}

func TestInputIsCancelled(t *testing.T) {
	s, _, closed := asking(t, look.Dark, "Postcard", func(string) { t.Error("it was taken") })
	test.Tap(s.Answers[0])
	if !*closed {
		t.Error("it is still there")
	}
}
