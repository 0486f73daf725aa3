package compare

import (
	"thumbpool/processor/compare"
	"thumbpool/processor/option"
	"thumbpool/ui/model"
	"thumbpool/ui/words"
)

// phase is how far a comparison is.
type phase int

const (
	running phase = iota
	finished
	failed
)

// state is what is known of a comparison.
type state struct {
	phase       phase
	settings    []compare.Setting
	cores       int
	done, total int // runs
	next        compare.Setting
	result      compare.Comparison
	problem     string
}

// view is what the panel shows, in words.
type view struct {
	sample string // what was timed
	line   string // the outcome, or what is going on
	detail string
	rows   []row
	part   float64 // of the progress bar, from 0 to 1
	use    string  // on the button that takes the best setting
}

// row is a line of the table. Before there are times it has only a name and how
// many of the rounds are over.
type row struct {
	name                           string
	rounds                         string // over, of all
	time, cpu, speedup, efficiency string
	share                          float64 // of the longest time
	pool                           option.Pool
	best, now                      bool // the setting to take, the one that is timed now
}

func (s *state) view() view {
	switch s.phase {
	case finished:
		return s.outcome()
	case failed:
		return view{line: words.Of("compare.failed"), detail: s.problem, rows: s.names()}
	}
	v := view{line: words.Of("compare.preparing"), rows: s.names()}
	if s.total == 0 {
		return v
	}
	v.part = float64(s.done) / float64(s.total)
	if s.done < s.total {
		v.line = words.Of("compare.timing", "Setting", nameOf(s.next))
	}
	n := max(len(s.settings), 1)
	rounds := max(s.total/n, 1)
	v.detail = words.Of("compare.round", "Round", min(s.done/n+1, rounds), "Rounds", rounds, "Done", s.done, "Total", s.total)
	return v
}

// names are the rows before there are times.
func (s *state) names() []row {
	var rows []row
	for i, set := range s.settings {
		now := s.phase == running && s.total > 0 && s.done < s.total && set == s.next
		r := row{name: nameOf(set), pool: set.Pool, now: now}
		if n := len(s.settings); s.phase == running && s.done > 0 {
			r.rounds = words.Of("compare.rounds", "Done", (s.done+n-1-i)/n, "Rounds", s.total/n)
		}
		rows = append(rows, r)
	}
	return rows
}

// outcome is the view of a comparison that is done.
func (s *state) outcome() view {
	c := &s.result
	var v view
	v.sample = words.Of("compare.sample",
		"Photos", model.Count("compare.photos", c.Photos),
		"Megapixels", int((c.Pixels+5e5)/1e6),
		"Cores", model.Count("compare.cores", c.Cores))
	bars := c.Bars()
	for i, m := range c.Rows {
		v.rows = append(v.rows, row{
			name: nameOf(m.Setting), pool: m.Pool, best: i == c.Best,
			time: words.Of("compare.noise", "Time", model.Exactly(m.Wall), "Noise", model.Percent(m.Noise()/2)),
			cpu:  words.Say(model.Exactly(m.CPU)), speedup: words.Say(model.Times(m.Speedup)),
			efficiency: words.Say(model.Percent(m.Efficiency)),
			share:      bars[i],
		})
	}
	best := c.Rows[c.Best]
	v.line = words.Of("compare.fastest", "Setting", nameOf(best.Setting), "Speedup", model.Times(best.Speedup))
	v.use = words.Of("compare.use", "Setting", nameOf(best.Setting))
	if best.Pool == option.PoolSequential {
		v.line, v.use = words.Of("compare.none"), words.Of("compare.useTurn")
	}
	v.detail = words.Of(map[compare.Bound]string{
		compare.BoundCPU:    "compare.boundProcessor",
		compare.BoundMemory: "compare.boundMemory",
		compare.BoundDisk:   "compare.boundDisk",
	}[c.Bound])
	return v
}

// nameOf names a setting: "in turn", "1 process", "4 goroutines".
func nameOf(s compare.Setting) string {
	switch s.Pool {
	case option.PoolGoroutines:
		return words.Say(model.Count("compare.goroutines", s.Workers))
	case option.PoolProcesses:
		return words.Say(model.Count("compare.processes", s.Workers))
	}
	return words.Of("compare.inTurn")
}
