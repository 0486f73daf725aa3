package compare

import (
	"slices"

	"thumbpool/processor"
	"thumbpool/processor/compare"
)

// plot is the arithmetic of the chart: speed-up against workers.
type plot struct {
	lines   []line
	most    int     // workers at the right end, at least 2
	ideal   int     // workers at which the ideal line ends
	ceiling float64 // speed-up at the top
	step    float64 // from one line of the grid to the next
	ticks   []int   // numbers of workers to write under it
}

// line is the speed-up of one pool.
type line struct {
	pool   processor.Pool
	points []point
}

type point struct {
	workers int
	speedup float64
	best    bool
}

// newPlot returns the chart of a comparison, which may have no times yet: then
// it is that of settings.
func newPlot(settings []compare.Setting, cores int, c compare.Comparison) plot {
	p := plot{most: 2, step: 1}
	highest := 1.0
	for _, s := range settings {
		p.most = max(p.most, s.Workers)
		if s.Pool != processor.PoolSequential && !slices.Contains(p.ticks, s.Workers) {
			p.ticks = append(p.ticks, s.Workers)
		}
	}
	slices.Sort(p.ticks)
	for _, pool := range []processor.Pool{processor.PoolGoroutines, processor.PoolProcesses} {
		if !slices.ContainsFunc(settings, func(s compare.Setting) bool { return s.Pool == pool }) {
			continue
		}
		l := line{pool: pool}
		for i, m := range c.Rows {
			if m.Pool == pool {
				l.points = append(l.points, point{m.Workers, m.Speedup, i == c.Best})
				highest = max(highest, m.Speedup)
			}
		}
		slices.SortFunc(l.points, func(a, b point) int { return a.workers - b.workers })
		p.lines = append(p.lines, l)
	}
	p.ideal = max(min(p.most, cores), 1)
	p.ceiling = max(highest, float64(p.ideal)) * 1.1
	for p.ceiling/p.step > 5 {
		p.step *= 2
	}
	return p
}

// x and y are where a number of workers and a speed-up are: from 0 at the left
// and at the top to 1 at the right and at the bottom.
func (p plot) x(workers float64) float32 { return float32((workers - 1) / float64(p.most-1)) }
func (p plot) y(speedup float64) float32 { return float32(1 - speedup/p.ceiling) }
