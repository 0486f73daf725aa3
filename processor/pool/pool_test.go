package pool_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"thumbpool/processor/pool"
)

// bench is a workbench that tests look at: each task says that it has started
// and then waits until the test lets it end.
type bench struct {
	started chan int // the lane that took a task up
	finish  chan struct{}
	later   chan struct{} // is to the tasks from late on what finish is to the others

	mu     sync.Mutex
	order  []int
	active map[int]bool // lanes at work
	broken []string
	alive  atomic.Int32
	counts atomic.Int32 // how often the pool said that a worker came or went
}

func newBench() *bench {
	return &bench{started: make(chan int, 1000), finish: make(chan struct{}), later: make(chan struct{}), active: map[int]bool{}}
}

// late is the first task that waits for later.
const late = 1_000_000

type worker struct {
	*bench
	lane int
}

func (b *bench) worker(lane int) pool.Worker[int] {
	b.alive.Add(1)
	return worker{b, lane}
}

func (w worker) Do(ctx context.Context, task int) {
	w.mu.Lock()
	w.order = append(w.order, task)
	if w.active[w.lane] {
		w.broken = append(w.broken, "two tasks in one lane at the same time")
	}
	w.active[w.lane] = true
	w.mu.Unlock()
	w.started <- w.lane
	end := w.finish
	if task >= late {
		end = w.later
	}
	select {
	case <-end:
	case <-ctx.Done():
	}
	w.mu.Lock()
	w.active[w.lane] = false
	w.mu.Unlock()
}

func (w worker) Close() { w.alive.Add(-1) }

func (b *bench) counted() { b.counts.Add(1) }

func (b *bench) check(t *testing.T, done ...int) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.broken) > 0 {
		t.Error(b.broken)
	}
	got := slices.Sorted(slices.Values(b.order))
	if !slices.Equal(got, done) {
		t.Errorf("tasks done: %v, want %v", got, done)
	}
	if n := b.alive.Load(); n != 0 {
		t.Errorf("%d workers were not closed", n)
	}
	if n := b.counts.Load(); n%2 != 0 {
		t.Errorf("workers were counted %d times, want once as each comes and once as it goes", n)
	}
}

func start(ctx context.Context, workers int, b *bench) *pool.Pool[int] {
	p := pool.New(ctx, b.worker, b.counted)
	p.SetWorkers(workers)
	return p
}

func submit(p *pool.Pool[int], tasks ...int) {
	for _, v := range tasks {
		p.Submit(v)
	}
}

func wait(t *testing.T, p *pool.Pool[int]) {
	t.Helper()
	if err := p.Wait(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestOneWorkerKeepsTheOrder(t *testing.T) {
	b := newBench()
	close(b.finish)
	p := start(t.Context(), 1, b)
	submit(p, 5, 3, 4, 1, 2)
	p.Close()
	wait(t, p)
	if want := []int{5, 3, 4, 1, 2}; !slices.Equal(b.order, want) {
		t.Errorf("order %v, want %v", b.order, want)
	}
	b.check(t, 1, 2, 3, 4, 5)
}

func TestWorkersRunAtTheSameTimeInLanesFromOne(t *testing.T) {
	b := newBench()
	p := start(t.Context(), 3, b)
	submit(p, 1, 2, 3, 4)
	p.Close()
	lanes := []int{<-b.started, <-b.started, <-b.started}
	slices.Sort(lanes)
	if want := []int{1, 2, 3}; !slices.Equal(lanes, want) {
		t.Errorf("lanes %v, want %v", lanes, want)
	}
	close(b.finish)
	wait(t, p)
	b.check(t, 1, 2, 3, 4)
}

func TestGrowStartsWorkersAtOnce(t *testing.T) {
	b := newBench()
	p := start(t.Context(), 1, b)
	submit(p, 1, 2, 3)
	p.Close()
	<-b.started
	p.SetWorkers(3)
	<-b.started // would hang with one worker: nothing has been let go
	<-b.started
	close(b.finish)
	wait(t, p)
	b.check(t, 1, 2, 3)
}

func TestShrinkLetsTheTaskInHandEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		p := start(t.Context(), 3, b)
		submit(p, 1, 2, 3, 4, 5, 6)
		for range 3 {
			<-b.started
		}
		p.SetWorkers(1)
		if target, running := p.Workers(); target != 1 || running != 3 {
			t.Errorf("target %d, running %d; want 1 wanted while 3 finish", target, running)
		}
		for range 3 {
			b.finish <- struct{}{}
		}
		synctest.Wait() // until whoever would take another task up has
		// From here on only lane 1 may take tasks up.
		for range 3 {
			if lane := <-b.started; lane != 1 {
				t.Errorf("lane %d took up a task after the pool had shrunk to 1", lane)
			}
			b.finish <- struct{}{}
		}
		p.Close()
		wait(t, p)
		b.check(t, 1, 2, 3, 4, 5, 6)
		if n := b.counts.Load(); n != 6 {
			t.Errorf("3 workers were counted %d times, want once as each comes and once as it goes", n)
		}
	})
}

func TestShrinkAndGrowWhileTasksAreInHandLosesNoWorker(t *testing.T) {
	b := newBench()
	p := start(t.Context(), 2, b)
	submit(p, 1, 2, late, late+1)
	<-b.started
	<-b.started
	p.SetWorkers(1)
	p.SetWorkers(2)
	b.finish <- struct{}{}
	b.finish <- struct{}{}
	lanes := []int{<-b.started, <-b.started}
	slices.Sort(lanes)
	if !slices.Equal(lanes, []int{1, 2}) {
		t.Errorf("lanes %v, want both at work", lanes)
	}
	close(b.later)
	p.Close()
	wait(t, p)
	b.check(t, 1, 2, late, late+1)
}

func TestPauseStartsNothingUntilResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench()
		p := start(t.Context(), 2, b)
		p.Pause()
		submit(p, 1, 2, 3)
		p.SetWorkers(3) // growing does not end a pause
		synctest.Wait() // until all workers are there, and wait
		select {
		case lane := <-b.started:
			t.Fatalf("lane %d started a task during a pause", lane)
		default:
		}
		p.Resume()
		for range 3 {
			<-b.started
		}
		close(b.finish)
		p.Close()
		wait(t, p)
		b.check(t, 1, 2, 3)
	})
}

func TestPausedPoolWithNothingLeftEnds(t *testing.T) {
	b := newBench()
	p := start(t.Context(), 2, b)
	submit(p, 1)
	<-b.started
	p.Pause()
	p.Close()
	close(b.finish)
	wait(t, p)
	b.check(t, 1)
}

func TestDrainEndsWithTheTasksInHand(t *testing.T) {
	b := newBench()
	p := start(t.Context(), 2, b)
	submit(p, 1, 2, 3, 4)
	<-b.started
	<-b.started
	p.Drain()
	close(b.finish)
	wait(t, p)
	b.check(t, 1, 2)
}

func TestCancelEndsAPausedPoolWithWaitingTasks(t *testing.T) {
	b := newBench()
	ctx, cancel := context.WithCancel(t.Context())
	p := start(ctx, 2, b)
	p.Pause()
	submit(p, 1, 2, 3)
	cancel()
	wait(t, p)
	b.check(t)
}

func TestEveryTaskIsDoneOnceWhileThePoolChanges(t *testing.T) {
	const n = 2000
	b := newBench()
	b.started = make(chan int, n)
	close(b.finish)
	p := start(t.Context(), 4, b)
	var want []int
	for i := range n {
		want = append(want, i)
		p.Submit(i)
		switch i % 7 {
		case 0:
			p.SetWorkers(1 + i%9)
		case 3:
			p.Pause()
		case 5:
			p.Resume()
		}
	}
	p.Resume()
	p.Close()
	wait(t, p)
	b.check(t, want...)
}

// stubborn is a worker whose Do and Close take until the test lets them end,
// whatever the context says.
type stubborn struct {
	lane       int
	do, closed chan struct{}
	there      *[3]atomic.Int32 // workers in each lane
	most       *atomic.Int32    // that were in one lane at the same time
}

func (s stubborn) Do(context.Context, int) { <-s.do }

func (s stubborn) Close() {
	<-s.closed
	s.there[s.lane].Add(-1)
}

func TestALaneAskedForAgainWhileItsWorkerClosesIsFilledAgainAfterwards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		do, closed := make(chan struct{}), make(chan struct{})
		var there [3]atomic.Int32
		var most, began atomic.Int32
		p := pool.New(t.Context(), func(lane int) pool.Worker[int] {
			began.Add(1)
			most.Store(max(most.Load(), there[lane].Add(1)))
			return stubborn{lane: lane, do: do, closed: closed, there: &there, most: &most}
		}, func() {})
		p.SetWorkers(2)
		submit(p, 1, 2)
		synctest.Wait()
		p.SetWorkers(1)
		do <- struct{}{}
		do <- struct{}{}
		synctest.Wait() // the worker of lane 2 closes, which takes its time
		p.SetWorkers(2)
		synctest.Wait()
		if n := began.Load(); n != 2 {
			t.Errorf("%d workers began, want 2: the lane is not free yet", n)
		}
		closed <- struct{}{}
		synctest.Wait()
		if n := began.Load(); n != 3 || there[2].Load() != 1 {
			t.Errorf("%d workers began and %d are in lane 2, want 3 and 1: the lane was asked for again", n, there[2].Load())
		}
		close(closed)
		p.Close()
		wait(t, p)
		if n := most.Load(); n != 1 {
			t.Errorf("%d workers shared a lane", n)
		}
	})
}

func TestWaitGivesUpWorkersThatHang(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		do, closed := make(chan struct{}), make(chan struct{})
		close(closed)
		var there [3]atomic.Int32
		ctx, cancel := context.WithCancel(t.Context())
		p := pool.New(ctx, func(lane int) pool.Worker[int] {
			there[lane].Add(1)
			return stubborn{lane: lane, do: do, closed: closed, there: &there}
		}, func() {})
		p.SetWorkers(2)
		submit(p, 1)
		synctest.Wait()
		cancel()
		patience, lose := context.WithCancel(t.Context())
		lost := make(chan error)
		go func() { lost <- p.Wait(patience) }()
		synctest.Wait()
		select {
		case err := <-lost:
			t.Fatal("did not wait: ", err)
		default:
		}
		lose()
		if err := <-lost; !errors.Is(err, context.Canceled) {
			t.Errorf("error %v of waiting for a worker that hangs", err)
		}
		if _, running := p.Workers(); running != 1 {
			t.Errorf("%d workers are there, want the one that hangs", running)
		}
		close(do)
		synctest.Wait()
		if n := there[1].Load() + there[2].Load(); n != 0 {
			t.Errorf("%d workers were not closed once they came back", n)
		}
	})
}

func TestATaskThatComesAfterCloseIsDropped(t *testing.T) {
	b := newBench()
	close(b.finish)
	p := start(t.Context(), 1, b)
	submit(p, 1)
	p.Close()
	submit(p, 2)
	wait(t, p)
	b.check(t, 1)
}
