package download

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// web is a network in memory with servers on it. Time in it is that of a
// synctest bubble: a wait of an hour takes no time, and how long everything
// took is exact.
type web struct {
	t         *testing.T
	mu        sync.Mutex
	listeners map[string]*listener
	options   Options
}

// inWeb runs a test on an empty network, with a folder of its own.
func inWeb(t *testing.T, test func(t *testing.T, w *web)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		w := &web{t: t, listeners: map[string]*listener{}, options: DefaultOptions()}
		w.options.Dir = dir
		w.setTransport()
		test(t, w)
		<-time.After(time.Hour) // servers that took over a connection come to their end
	})
}

// setTransport gives the options the transport that they would get by
// themselves, but on this network.
func (w *web) setTransport() {
	transport := newTransport(w.options)
	transport.Proxy = nil
	transport.DialContext = w.dial
	w.options.Transport = transport
	w.t.Cleanup(transport.CloseIdleConnections)
}

// serve puts a server on the network.
func (w *web) serve(host string, h http.HandlerFunc) {
	l := &listener{conns: make(chan net.Conn), closed: make(chan struct{})}
	w.mu.Lock()
	w.listeners[host+":80"] = l
	w.mu.Unlock()
	server := &http.Server{Handler: h}
	go func() { _ = server.Serve(l) }()
	w.t.Cleanup(func() { _ = server.Close() })
}

func (w *web) dial(ctx context.Context, _, address string) (net.Conn, error) {
	w.mu.Lock()
	l := w.listeners[address]
	w.mu.Unlock()
	if l == nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	}
	client, server := net.Pipe()
	select {
	case l.conns <- server:
		return client, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type listener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *listener) Addr() net.Addr { return &net.UnixAddr{Name: "memory"} }

// outcome is what a run gave, by address.
type outcome struct {
	done   map[string]Done
	failed map[string]*Error
	events []Event
	took   time.Duration
}

// run downloads all addresses and checks the order of the events.
func (w *web) run(urls ...string) outcome {
	w.t.Helper()
	return collect(w.t.Context(), w.t, w.options, urls, nil)
}

func collect(ctx context.Context, t *testing.T, o Options, urls []string, each func(Event)) outcome {
	t.Helper()
	events, err := Run(ctx, urls, o)
	if err != nil {
		t.Fatal(err)
	}
	out := outcome{done: map[string]Done{}, failed: map[string]*Error{}}
	started := map[string]int{}
	over := map[string]bool{}
	begin := time.Now()
	for ev := range events {
		out.events = append(out.events, ev)
		url := urlOf(ev)
		if over[url] {
			t.Errorf("%T after the end of %s", ev, url)
		}
		switch ev := ev.(type) {
		case Started:
			if started[url]++; ev.Attempt != started[url] {
				t.Errorf("attempt %d of %s is said to be number %d", started[url], url, ev.Attempt)
			}
		case Done:
			out.done[url] = ev
			over[url] = true
		case Failed:
			out.failed[url] = ev.Error
			over[url] = true
		}
		if each != nil {
			each(ev)
		}
	}
	out.took = time.Since(begin)
	return out
}

func urlOf(ev Event) string {
	switch ev := ev.(type) {
	case Started:
		return ev.URL
	case Progress:
		return ev.URL
	case Retrying:
		return ev.URL
	case Done:
		return ev.URL
	case Failed:
		return ev.URL
	}
	panic(fmt.Sprintf("event %T", ev))
}

// one returns what became of the only address of a run.
func (out outcome) one(t *testing.T) (Done, *Error) {
	t.Helper()
	if len(out.done)+len(out.failed) != 1 {
		t.Fatalf("%d done and %d failed, want one of one", len(out.done), len(out.failed))
	}
	for _, d := range out.done {
		return d, nil
	}
	for _, e := range out.failed {
		return Done{}, e
	}
	panic("not reached")
}

// path returns the file of a download that is to have succeeded.
func (out outcome) path(t *testing.T) string {
	t.Helper()
	done, err := out.one(t)
	if err != nil {
		t.Fatal(err)
	}
	return done.Path
}

// names lists the folder, without the notes.
func (w *web) names() []string {
	w.t.Helper()
	entries, err := os.ReadDir(w.options.Dir)
	if err != nil {
		w.t.Fatal(err)
	}
	names := []string{}
	for _, e := range entries {
		if e.Name() != notesName {
			names = append(names, e.Name())
		}
	}
	return names
}

func (w *web) wantNames(want ...string) {
	w.t.Helper()
	slices.Sort(want)
	if got := w.names(); !slices.Equal(got, want) {
		w.t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func wantFile(t *testing.T, path string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s holds %d bytes that are not the %d that were served", filepath.Base(path), len(got), len(want))
	}
}

// picture returns n bytes that begin like a JPEG file and differ by seed.
func picture(n int, seed uint64) []byte {
	data := make([]byte, n)
	rnd := rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)})
	_, _ = rnd.Read(data)
	copy(data, "\xFF\xD8\xFF\xE0")
	return data
}

// wait waits in a handler until the client is gone or the time is over.
func wait(r *http.Request, d time.Duration) {
	select {
	case <-r.Context().Done():
	case <-time.After(d):
	}
}

// abort ends a handler and breaks its connection.
func abort(rw http.ResponseWriter) {
	if f, ok := rw.(http.Flusher); ok {
		f.Flush()
	}
	panic(http.ErrAbortHandler)
}

// numberedURLs returns http://host/from.jpg … for n numbers.
func numberedURLs(host string, n int) []string {
	urls := make([]string, n)
	for i := range urls {
		urls[i] = fmt.Sprintf("http://%s/%03d.jpg", host, i)
	}
	return urls
}

// once is a handler that answers the first request with one, and all others
// with another handler.
func once(first, then http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	n := 0
	return func(rw http.ResponseWriter, r *http.Request) {
		mu.Lock()
		n++
		h := then
		if n == 1 {
			h = first
		}
		mu.Unlock()
		h(rw, r)
	}
}

// content serves data with a validator, and ranges of it.
func content(data []byte, etag string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", etag)
		http.ServeContent(rw, r, "", time.Time{}, strings.NewReader(string(data)))
	}
}

// half serves the first half of data and breaks the connection.
func half(data []byte, etag string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("ETag", etag)
		rw.Header().Set("Content-Length", fmt.Sprint(len(data)))
		_, _ = rw.Write(data[:len(data)/2])
		abort(rw)
	}
}
