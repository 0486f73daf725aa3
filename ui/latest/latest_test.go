package latest

import (
	"context"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const patience = 20 * time.Second

// worker is a worker under test: what it posts waits in posts, what it shows is
// in shown.
type worker struct {
	*Worker[int]
	posts chan func()
	shown []int
}

func newWorker(t *testing.T) *worker {
	w := &worker{posts: make(chan func(), 100)}
	w.Worker = New(func(f func()) { w.posts <- f }, func(r int) { w.shown = append(w.shown, r) })
	t.Cleanup(w.Close)
	return w
}

// next runs what is posted next.
func (w *worker) next(t *testing.T) {
	t.Helper()
	select {
	case f := <-w.posts:
		f()
	case <-time.After(patience):
		t.Fatal("nothing was posted")
	}
}

// gate is a task that tells when it begins and ends when it is let.
type gate struct{ begun, goOn chan bool }

func newGate() gate { return gate{make(chan bool), make(chan bool)} }

func (g gate) task(r int) func(context.Context) int {
	return func(context.Context) int {
		g.begun <- true
		<-g.goOn
		return r
	}
}

func just(r int) func(context.Context) int { return func(context.Context) int { return r } }

func TestOnlyTheNewestWaits(t *testing.T) {
	w, g := newWorker(t), newGate()
	w.Do(g.task(1))
	<-g.begun
	for r := 2; r <= 9; r++ {
		w.Do(just(r))
	}
	close(g.goOn)
	w.next(t)
	for !slices.Contains(w.shown, 9) {
		w.next(t)
	}
	for _, r := range w.shown {
		if r != 1 && r != 9 {
			t.Errorf("%d was done, which had been replaced; shown are %v", r, w.shown)
		}
	}
}

func TestOnePostAtATime(t *testing.T) {
	w, g := newWorker(t), newGate()
	for r := range 5 {
		w.Do(g.task(r))
		<-g.begun
		g.goOn <- true
	}
	w.Do(g.task(5))
	<-g.begun // so the results before it have been delivered
	if n := len(w.posts); n != 1 {
		t.Errorf("%d functions are posted, want one", n)
	}
	w.next(t)
	if !slices.Equal(w.shown, []int{4}) {
		t.Errorf("shown are %v, want the newest alone", w.shown)
	}
	g.goOn <- true
	w.next(t)
	if !slices.Equal(w.shown, []int{4, 5}) {
		t.Errorf("shown are %v, want 4 and 5", w.shown)
	}
}

func TestWhatWasDroppedIsNotShown(t *testing.T) {
	t.Run("while it waits to be shown", func(t *testing.T) {
		w := newWorker(t)
		w.Do(just(1))
		f := <-w.posts
		w.Drop()
		f()
		if len(w.shown) != 0 {
			t.Errorf("shown are %v", w.shown)
		}
	})
	t.Run("while it is done", func(t *testing.T) {
		w, g := newWorker(t), newGate()
		w.Do(g.task(1))
		<-g.begun
		w.Drop()
		w.Do(just(2))
		close(g.goOn)
		w.next(t)
		if !slices.Equal(w.shown, []int{2}) {
			t.Errorf("shown are %v, want 2 alone", w.shown)
		}
	})
	t.Run("before it begins", func(t *testing.T) {
		w, g := newWorker(t), newGate()
		w.Do(g.task(1))
		<-g.begun
		w.Do(just(2))
		w.Drop()
		close(g.goOn)
		w.Close()
		if n := len(w.posts); n != 0 {
			t.Errorf("%d functions are posted, want none", n)
		}
	})
}

func TestDropAndCloseCancel(t *testing.T) {
	waits := func(begun chan bool) func(context.Context) int {
		return func(ctx context.Context) int {
			begun <- true
			<-ctx.Done()
			return 0
		}
	}
	w, begun := newWorker(t), make(chan bool)
	w.Do(waits(begun))
	<-begun
	w.Drop()
	w.Do(waits(begun)) // begins only when the first has ended
	<-begun
	w.Close()
	w.Do(just(1))
	if n := len(w.posts); n != 0 {
		t.Errorf("%d functions are posted, want none", n)
	}
}
