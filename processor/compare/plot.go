package compare

import (
	"slices"
	"time"

	"thumbpool/processor/option"
)

// Plot is the chart of the speed-up against the number of workers: what there
// is to draw and where, without measures, colours and words, which are those of
// whoever draws it. Places are in a square that goes from 0 at the left and at
// the top to 1 at the right and at the bottom.
type Plot struct {
	Lines []Line // of the pools that were or will be timed, but for work in turn
	Ticks []int  // numbers of workers to write under it, ascending
	Most  int    // workers at the right end; 1 is at the left
	// Ideal is the number of workers at which the line of a machine that loses
	// nothing ends. It begins at one worker, and goes up one with each.
	Ideal   int
	Ceiling float64 // speed-up at the top; 0 is at the bottom
}

// Line is the speed-up of one pool.
type Line struct {
	Pool   option.Pool
	Points []Point // from few workers to many; none before there are times
}

// Point is the speed-up of one setting.
type Point struct {
	Workers int
	Speedup float64
	X, Y    float64 // its place
	Best    bool    // it is the setting to take
}

// NewPlot returns the chart of the comparison of settings on a machine with so
// many cores. c may have no times yet: then it is the chart that they will be
// drawn into.
func NewPlot(settings []Setting, cores int, c Comparison) Plot {
	p := Plot{Most: 1}
	highest := 1.0
	for _, s := range settings {
		p.Most = max(p.Most, s.Workers)
		if s.Pool != option.PoolSequential && !slices.Contains(p.Ticks, s.Workers) {
			p.Ticks = append(p.Ticks, s.Workers)
		}
	}
	slices.Sort(p.Ticks)
	for _, m := range c.Rows {
		highest = max(highest, m.Speedup)
	}
	p.Ideal = max(min(p.Most, cores), 1)
	p.Ceiling = max(highest, float64(p.Ideal)) * 1.1
	for _, pool := range []option.Pool{option.PoolGoroutines, option.PoolProcesses} {
		if !slices.ContainsFunc(settings, func(s Setting) bool { return s.Pool == pool }) {
			continue
		}
		l := Line{Pool: pool}
		for i, m := range c.Rows {
			if m.Pool == pool {
				x, y := p.At(float64(m.Workers), m.Speedup)
				l.Points = append(l.Points, Point{m.Workers, m.Speedup, x, y, i == c.Best})
			}
		}
		slices.SortStableFunc(l.Points, func(a, b Point) int { return a.Workers - b.Workers })
		p.Lines = append(p.Lines, l)
	}
	return p
}

// At is the place of a number of workers and a speed-up.
func (p Plot) At(workers, speedup float64) (x, y float64) {
	return (workers - 1) / float64(max(p.Most-1, 1)), 1 - speedup/p.Ceiling
}

// Levels are the speed-ups of the lines across, from 0 to the top, step apart:
// how close they may lie is for whoever draws them to say.
func (p Plot) Levels(step float64) []float64 {
	var levels []float64
	for s := 0.0; s <= p.Ceiling; s += step {
		levels = append(levels, s)
	}
	return levels
}

// Plot is the chart of the comparison.
func (c Comparison) Plot() Plot {
	settings := make([]Setting, len(c.Rows))
	for i, m := range c.Rows {
		settings[i] = m.Setting
	}
	return NewPlot(settings, c.Cores, c)
}

// Bars are how long the bars of the rows are that show their times, in the
// order of the rows: 1 for the longest time.
func (c Comparison) Bars() []float64 {
	longest := time.Duration(1)
	for _, m := range c.Rows {
		longest = max(longest, m.Wall)
	}
	bars := make([]float64, len(c.Rows))
	for i, m := range c.Rows {
		bars[i] = float64(m.Wall) / float64(longest)
	}
	return bars
}
