package grid

import (
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"thumbpool/ui/look"
	"thumbpool/ui/model"
	"thumbpool/ui/picture"
)

// boxRatio is the height of an outline or a failed cell over its width.
const boxRatio = 0.675

// cell shows one photo. It is used again for another when it leaves sight.
type cell struct {
	widget.BaseWidget
	grid *Grid
	id   int
	face face
	img  *image.RGBA
	full image.Point // size of the thumbnail in pixels; zero when it is not known
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
	if id != c.id {
		c.MouseOut()
	}
	m := c.grid.source.Cell(id)
	f := face{key: picture.Key{ID: id, Version: m.Version}, status: m.Status}
	var img *image.RGBA
	switch {
	case m.HasPicture():
		img, f.shown = c.grid.store.Get(f.key)
	case m.Status == model.Failed:
		f.kind, f.name, f.reason = c.grid.say(m.Kind()), baseName(m), c.grid.say(m.Reason())
	}
	c.id = id
	if f != c.face || img != c.img {
		c.face, c.img = f, img
		if img != nil {
			c.full = c.grid.natural(f.key, img, m)
		}
		c.Refresh()
	}
}

func baseName(m *model.Cell) string {
	name := m.Photo.Rel
	if name == "" || name == "." {
		return model.Name(m.Photo.Path)
	}
	return model.Name(name[strings.LastIndexAny(name, `/\`)+1:])
}

// CreateRenderer is Fyne's.
func (c *cell) CreateRenderer() fyne.WidgetRenderer {
	p := &cellParts{
		cell:    c,
		box:     &canvas.Rectangle{CornerRadius: look.Radius},
		picture: &canvas.Image{ScaleMode: canvas.ImageScaleFastest, CornerRadius: look.PictureRound},
	}
	p.outline = canvas.NewRaster(p.dashes)
	p.outline.ScaleMode = canvas.ImageScaleFastest
	p.objects = []fyne.CanvasObject{p.box, p.outline, p.picture}
	for i := range p.words {
		p.words[i] = &canvas.Text{Alignment: fyne.TextAlignCenter}
		p.objects = append(p.objects, p.words[i])
	}
	p.paint()
	return p
}

// cellParts draws a cell.
type cellParts struct {
	cell    *cell
	box     *canvas.Rectangle
	outline *canvas.Raster
	picture *canvas.Image
	words   [maxLines]*canvas.Text
	objects []fyne.CanvasObject
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
		size := fitted(p.cell.img.Rect.Size(), p.cell.full, s, p.cell.grid.scale())
		p.picture.Resize(size)
		p.picture.Move(fyne.NewPos((s.Width-size.Width)/2, (s.Height-size.Height)/2))
	}
	if p.cell.face.status == model.Failed {
		p.layoutWords(at, box)
	}
}

// layoutWords puts what is said about a failure in the middle of the box.
func (p *cellParts) layoutWords(at fyne.Position, box fyne.Size) {
	lines, height := explain(&p.cell.face, box)
	y := at.Y + (box.Height-height)/2
	for i, t := range p.words {
		t.Text = ""
		if i >= len(lines) {
			continue
		}
		l := &lines[i]
		t.Text, t.TextSize, t.TextStyle, t.Color = l.text, l.size, l.style, look.Color(l.color)
		t.Move(fyne.NewPos(0, y))
		t.Resize(fyne.NewSize(box.Width, l.height))
		y += l.height
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
	for _, t := range p.words {
		t.Hidden = !failed
	}
	if p.picture.Image != image.Image(p.cell.img) && p.cell.img != nil {
		p.picture.Image = p.cell.img
		p.picture.Refresh() // uploads the pixels
	}
	p.Layout(p.cell.Size())
}

// fitted is the size of a picture in a cell: as large as fits, and never larger
// than the thumbnail's own pixels, which full are as far as it is known.
func fitted(img, full image.Point, cell fyne.Size, scale float32) fyne.Size {
	w, h := float32(img.X), float32(img.Y)
	size := min(cell.Width/w, cell.Height/h)
	if full.X > 0 {
		size = min(size, float32(max(full.X, full.Y))/max(w, h)/scale)
	}
	return fyne.NewSize(w*size, h*size)
}
