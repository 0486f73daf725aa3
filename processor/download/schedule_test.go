package download

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// gauge counts what goes on at the same time, and the most there ever was.
type gauge struct {
	mu        sync.Mutex
	now, most map[string]int
}

func newGauge() *gauge { return &gauge{now: map[string]int{}, most: map[string]int{}} }

func (g *gauge) add(key string, n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now[key] += n
	g.most[key] = max(g.most[key], g.now[key])
}

// slow serves pictures after a wait.
func (g *gauge) slow(d time.Duration) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		for _, key := range []string{"all", r.Host} {
			g.add(key, 1)
			defer g.add(key, -1)
		}
		wait(r, d)
		_, _ = rw.Write(picture(2000, 1))
	}
}

// TestLimits lets downloads wait a second each: 16 at the same time, 4 from
// each server.
func TestLimits(t *testing.T) {
	tests := []struct {
		hosts, each int // servers, and addresses of each
		most        int // at the same time, together
		mostEach    int // and of one server
		took        time.Duration
	}{
		{hosts: 1, each: 20, most: 4, mostEach: 4, took: 5 * time.Second},
		{hosts: 3, each: 20, most: 12, mostEach: 4, took: 5 * time.Second},
		{hosts: 4, each: 20, most: 16, mostEach: 4, took: 5 * time.Second},
		{hosts: 10, each: 20, most: 16, mostEach: 4, took: 13 * time.Second},
		{hosts: 200, each: 1, most: 16, mostEach: 1, took: 13 * time.Second},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.hosts), func(t *testing.T) {
			inWeb(t, func(t *testing.T, w *web) {
				g := newGauge()
				var urls []string
				for i := range test.hosts {
					host := fmt.Sprintf("host%d.test", i)
					w.serve(host, g.slow(time.Second))
					urls = append(urls, numberedURLs(host, test.each)...)
				}
				out := w.run(urls...)
				if len(out.done) != len(urls) {
					t.Errorf("%d done, want %d", len(out.done), len(urls))
				}
				for key, most := range g.most {
					if key != "all" && most > test.mostEach {
						t.Errorf("%s: %d at the same time, want at most %d", key, most, test.mostEach)
					}
				}
				if g.most["all"] != test.most {
					t.Errorf("%d at the same time, want %d", g.most["all"], test.most)
				}
				if out.took != test.took {
					t.Errorf("it took %v, want %v", out.took, test.took)
				}
			})
		})
	}
}

// TestLimitBehindRedirects holds the limit for a host that others lead to.
func TestLimitBehindRedirects(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		g := newGauge()
		w.serve("store.test", g.slow(time.Second))
		var urls []string
		for i := range 5 {
			host := fmt.Sprintf("short%d.test", i)
			w.serve(host, func(rw http.ResponseWriter, r *http.Request) {
				http.Redirect(rw, r, "http://store.test"+r.URL.Path, http.StatusFound)
			})
			urls = append(urls, numberedURLs(host, 4)...)
		}
		out := w.run(urls...)
		if len(out.done) != 20 || g.most["store.test"] != 4 || out.took != 5*time.Second {
			t.Errorf("%d done, %d at the same time, in %v; want 20, 4, 5s", len(out.done), g.most["store.test"], out.took)
		}
	})
}

// TestSlowHost puts 100 addresses of a slow server before 20 of a fast one.
func TestSlowHost(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		g := newGauge()
		w.serve("slow.test", g.slow(10*time.Second))
		w.serve("fast.test", g.slow(0))
		fast := 0
		begin := time.Now()
		collect(t.Context(), t, w.options, append(numberedURLs("slow.test", 100), numberedURLs("fast.test", 20)...), func(ev Event) {
			if done, ok := ev.(Done); ok && strings.Contains(done.URL, "fast") {
				fast++
				if since := time.Since(begin); since != 0 {
					t.Errorf("%s was done after %v", done.URL, since)
				}
			}
		})
		if fast != 20 {
			t.Errorf("%d of the fast server, want 20", fast)
		}
	})
}

