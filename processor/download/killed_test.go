package download

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestKilled kills a process in the middle of a download, and continues it.
func TestKilled(t *testing.T) {
	if url := os.Getenv("THUMBPOOL_TEST_URL"); url != "" {
		downloadUntilKilled(t, url, os.Getenv("THUMBPOOL_TEST_DIR"))
		return
	}
	data := picture(1_000_000, 1)
	ranges := make(chan string, 10)
	dribble := func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", `"a"`)
		rw.Header().Set("Content-Length", fmt.Sprint(len(data)))
		for i := 0; i < len(data)/2 && r.Context().Err() == nil; i += 1000 {
			_, _ = rw.Write(data[i : i+1000])
			rw.(http.Flusher).Flush()
			wait(r, 10*time.Millisecond)
		}
		<-r.Context().Done()
	}
	answer := once(dribble, content(data, `"a"`))
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		ranges <- r.Header.Get("Range")
		answer(rw, r)
	}))
	defer server.Close()
	o := DefaultOptions()
	o.Dir = t.TempDir()

	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$", "-test.timeout=60s")
	child.Env = append(os.Environ(), "THUMBPOOL_TEST_URL="+server.URL+"/x.jpg", "THUMBPOOL_TEST_DIR="+o.Dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan() && lines.Text() != "progress"; {
		t.Log(lines.Text())
	}
	_ = child.Process.Kill()
	_ = child.Wait()
	entries, _ := os.ReadDir(o.Dir)
	if len(entries) != 1 || !strings.HasPrefix(entries[0].Name(), partPrefix) {
		t.Fatalf("after the kill the folder holds %v, want one part file", entries)
	}

	wantFile(t, collect(t.Context(), t, o, []string{server.URL + "/x.jpg"}, nil).path(t), data)
	if first, second := <-ranges, <-ranges; first != "" || !strings.HasPrefix(second, "bytes=") {
		t.Errorf("ranges %q and %q", first, second)
	}
	w := &web{t: t, options: o}
	w.wantNames("x.jpg")
}

func downloadUntilKilled(t *testing.T, url, dir string) {
	t.Helper()
	o := DefaultOptions()
	o.Dir = dir
	collect(t.Context(), t, o, []string{url}, func(ev Event) {
		if _, ok := ev.(Progress); ok {
			fmt.Println("progress")
		}
	})
}
