// Package keylist is the sheet of all keys: groups in two columns, with a key
// cap and what it does in each row. It belongs to the UI thread.
package keylist

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
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

// Panel is the widget.
type Panel struct {
	widget.BaseWidget
	close *control.Button
}

// New returns the sheet; done closes it.
func New(done func()) *Panel {
	p := &Panel{close: control.ButtonOf(control.Primary, "output.done", "hint.done", done)}
	p.ExtendBaseWidget(p)
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
	table := control.Row(32)
	for _, groups := range columns {
		column := control.Column(12)
		for _, g := range groups {
			rows := control.Column(0)
			for _, r := range g.rows {
				rows.Add(r.draw())
			}
			caption := control.Least(0, 20, control.NewCaption(words.Of(g.caption)))
			column.Add(control.Column(4, caption, rows))
		}
		table.Add(control.Least(316, 0, column))
	}
	return widget.NewSimpleRenderer(control.Sheet(words.Of("menu.keys"), table, 20, p.close))
}

// draw writes what the keys do at the left and their caps at the right.
func (r row) draw() fyne.CanvasObject {
	caps := control.Row(4)
	for _, k := range r.keys {
		caps.Add(newCap(Say(k)))
	}
	does := control.NewLabel(words.Of(r.does), look.TextBody, look.Text).Cuttable()
	return container.NewBorder(nil, nil, nil, control.Inset(2, 2, 0, caps), does)
}

const (
	capHeight = 20 // of a key cap, dp
	capPad    = 7  // beside its letters
)

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
	return control.Drawn(d)
}
