package timeline

import (
	"image"
	"image/color"
	"math"
	"time"

	"thumbpool/ui/look"
)

const (
	// narrow is the width that bars must have on average to be drawn one by
	// one, dp. Narrower ones are added up in columns of a pixel.
	narrow = 5
	round  = 2 // corners of bars, dp
)

// colors are those of the theme in use.
type colors struct {
	ground, line, failed, mark color.RGBA
	parts                      [numParts]color.RGBA
	running, cursor            color.RGBA
}

func currentColors() colors {
	c := colors{
		ground: rgba(look.Color(look.Surface)), line: rgba(look.Color(look.Hairline)),
		failed: rgba(look.Color(look.Failure)), mark: rgba(look.Color(look.Text)),
		parts: partColors(), cursor: rgba(look.Color(look.Accent)),
	}
	c.running = blend(c.ground, c.parts[Decode], 0.45)
	return c
}

// partColors are the colours of the parts of the work.
func partColors() [numParts]color.RGBA {
	if look.IsDark() {
		return [numParts]color.RGBA{{0x4c, 0x9b, 0xe8, 0xff}, {0x7f, 0xb3, 0xa6, 0xff}, {0xc7, 0xa8, 0x6a, 0xff}}
	}
	return [numParts]color.RGBA{{0x3f, 0x88, 0xd0, 0xff}, {0x5a, 0x9c, 0x8c, 0xff}, {0xb5, 0x8f, 0x45, 0xff}}
}

func rgba(c color.Color) color.RGBA { return color.RGBAModel.Convert(c).(color.RGBA) }

// blend mixes share of over into under.
func blend(under, over color.RGBA, share float64) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*share + 0.5) }
	return color.RGBA{mix(under.R, over.R), mix(under.G, over.G), mix(under.B, over.B), 0xff}
}

// painter draws a chart into a picture that it uses again. What it costs grows
// with the pixels and the bars that the chart keeps, not with the photos.
type painter struct {
	img     *image.RGBA
	columns []column
	colors  colors
	rows    rows
	scale   float32 // pixels per dp
	perTime float64 // pixels per nanosecond
}

// column is how much of a pixel's time on a lane went to each part of the work.
type column [numParts]float64

// paint draws c in w×h pixels. The picture is valid until the next call.
func (p *painter) paint(c *chart, w, h int, scale float32) *image.RGBA {
	if w < 1 || h < 1 {
		return image.NewRGBA(image.Rect(0, 0, max(w, 0), max(h, 0)))
	}
	if p.img == nil || p.img.Rect.Dx() != w || p.img.Rect.Dy() != h {
		p.img = image.NewRGBA(image.Rect(0, 0, w, h))
		p.columns = make([]column, w)
	}
	p.colors, p.scale = currentColors(), scale
	p.rows = rowsFor(c.rows, h, scale)
	p.perTime = perTime(c, w)
	p.fill(0, 0, w, h, p.colors.ground)
	dense := float64(c.work)*p.perTime < narrow*float64(scale)*float64(c.bars)
	for i := range c.lanes {
		l := &c.lanes[i]
		p.presence(l, i, c.now)
		if dense {
			p.dense(l, i)
		} else {
			p.sparse(l, i)
		}
		p.failures(l, i)
		if l.open.Worker != 0 {
			x0, x1 := p.x(l.open.Start), p.x(c.now)
			p.block(x0, x1, p.rows.y(i), p.colors.running, 0, p.corner(x1-x0))
		}
	}
	p.frame(c.mark, c.now, p.colors.mark)
	if b, there := c.current(); there && c.pointed {
		p.frame(b, c.now, p.colors.cursor)
	}
	return p.img
}

// perTime is how many of w pixels a nanosecond takes.
func perTime(c *chart, w int) float64 { return float64(w) / float64(c.span) }

// x is the nearest border between pixels.
func (p *painter) x(t time.Duration) int {
	return min(int(math.Round(float64(t)*p.perTime)), p.img.Rect.Dx())
}

// dp is a measure in whole pixels, one at least.
func (p *painter) dp(v float32) int { return max(1, int(math.Round(float64(v*p.scale)))) }

// fill paints a rectangle of w×h pixels.
func (p *painter) fill(x, y, w, h int, c color.RGBA) {
	box := image.Rect(x, y, x+w, y+h).Intersect(p.img.Rect)
	if box.Empty() {
		return
	}
	first := p.img.Pix[p.img.PixOffset(box.Min.X, box.Min.Y):][:4*box.Dx()]
	for i := 0; i < len(first); i += 4 {
		first[i], first[i+1], first[i+2], first[i+3] = c.R, c.G, c.B, c.A
	}
	for y := box.Min.Y + 1; y < box.Max.Y; y++ {
		copy(p.img.Pix[p.img.PixOffset(box.Min.X, y):], first)
	}
}

// presence draws a line while a worker is there.
func (p *painter) presence(l *lane, lane int, now time.Duration) {
	if p.rows.bar < 3 {
		return
	}
	thick := p.dp(1)
	y := p.rows.y(lane) + (p.rows.bar-thick)/2
	for _, s := range l.there {
		to := s.to
		if !s.over {
			to = now
		}
		p.fill(p.x(s.from), y, p.x(to)-p.x(s.from), thick, p.colors.line)
	}
}

