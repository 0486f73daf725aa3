package control

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/look"
)

func TestNumber(t *testing.T) {
	tests := []struct {
		name  string
		keys  []fyne.KeyName // before the runes
		runes string
		after []fyne.KeyName
		want  string // entered; empty means nothing was
		shown string
	}{
		{"typing replaces the figure", nil, "512", []fyne.KeyName{fyne.KeyReturn}, "512", "512"},
		{"letters are no figures", nil, "5a1 2", []fyne.KeyName{fyne.KeyReturn}, "512", "512"},
		{"a decimal sign", nil, "2,5", []fyne.KeyName{fyne.KeyEnter}, "2,5", "2,5"},
		{"backspace", nil, "5123", []fyne.KeyName{fyne.KeyBackspace, fyne.KeyReturn}, "512", "512"},
		{"backspace takes all that is selected", []fyne.KeyName{fyne.KeyBackspace}, "64", []fyne.KeyName{fyne.KeyReturn}, "64", "64"},
		{"escape takes back", nil, "512", []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}, "", "256"},
		{"no more than seven digits", nil, "123456789", []fyne.KeyName{fyne.KeyReturn}, "1234567", "1234567"},
		{"the caret is moved into the figure", []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight}, "0", []fyne.KeyName{fyne.KeyReturn}, "2056", "2056"},
		{"backspace inside of the figure", []fyne.KeyName{fyne.KeyEnd, fyne.KeyLeft, fyne.KeyBackspace}, "", []fyne.KeyName{fyne.KeyReturn}, "26", "26"},
		{"the key after Enter replaces the figure", []fyne.KeyName{fyne.KeyEnd, fyne.KeyReturn}, "9", []fyne.KeyName{fyne.KeyReturn}, "9", "9"},
		{"nothing typed", nil, "", []fyne.KeyName{fyne.KeyReturn}, "", "256"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start(t, look.Dark)
			entered := ""
			n := NewNumber("256", "px", func(s string) { entered = s }, nil)
			n.FocusGained()
			press(n, tt.keys...)
			for _, r := range tt.runes {
				n.TypedRune(r)
			}
			press(n, tt.after...)
			if entered != tt.want || n.Figure() != tt.shown {
				t.Errorf("entered %q, shows %q; want %q, %q", entered, n.Figure(), tt.want, tt.shown)
			}
		})
	}
}

func TestNumberCountsWhenTheKeyboardLeaves(t *testing.T) {
	start(t, look.Dark)
	entered, steps := "", 0
	n := NewNumber("256", "px", func(s string) { entered = s }, func(d int) { steps += d })
	n.FocusGained()
	n.TypedRune('9')
	n.FocusLost()
	if entered != "9" {
		t.Errorf("entered %q, want 9", entered)
	}
	n.FocusGained()
	press(n, fyne.KeyUp, fyne.KeyUp, fyne.KeyDown)
	if steps != 1 {
		t.Errorf("%d steps, want 1", steps)
	}
}

// held presses keys while Shift is held.
func held(n *Number, keys ...fyne.KeyName) {
	n.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(n, keys...)
	n.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

func TestAPartOfANumberIsReplaced(t *testing.T) {
	start(t, look.Dark)
	n := NewNumber("1234567", "px", nil, nil)
	n.FocusGained()
	press(n, fyne.KeyHome, fyne.KeyRight)
	held(n, fyne.KeyRight, fyne.KeyRight)
	if got := n.SelectedText(); got != "23" {
		t.Fatalf("selected %q, want 23", got)
	}
	n.TypedRune('x') // is no figure, and takes nothing away
	n.TypedRune('9')
	if n.Text != "194567" {
		t.Errorf("it shows %q, want 194567", n.Text)
	}
	n.TypedShortcut(&fyne.ShortcutUndo{})
	n.TypedShortcut(&fyne.ShortcutUndo{})
	if n.Text != "1234567" {
		t.Errorf("taken back, it shows %q", n.Text)
	}
}

func TestPasteIntoANumber(t *testing.T) {
	tests := []struct {
		pasted string
		keys   []fyne.KeyName // before
		want   string
	}{
		{"512", nil, "512"},
		{"12 px", nil, "12"},
		{"1,5", nil, "1,5"},
		{" 2.5\n", nil, "2.5"},
		{"123456789", nil, "1234567"},
		{"0", []fyne.KeyName{fyne.KeyEnd}, "2560"},
		{"34567", []fyne.KeyName{fyne.KeyHome}, "3456256"},
		{"px", nil, "256"},
		{"", nil, "256"},
	}
	for _, tt := range tests {
		t.Run(strings.TrimSpace(tt.pasted), func(t *testing.T) {
			start(t, look.Dark)
			n := NewNumber("256", "px", nil, nil)
			n.FocusGained()
			press(n, tt.keys...)
			clipboard := test.NewClipboard()
			clipboard.SetContent(tt.pasted)
			n.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
			if n.Text != tt.want {
				t.Errorf("it shows %q, want %q", n.Text, tt.want)
			}
		})
	}
}

func TestCopyOfANumber(t *testing.T) {
	start(t, look.Dark)
	n := NewNumber("256", "px", nil, nil)
	n.FocusGained()
	clipboard := test.NewClipboard()
	n.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if got := clipboard.Content(); got != "256" {
		t.Errorf("copied %q", got)
	}
}

// TestThePointerInANumber presses where a figure is written: the first press
// selects it, the next ones put the caret there.
func TestThePointerInANumber(t *testing.T) {
	start(t, look.Dark)
	n := NewNumber("256", "px", nil, nil)
	w := test.NewTempWindow(t, n)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(200, 20)) // the figure is at its right end
	click := func(x float32) {
		ev := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 19)}}
		n.MouseDown(ev)
		n.MouseUp(ev)
	}
	figure := n.Size().Width - n.MinSize().Width
	afterTwo := figure + fyne.MeasureText("2", look.TextBody, fyne.TextStyle{}).Width
	click(afterTwo)
	if w.Canvas().Focused() != fyne.Focusable(n) || n.SelectedText() != "256" {
		t.Fatalf("%q is selected by the first press, the keyboard is at %v", n.SelectedText(), w.Canvas().Focused())
	}
	var carets []int
	for _, x := range []float32{afterTwo, figure, n.Size().Width - 1} {
		click(x)
		carets = append(carets, n.CursorColumn)
	}
	if want := []int{1, 0, 3}; !slices.Equal(carets, want) || n.SelectedText() != "" {
		t.Errorf("the caret comes to %v, want %v; selected %q", carets, want, n.SelectedText())
	}
	test.Drag(w.Canvas(), fyne.NewPos(afterTwo, 10), afterTwo-n.Size().Width+1, 0)
	if n.SelectedText() != "56" {
		t.Errorf("dragging from the end selects %q, want 56", n.SelectedText())
	}
	n.DoubleTapped(&fyne.PointEvent{})
	if n.SelectedText() != "256" {
		t.Errorf("two presses select %q", n.SelectedText())
	}
}

func TestANumberIsAsWideAsWhatIsTyped(t *testing.T) {
	start(t, look.Dark)
	n := NewNumber("2", "px", nil, nil)
	n.FocusGained()
	for _, typed := range "12345" {
		before := n.MinSize().Width
		n.TypedRune(typed)
		if typed != '1' && n.MinSize().Width <= before {
			t.Errorf("at %q it is %g dp wide, as before", n.Text, before)
		}
	}
}
