package compare

import (
	"fmt"

	"fyne.io/fyne/v2"

	"thumbpool/processor/option"
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
	w, h := s.Width-left-right, s.Height-headSize-bottom
	if w < 40 || h < 40 {
		return
	}
	at := func(workers, speedup float64) (x, y float32) {
		px, py := p.plot.At(workers, speedup)
		return left + w*float32(px), headSize + h*float32(py)
	}
	p.legend(pen, left)
	small := style{look.TextSmall, look.Faint, false, fyne.TextAlignTrailing}
	for _, v := range p.plot.Levels(stepTo(p.plot.Ceiling)) {
		_, y := at(1, v)
		pen.line(left, y, left+w, y, 1, look.Color(look.Hairline))
		pen.words(words.Of("unit.times", "N", int(v)), 0, y-8, left-6, 16, small)
	}
	small.align = fyne.TextAlignCenter
	last := float32(-100)
	for _, n := range p.plot.Ticks {
		if x, _ := at(float64(n), 0); x-last >= 18 {
			pen.words(fmt.Sprint(n), x-20, headSize+h+2, 40, 16, small)
			last = x
		}
	}
	pen.words(words.Of("compare.workers"), left, headSize+h+18, w, 16, small)
	x0, y0 := at(1, 1)
	x1, y1 := at(float64(p.plot.Ideal), float64(p.plot.Ideal))
	pen.dashes(x0, y0, x1, y1, look.Color(look.Secondary))
	for _, l := range p.plot.Lines {
		c := colorOf(l.Pool)
		var places []fyne.Position
		for i, a := range l.Points {
			to := fyne.NewPos(left+w*float32(a.X), headSize+h*float32(a.Y))
			if places = append(places, to); i > 0 {
				pen.line(places[i-1].X, places[i-1].Y, to.X, to.Y, 2, c)
			}
		}
		for i, a := range l.Points {
			if a.Best {
				pen.dot(places[i].X, places[i].Y, 7.5, look.Color(look.Surface), c, 2)
			}
			pen.dot(places[i].X, places[i].Y, 4, c, look.Color(look.Surface), 0)
		}
	}
}

// stepTo is a power of two of which at most five lines are below a speed-up.
func stepTo(ceiling float64) float64 {
	step := 1.0
	for ceiling/step > 5 {
		step *= 2
	}
	return step
}

// legend names the lines above the chart.
func (p *Panel) legend(pen *pen, x float32) {
	st := style{look.TextSmall, look.Secondary, false, fyne.TextAlignLeading}
	name := func(s string) {
		w := fyne.MeasureText(s, st.size, fyne.TextStyle{}).Width
		pen.words(s, x, 0, w+1, 16, st)
		x += w + 16
	}
	for _, l := range p.plot.Lines {
		pen.dot(x+4, 8, 4, colorOf(l.Pool), colorOf(l.Pool), 0)
		x += 14
		if l.Pool == option.PoolGoroutines {
			name(words.Of("compare.lineGoroutines"))
		} else {
			name(words.Of("compare.lineProcesses"))
		}
	}
	pen.dashes(x, 8, x+20, 8, look.Color(look.Secondary))
	x += 26
	name(words.Of("compare.lineIdeal"))
}
