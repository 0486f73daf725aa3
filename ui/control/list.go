package control

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// List is the toolkit's list as a control: of its rows one is chosen, with the
// pointer or the arrow keys. Only those in sight are drawn.
type List struct {
	widget.List
	hinted
	rows    []Line
	chosen  int
	focused bool
}

// Line is a row of a list: a few words, and smaller ones under them.
type Line struct{ Text, Under string }

// NewList returns a list that calls changed for each new choice, and at once for
// the first of its rows. There is one at least.
func NewList(name, hint string, rows []Line, changed func(i int)) *List {
	l := &List{rows: rows}
	l.self = l
	l.SetName(name)
	l.SetHint(hint)
	l.HideSeparators = true
	l.Length = func() int { return len(rows) }
	l.CreateItem = func() fyne.CanvasObject { return newListRow() }
	l.UpdateItem = func(i int, o fyne.CanvasObject) { o.(*listRow).show(rows[i]) }
	l.OnSelected = func(i int) {
		l.chosen = i
		changed(i)
	}
	l.ExtendBaseWidget(l)
	l.Select(0)
	return l
}

// Chosen returns the number of the row that is chosen.
func (l *List) Chosen() int { return l.chosen }

// TypedKey chooses another row.
func (l *List) TypedKey(ev *fyne.KeyEvent) {
	last := len(l.rows) - 1
	i, is := map[fyne.KeyName]int{
		fyne.KeyUp: l.chosen - 1, fyne.KeyDown: l.chosen + 1, fyne.KeyHome: 0, fyne.KeyEnd: last,
	}[ev.Name]
	if !is {
		l.pass(ev)
		return
	}
	l.rest(false)
	l.Select(min(max(i, 0), last))
}

// FocusGained is called when the keyboard comes to the list.
func (l *List) FocusGained() {
	l.focused = true
	l.arrive()
	l.Refresh()
}

// FocusLost is called when the keyboard leaves the list.
func (l *List) FocusLost() {
	l.focused = false
	l.rest(false)
	l.Refresh()
}

// AccessibilityRole is that of a thing to move.
func (l *List) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel says what the list is of and which row is chosen.
func (l *List) AccessibilityLabel() string {
	row := l.rows[l.chosen]
	return Spoken(l.named(), row.Text, row.Under, words.Of("voice.choice", "N", l.chosen+1, "Total", len(l.rows)))
}

// CreateRenderer is Fyne's.
func (l *List) CreateRenderer() fyne.WidgetRenderer {
	r := &listLook{l.List.CreateRenderer(), l, ring()}
	r.paint()
	return r
}

// listLook is the toolkit's drawing of a list, with a ring around it.
type listLook struct {
	fyne.WidgetRenderer
	list *List
	ring *canvas.Rectangle
}

// Layout places the parts.
func (r *listLook) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	arrangeRing(r.ring, fyne.Position{}, s)
}

// Objects are the parts.
func (r *listLook) Objects() []fyne.CanvasObject { return append(r.WidgetRenderer.Objects(), r.ring) }

// Refresh takes rows and colours anew.
func (r *listLook) Refresh() {
	r.WidgetRenderer.Refresh()
	r.paint()
	r.ring.Refresh()
}

func (r *listLook) paint() {
	r.ring.StrokeColor, r.ring.FillColor, r.ring.Hidden = look.Color(look.Accent), transparent, !r.list.focused
}

// listRow draws a row.
type listRow struct {
	widget.BaseWidget
	text, under *Label
}

func newListRow() *listRow {
	r := &listRow{text: NewLabel("", look.TextBody, look.Text).Cuttable(), under: NewLabel("", look.TextSmall, look.Secondary).Cuttable()}
	r.ExtendBaseWidget(r)
	return r
}

func (r *listRow) show(l Line) {
	r.text.SetText(l.Text)
	r.under.SetText(l.Under)
}

// CreateRenderer is Fyne's.
func (r *listRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Inset(4, 4, 8, Column(0, r.text, r.under)))
}
