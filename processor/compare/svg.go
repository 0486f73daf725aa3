package compare

import (
	"bytes"
	"fmt"
	"html"
	"time"

	"thumbpool/processor/option"
)

// The drawing's colours are those of the window's light theme.
const (
	svgInk    = "#1d1f21"
	svgQuiet  = "#62666b"
	svgHair   = "#e2e2e0"
	svgGround = "#fbfbfa"
	svgTurn   = "#a3a6aa"
	svgFirst  = "#1f6fc4"
	svgSecond = "#5a9c8c"
)

// svgColour is the colour of a pool's bars and line.
func svgColour(p option.Pool) string {
	switch p {
	case option.PoolGoroutines:
		return svgFirst
	case option.PoolProcesses:
		return svgSecond
	}
	return svgTurn
}

// SVG draws the comparison: on the left the time of each setting as a bar, on
// the right the speed-up against the number of workers, with the ideal line.
func (c Comparison) SVG() []byte {
	d := &drawing{}
	const left, top, row = 150, 74, 30
	height := max(top+row*len(c.Rows)+52, 360)
	d.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 %d" width="960" height="%d" font-family="Inter, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif" font-size="13">`, height, height)
	d.printf(`<rect width="960" height="%d" rx="12" fill="%s"/>`, height, svgGround)
	d.text(24, 36, svgInk, `font-size="15" font-weight="600"`, fmt.Sprintf("%d photos, %.0f megapixels, %d cores", c.Photos, float64(c.Pixels)/1e6, c.Cores))
	bars := c.Bars()
	for i, m := range c.Rows {
		y := top + row*i
		weight := ""
		if i == c.Best {
			weight = `font-weight="600"`
		}
		d.text(24, float64(y+15), svgInk, weight, m.String())
		width := 200 * bars[i]
		d.printf(`<rect x="%d" y="%d" width="%.1f" height="18" rx="3" fill="%s"/>`, left, y+1, width, svgColour(m.Pool))
		d.text(left+width+8, float64(y+15), svgQuiet, weight, shortTime(m.Wall))
	}
	d.text(24, float64(height-20), svgQuiet, "", c.Verdict())
	d.plot(c.Plot(), 500, 74, 420, float64(height)-74-78)
	d.printf(`</svg>`)
	return d.Bytes()
}

// plot draws the speed-up of each pool against the number of workers, into a
// box at x, y.
func (d *drawing) plot(p Plot, x, y, w, h float64) {
	at := func(workers, speedup float64) (float64, float64) {
		px, py := p.At(workers, speedup)
		return x + w*px, y + h*py
	}
	d.text(x, y-18, svgQuiet, "", "speed-up")
	for _, s := range p.Levels(max(1, float64(int(p.Ceiling/5)))) {
		_, gy := at(1, s)
		d.printf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"/>`, x, gy, x+w, gy, svgHair)
		d.text(x-10, gy+4, svgQuiet, `text-anchor="end" font-size="11"`, fmt.Sprintf("%g×", s))
	}
	x1, y1 := at(1, 1)
	x2, y2 := at(float64(p.Ideal), float64(p.Ideal))
	d.printf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-dasharray="5 5"/>`, x1, y1, x2, y2, svgTurn)
	for _, n := range p.Ticks {
		tx, _ := at(float64(n), 0)
		d.text(tx, y+h+20, svgQuiet, `text-anchor="middle" font-size="11"`, fmt.Sprint(n))
	}
	for _, l := range p.Lines {
		var points bytes.Buffer
		for _, a := range l.Points {
			px, py := x+w*a.X, y+h*a.Y
			fmt.Fprintf(&points, "%.1f,%.1f ", px, py)
			d.printf(`<circle cx="%.1f" cy="%.1f" r="4" fill="%s"/>`, px, py, svgColour(l.Pool))
		}
		d.printf(`<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`, points.String(), svgColour(l.Pool))
		lx := x + 90
		if l.Pool == option.PoolProcesses {
			lx += 130
		}
		d.printf(`<rect x="%.1f" y="%.1f" width="12" height="12" rx="3" fill="%s"/>`, lx, y-28, svgColour(l.Pool))
		d.text(lx+18, y-18, svgInk, "", string(l.Pool))
	}
	d.printf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-dasharray="5 5"/>`, x+350, y-22, x+374, y-22, svgTurn)
	d.text(x+380, y-18, svgInk, "", "ideal")
	d.text(x+w/2, y+h+40, svgQuiet, `text-anchor="middle"`, "workers")
}

// shortTime shows a wall time with the digits that mean something.
func shortTime(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

// drawing gathers SVG elements.
type drawing struct{ bytes.Buffer }

func (d *drawing) printf(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

func (d *drawing) text(x, y float64, colour, attributes, s string) {
	d.printf(`<text x="%.1f" y="%.1f" fill="%s" %s>%s</text>`, x, y, colour, attributes, html.EscapeString(s))
}
