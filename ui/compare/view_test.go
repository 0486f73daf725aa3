package compare

import (
	"fmt"
	"slices"
	"testing"

	"thumbpool/processor/compare"
)

func TestViewWhileItRuns(t *testing.T) {
	settings := settingsFor(2) // five of them
	tests := []struct {
		name        string
		done, total int
		line        string
		detail      string
		part        float64
		now         int // row, or -1
	}{
		{"nothing yet", 0, 0, "Reading the photos once", "", 0, -1},
		{"the first", 0, 15, "Timing: in turn", "Round 1 of 3 · 0 of 15 done", 0, 0},
		{"the end of a round", 4, 15, "Timing: 2 processes", "Round 1 of 3 · 4 of 15 done", 4.0 / 15, 4},
		{"the next round", 6, 15, "Timing: 1 goroutine", "Round 2 of 3 · 6 of 15 done", 0.4, 1},
		{"all of it", 15, 15, "Reading the photos once", "Round 3 of 3 · 15 of 15 done", 1, -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := state{settings: settings, done: tt.done, total: tt.total, next: settings[tt.done%len(settings)]}
			v := s.view()
			now := slices.IndexFunc(v.rows, func(r row) bool { return r.now })
			over := 0
			for _, r := range v.rows {
				n := 0
				_, _ = fmt.Sscanf(r.rounds, "%d of 3", &n)
				over += n
			}
			if over != tt.done {
				t.Errorf("the rows tell of %d runs", over)
			}
			if v.line != tt.line || v.detail != tt.detail || v.part != tt.part || now != tt.now || len(v.rows) != 5 {
				t.Errorf("%q, %q, %g, row %d of %d", v.line, v.detail, v.part, now, len(v.rows))
			}
		})
	}
}

func TestViewOfTheOutcome(t *testing.T) {
	one := func(c compare.Comparison, best int, b compare.Bound) compare.Comparison {
		c.Best, c.Bound = best, b
		return c
	}
	c := comparison(2)
	tests := []struct {
		name              string
		c                 compare.Comparison
		line, detail, use string
	}{
		{"goroutines", c, "Best: 2 goroutines, 1.9× as fast as in turn", "The processor is busy throughout: more workers would not help.", "Use 2 goroutines"},
		{"a process", one(c, 3, compare.BoundMemory), "Best: 1 process, 1.0× as fast as in turn", "Photos wait for memory: more workers would not help.", "Use 1 process"},
		{"in turn", one(c, 0, compare.BoundDisk), "Nothing was faster than in turn", "The processor waits, for files or for other programs.", "Work in turn"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := state{phase: finished, settings: settingsFor(2), result: tt.c}
			v := s.view()
			if v.line != tt.line || v.detail != tt.detail || v.use != tt.use {
				t.Errorf("%q, %q, %q", v.line, v.detail, v.use)
			}
			for i, r := range v.rows {
				if r.best != (i == tt.c.Best) {
					t.Errorf("row %d is marked: %v", i, r.best)
				}
			}
			if v.sample != "96 photos · 1,152 megapixels · 2 cores" {
				t.Errorf("sample %q", v.sample)
			}
		})
	}
	s := state{phase: finished, result: c}
	want := row{name: "2 goroutines", time: "5.07 s ± 2%", cpu: "9.92 s", speedup: "1.9×", efficiency: "97%", share: s.view().rows[2].share, pool: goroutines, best: true}
	if got := s.view().rows[2]; got != want || got.share < 0.5 || got.share > 0.53 {
		t.Errorf("row %+v, want %+v", got, want)
	}
}

func TestLinesAcrossTheChart(t *testing.T) {
	for _, ceiling := range []float64{1.1, 2.2, 5, 5.1, 8.8, 70, 281} {
		if n := ceiling / stepTo(ceiling); n > 5 || n < 1 {
			t.Errorf("up to %g there are %g lines", ceiling, n)
		}
	}
}
