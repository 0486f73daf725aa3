package processor

import (
	"context"
	"errors"
	"slices"
	"time"

	"thumbpool/processor/place"
	"thumbpool/processor/pool"
)

// Start makes thumbnails of the photos of the sources, which are folders and
// files. It returns at once; the photos are searched beside the work. The
// error says which options are wrong.
//
// The caller must receive [Job.Events] until the channel is closed.
// Cancelling ctx is the same as [Job.Stop].
func Start(ctx context.Context, sources []string, o Options) (*Job, error) {
	sources = slices.Clone(sources)
	return start(ctx, o, toDisk(o, sources), func(ctx context.Context, to places, yield func(Event) bool) {
		// Photos of other shards have their places too, so that all shards
		// agree on the names. Errors come up again with photos of this one.
		search(ctx, sources, o, func(p Photo) { _, _ = to.plan(ctx, p) }, yield)
	})
}

// StartPhotos is [Start] for photos that a [Scan] has found, which keep their
// numbers: all of them, or those that failed in an earlier run. The job keeps
// photos, which must not change any more.
func StartPhotos(ctx context.Context, photos []Photo, o Options) (*Job, error) {
	return start(ctx, o, toDisk(o, sourcesOf(photos)), again(photos))
}

// toDisk makes the places of a job that keeps its thumbnails.
func toDisk(o Options, sources []string) func(*Job) places {
	return func(j *Job) places {
		return newOnDisk(o, sources, func(busy *place.BusyError) { j.emit(Waiting{busy.Folder, busy.By.String()}) })
	}
}

// sourcesOf are the folders and files that were chosen when photos were found.
func sourcesOf(photos []Photo) []string {
	var sources []string
	roots := map[string]bool{}
	for _, p := range photos {
		switch {
		case p.Named:
			sources = append(sources, p.Path)
		case p.Root != "" && !roots[p.Root]:
			roots[p.Root] = true
			sources = append(sources, p.Root)
		}
	}
	return sources
}

// DryRun makes the thumbnails of photos, keeps none, and returns the sums when
// all are made: for timing. The error is that of ctx, or why not all were made.
func DryRun(ctx context.Context, photos []Photo, o Options) (Summary, error) {
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

// feeder finds the photos of a job, which go to places.
type feeder func(ctx context.Context, to places, yield func(Event) bool)

func start(ctx context.Context, o Options, to func(*Job) places, scan feeder) (*Job, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	newExecutor, err := executors(o)
	if err != nil {
		return nil, err
	}
	return launch(ctx, o, newExecutor, to, scan), nil
}

// launch starts a job whose photos are rendered by what newExecutor makes.
func launch(ctx context.Context, o Options, newExecutor func() pool.Executor[request, response], to func(*Job) places, scan feeder) *Job {
	ctx, cancel := context.WithCancel(ctx)
	scanCtx, endScan := context.WithCancel(ctx)
	j := &Job{
		options: o,
		events:  make(chan Event, eventBuffer),
		began:   time.Now(),
		cancel:  cancel,
		endScan: endScan,
		done:    make(chan struct{}),
	}
	j.patience, j.giveUp = context.WithCancel(context.Background())
	context.AfterFunc(ctx, j.losePatience)
	j.pool = pool.New(ctx, func(lane int) pool.Worker[assignment] {
		return &worker{j, lane, newExecutor()}
	}, j.reportWorkers)
	j.places = to(j)
	j.events <- Began{j.began, o.Shard} // for which there is room
	j.SetWorkers(o.Workers)
	go j.run(scanCtx, scan)
	return j
}
