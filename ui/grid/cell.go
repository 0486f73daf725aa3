package grid

import (
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/picture"
)

// boxRatio is the height of an outline or a failed cell over its width.
const boxRatio = 0.675

// reasonLines is how many lines a reason gets.
const reasonLines = 3

// cell shows one photo. It is used again for another when it leaves sight.
type cell struct {
	widget.BaseWidget
	grid *Grid
	id   int
	face face
	img  *image.RGBA
}

// face is what a cell looks like; equal faces need no drawing anew.
type face struct {
	key    picture.Key // of the picture shown
	status model.Status
	shown  bool // the picture is there
	kind   string
	name   string
	reason string
}

func newCell(g *Grid) *cell {
	c := &cell{grid: g, id: -1}
	c.ExtendBaseWidget(c)
	return c
}

// show binds the cell to a photo.
func (c *cell) show(id int) {
	m := c.grid.source.Cell(id)
	f := face{key: picture.Key{ID: id, Version: m.Version}, status: m.Status}
	var img *image.RGBA
	switch {
	case m.HasPicture():
		img, f.shown = c.grid.store.Get(f.key)
	case m.Status == model.Failed:
		f.kind, f.name, f.reason = c.grid.say(m.Kind), baseName(m), m.Reason
	}
	c.id = id
	if f != c.face || img != c.img {
		c.face, c.img = f, img
		c.Refresh()
	}
}

func baseName(m *model.Cell) string {
	if i := strings.LastIndexAny(m.Photo.Rel, `/\`); i >= 0 {
		return m.Photo.Rel[i+1:]
	}
	if m.Photo.Rel == "" || m.Photo.Rel == "." {
		return m.Photo.Path
	}
	return m.Photo.Rel
}

// CreateRenderer is Fyne's.
func (c *cell) CreateRenderer() fyne.WidgetRenderer {
	p := &cellParts{
		cell:    c,
		box:     &canvas.Rectangle{CornerRadius: look.Radius},
		picture: &canvas.Image{ScaleMode: canvas.ImageScaleFastest, CornerRadius: look.PictureRound},
		kind:    &canvas.Text{TextSize: look.TextBody, TextStyle: fyne.TextStyle{Bold: true}, Alignment: fyne.TextAlignCenter},
		name:    &canvas.Text{TextSize: look.TextBody, Alignment: fyne.TextAlignCenter},
	}
	p.outline = canvas.NewRaster(p.dashes)
	p.outline.ScaleMode = canvas.ImageScaleFastest
	p.objects = []fyne.CanvasObject{p.box, p.outline, p.picture, p.kind, p.name}
	for i := range p.reason {
		p.reason[i] = &canvas.Text{TextSize: look.TextSmall, Alignment: fyne.TextAlignCenter}
		p.objects = append(p.objects, p.reason[i])
	}
	p.paint()
	return p
}

// cellParts draws a cell.
type cellParts struct {
	cell       *cell
	box        *canvas.Rectangle
	outline    *canvas.Raster
	picture    *canvas.Image
	kind, name *canvas.Text
	reason     [reasonLines]*canvas.Text
	objects    []fyne.CanvasObject
}

func (p *cellParts) dashes(w, h int) image.Image { return p.cell.grid.dashes(w, h, p.cell.face.status) }

func (p *cellParts) Destroy()                     {}
func (p *cellParts) Objects() []fyne.CanvasObject { return p.objects }
func (p *cellParts) MinSize() fyne.Size           { return fyne.Size{} }

// Layout places the parts in a square cell.
func (p *cellParts) Layout(s fyne.Size) {
	box := fyne.NewSize(s.Width, float32(int(s.Width*boxRatio+0.5)))
	at := fyne.NewPos(0, float32(int((s.Height-box.Height)/2+0.5)))
	p.box.Resize(box)
	p.box.Move(at)
	p.outline.Resize(box)
	p.outline.Move(at)
	if p.cell.img != nil {
		size := fitted(p.cell.img, s, p.cell.grid.scale())
		p.picture.Resize(size)
		p.picture.Move(fyne.NewPos((s.Width-size.Width)/2, (s.Height-size.Height)/2))
	}
	p.layoutWords(at, box)
}

// layoutWords puts kind, name and reason in the middle of the box.
func (p *cellParts) layoutWords(at fyne.Position, box fyne.Size) {
	f := &p.cell.face
	if f.status != model.Failed {
		return
	}
	room := box.Width - 20
	p.name.Text = control.Fit(f.name, room, look.TextBody, p.name.TextStyle)
	lines := wrap(f.reason, room, reasonLines)
	height := p.kind.MinSize().Height + p.name.MinSize().Height
	for i, t := range p.reason {
		t.Text = ""
		if i < len(lines) {
			t.Text = lines[i]
			height += t.MinSize().Height
		}
	}
	y := at.Y + (box.Height-height)/2
	for _, t := range append([]*canvas.Text{p.kind, p.name}, p.reason[:]...) {
		h := t.MinSize().Height
		t.Move(fyne.NewPos(10, y))
		t.Resize(fyne.NewSize(room, h))
		if t.Text != "" {
			y += h
		}
	}
}

// Refresh draws the cell anew.
func (p *cellParts) Refresh() {
	p.paint()
	for _, o := range p.objects {
		if o.Visible() && o != fyne.CanvasObject(p.picture) {
			o.Refresh()
		}
	}
}

func (p *cellParts) paint() {
	f := &p.cell.face
	failed := f.status == model.Failed
	waiting := f.status == model.Waiting || f.status == model.Working
	p.box.FillColor = look.Color(look.Field)
	if !failed {
		p.box.FillColor = look.Color(look.Surface)
	}
	p.box.Hidden = waiting || f.shown
	p.outline.Hidden = !waiting
	p.picture.Hidden = !f.shown
	p.kind.Hidden, p.name.Hidden = !failed, !failed
	for _, t := range p.reason {
		t.Hidden = !failed
		t.Color = look.Color(look.Secondary)
	}
	p.kind.Text, p.kind.Color = f.kind, look.Color(look.Failure)
	p.name.Color = look.Color(look.Text)
	if p.picture.Image != image.Image(p.cell.img) && p.cell.img != nil {
		p.picture.Image = p.cell.img
		p.picture.Refresh() // uploads the pixels
	}
	p.Layout(p.cell.Size())
}

// fitted is the size of a picture in a cell: as large as fits, and never
// larger than its own pixels.
func fitted(img *image.RGBA, cell fyne.Size, scale float32) fyne.Size {
	w, h := float32(img.Rect.Dx())/scale, float32(img.Rect.Dy())/scale
	shrink := min(1, cell.Width/w, cell.Height/h)
	return fyne.NewSize(w*shrink, h*shrink)
}

// wrap breaks a text into at most limit lines; what is left over is cut.
func wrap(s string, room float32, limit int) []string {
	var lines []string
	line := ""
	words := strings.Fields(s)
	for i, w := range words {
		try := strings.TrimSpace(line + " " + w)
		if line == "" || fyne.MeasureText(try, look.TextSmall, fyne.TextStyle{}).Width <= room {
			line = try
			continue
		}
		if len(lines) == limit-1 {
			line += " " + strings.Join(words[i:], " ")
			break
		}
		lines = append(lines, line)
		line = w
	}
	if line != "" {
		lines = append(lines, control.Fit(line, room, look.TextSmall, fyne.TextStyle{}))
	}
	return lines
}