// sparse draws each bar by itself.
func (p *painter) sparse(l *lane, lane int) {
	y, gap := p.rows.y(lane), p.dp(1)
	for i := range l.bars {
		b := &l.bars[i]
		if b.Failed && b.Count == 1 {
			continue
		}
		x0, x1 := p.x(b.begin()), p.x(b.End)
		if x1-x0 >= 3*gap {
			x1 -= gap // to the bar that follows
		}
		x1 = max(x1, x0+1)
		corner := p.corner(x1 - x0)
		at, left := b.begin(), x0
		for part, d := range b.Parts {
			at += d
			right := min(p.x(at), x1)
			if Part(part) == numParts-1 {
				right = x1
			}
			var begin, end int
			if left == x0 {
				begin = corner
			}
			if right == x1 {
				end = corner
			}
			p.block(left, right, y, p.colors.parts[part], begin, end)
			left = max(left, right)
		}
	}
}

// failures draws the photos that failed over all others, so that they are seen
// however short they were.
func (p *painter) failures(l *lane, lane int) {
	for i := range l.bars {
		if b := &l.bars[i]; b.Failed {
			x := p.x(b.begin())
			width := max(p.x(b.Start+b.Took)-x-p.dp(1), p.dp(2))
			corner := p.corner(width)
			p.block(x, x+width, p.rows.y(lane), p.colors.failed, corner, corner)
		}
	}
}

// corner is the radius for a bar of the given width, in pixels.
func (p *painter) corner(width int) int { return min(p.dp(round), width/3, p.rows.bar/2) }

// block draws a part of a bar of lane height, with round corners of the given
// radii at its ends.
func (p *painter) block(x0, x1, y int, c color.RGBA, begin, end int) {
	if x1 <= x0 {
		return
	}
	p.fill(x0, y, x1-x0, p.rows.bar, c)
	p.soften(x0, y, begin, 1)
	p.soften(x1-1, y, end, -1)
}

// soften rounds the upper and the lower corner at x, towards inside.
func (p *painter) soften(x, y, radius, inside int) {
	r := float64(radius)
	bottom := y + p.rows.bar - 1
	for i := range radius {
		for j := range radius {
			away := math.Hypot(r-float64(i)-0.5, r-float64(j)-0.5)
			if cover := r - away + 0.5; cover < 1 {
				p.dim(x+inside*i, y+j, max(cover, 0))
				p.dim(x+inside*i, bottom-j, max(cover, 0))
			}
		}
	}
}

// dim leaves share of a pixel's colour on the ground.
func (p *painter) dim(x, y int, share float64) {
	if (image.Point{X: x, Y: y}).In(p.img.Rect) {
		p.img.SetRGBA(x, y, blend(p.colors.ground, p.img.RGBAAt(x, y), share))
	}
}

// dense draws columns of a pixel: how much of its time went to each part, from
// the bottom up.
func (p *painter) dense(l *lane, lane int) {
	clear(p.columns)
	for i := range l.bars {
		p.add(&l.bars[i])
	}
	top := p.rows.y(lane)
	for x := range p.columns {
		from := 0.0
		for part, share := range p.columns[x] {
			to := min(from+share*float64(p.rows.bar), float64(p.rows.bar))
			p.stack(x, top+p.rows.bar, from, to, p.colors.parts[part])
			from = to
		}
	}
}

// add spreads a bar over the columns that it reaches over.
func (p *painter) add(b *Bar) {
	from, to := float64(b.Start)*p.perTime, float64(b.End)*p.perTime
	last := len(p.columns) - 1
	if int(from) == int(to) || b.Count > 1 && to-from < 2 {
		col := &p.columns[min(int(from), last)]
		for part, d := range b.Parts {
			col[part] += float64(d) * p.perTime
		}
		return
	}
	from += float64(b.Waited) * p.perTime
	for part, d := range b.Parts {
		to := from + float64(d)*p.perTime
		for x := int(from); x <= last && float64(x) < to; x++ {
			p.columns[x][part] += min(to, float64(x+1)) - max(from, float64(x))
		}
		from = to
	}
}

// stack fills a pixel's column between two heights over base, in parts of
// pixels.
func (p *painter) stack(x, base int, from, to float64, c color.RGBA) {
	for row := int(from); float64(row) < to; row++ {
		y := base - 1 - row
		if y < 0 || y >= p.img.Rect.Dy() {
			continue
		}
		under := p.colors.ground
		if from > float64(row) {
			under = p.img.RGBAAt(x, y) // a part below reaches into this pixel
		}
		p.img.SetRGBA(x, y, p.over(under, c, min(to, float64(row+1))-max(from, float64(row))))
	}
}

// over puts c on a share of a pixel whose rest other parts and the ground have.
func (p *painter) over(under, c color.RGBA, share float64) color.RGBA {
	mix := func(under, over, ground uint8) uint8 {
		return uint8(min(max(float64(under)+share*(float64(over)-float64(ground))+0.5, 0), 255))
	}
	g := p.colors.ground
	return color.RGBA{mix(under.R, c.R, g.R), mix(under.G, c.G, g.G), mix(under.B, c.B, g.B), 0xff}
}

// frame draws a frame around a bar, if it is one.
func (p *painter) frame(b Bar, now time.Duration, c color.RGBA) {
	if b.Worker == 0 {
		return
	}
	if b.Running {
		b = b.until(now)
	}
	thick, away := p.dp(1.5), p.dp(3)
	x0, x1 := p.x(b.begin())-away, max(p.x(b.End), p.x(b.Start)+1)+away-1
	x0, x1 = max(x0, 0), min(x1, p.img.Rect.Dx())
	y0 := p.rows.y(b.Worker-1) - away
	y1 := y0 + p.rows.bar + 2*away
	y0, y1 = max(y0, 0), min(y1, p.img.Rect.Dy())
	p.fill(x0, y0, x1-x0, thick, c)
	p.fill(x0, y1-thick, x1-x0, thick, c)
	p.fill(x0, y0, thick, y1-y0, c)
	p.fill(x1-thick, y0, thick, y1-y0, c)
}