// TestWaitHoldsNoPlace lets the one place be used while an address waits for
// its second attempt.
func TestWaitHoldsNoPlace(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		w.options.Concurrent = 1
		data := picture(2000, 1)
		busy := func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Retry-After", "60")
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
		w.serve("busy.test", once(busy, content(data, "")))
		w.serve("free.test", content(data, ""))
		begin := time.Now()
		out := collect(t.Context(), t, w.options, append(numberedURLs("busy.test", 3), numberedURLs("free.test", 3)...), func(ev Event) {
			if done, ok := ev.(Done); ok {
				since := time.Since(begin)
				if free := strings.Contains(done.URL, "free"); free && since != 0 || !free && since != time.Minute {
					t.Errorf("%s after %v", done.URL, since)
				}
			}
		})
		if len(out.done) != 6 {
			t.Errorf("%d done, want 6", len(out.done))
		}
	})
}

func TestRetryAfterHeader(t *testing.T) {
	tests := []struct {
		name   string
		header func(now time.Time) string
		want   time.Duration
	}{
		{"seconds", func(time.Time) string { return "7" }, 7 * time.Second},
		{"date", func(now time.Time) string { return now.Add(42 * time.Second).UTC().Format(http.TimeFormat) }, 42 * time.Second},
		{"too many seconds", func(time.Time) string { return "3600" }, maxRetryAfter},
		{"date far off", func(now time.Time) string { return now.Add(72 * time.Hour).UTC().Format(http.TimeFormat) }, maxRetryAfter},
	}
	for _, code := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		for _, test := range tests {
			t.Run(fmt.Sprint(code, " ", test.name), func(t *testing.T) {
				inWeb(t, func(t *testing.T, w *web) {
					busy := func(rw http.ResponseWriter, _ *http.Request) {
						rw.Header().Set("Retry-After", test.header(time.Now()))
						rw.WriteHeader(code)
					}
					w.serve("a.test", once(busy, content(picture(2000, 1), "")))
					out := w.run("http://a.test/x.jpg")
					out.path(t)
					if out.took != test.want {
						t.Errorf("it took %v, want %v", out.took, test.want)
					}
					if retry, ok := out.events[1].(Retrying); !ok || retry.After != test.want || retry.Attempt != 2 || retry.Err == nil {
						t.Errorf("the second event is %+v", out.events[1])
					}
				})
			})
		}
	}
	for _, header := range []string{"", "soon", "-5", "1.5", "Sat, 01 Jan 2000 00:00:00 GMT"} {
		if got := retryAfter(http.Header{"Retry-After": {header}}, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)); got != 0 {
			t.Errorf("%q means %v, want 0", header, got)
		}
	}
}

func TestBackoff(t *testing.T) {
	for attempts, most := range map[int]time.Duration{
		1: 500 * time.Millisecond, 2: time.Second, 3: 2 * time.Second, 7: 30 * time.Second, 8: 30 * time.Second, 99: 30 * time.Second,
	} {
		different := map[time.Duration]bool{}
		for range 100 {
			d := backoff(attempts)
			different[d] = true
			if d < most/2 || d > most {
				t.Errorf("%v after %d attempts, want %v to %v", d, attempts, most/2, most)
			}
		}
		if len(different) < 50 {
			t.Errorf("%d different waits of 100", len(different))
		}
	}
}

// TestCancel cancels in the middle of downloads, of waits for servers, and of
// waits for second attempts.
func TestCancel(t *testing.T) {
	data := picture(100_000, 1)
	stall := func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", `"a"`)
		rw.Header().Set("Content-Length", "100000")
		_, _ = rw.Write(data[:50_000])
		rw.(http.Flusher).Flush()
		<-r.Context().Done()
	}
	for _, keep := range []bool{false, true} {
		t.Run(fmt.Sprint("KeepPartial ", keep), func(t *testing.T) {
			inWeb(t, func(t *testing.T, w *web) {
				w.options.KeepPartial = keep
				w.serve("whole.test", content(data, ""))
				w.serve("stall.test", stall)
				w.serve("silent.test", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
				w.serve("broken.test", half(data, `"a"`))
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(100*time.Millisecond, cancel)
				urls := append(numberedURLs("stall.test", 10), "http://whole.test/x.jpg", "http://silent.test/y.jpg", "http://broken.test/z.jpg")
				out := collect(ctx, t, w.options, urls, nil)
				if len(out.done) != 1 || len(out.failed) != 0 {
					t.Errorf("%d done and %d failed, want 1 and 0", len(out.done), len(out.failed))
				}
				if out.took != 100*time.Millisecond {
					t.Errorf("it took %v", out.took)
				}
				if !keep {
					w.wantNames("x.jpg")
					return
				}
				names := w.names()
				if len(names) != 1+4+1 {
					t.Errorf("the folder holds %q, want the file and the parts of 4 that stalled and of one that broke", names)
				}
				for _, name := range names[:len(names)-1] {
					if !strings.HasPrefix(name, partPrefix) {
						t.Errorf("%q is no part file", name)
					}
				}
			})
		})
	}
}

