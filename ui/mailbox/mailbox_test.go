package mailbox

import (
	"iter"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"thumbpool/processor"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const patience = 20 * time.Second

func events(c <-chan processor.Event) iter.Seq[processor.Event] {
	return func(yield func(processor.Event) bool) {
		for ev := range c {
			yield(ev)
		}
	}
}

func next(t *testing.T, posts <-chan func()) func() {
	t.Helper()
	select {
	case f := <-posts:
		return f
	case <-time.After(patience):
		t.Fatal("nothing was posted")
		return nil
	}
}

func TestEventsAreGatheredInOrderWithOnePostAtATime(t *testing.T) {
	const n = 5000
	in, posts := make(chan processor.Event), make(chan func(), 100)
	var got []int
	b := Open(events(in), func(f func()) { posts <- f }, func(batch []processor.Event) {
		for _, ev := range batch {
			got = append(got, ev.(processor.Found).Photo.ID)
		}
	})
	defer b.Close()
	for id := range n { // all are taken, though nothing is delivered yet
		in <- processor.Found{Photo: processor.Photo{ID: id}}
	}
	close(in)
	batches := 0
	for len(got) < n {
		f := next(t, posts)
		if len(posts) != 0 {
			t.Fatal("two batches were posted at once")
		}
		f()
		batches++
	}
	for i, id := range got {
		if i != id {
			t.Fatalf("event %d is of photo %d", i, id)
		}
	}
	if batches > 10 {
		t.Errorf("%d events came in %d batches", n, batches)
	}
}

func TestALongRunIsShownLessOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		perSecond := make([]int, 5)
		began := time.Now()
		busy := func(yield func(processor.Event) bool) {
			tick := time.NewTicker(5 * time.Millisecond)
			defer tick.Stop()
			for range 5 * time.Second / (5 * time.Millisecond) {
				<-tick.C
				yield(processor.Found{})
			}
		}
		posts := make(chan func(), 1)
		b := Open(busy, func(f func()) { posts <- f }, func([]processor.Event) {
			if second := int(time.Since(began) / time.Second); second < len(perSecond) {
				perSecond[second]++
			}
		})
		for end := time.After(5 * time.Second); end != nil; {
			select {
			case f := <-posts:
				f()
			case <-end:
				end = nil
			}
		}
		b.Close()
		synctest.Wait()
		if first := perSecond[0]; first < 25 || first > 30 {
			t.Errorf("%d batches in the first second", first)
		}
		for second := 3; second < len(perSecond); second++ {
			if n := perSecond[second]; n < 9 || n > 10 {
				t.Errorf("%d batches in second %d", n, second)
			}
		}
	})
}

func TestNothingComesAfterClose(t *testing.T) {
	in, posts := make(chan processor.Event), make(chan func(), 100)
	delivered := 0
	b := Open(events(in), func(f func()) { posts <- f }, func([]processor.Event) { delivered++ })
	in <- processor.Found{}
	f := next(t, posts)
	b.Close()
	f()
	in <- processor.Found{} // is taken all the same: the job waits for it
	in <- processor.Found{}
	close(in)
	if delivered != 0 || len(posts) != 0 {
		t.Errorf("%d batches and %d posts after Close", delivered, len(posts))
	}
}

func TestTheClockBeatsWithoutEvents(t *testing.T) {
	in, posts := make(chan processor.Event), make(chan func(), 100)
	batches := 0
	b := Open(events(in), func(f func()) { posts <- f }, func(batch []processor.Event) {
		if len(batch) == 0 {
			batches++
		}
	})
	next(t, posts)()
	next(t, posts)()
	b.Close()
	close(in)
	if batches != 2 {
		t.Errorf("%d empty batches, want 2", batches)
	}
}
