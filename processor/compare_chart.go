package processor

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"slices"
	"time"
)

// The chart's colours are those of the window's light theme.
const (
	chartInk    = "#1d1f21"
	chartQuiet  = "#62666b"
	chartHair   = "#e2e2e0"
	chartGround = "#fbfbfa"
	chartTurn   = "#a3a6aa"
	chartFirst  = "#1f6fc4"
	chartSecond = "#5a9c8c"
)

// chartColour is the colour of a pool's bars and line.
func chartColour(p Pool) string {
	switch p {
	case PoolGoroutines:
		return chartFirst
	case PoolProcesses:
		return chartSecond
	}
	return chartTurn
}

// SVG draws the comparison: on the left the time of each setting as a bar, on
// the right the speed-up against the number of workers, with the ideal line.
func (c Comparison) SVG() []byte {
	d := &drawing{}
	const left, top, row = 150, 74, 30
	height := max(top+row*len(c.Rows)+52, 360)
	d.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 %d" width="960" height="%d" font-family="Inter, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif" font-size="13">`, height, height)
	d.printf(`<rect width="960" height="%d" rx="12" fill="%s"/>`, height, chartGround)
	d.text(24, 36, chartInk, `font-size="15" font-weight="600"`, fmt.Sprintf("%d photos, %.0f megapixels, %d cores", c.Photos, float64(c.Pixels)/1e6, c.Cores))

	longest := slices.MaxFunc(c.Rows, func(a, b Measurement) int { return cmp.Compare(a.Wall, b.Wall) }).Wall
	for i, m := range c.Rows {
		y := top + row*i
		weight := ""
		if i == c.Best {
			weight = `font-weight="600"`
		}
		d.text(24, float64(y+15), chartInk, weight, m.String())
		width := 200 * float64(m.Wall) / float64(max(longest, 1))
		d.printf(`<rect x="%d" y="%d" width="%.1f" height="18" rx="3" fill="%s"/>`, left, y+1, width, chartColour(m.Pool))
		d.text(left+width+8, float64(y+15), chartQuiet, weight, shortTime(m.Wall))
	}
	d.text(24, float64(height-20), chartQuiet, "", c.Verdict())
	d.speedup(c, 500, 74, 420, float64(height)-74-78)
	d.printf(`</svg>`)
	return d.Bytes()
}

// speedup draws the speed-up of each pool against the number of workers.
func (d *drawing) speedup(c Comparison, x, y, w, h float64) {
	most, highest := 1, float64(1)
	for _, m := range c.Rows {
		most = max(most, m.Workers)
		highest = max(highest, m.Speedup)
	}
	ceiling := max(highest, float64(min(most, c.Cores))) * 1.1
	at := func(workers, speedup float64) (float64, float64) {
		return x + w*(workers-1)/max(float64(most-1), 1), y + h - h*speedup/ceiling
	}
	d.text(x, y-18, chartQuiet, "", "speed-up")
	for s := 0.0; s <= ceiling; s += max(1, float64(int(ceiling/5))) {
		_, gy := at(1, s)
		d.printf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"/>`, x, gy, x+w, gy, chartHair)
		d.text(x-10, gy+4, chartQuiet, `text-anchor="end" font-size="11"`, fmt.Sprintf("%g×", s))
	}
	x1, y1 := at(1, 1)
	x2, y2 := at(float64(min(most, c.Cores)), float64(min(most, c.Cores)))
	d.printf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-dasharray="5 5"/>`, x1, y1, x2, y2, chartTurn)
	ticks := map[int]bool{}
	for n, pool := range []Pool{PoolGoroutines, PoolProcesses} {
		var points bytes.Buffer
		for _, m := range c.Rows {
			if m.Pool != pool {
				continue
			}
			px, py := at(float64(m.Workers), m.Speedup)
			fmt.Fprintf(&points, "%.1f,%.1f ", px, py)
			d.printf(`<circle cx="%.1f" cy="%.1f" r="4" fill="%s"/>`, px, py, chartColour(pool))
			if !ticks[m.Workers] {
				ticks[m.Workers] = true
				d.text(px, y+h+20, chartQuiet, `text-anchor="middle" font-size="11"`, fmt.Sprint(m.Workers))
			}
		}
		if points.Len() == 0 {
			continue
		}
		d.printf(`<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`, points.String(), chartColour(pool))
		lx := x + 90 + 130*float64(n)
		d.printf(`<rect x="%.1f" y="%.1f" width="12" height="12" rx="3" fill="%s"/>`, lx, y-28, chartColour(pool))
		d.text(lx+18, y-18, chartInk, "", string(pool))
	}
	d.printf(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-dasharray="5 5"/>`, x+350, y-22, x+374, y-22, chartTurn)
	d.text(x+380, y-18, chartInk, "", "ideal")
	d.text(x+w/2, y+h+40, chartQuiet, `text-anchor="middle"`, "workers")
}

// String names a setting as people do: "in turn", "1 process", "4 goroutines".
func (s Setting) String() string {
	one := map[Pool]string{PoolGoroutines: "goroutine", PoolProcesses: "process"}
	switch {
	case s.Pool == PoolSequential:
		return "in turn"
	case s.Workers == 1:
		return "1 " + one[s.Pool]
	}
	return fmt.Sprintf("%d %s", s.Workers, s.Pool)
}

// Verdict says in a sentence which setting to take and what bounds it.
func (c Comparison) Verdict() string {
	best := c.Rows[c.Best]
	why := map[Bound]string{
		BoundCPU:    "the processor is busy throughout",
		BoundMemory: "photos wait for memory",
		BoundDisk:   "the processor waits, for files or for other programs",
	}[c.Bound]
	if c.Best == 0 {
		return fmt.Sprintf("Nothing was faster than work in turn; %s.", why)
	}
	return fmt.Sprintf("Fastest within noise: %v, %.2g× work in turn; %s.", best.Setting, best.Speedup, why)
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
