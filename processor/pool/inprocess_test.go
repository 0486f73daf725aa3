package pool_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"thumbpool/processor/pool"
)

// obedient is work that ends with its context.
func obedient(memory pool.Memory) pool.Work[string, string] {
	return func(ctx context.Context, request string) string {
		switch request {
		case "slow":
			<-ctx.Done()
			return "gave up"
		case "need":
			keep, err := memory.Acquire(ctx, 100)
			if err != nil {
				return err.Error()
			}
			keep(0)
		}
		return "answer to " + request
	}
}

func TestInProcessEndsWhatIsTooSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pool.NewInProcess(pool.InProcessOptions{Timeout: time.Minute}, obedient)
		defer p.Close()
		var crash *pool.CrashError
		if _, err := p.Execute(t.Context(), "slow"); !errors.As(err, &crash) || crash.Cause != pool.CauseTimeout || crash.Time != time.Minute {
			t.Errorf("error %v, want that it took longer than a minute", err)
		}
		for range 100 { // each with a minute of its own
			if got, err := p.Execute(t.Context(), "quick"); err != nil || got != "answer to quick" {
				t.Errorf("%q, error %v", got, err)
			}
			<-time.After(time.Second)
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		if got, err := p.Execute(ctx, "slow"); err != nil || got != "gave up" {
			t.Errorf("%q, error %v: a stop is for the work to tell", got, err)
		}
	})
}

func TestInProcessLeavesWorkThatHangsAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		made := 0
		p := pool.NewInProcess(pool.InProcessOptions{Timeout: time.Minute}, func(pool.Memory) pool.Work[string, int] {
			made++
			n := made
			return func(_ context.Context, request string) int {
				if request == "hang" {
					<-release
				}
				return n
			}
		})
		var crash *pool.CrashError
		if _, err := p.Execute(t.Context(), "hang"); !errors.As(err, &crash) || crash.Cause != pool.CauseTimeout {
			t.Errorf("error %v, want that it took too long", err)
		}
		if n, err := p.Execute(t.Context(), "go on"); n != 2 || err != nil {
			t.Errorf("work %d went on (%v), want another than that which hangs", n, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := p.Execute(ctx, "hang"); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v of work that hangs when the job is stopped", err)
		}
		close(release)
	})
}

func TestInProcessWaitingForMemoryIsNotTheRequestsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &ledger{granted: make(chan struct{})}
		p := pool.NewInProcess(pool.InProcessOptions{Timeout: time.Minute, Memory: l}, obedient)
		time.AfterFunc(time.Hour, func() { close(l.granted) })
		if got, err := p.Execute(t.Context(), "need"); err != nil || got != "answer to need" {
			t.Errorf("%q, error %v", got, err)
		}
		var crash *pool.CrashError
		if _, err := p.Execute(t.Context(), "slow"); !errors.As(err, &crash) {
			t.Errorf("error %v: the time has to count again", err)
		}
	})
}
