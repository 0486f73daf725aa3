package download

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thumbpool/processor/reason"
)

// dribble serves data in pieces, with a wait before each but the first.
func dribble(data []byte, etag string, piece int, every time.Duration) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		from := 0
		rw.Header().Set("ETag", etag)
		if _, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from); err == nil {
			rw.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(data)-1, len(data)))
			rw.Header().Set("Content-Length", fmt.Sprint(len(data)-from))
			rw.WriteHeader(http.StatusPartialContent)
		} else {
			rw.Header().Set("Content-Length", fmt.Sprint(len(data)))
		}
		for i := from; i < len(data) && r.Context().Err() == nil; i += piece {
			_, _ = rw.Write(data[i:min(i+piece, len(data))])
			rw.(http.Flusher).Flush()
			wait(r, every)
		}
	}
}

// TestTooSlow has servers that send less than they have to, or just enough.
func TestTooSlow(t *testing.T) {
	data := picture(1_000_000, 1)
	tests := []struct {
		name   string
		server http.HandlerFunc
		change func(*Options)
		key    reason.Key
		reason string
		took   [2]time.Duration // of one attempt, at least and at most
	}{
		{
			"a byte each two seconds", dribble(data, "", 1, 2*time.Second), nil,
			reason.TooSlow, "too little came: less than 1.0 kB a second, after 16 B",
			[2]time.Duration{30 * time.Second, 32 * time.Second},
		},
		{
			"a byte each two seconds after a good beginning", func(rw http.ResponseWriter, r *http.Request) {
				_, _ = rw.Write(data[:500_000])
				dribble(data, "", 1, 2*time.Second)(rw, r)
			}, nil, reason.TooSlow, "too little came: less than 1.0 kB a second, after 500 kB", [2]time.Duration{60 * time.Second, 62 * time.Second},
		},
		{
			"just under the rate", dribble(data, "", 960, time.Second), nil,
			reason.TooSlow, "too little came: less than 1.0 kB a second, after ",
			[2]time.Duration{30 * time.Second, 31 * time.Second},
		},
		{
			"over the rate, for too long", dribble(data, "", 1500, time.Second), nil,
			reason.TooSlow, "it took longer than 10m0s, after 90",
			[2]time.Duration{10 * time.Minute, 10 * time.Minute},
		},
		{
			"over the rate, in time", dribble(data, "", 1800, time.Second), nil,
			"", "",
			[2]time.Duration{555 * time.Second, 556 * time.Second},
		},
		{
			"no rate", dribble(data[:100], "", 1, 2*time.Second), func(o *Options) { o.LeastRate = 0 },
			"", "",
			[2]time.Duration{198 * time.Second, 200 * time.Second},
		},
		{
			"another rate", dribble(data, "", 1800, time.Second), func(o *Options) { o.LeastRate = 2000 },
			reason.TooSlow, "too little came: less than 2.0 kB a second",
			[2]time.Duration{30 * time.Second, 31 * time.Second},
		},
		{
			"a page that ends no sooner", func(rw http.ResponseWriter, r *http.Request) {
				rw.Header().Set("Content-Type", "text/html")
				for r.Context().Err() == nil {
					_, _ = rw.Write([]byte(" "))
					rw.(http.Flusher).Flush()
					wait(r, 2*time.Second)
				}
			}, nil, reason.TooSlow, "too little came", [2]time.Duration{30 * time.Second, 32 * time.Second},
		},
		{
			"redirections that each take their time", func(rw http.ResponseWriter, r *http.Request) {
				wait(r, 20*time.Second)
				http.Redirect(rw, r, r.URL.Path+"x", http.StatusFound)
			}, func(o *Options) { o.AttemptTimeout = time.Minute },
			reason.TooSlow, "it took longer than 1m0s, before the server answered",
			[2]time.Duration{time.Minute, time.Minute},
		},
		{
			"a redirection that ends no sooner", func(rw http.ResponseWriter, r *http.Request) {
				rw.Header().Set("Location", "/y.jpg")
				rw.Header().Set("Content-Length", "2000")
				rw.WriteHeader(http.StatusFound)
				for range 2000 {
					_, _ = rw.Write([]byte(" "))
					rw.(http.Flusher).Flush()
					wait(r, 2*time.Second)
				}
			}, func(o *Options) { o.MaxRedirects = 1 },
			reason.Redirect, "the server redirects more than 1 times",
			[2]time.Duration{60 * time.Second, 64 * time.Second},
		},
		{
			"a head that never ends", func(rw http.ResponseWriter, r *http.Request) {
				conn, w, _ := rw.(http.Hijacker).Hijack()
				defer conn.Close()
				_, _ = w.WriteString("HTTP/1.1 200 OK\r\nX: ")
				for w.Flush() == nil {
					_, _ = w.WriteString("x")
					wait(r, 2*time.Second)
				}
			}, nil, reason.NoAnswer, "the server did not answer within 30s", [2]time.Duration{30 * time.Second, 30 * time.Second},
		},
		{
			"heads without end", func(rw http.ResponseWriter, r *http.Request) {
				for r.Context().Err() == nil {
					rw.WriteHeader(http.StatusProcessing)
					wait(r, 2*time.Second)
				}
			}, nil, reason.NoAnswer, "the server did not answer within 30s", [2]time.Duration{30 * time.Second, 30 * time.Second},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inWeb(t, func(t *testing.T, w *web) {
				w.options.Attempts = 1
				if test.change != nil {
					test.change(&w.options)
				}
				w.serve("a.test", test.server)
				out := w.run("http://a.test/x.jpg")
				_, failed := out.one(t)
				switch {
				case test.key == "" && failed != nil:
					t.Error(failed)
				case test.key != "" && (failed == nil || failed.Key != test.key || !strings.HasPrefix(failed.Error(), test.reason)):
					t.Errorf("failed by %v, want %s: %s", failed, test.key, test.reason)
				}
				if out.took < test.took[0] || out.took > test.took[1] {
					t.Errorf("it took %v, want %v to %v", out.took, test.took[0], test.took[1])
				}
				if test.key != "" {
					w.wantNames()
				}
			})
		})
	}
}

