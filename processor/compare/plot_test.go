package compare

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"thumbpool/processor/option"
)

// plausible is what may come out on a machine of so many cores.
func plausible(cores int) Comparison {
	c := Comparison{Photos: 96, Pixels: 1_152_000_000, Cores: cores}
	for _, s := range Settings(pools, WorkerCounts(cores)) {
		wall := time.Duration(float64(9840*time.Millisecond) / (1 + 0.9*float64(s.Workers-1)))
		c.Rows = append(c.Rows, Measurement{Setting: s, Walls: []time.Duration{wall}, Wall: wall, CPU: 9 * time.Second})
	}
	c.judge()
	return c
}

func TestPlotHoldsEveryPoint(t *testing.T) {
	for _, cores := range []int{1, 2, 4, 6, 16, 64} {
		c := plausible(cores)
		p := c.Plot()
		if len(p.Lines) != 2 || !slices.Equal(p.Ticks, WorkerCounts(cores)) || p.Ideal != cores || p.Most != cores {
			t.Errorf("%d cores: %+v", cores, p)
		}
		best := 0
		for _, l := range p.Lines {
			if len(l.Points) != len(WorkerCounts(cores)) {
				t.Errorf("%d cores: %d points for %s", cores, len(l.Points), l.Pool)
			}
			for i, a := range l.Points {
				if a.X < 0 || a.X > 1 || a.Y < 0 || a.Y > 1 {
					t.Errorf("%d cores: a point is at %g, %g", cores, a.X, a.Y)
				}
				if i > 0 && (a.X <= l.Points[i-1].X || a.Y >= l.Points[i-1].Y) {
					t.Errorf("%d cores: more workers are not further right and up: %+v", cores, l.Points)
				}
				if a.Best {
					best++
				}
			}
		}
		if want := min(c.Best, 1); best != want {
			t.Errorf("%d cores: %d points are the best, want %d", cores, best, want)
		}
		if levels := p.Levels(p.Ceiling / 4); len(levels) != 5 {
			t.Errorf("%d cores: lines across at %v", cores, levels)
		}
		if bars := c.Bars(); bars[0] != 1 || slices.Max(bars) != 1 || slices.Min(bars) <= 0 {
			t.Errorf("%d cores: bars %v", cores, bars)
		}
	}
}

func TestPlotBeforeThereAreTimes(t *testing.T) {
	settings := Settings([]option.Pool{option.PoolProcesses}, []int{4, 1})
	p := NewPlot(settings, 2, Comparison{})
	if len(p.Lines) != 1 || len(p.Lines[0].Points) != 0 || !slices.Equal(p.Ticks, []int{1, 4}) || p.Ideal != 2 || p.Most != 4 {
		t.Errorf("%+v", p)
	}
}

func TestSVGIsWellFormed(t *testing.T) {
	elements := map[string]int{}
	d := xml.NewDecoder(bytes.NewReader(plausible(4).SVG()))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			elements[e.Name.Local]++
		}
	}
	// A bar for each of seven settings, the ground and two in the legend.
	if elements["rect"] != 7+1+2 || elements["circle"] != 6 || elements["polyline"] != 2 {
		t.Errorf("%v", elements)
	}
}
