// Package compare times the making of the same thumbnails in several settings,
// and says which of them to take on this machine and why it is not faster. It
// stands above the engine and keeps no thumbnail.
//
//	photos ──► sample ──► each setting in turn, several rounds ──► Comparison ──► verdict
//	                      processor.DryRun                                        Plot ──► SVG, window
package compare

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/option"
)

// Setting is a way to work that a comparison times.
type Setting struct {
	Pool    option.Pool
	Workers int
}

// String names a setting as people do: "in turn", "1 process", "4 goroutines".
func (s Setting) String() string {
	one := map[option.Pool]string{option.PoolGoroutines: "goroutine", option.PoolProcesses: "process"}
	switch {
	case s.Pool == option.PoolSequential:
		return "in turn"
	case s.Workers == 1:
		return "1 " + one[s.Pool]
	}
	return fmt.Sprintf("%d %s", s.Workers, s.Pool)
}

// Options says what a comparison does.
type Options struct {
	// Settings are timed in every round, one after the other. The first is
	// what the others' speed-up is measured against.
	Settings []Setting
	// Rounds is how often each setting is timed, at least once.
	Rounds int
	// Sample is the largest number of photos.
	Sample int
	// Progress, if not nil, is called before each of the total runs, and with
	// done = total at the end.
	Progress func(done, total int, next Setting)
}

// DefaultOptions returns three rounds over at most 96 photos, in turn and by
// each pool with 1, 2, 4 … workers up to the number of cores.
func DefaultOptions() Options {
	pools := []option.Pool{option.PoolGoroutines, option.PoolProcesses}
	return Options{Settings: Settings(pools, WorkerCounts(runtime.GOMAXPROCS(0))), Rounds: 3, Sample: 96}
}

// WorkerCounts returns 1, 2, 4 … below cores, and cores.
func WorkerCounts(cores int) []int {
	var counts []int
	for n := 1; n < cores; n *= 2 {
		counts = append(counts, n)
	}
	return append(counts, cores)
}

// Settings returns work in turn, as the baseline, and each pool with each
// number of workers.
func Settings(pools []option.Pool, workers []int) []Setting {
	settings := []Setting{{option.PoolSequential, 1}}
	for _, p := range pools {
		if p == option.PoolSequential {
			continue
		}
		for _, n := range workers {
			settings = append(settings, Setting{p, n})
		}
	}
	return settings
}

// Run times the making of a sample of the photos, chosen so that their sizes
// are spread like those of all, in each setting of c, with the other options of
// o. The files are read once beforehand, the settings take turns so that what
// disturbs the machine disturbs all, and nothing is written.
func Run(ctx context.Context, photos []processor.Photo, o processor.Options, c Options) (Comparison, error) {
	if len(c.Settings) == 0 || c.Rounds < 1 || c.Sample < 1 {
		return Comparison{}, errors.New("a comparison needs settings, rounds and photos")
	}
	o.PreviewSide = 0
	here, onWeb := readable(photos)
	switch {
	case len(here) == 0 && onWeb > 0:
		return Comparison{}, errors.New("photos from the web have to be downloaded before they can be timed")
	case len(here) == 0:
		return Comparison{}, errors.New("there are no photos that can be read")
	}
	photos = spread(here, c.Sample)
	result := Comparison{Cores: runtime.GOMAXPROCS(0), Photos: len(photos), OnWeb: onWeb}
	for _, p := range photos {
		result.Bytes += p.Size
		if err := warm(ctx, p.Path); err != nil {
			return Comparison{}, err
		}
	}
	cpu := make([][]time.Duration, len(c.Settings))
	for _, s := range c.Settings {
		result.Rows = append(result.Rows, Measurement{Setting: s})
	}
	progress := c.Progress
	if progress == nil {
		progress = func(int, int, Setting) {}
	}
	total := c.Rounds * len(c.Settings)
	for n := range total {
		i := n % len(c.Settings)
		row := &result.Rows[i]
		progress(n, total, row.Setting)
		o.Pool, o.Workers = row.Pool, row.Workers
		before := cpuTime()
		sum, err := processor.DryRun(ctx, photos, o)
		if err != nil {
			return Comparison{}, err
		}
		cpu[i] = append(cpu[i], cpuTime()-before+sum.Children)
		row.Walls = append(row.Walls, sum.Wall)
		row.waited += sum.Waited
		result.Pixels = sum.Pixels
	}
	for i := range result.Rows {
		row := &result.Rows[i]
		slices.Sort(row.Walls)
		slices.Sort(cpu[i])
		row.Wall, row.CPU = median(row.Walls), median(cpu[i])
	}
	result.judge()
	progress(total, total, Setting{})
	return result, nil
}

func median(sorted []time.Duration) time.Duration {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
