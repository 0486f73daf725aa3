package download

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"thumbpool/processor/reason"
)

// The tests of this file use real connections of this machine.

// TestRealServers downloads from many servers with the usual transport, which
// is the one thing that the network in memory does without.
func TestRealServers(t *testing.T) {
	t.Setenv("http_proxy", "")
	t.Setenv("HTTP_PROXY", "")
	o := DefaultOptions()
	o.Dir = t.TempDir()
	g := newGauge()
	var urls []string
	for range 5 {
		server := httptest.NewServer(g.slow(time.Millisecond))
		defer server.Close()
		for i := range 10 {
			urls = append(urls, fmt.Sprintf("%s/%d.jpg", server.URL, i))
		}
	}
	out := collect(t.Context(), t, o, urls, nil)
	if len(out.done) != len(urls) {
		t.Errorf("%d done, want %d", len(out.done), len(urls))
	}
	for key, most := range g.most {
		if key == "all" && most > 16 || key != "all" && most > 4 {
			t.Errorf("%s: %d at the same time", key, most)
		}
	}
}

func TestSecure(t *testing.T) {
	data := picture(5000, 1)
	plain := httptest.NewServer(content(data, ""))
	defer plain.Close()
	mux := http.NewServeMux()
	mux.Handle("/x.jpg", content(data, ""))
	mux.Handle("/down", http.RedirectHandler(plain.URL+"/x.jpg", http.StatusFound))
	mux.Handle("/along", http.RedirectHandler("/x.jpg", http.StatusFound))
	secure := httptest.NewUnstartedServer(mux)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // it is told about the client's refusal
	secure.EnableHTTP2 = true
	secure.StartTLS()
	defer secure.Close()
	up := httptest.NewServer(http.RedirectHandler(secure.URL+"/x.jpg", http.StatusFound))
	defer up.Close()

	trusting := secure.Client().Transport
	tests := []struct {
		name      string
		url       string
		transport http.RoundTripper
		key       reason.Key
		reason    string
	}{
		{"known certificate", secure.URL + "/x.jpg", trusting, "", ""},
		{"redirect inside", secure.URL + "/along", trusting, "", ""},
		{"redirect up", up.URL, trusting, "", ""},
		{"redirect down", secure.URL + "/down", trusting, reason.Redirect, "the server redirects from a secure address to one that is not secure"},
		{"unknown certificate", secure.URL + "/x.jpg", nil, reason.Insecure, "the server's certificate is not valid: x509: "},
		{"no TLS there", strings.Replace(plain.URL, "http:", "https:", 1), nil, reason.Insecure, "no secure connection to the server: "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := DefaultOptions()
			o.Dir, o.Transport = t.TempDir(), test.transport
			done, failed := collect(t.Context(), t, o, []string{test.url}, nil).one(t)
			switch {
			case test.key == "" && failed != nil:
				t.Fatal(failed)
			case test.key == "":
				wantFile(t, done.Path, data)
			case failed == nil:
				t.Fatal("it did not fail")
			case failed.Key != test.key || failed.Attempts != 1 || !strings.HasPrefix(failed.Error(), test.reason):
				t.Errorf("failed by %s, %q; want %s, %q", failed.Key, failed.Error(), test.key, test.reason)
			}
		})
	}
}

// TestRequestFailure sorts the errors that no server here can cause.
func TestRequestFailure(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	tests := []struct {
		name      string
		err       error
		key       reason.Key
		reason    string
		temporary bool
	}{
		{"no such name", dial(&net.DNSError{Name: "a.test", IsNotFound: true}), reason.Unreachable, "there is no server named a.test", false},
		{"names not served", dial(&net.DNSError{Name: "a.test", IsTemporary: true}), reason.Unreachable, "the server a.test could not be looked up", true},
		{"connecting takes long", dial(os.ErrDeadlineExceeded), reason.NoAnswer, "no connection to the server within 10s", true},
		{"answering takes long", os.ErrDeadlineExceeded, reason.NoAnswer, "the server did not answer within 30s", true},
		{"alert", fmt.Errorf("remote error: %w", tls.AlertError(40)), reason.Insecure, "no secure connection to the server: remote error: ", false},
		{"broken", &net.OpError{Op: "read", Err: io.ErrClosedPipe}, reason.Interrupted, "the connection broke before the server answered", true},
	}
	for _, test := range tests {
		f := requestFailure(test.err, DefaultOptions())
		if f.key != test.key || f.temporary != test.temporary || !strings.HasPrefix(f.Error(), test.reason) {
			t.Errorf("%s: %s, %q, temporary %t", test.name, f.key, f.Error(), f.temporary)
		}
	}
}

// BenchmarkRun downloads 32 small pictures from a server that takes 200 ms for
// each.
func BenchmarkRun(b *testing.B) {
	server := httptest.NewServer(newGauge().slow(200 * time.Millisecond))
	defer server.Close()
	urls := make([]string, 32)
	for i := range urls {
		urls[i] = fmt.Sprintf("%s/%d.jpg", server.URL, i)
	}
	for _, concurrent := range []int{1, 4, 16} {
		b.Run(fmt.Sprint("concurrent=", concurrent), func(b *testing.B) {
			for b.Loop() {
				o := DefaultOptions()
				o.Dir = b.TempDir()
				o.Concurrent, o.PerHost = concurrent, concurrent
				download(b, urls, o)
			}
			b.ReportMetric(float64(len(urls)*b.N)/b.Elapsed().Seconds(), "files/s")
		})
	}
}

// BenchmarkLarge downloads one file of 64 MB.
func BenchmarkLarge(b *testing.B) {
	data := picture(64<<20, 1)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(data))
	}))
	defer server.Close()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		o := DefaultOptions()
		o.Dir = b.TempDir()
		download(b, []string{server.URL + "/x.jpg"}, o)
	}
}

func download(b *testing.B, urls []string, o Options) {
	b.Helper()
	events, err := Run(b.Context(), urls, o)
	if err != nil {
		b.Fatal(err)
	}
	for ev := range events {
		if failed, ok := ev.(Failed); ok {
			b.Fatal(failed)
		}
	}
}
