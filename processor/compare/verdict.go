package compare

import (
	"fmt"
	"slices"
	"time"

	"thumbpool/processor/option"
)

// Comparison is what came out of timing the same photos in several settings.
type Comparison struct {
	Photos int           // photos in the sample
	OnWeb  int           // photos that were left out, because they are not downloaded yet
	Bytes  int64         // length of their files
	Pixels int64         // their pixels
	Cores  int           // processors that the program may use
	Rows   []Measurement // one for each setting, in the order given
	// Best is the number of the row to recommend: of all that are as fast as
	// the fastest, within noise, the one with the fewest workers and the
	// simplest pool.
	Best int
	// Bound is what keeps the fastest row from being faster.
	Bound Bound
}

// Measurement is the times of one setting.
type Measurement struct {
	Setting
	Walls []time.Duration // wall time of each round, sorted
	Wall  time.Duration   // their median
	CPU   time.Duration   // median of the processor time, child processes' too
	// Speedup is the wall time of the first row over this row's, Efficiency
	// the speed-up for each worker; 1 is ideal.
	Speedup, Efficiency float64
	waited              time.Duration
}

// Noise is how far the rounds lie apart, as a share of the median.
func (m Measurement) Noise() float64 {
	if len(m.Walls) == 0 || m.Wall == 0 {
		return 0
	}
	return float64(m.Walls[len(m.Walls)-1]-m.Walls[0]) / float64(m.Wall)
}

// Bound is what bounds the speed of a run.
type Bound string

// The bounds.
const (
	BoundCPU    Bound = "processor" // all cores were busy
	BoundMemory Bound = "memory"    // photos waited for room to be decoded in
	BoundDisk   Bound = "disk"      // the cores waited, for files or for other programs
)

// leastNoise is the share by which times of the same work differ on any
// machine.
const leastNoise = 0.03

// judge works out what follows from the times.
func (c *Comparison) judge() {
	fastest := 0
	for i := range c.Rows {
		row := &c.Rows[i]
		row.Speedup = float64(c.Rows[0].Wall) / float64(max(row.Wall, 1))
		row.Efficiency = row.Speedup / float64(row.Workers)
		if row.Wall < c.Rows[fastest].Wall {
			fastest = i
		}
	}
	best := c.Rows[fastest]
	c.Best = fastest
	for i, row := range c.Rows {
		// Rounds spread over twice what a median may be off by.
		noise := max(row.Noise()/2, best.Noise()/2, leastNoise)
		if float64(row.Wall) <= float64(best.Wall)*(1+noise) && simpler(row.Setting, c.Rows[c.Best].Setting) {
			c.Best = i
		}
	}
	usable := min(best.Workers, c.Cores)
	switch {
	case float64(best.CPU) >= 0.85*float64(usable)*float64(best.Wall):
		c.Bound = BoundCPU
	case float64(best.waited)/float64(len(best.Walls)) >= 0.15*float64(best.Workers)*float64(best.Wall):
		c.Bound = BoundMemory
	default:
		c.Bound = BoundDisk
	}
}

// simpler reports whether a asks less of a machine than b.
func simpler(a, b Setting) bool {
	if a.Workers != b.Workers {
		return a.Workers < b.Workers
	}
	order := []option.Pool{option.PoolSequential, option.PoolGoroutines, option.PoolProcesses}
	return slices.Index(order, a.Pool) < slices.Index(order, b.Pool)
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