func TestCancelledBefore(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if out := collect(ctx, t, w.options, numberedURLs("a.test", 3), nil); len(out.events) != 0 {
			t.Errorf("events %v", out.events)
		}
	})
}

// TestLeaveLoop leaves the loop over the events at each of the first ones.
func TestLeaveLoop(t *testing.T) {
	for last := range 24 { // up to second attempts
		inWeb(t, func(t *testing.T, w *web) {
			data := picture(100_000, 1)
			w.serve("broken.test", half(data, `"a"`))
			w.serve("slow.test", newGauge().slow(time.Second))
			events, err := Run(t.Context(), append(numberedURLs("broken.test", 4), numberedURLs("slow.test", 4)...), w.options)
			if err != nil {
				t.Fatal(err)
			}
			seen := 0
			for range events {
				if seen++; seen > last {
					break
				}
			}
			synctest.Wait()
			for _, name := range w.names() {
				if strings.HasPrefix(name, partPrefix) {
					t.Errorf("%s was left", name)
				}
			}
		})
	}
}

// TestConsumerPanics lets the loop over the events panic.
func TestConsumerPanics(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		w.serve("broken.test", half(picture(100_000, 1), `"a"`))
		events, err := Run(t.Context(), numberedURLs("broken.test", 4), w.options)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if got := recover(); got != "oops" {
				t.Errorf("recovered %v", got)
			}
			w.wantNames()
		}()
		for ev := range events {
			if _, ok := ev.(Retrying); ok {
				panic("oops")
			}
		}
	})
}

// TestConcurrentIsFaster compares 16 at a time with one after the other when
// the server takes 200 ms for each of 64.
func TestConcurrentIsFaster(t *testing.T) {
	for concurrent, want := range map[int]time.Duration{1: 64 * 200 * time.Millisecond, 16: 4 * 200 * time.Millisecond} {
		inWeb(t, func(t *testing.T, w *web) {
			w.options.Concurrent, w.options.PerHost = concurrent, concurrent
			w.serve("a.test", newGauge().slow(200*time.Millisecond))
			if out := w.run(numberedURLs("a.test", 64)...); out.took != want || len(out.done) != 64 {
				t.Errorf("%d at a time: %d in %v, want 64 in %v", concurrent, len(out.done), out.took, want)
			}
		})
	}
}

func TestQueue(t *testing.T) {
	now := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	q := newQueue(2)
	push := func(url string) *task {
		u, err := parseURL(url)
		if err != nil {
			t.Fatal(err)
		}
		task := &task{url: url, at: u}
		q.push(task)
		return task
	}
	wantNext := func(at time.Time, want string, wantWake time.Time) *task {
		t.Helper()
		next, wake := q.next(at)
		got := ""
		if next != nil {
			got = next.url
		}
		if got != want || !wake.Equal(wantWake) {
			t.Errorf("next is %q, or at %v; want %q, %v", got, wake, want, wantWake)
		}
		return next
	}
	never := time.Time{}
	for _, url := range []string{"http://a/1", "http://a/2", "http://a/3", "http://b/1", "http://b:81/1", "https://b:80/2", "http://B/3"} {
		push(url)
	}
	a1 := wantNext(now, "http://a/1", never)
	wantNext(now, "http://b/1", never)
	wantNext(now, "http://b:81/1", never)
	wantNext(now, "http://a/2", never)
	b2 := wantNext(now, "https://b:80/2", never)
	wantNext(now, "", never) // a and b have two each
	q.release(a1)
	q.pushAt(a1, now.Add(time.Second))
	q.pause(a1, now.Add(3*time.Second))
	wantNext(now, "", now.Add(time.Second))
	wantNext(now.Add(2*time.Second), "", now.Add(3*time.Second))
	q.release(b2)
	wantNext(now.Add(2*time.Second), "http://B/3", never)
	wantNext(now.Add(3*time.Second), "http://a/1", never)
	wantNext(now.Add(3*time.Second), "", never)
	if q.empty() {
		t.Error("the queue is said to be empty")
	}
	if left := q.drain(); len(left) != 1 || left[0].url != "http://a/3" || !q.empty() {
		t.Errorf("%d tasks left, empty %t", len(left), q.empty())
	}
}
