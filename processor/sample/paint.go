package sample

import (
	"image"
	"math"
)

// Render paints the picture of a seed at w × h pixels, upright. What the
// picture shows depends on the seed and on the ratio of w to h, not on the
// size: a preview of 256 pixels and a photo of 4000 are one picture.
// w and h are at least 1.
func Render(seed uint64, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	p := newPainter(seed, w, h)
	for y := range h {
		p.paint(img.Pix, y*img.Stride, 4, y)
	}
	return img
}

// painter paints a scene row by row. Rows may come in any order.
type painter struct {
	*scene
	row    []rgb // the row in hand
	mirror []rgb // what the water mirrors in it
	nodes  []rgb // a row of nodes
	waves  []ripple
	grain  *grain
}

func newPainter(seed uint64, w, h int) *painter {
	s := compose(seed, w, h)
	return &painter{
		scene:  s,
		row:    make([]rgb, w),
		mirror: make([]rgb, w),
		nodes:  make([]rgb, s.grid.cols),
		waves:  make([]ripple, s.grid.cols),
		grain:  newGrain(seed),
	}
}

// paint writes row y as opaque RGBA to dst, its first pixel at index at and
// each of the others step bytes farther on. A negative step or one of a whole
// row turns the picture as it is painted.
func (p *painter) paint(dst []byte, at, step, y int) {
	fy := float32(y)
	if p.water == nil || fy < p.water.shore*p.unit {
		p.land(p.row, fy)
	} else {
		p.surface(fy)
	}
	for _, r := range p.before {
		p.ridge(p.row, r, fy)
	}
	p.develop(dst, at, step, y)
}

// land paints what is behind the water: sky, sun, stars, ridges.
func (p *painter) land(row []rgb, y float32) {
	nodes := p.sky.row(p.nodes, y)
	for x := range row {
		row[x] = p.grid.at(nodes, x)
	}
	p.starlight(row, y)
	p.disc(row, y)
	for _, r := range p.behind {
		p.ridge(row, r, y)
	}
}

// ridge paints one ridge and its trees.
func (p *painter) ridge(row []rgb, r *ridge, y float32) {
	if y+1 <= r.minTopPx || y >= r.endPx {
		return
	}
	nodes := r.colour.row(p.nodes, y)
	for x, top := range r.topPx {
		cover := y + 1 - top
		switch {
		case cover <= 0 || y >= r.hiddenPx[x]:
		case cover >= 1:
			row[x] = p.grid.at(nodes, x)
		default:
			row[x] = mix(row[x], p.grid.at(nodes, x), cover)
		}
	}
	for i := range r.trees {
		left, right := r.trees[i].span(p.noise, (y+0.5)/p.unit)
		p.span(row, nodes, left*p.unit, right*p.unit)
	}
}

// span paints the pixels from left to right with the colours of nodes, the two
// at the ends as far as they are covered.
func (p *painter) span(row, nodes []rgb, left, right float32) {
	first, last := max(0, floor(left)), min(len(row)-1, floor(right))
	for x := first; x <= last; x++ {
		cover := min(right, float32(x+1)) - max(left, float32(x))
		row[x] = mix(row[x], p.grid.at(nodes, x), clamp(cover))
	}
}

// surface paints a row of water.
func (p *painter) surface(y float32) {
	v := p.water.wave(p.scene, (y+0.5)/p.unit)
	p.land(p.mirror, v.mirror*p.unit)
	for col := range p.waves {
		p.waves[col] = p.water.ripple(p.scene, v, float32(col)*p.grid.cell/p.unit)
	}
	last := len(p.row) - 1
	for x := range p.row {
		i, t := p.grid.left[x], p.grid.part[x]
		a, b := &p.waves[i], &p.waves[i+1]
		at := max(0, min(float32(last), float32(x)+lerp(a.shift, b.shift, t)*p.unit))
		j := int(at)
		c := mix(p.mirror[j], p.mirror[min(j+1, last)], at-float32(j))
		gain, bias := mix(a.gain, b.gain, t), mix(a.bias, b.bias, t)
		p.row[x] = rgb{c.r*gain.r + bias.r, c.g*gain.g + bias.g, c.b*gain.b + bias.b}
	}
}

// starlight adds the stars that touch the row.
func (p *painter) starlight(row []rgb, y float32) {
	for i := range p.stars {
		s := &p.stars[i]
		r := p.unit * (0.0009 + 0.0013*s.bright)
		bright := min(1, 1.3*s.bright)
		if r < 0.9 { // smaller than a pixel: the same light on a whole one
			bright *= r * r / (0.9 * 0.9)
			r = 0.9
		}
		dy := (s.y*p.unit - y - 0.5) / r
		if dy*dy >= 1 {
			continue
		}
		sx := s.x * p.unit
		for x := max(0, int(sx-r)); x <= min(len(row)-1, int(sx+r)); x++ {
			dx := (sx - float32(x) - 0.5) / r
			if q := 1 - dx*dx - dy*dy; q > 0 {
				row[x] = row[x].screen(s.tint, q*q*bright)
			}
		}
	}
}

// disc paints the sun, or the moon with its phase and its seas.
func (p *painter) disc(row []rgb, y float32) {
	s := p.sun
	r := s.r * p.unit
	dy := y + 0.5 - s.y*p.unit
	soft := max(1, 0.05*r)
	if s.r == 0 || abs(dy) > r+soft {
		return
	}
	sx := s.x * p.unit
	for x := max(0, int(sx-r-soft)); x <= min(len(row)-1, int(sx+r+soft)); x++ {
		dx := float32(x) + 0.5 - sx
		d := float32(math.Sqrt(float64(dx*dx + dy*dy)))
		cover := clamp((r-d)/soft+0.5) * (1 - s.veil)
		c := p.mood.disc
		if p.mood.night {
			limb := float32(math.Sqrt(float64(max(0, r*r-dy*dy))))
			cover *= smoothstep(-0.12*r, 0.12*r, dx+s.phase*limb)
			c = c.scale(0.95 + 0.16*p.noise.fbm(dx/r*1.7+9, dy/r*1.7, 4))
		}
		row[x] = row[x].screen(c, cover)
	}
}
