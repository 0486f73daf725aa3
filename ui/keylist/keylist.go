// Package keylist is the sheet of all keys: groups in two columns, with a key
// cap and what it does in each row. It belongs to the UI thread.
package keylist

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// row is some keys and what they do. Keys are written as in "ctrl+O"; the
// parts in said are said in the user's language.
type row struct {
	keys []string
	does string
}

type group struct {
	caption string
	rows    []row
}

// columns are the groups from the left.
var columns = [2][]group{
	{
		{"rail.photos", []row{
			{[]string{"ctrl+O"}, "keys.choose"},
			{[]string{"ctrl+enter"}, "keys.make"},
		}},
		{"keys.run", []row{
			{[]string{"space"}, "keys.pause"},
			{[]string{"esc"}, "keys.stop"},
		}},
		{"keys.order", []row{
			{[]string{"ctrl+1"}, "keys.finished"},
			{[]string{"ctrl+2"}, "keys.name"},
			{[]string{"ctrl+3"}, "keys.failed"},
		}},
		{"keys.window", []row{
			{[]string{"tab"}, "keys.next"},
			{[]string{"ctrl+,"}, "keys.settings"},
			{[]string{"F1"}, "keys.keys"},
			{[]string{"ctrl+W", "ctrl+Q"}, "keys.close"},
		}},
	},
	{
		{"keys.grid", []row{
			{[]string{"←", "→", "↑", "↓"}, "keys.move"},
			{[]string{"letters"}, "keys.find"},
			{[]string{"shift+→", "ctrl+A"}, "keys.select"},
			{[]string{"enter"}, "keys.open"},
			{[]string{"ctrl++", "ctrl+−"}, "keys.cells"},
		}},
		{"keys.viewer", []row{
			{[]string{"←", "→"}, "keys.neighbour"},
			{[]string{"+", "−"}, "keys.zoom"},
			{[]string{"0"}, "keys.whole"},
			{[]string{"1"}, "keys.pixels"},
			{[]string{"ctrl+←", "ctrl+→"}, "keys.divider"},
			{[]string{"esc"}, "keys.back"},
		}},
	},
}

// said are the parts of keys that have a translation.
var said = map[string]string{
	"ctrl": "key.ctrl", "shift": "key.shift", "enter": "key.enter", "space": "key.space", "esc": "key.esc", "tab": "key.tab", "letters": "key.letters",
}

// Say writes a key in the user's language: "ctrl+O" as
// Ctrl+O, Strg+O or ⌘+O.
func Say(key string) string {
	parts := strings.Split(strings.TrimSuffix(key, "+"), "+")
	if strings.HasSuffix(key, "+") { // the key + itself
		parts[len(parts)-1] = "+"
	}
	for i, p := range parts {
		switch {
		case p == "ctrl" && fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper:
			parts[i] = "⌘"
		case said[p] != "":
			parts[i] = words.Of(said[p])
		}
	}
	return strings.Join(parts, "+")
}

// Measures in dp.
const (
	columnWidth = 316
	columnGap   = 32
	titleSize   = 20
	bodyAt      = titleSize + 16
	captionSize = 20
	rowSize     = 24
	groupGap    = 12
	capHeight   = 20
	capPad      = 7
	capGap      = 4
	doneGap     = 20
)

// Panel is the widget.
type Panel struct {
	widget.BaseWidget
	title *control.Label
	close *control.Button
	rows  [2][]line
	body  float32 // height of the columns
}

// line is a row with the place where it begins.
type line struct {
	at      float32
	caption *control.Label // or
	caps    []*keyCap      // and
	does    *control.Label
}

// New returns the sheet; done closes it.
func New(done func()) *Panel {
	p := &Panel{
		title: control.NewLabel(words.Of("menu.keys"), look.TextBody, look.Text).Bold(),
		close: control.NewButton(control.Primary, words.Of("output.done"), done),
	}
	p.ExtendBaseWidget(p)
	p.close.SetHint(words.Of("hint.done"))
	for i, groups := range columns {
		y := float32(0)
		for _, g := range groups {
			p.rows[i] = append(p.rows[i], line{at: y, caption: control.NewCaption(words.Of(g.caption))})
			y += captionSize + 4
			for _, r := range g.rows {
				l := line{at: y, does: control.NewLabel(words.Of(r.does), look.TextBody, look.Text).Cuttable()}
				for _, k := range r.keys {
					l.caps = append(l.caps, newCap(Say(k)))
				}
				p.rows[i] = append(p.rows[i], l)
				y += rowSize
			}
			y += groupGap
		}
		p.body = max(p.body, y-groupGap)
	}
	return p
}

// Parts are the controls, by name.
func (p *Panel) Parts() map[string]fyne.CanvasObject {
	return map[string]fyne.CanvasObject{"keysDone": p.close}
}

// Done is the button that closes the sheet.
func (p *Panel) Done() *control.Button { return p.close }

// CreateRenderer is Fyne's.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	d := &control.Drawing{Parts: []fyne.CanvasObject{p.title}}
	for _, column := range p.rows {
		for _, l := range column {
			d.Parts = append(d.Parts, l.objects()...)
		}
	}
	d.Parts = append(d.Parts, p.close)
	d.Arrange = func(s fyne.Size) {
		control.Place(p.title, 0, 0, s.Width, titleSize)
		for i, column := range p.rows {
			for _, l := range column {
				l.layout(float32(i)*(columnWidth+columnGap), bodyAt+l.at)
			}
		}
		w := max(88, p.close.MinSize().Width)
		control.Place(p.close, s.Width-w, s.Height-look.ControlSize, w, look.ControlSize)
	}
	d.Smallest = func() fyne.Size {
		return fyne.NewSize(2*columnWidth+columnGap, bodyAt+p.body+doneGap+look.ControlSize)
	}
	d.Paint = func() {}
	return d
}

func (l line) objects() []fyne.CanvasObject {
	if l.caption != nil {
		return []fyne.CanvasObject{l.caption}
	}
	objects := []fyne.CanvasObject{l.does}
	for _, c := range l.caps {
		objects = append(objects, c)
	}
	return objects
}

// layout puts what the keys do at the left and their caps at the right.
func (l line) layout(x, y float32) {
	if l.caption != nil {
		control.Place(l.caption, x, y, columnWidth, captionSize)
		return
	}
	right := x + columnWidth
	for _, c := range slices.Backward(l.caps) {
		w := c.MinSize().Width
		control.Place(c, right-w, y+(rowSize-capHeight)/2, w, capHeight)
		right -= w + capGap
	}
	control.Place(l.does, x, y, right-x, rowSize)
}

// keyCap is a key, as it looks on a keyboard.
type keyCap struct {
	widget.BaseWidget
	text string
}

func newCap(text string) *keyCap {
	c := &keyCap{text: text}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *keyCap) CreateRenderer() fyne.WidgetRenderer {
	back := &canvas.Rectangle{CornerRadius: look.PictureRound}
	text := &canvas.Text{Text: c.text, TextSize: look.TextSmall, Alignment: fyne.TextAlignCenter}
	d := &control.Drawing{Parts: []fyne.CanvasObject{back, text}}
	d.Arrange = func(s fyne.Size) {
		back.Resize(s)
		h := text.MinSize().Height
		control.Place(text, 0, (s.Height-h)/2, s.Width, h)
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(max(capHeight, text.MinSize().Width+2*capPad), capHeight) }
	d.Paint = func() { back.FillColor, text.Color = look.Color(look.Field), look.Color(look.Text) }
	d.Paint()
	return d
}
