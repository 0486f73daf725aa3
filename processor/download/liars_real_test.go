//go:build faults

package download

import (
	"context"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestLiarsOnRealConnections is TestLiars with connections and time of this
// machine, in an order by chance, and with shorter limits.
func TestLiarsOnRealConnections(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	log.SetOutput(io.Discard) // net/http prints there what servers send unasked
	defer log.SetOutput(os.Stderr)
	parent := t.TempDir()
	mine := filepath.Join(parent, "original.jpg")
	if err := os.WriteFile(mine, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	o := DefaultOptions()
	o.Dir = filepath.Join(parent, "downloads")
	o.Concurrent, o.PerHost, o.Attempts, o.MaxBytes = 64, 16, 2, most
	o.HeaderTimeout, o.StallTimeout, o.AttemptTimeout = 3*time.Second, 3*time.Second, 10*time.Second
	lies := lies()
	for i, l := range lies {
		if strings.HasPrefix(l.name, "503") || strings.HasPrefix(l.name, "to more redirections") {
			lies[i] = lies[0] // they take minutes
		}
	}
	var urls []string
	var kinds []int
	for kind := range lies { // each on a server of its own, since what one sends unasked is the next one's answer
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			n := 0
			_, _ = fmt.Sscanf(r.URL.Path, "/%d/", &n)
			lies[n%len(lies)].serve(rw, r)
		}))
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.Start()
		defer server.Close()
		for n := range (1000 + len(lies) - 1) / len(lies) {
			urls = append(urls, fmt.Sprintf("%s/%d/%d/photo.jpg", server.URL, kind, n))
			kinds = append(kinds, kind)
		}
	}
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(urls), func(i, j int) {
		urls[i], urls[j], kinds[i], kinds[j] = urls[j], urls[i], kinds[j], kinds[i]
	})
	transport := newTransport(o)
	defer transport.CloseIdleConnections()
	dialer := newDialer(o)
	dialer.Resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, net.ErrClosed // no name server is asked
	}}
	transport.DialContext, transport.Proxy, o.Transport = dialer.DialContext, nil, transport

	out, peak := watched(t, o, urls)
	t.Logf("%d kept, %d failed, at most %d MB of memory, in %v", len(out.done), len(out.failed), peak>>20, out.took)
	for i, url := range urls {
		lies[kinds[i]].check(t, out, url)
	}
	wantOnlyPictures(t, o.Dir, out)
	if entries, err := os.ReadDir(parent); err != nil || len(entries) != 2 {
		t.Errorf("beside the folder there are %v, %v", entries, err)
	}
	wantFile(t, mine, []byte("mine"))
	if peak > 128<<20 {
		t.Errorf("%d MB of memory", peak>>20)
	}
}
