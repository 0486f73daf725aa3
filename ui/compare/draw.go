package compare

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"

	"thumbpool/processor"
	"thumbpool/ui/look"
	"thumbpool/ui/words"
)

// Measures in dp.
const (
	headSize  = 24 // height of the table's heading
	rowSize   = 24 // height of a row
	tightSize = 20 // height of a row when there are more than 12
	leastSize = 18 // height of a row when there are more than 16

	cellPad   = 10
	nameWidth = 116
	barWidth  = 64
	timeWidth = 96
	cpuWidth  = 70
	figure    = 66 // width of speed-up and of efficiency
)

// columns are the table's, from left to right. A narrow table has neither bars
// nor processor time.
type columns struct{ bar, time, cpu, speedup, efficiency, width float32 }

func columnsFor(narrow bool) columns {
	var c columns
	x := float32(cellPad + nameWidth)
	if !narrow {
		c.bar = x
		x += barWidth
	}
	c.time = x
	x += timeWidth
	if !narrow {
		c.cpu = x
		x += cpuWidth
	}
	c.speedup = x
	x += figure
	c.efficiency = x
	c.width = x + figure + cellPad
	return c
}

func heightOf(rows int) float32 {
	switch {
	case rows > 16:
		return leastSize
	case rows > 12:
		return tightSize
	}
	return rowSize
}

// table draws the settings and their times.
func (p *Panel) table(pen *pen, s fyne.Size) {
	c := p.columns()
	head := style{look.TextSmall, look.Faint, false, fyne.TextAlignLeading}
	right := head
	right.align = fyne.TextAlignTrailing
	pen.words(words.Of("compare.setting"), cellPad, 0, nameWidth, headSize, head)
	pen.words(words.Of("compare.time"), c.time, 0, timeWidth, headSize, right)
	if c.cpu > 0 {
		pen.words(words.Of("compare.processor"), c.cpu, 0, cpuWidth, headSize, right)
	}
	pen.words(words.Of("compare.speedup"), c.speedup, 0, figure, headSize, right)
	pen.words(words.Of("compare.efficiency"), c.efficiency, 0, figure, headSize, right)
	y, h := float32(headSize), heightOf(len(p.view.rows))
	for _, r := range p.view.rows {
		p.row(pen, r, c, y, h)
		y += h
	}
}

func (p *Panel) row(pen *pen, r row, c columns, y, h float32) {
	name := style{look.TextBody, look.Text, r.best, fyne.TextAlignLeading}
	if r.time == "" && !r.now {
		name.color = look.Secondary
	}
	if r.best || r.now {
		pen.box(0, y, c.width, h, look.Radius, look.Color(look.Field))
	}
	pen.words(r.name, cellPad, y, nameWidth-cellPad, h, name)
	if r.time == "" {
		pen.words(r.rounds, c.time, y, timeWidth, h, style{look.TextBody, look.Faint, false, fyne.TextAlignTrailing})
		return
	}
	if c.bar > 0 {
		pen.box(c.bar, y+(h-8)/2, max(2, float32(r.share)*barWidth), 8, 2, colorOf(r.pool))
		pen.words(r.cpu, c.cpu, y, cpuWidth, h, style{look.TextBody, look.Secondary, false, fyne.TextAlignTrailing})
	}
	fig := style{look.TextBody, look.Text, r.best, fyne.TextAlignTrailing}
	pen.words(r.time, c.time, y, timeWidth, h, fig)
	pen.words(r.speedup, c.speedup, y, figure, h, fig)
	fig.color = look.Secondary
	pen.words(r.efficiency, c.efficiency, y, figure, h, fig)
}

// chart draws the speed-up of each pool against the number of workers, with the
// line of a machine that loses nothing.
func (p *Panel) chart(pen *pen, s fyne.Size) {
	const left, right, bottom = 36, 10, 36
	pl := p.plot
	w, h := s.Width-left-right, s.Height-headSize-bottom
	if w < 40 || h < 40 {
		return
	}
	x := func(workers float64) float32 { return left + w*pl.x(workers) }
	y := func(speedup float64) float32 { return headSize + h*pl.y(speedup) }
	p.legend(pen, left)
	small := style{look.TextSmall, look.Faint, false, fyne.TextAlignTrailing}
	for v := 0.0; v <= pl.ceiling; v += pl.step {
		pen.line(left, y(v), left+w, y(v), 1, look.Color(look.Hairline))
		pen.words(words.Of("unit.times", "N", int(v)), 0, y(v)-8, left-6, 16, small)
	}
	small.align = fyne.TextAlignCenter
	last := float32(-100)
	for _, n := range pl.ticks {
		if at := x(float64(n)); at-last >= 18 {
			pen.words(fmt.Sprint(n), at-20, headSize+h+2, 40, 16, small)
			last = at
		}
	}
	pen.words(words.Of("compare.workers"), left, headSize+h+18, w, 16, small)
	pen.dashes(x(1), y(1), x(float64(pl.ideal)), y(float64(pl.ideal)), look.Color(look.Secondary))
	for _, l := range pl.lines {
		c := colorOf(l.pool)
		for i := range l.points {
			a := l.points[i]
			ax, ay := x(float64(a.workers)), y(a.speedup)
			if i > 0 {
				b := l.points[i-1]
				pen.line(x(float64(b.workers)), y(b.speedup), ax, ay, 2, c)
			}
		}
		for _, a := range l.points {
			ax, ay := x(float64(a.workers)), y(a.speedup)
			if a.best {
				pen.dot(ax, ay, 7.5, look.Color(look.Surface), c, 2)
			}
			pen.dot(ax, ay, 4, c, look.Color(look.Surface), 0)
		}
	}
}

// legend names the lines above the chart.
func (p *Panel) legend(pen *pen, x float32) {
	st := style{look.TextSmall, look.Secondary, false, fyne.TextAlignLeading}
	name := func(s string) {
		w := fyne.MeasureText(s, st.size, fyne.TextStyle{}).Width
		pen.words(s, x, 0, w+1, 16, st)
		x += w + 16
	}
	for _, l := range p.plot.lines {
		pen.dot(x+4, 8, 4, colorOf(l.pool), colorOf(l.pool), 0)
		x += 14
		if l.pool == processor.PoolGoroutines {
			name(words.Of("compare.lineGoroutines"))
		} else {
			name(words.Of("compare.lineProcesses"))
		}
	}
	pen.dashes(x, 8, x+20, 8, look.Color(look.Secondary))
	x += 26
	name(words.Of("compare.lineIdeal"))
}

func distance(p fyne.Position) float32 { return float32(math.Hypot(float64(p.X), float64(p.Y))) }