// TestSlowServerGoesOn continues what came before an attempt ended for its
// slowness, and does not try again what would have to begin anew.
func TestSlowServerGoesOn(t *testing.T) {
	data := picture(1_000_000, 1)
	for etag, attempts := range map[string]int{`"a"`: 2, "": 1} {
		inWeb(t, func(t *testing.T, w *web) {
			w.serve("a.test", dribble(data, etag, 1500, time.Second))
			out := w.run("http://a.test/x.jpg")
			done, failed := out.one(t)
			last := 0
			for _, ev := range out.events {
				if s, ok := ev.(Started); ok {
					last = s.Attempt
				}
			}
			if (failed == nil) != (etag != "") || last != attempts {
				t.Errorf("etag %q: failed by %v after %d attempts, want %d", etag, failed, last, attempts)
			}
			if failed == nil {
				wantFile(t, done.Path, data)
			}
		})
	}
}

// TestSlowServersHoldNoPlace has more slow servers than there are places, each
// of which would have sent for good.
func TestSlowServersHoldNoPlace(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		w.options.Attempts = 1
		var urls []string
		for i := range 32 {
			host := fmt.Sprintf("slow%d.test", i)
			w.serve(host, dribble(picture(1_000_000, 1), "", 1, 2*time.Second))
			urls = append(urls, numberedURLs(host, 1)...)
		}
		w.serve("good.test", content(picture(3000, 1), ""))
		out := w.run(append(urls, "http://good.test/x.jpg")...)
		if len(out.failed) != 32 || len(out.done) != 1 || out.took > 64*time.Second {
			t.Errorf("%d failed and %d done in %v, want 32 and 1 in a minute", len(out.failed), len(out.done), out.took)
		}
	})
}

// TestTooLongOnRealConnections ends a download by the limit on the whole where
// time is that of a clock.
func TestTooLongOnRealConnections(t *testing.T) {
	server := httptest.NewServer(dribble(picture(1_000_000, 1), "", 1, time.Millisecond))
	defer server.Close()
	o := DefaultOptions()
	o.Dir, o.AttemptTimeout = t.TempDir(), 50*time.Millisecond
	_, failed := collect(t.Context(), t, o, []string{server.URL + "/x.jpg"}, nil).one(t)
	if failed == nil || failed.Key != reason.TooSlow || !strings.HasPrefix(failed.Error(), "it took longer than 50ms, ") {
		t.Errorf("failed by %v", failed)
	}
	(&web{t: t, options: o}).wantNames()
}

// TestStartedHoldsBack keeps the loop at the event before each attempt: nothing
// may be asked for meanwhile.
func TestStartedHoldsBack(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		asked := make(chan string, 100)
		answer := once(half(picture(3000, 1), ""), content(picture(3000, 1), ""))
		w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
			asked <- r.URL.Path
			answer(rw, r)
		})
		w.options.Concurrent = 1
		starts := 0
		collect(t.Context(), t, w.options, numberedURLs("a.test", 3), func(ev Event) {
			if _, ok := ev.(Started); !ok {
				return
			}
			before := len(asked)
			<-time.After(time.Hour)
			synctest.Wait()
			if starts++; len(asked) != before || before != starts-1 {
				t.Errorf("%d requests before attempt %d, %d while it was held back", before, starts, len(asked)-before)
			}
		})
		if starts != 4 || len(asked) != 4 {
			t.Errorf("%d attempts and %d requests, want 4", starts, len(asked))
		}
	})
}
