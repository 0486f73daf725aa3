package processor

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"slices"
	"time"
)

// Setting is a way to work that a comparison times.
type Setting struct {
	Pool    Pool
	Workers int
}

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

// CompareOptions says what a comparison does.
type CompareOptions struct {
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

// DefaultCompareOptions returns three rounds over at most 96 photos, in turn
// and by each pool with 1, 2, 4 … workers up to the number of cores.
func DefaultCompareOptions() CompareOptions {
	return CompareOptions{Settings: Settings([]Pool{PoolGoroutines, PoolProcesses}, WorkerCounts(runtime.GOMAXPROCS(0))), Rounds: 3, Sample: 96}
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
func Settings(pools []Pool, workers []int) []Setting {
	settings := []Setting{{PoolSequential, 1}}
	for _, p := range pools {
		if p == PoolSequential {
			continue
		}
		for _, n := range workers {
			settings = append(settings, Setting{p, n})
		}
	}
	return settings
}

// Compare times the making of a sample of the photos, chosen so that their
// sizes are spread like those of all, in each setting of c, with the other
// options of o. The files are read once beforehand, the settings take turns so
// that what disturbs the machine disturbs all, and nothing is written.
func Compare(ctx context.Context, photos []Photo, o Options, c CompareOptions) (Comparison, error) {
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
		sum, err := discard(ctx, photos, o)
		if err != nil {
			return Comparison{}, err
		}
		cpu[i] = append(cpu[i], cpuTime()-before)
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

// readable returns the photos that are on this machine, and how many are still
// on the web.
func readable(photos []Photo) (here []Photo, onWeb int) {
	for _, p := range photos {
		switch {
		case p.onWeb():
			onWeb++
		case p.unread == nil:
			here = append(here, p)
		}
	}
	return here, onWeb
}

// spread returns at most n photos that lie, sorted by size, as far apart from
// each other as may be. They stay in the order of the scan: sorted, the largest
// would come last, and all workers but one would wait for it.
func spread(photos []Photo, n int) []Photo {
	if len(photos) <= n {
		return photos
	}
	photos = slices.Clone(photos)
	slices.SortStableFunc(photos, func(a, b Photo) int { return cmp.Compare(a.Size, b.Size) })
	sample := make([]Photo, n)
	for i := range sample {
		sample[i] = photos[(2*i+1)*len(photos)/(2*n)]
	}
	slices.SortFunc(sample, func(a, b Photo) int { return cmp.Compare(a.ID, b.ID) })
	return sample
}

// warm reads a file, so that the first setting finds it in memory as the
// others do. A file that cannot be read fails in every setting alike.
func warm(ctx context.Context, path string) error {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return ctx.Err()
	}
	f, err := os.Open(path)
	if err != nil {
		return ctx.Err()
	}
	defer func() { _ = f.Close() }()
	_, _ = io.Copy(io.Discard, f)
	return ctx.Err()
}

// discard makes thumbnails and keeps none.
func discard(ctx context.Context, photos []Photo, o Options) (Summary, error) {
	job, err := start(ctx, o, func(*Job) places { return nowhere{o} }, again(photos))
	if err != nil {
		return Summary{}, err
	}
	for range job.Events() {
		continue // a job waits for its receiver
	}
	sum := job.Wait()
	if sum.Stopped {
		return sum, errors.Join(ctx.Err(), sum.Err)
	}
	return sum, nil
}

func median(sorted []time.Duration) time.Duration {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

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
	order := []Pool{PoolSequential, PoolGoroutines, PoolProcesses}
	return slices.Index(order, a.Pool) < slices.Index(order, b.Pool)
}
