package control

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"thumbpool/ui/look"
)

// segmentPad is the room beside the words of a segment, dp.
const segmentPad = 12

// Segmented is a switch between a few choices that are all in sight.
type Segmented struct {
	touch
	labels  []string
	chosen  int
	changed func(int)
}

// NewSegmented returns a switch that calls changed for a new choice.
func NewSegmented(labels []string, chosen int, changed func(int)) *Segmented {
	s := &Segmented{labels: labels, chosen: chosen, changed: changed}
	s.begin(s)
	return s
}

// Chosen returns the number of the choice.
func (s *Segmented) Chosen() int { return s.chosen }

// Choose switches without telling anyone.
func (s *Segmented) Choose(i int) {
	if i != s.chosen {
		s.chosen = i
		s.Refresh()
	}
}

// SetChoices changes what there is to choose from, without telling anyone.
func (s *Segmented) SetChoices(labels []string, chosen int) {
	if !slices.Equal(labels, s.labels) || chosen != s.chosen {
		s.labels, s.chosen = labels, chosen
		s.Refresh()
	}
}

// Labels are the words of the choices.
func (s *Segmented) Labels() []string { return s.labels }

func (s *Segmented) set(i int) {
	if i < 0 || i >= len(s.labels) || i == s.chosen {
		return
	}
	s.rest(false)
	s.Choose(i)
	if s.changed != nil {
		s.changed(i)
	}
}

// Segment is where a choice is, inside the widget.
func (s *Segmented) Segment(i int) (fyne.Position, fyne.Size) {
	x := float32(2)
	for k := range i {
		x += s.width(k)
	}
	return fyne.NewPos(x, 2), fyne.NewSize(s.width(i), look.ControlSize-4)
}

func (s *Segmented) width(i int) float32 {
	return fyne.MeasureText(s.labels[i], look.TextBody, fyne.TextStyle{}).Width + 2*segmentPad
}

// Tapped chooses what is under the pointer.
func (s *Segmented) Tapped(ev *fyne.PointEvent) {
	for i := range s.labels {
		if p, size := s.Segment(i); ev.Position.X >= p.X && ev.Position.X < p.X+size.Width {
			s.set(i)
			return
		}
	}
}

// TypedKey chooses with the arrow keys.
func (s *Segmented) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		s.set(s.chosen - 1)
	case fyne.KeyRight, fyne.KeyDown:
		s.set(s.chosen + 1)
	case fyne.KeyHome:
		s.set(0)
	case fyne.KeyEnd:
		s.set(len(s.labels) - 1)
	default:
		s.pass(ev)
	}
}

// CreateRenderer is Fyne's.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer {
	back := &canvas.Rectangle{CornerRadius: look.Radius + 1, StrokeWidth: 2}
	front := &canvas.Rectangle{CornerRadius: look.Radius - 1}
	focus := ring()
	d := &Drawing{Parts: []fyne.CanvasObject{back, front, focus}}
	var texts []*canvas.Text
	write := func() {
		for len(texts) < len(s.labels) {
			texts = append(texts, &canvas.Text{TextSize: look.TextBody, Alignment: fyne.TextAlignCenter})
		}
		texts = texts[:len(s.labels)]
		d.Parts = d.Parts[:3]
		for i, l := range s.labels {
			texts[i].Text = l
			d.Parts = append(d.Parts, texts[i])
		}
	}
	d.Arrange = func(size fyne.Size) {
		back.Resize(size)
		arrangeRing(focus, fyne.Position{}, size)
		p, fs := s.Segment(s.chosen)
		Place(front, p.X, p.Y, fs.Width, fs.Height)
		for i, t := range texts {
			p, ts := s.Segment(i)
			placeText(t, p.X, ts.Width, size.Height)
		}
	}
	d.Smallest = func() fyne.Size {
		w := float32(4)
		for i := range s.labels {
			w += s.width(i)
		}
		return fyne.NewSize(w, look.ControlSize)
	}
	d.Paint = func() {
		write()
		back.FillColor, back.StrokeColor = look.Color(look.Field), look.Color(look.Field)
		front.FillColor = look.Color(look.SegmentOn)
		for i, t := range texts {
			t.Color = look.Color(look.Secondary)
			if i == s.chosen {
				t.Color = look.Color(look.Text)
			}
		}
		s.paintRing(focus)
	}
	return Drawn(d)
}
