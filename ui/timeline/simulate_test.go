package timeline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"thumbpool/processor"
)

// epoch is when the simulated runs begin.
var epoch = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// simulation is a run whose photos take times of a seeded random generator.
type simulation struct {
	workers, photos int
	mean            time.Duration // of a photo
	slow            int           // one photo in this many takes ten times as long; 0 for none
	fail            int           // one photo in this many fails; 0 for none
	undone          int           // photos that are still in hand at the end
}

type timed struct {
	at time.Duration
	ev processor.Event
}

// events are those of the run, in the order of their times.
func (s simulation) events() []timed {
	r := rand.New(rand.NewPCG(uint64(s.workers), uint64(s.photos)))
	evs := []timed{{0, processor.Workers{Target: s.workers, Running: s.workers}}}
	free := make([]time.Duration, s.workers)
	for id := range s.photos {
		w := slices.Index(free, slices.Min(free))
		start := free[w] + time.Duration(r.Int64N(int64(s.mean)/30))
		took := time.Duration((0.5 + r.Float64()) * float64(s.mean))
		if s.slow > 0 && id%s.slow == s.slow/2 {
			took *= 10
		}
		photo := processor.Photo{ID: id}
		evs = append(evs, timed{start, processor.Started{Photo: photo, Worker: w + 1, At: start}})
		end := start + took
		if s.fail > 0 && id%s.fail == s.fail/3 {
			end = start + took/5
			evs = append(evs, timed{end, failed(w+1, id, start, end)})
		} else if id < s.photos-s.undone {
			evs = append(evs, timed{end, finished(w+1, id, start, end)})
		}
		free[w] = end
	}
	slices.SortStableFunc(evs, func(a, b timed) int { return int(a.at - b.at) })
	return evs
}

// finished is a photo of which 2/3 went to decoding.
func finished(worker, id int, start, end time.Duration) processor.Finished {
	took := end - start
	var times processor.Times
	times[processor.StepRead] = took / 12
	times[processor.StepDecode] = took*2/3 - took/12
	times[processor.StepReduce] = took / 5
	times[processor.StepEncode] = took / 12
	times[processor.StepSave] = took / 20
	return processor.Finished{Result: processor.Result{Photo: processor.Photo{ID: id}, Worker: worker, Start: start, End: end, Times: times}}
}

func failed(worker, id int, start, end time.Duration) processor.Failed {
	return processor.Failed{PhotoError: &processor.PhotoError{Photo: processor.Photo{ID: id}}, Worker: worker, Start: start, End: end}
}

// chart takes in the run in batches of a thirtieth of a second.
func (s simulation) chart() *chart {
	c := newChart()
	s.feed(func(batch []processor.Event, now time.Time) { c.apply(batch, now) })
	return &c
}

// feed gives the run to apply in batches of a thirtieth of a second.
func (s simulation) feed(apply func([]processor.Event, time.Time)) {
	var batch []processor.Event
	next := time.Second / 30
	for _, e := range s.events() {
		for e.at >= next {
			apply(batch, epoch.Add(next))
			batch, next = nil, next+time.Second/30
		}
		batch = append(batch, e.ev)
	}
	apply(batch, epoch.Add(next))
}

func nameOf(id int) string { return fmt.Sprintf("IMG_%04d.jpg", 2000+id) }
