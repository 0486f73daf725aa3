package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// photoServer serves a photo under every name but "gone.jpg" to those who know
// the password, where there is one, and counts the requests.
func photoServer(t *testing.T, password string) (server *httptest.Server, requests *atomic.Int32) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "photo.jpg")
	writePhoto(t, path)
	photo, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	requests = &atomic.Int32{}
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		_, given, _ := r.BasicAuth()
		switch {
		case given != password:
			w.WriteHeader(http.StatusUnauthorized)
		case filepath.Base(r.URL.Path) == "gone.jpg":
			w.WriteHeader(http.StatusNotFound)
		default:
			_, _ = w.Write(photo)
		}
	}))
	t.Cleanup(server.Close)
	return server, requests
}

// TestPasswordsOfURLsAreNotShown looks for the password of URLs in all that the
// program prints and writes.
func TestPasswordsOfURLsAreNotShown(t *testing.T) {
	const user, password = "s3cret-token", "s3cret-word"
	server, _ := photoServer(t, password)
	in := func(path string) string {
		return "http://" + user + ":" + password + "@" + strings.TrimPrefix(server.URL, "http://") + path
	}
	sources := []string{in("/a.jpg"), in("/gone.jpg"), "-", "ftp://" + user + ":" + password + "@a.test/x.jpg", "http://" + user + ":" + password + "/1@a.test/y.jpg"}
	wrong := "http://" + user + ":" + password + " @a.test/x.jpg"
	for name, test := range map[string]struct {
		args []string
		code int
	}{
		"text":     {sources, exitSome},
		"by name":  {append([]string{"--order", "name"}, sources...), exitSome},
		"quiet":    {append([]string{"-q"}, sources...), exitSome},
		"JSON":     {append([]string{"--json"}, sources...), exitSome},
		"a table":  {append([]string{"--report", "DIR/r.csv"}, sources...), exitSome},
		"an array": {append([]string{"--report", "DIR/r.json"}, sources...), exitSome},
		"a report": {append([]string{"--report", "DIR/r.txt"}, sources...), exitSome},
		"shard 1":  {[]string{"--shard", "1/2", in("/a.jpg")}, -1}, // one of both has nothing to do, and says so
		"shard 2":  {[]string{"--shard", "2/2", in("/a.jpg")}, -1},
		"no file":  {[]string{wrong}, exitUsage},
		"compared": {[]string{"compare", in("/a.jpg")}, exitUsage},
		"compare":  {[]string{"compare", wrong}, exitUsage},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			args := slices.Clone(test.args)
			for i := range args {
				args[i] = strings.Replace(args[i], "DIR", dir, 1)
			}
			r := start(t, in("/listed.jpg")+"\n", args...)
			if r.code != test.code && test.code >= 0 {
				t.Errorf("%+v", r)
			}
			said := r.out + r.err
			for _, file := range filesIn(t, dir) {
				data, err := os.ReadFile(filepath.Join(dir, file))
				if err != nil {
					t.Fatal(err)
				}
				said += "\n" + file + "\n" + string(data)
			}
			for _, secret := range []string{user, password, base64.StdEncoding.EncodeToString([]byte(user + ":" + password))} {
				if at := strings.Index(said, secret); at >= 0 {
					t.Errorf("%q is in …%s…", secret, said[max(at-100, 0):min(at+100, len(said))])
				}
			}
			if test.code == exitSome && !strings.Contains(said, "http://"+strings.TrimPrefix(server.URL, "http://")+"/gone.jpg") {
				t.Errorf("nothing says which URL failed:\n%s", said)
			}
		})
	}
}

func TestPublicOnly(t *testing.T) {
	server, requests := photoServer(t, "")
	dir := t.TempDir()
	t.Chdir(dir)
	r := start(t, "", "--public-only", server.URL+"/a.jpg", strings.Replace(server.URL, "127.0.0.1", "localhost", 1)+"/b.jpg")
	if r.code != exitSome || strings.Count(r.err, "is not a public one") != 2 || requests.Load() != 0 {
		t.Errorf("%d requests: %+v", requests.Load(), r)
	}
	if r := start(t, "", server.URL+"/a.jpg"); r.code != exitAll || requests.Load() != 1 {
		t.Errorf("%d requests: %+v", requests.Load(), r)
	}
}

// TestDownloadLimits gives the limits of downloads as flags.
func TestDownloadLimits(t *testing.T) {
	ended := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("\xFF\xD8\xFF\xE0"))
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
		case <-ended:
		}
	}))
	defer server.Close()
	defer close(ended)
	t.Chdir(t.TempDir())
	if r := start(t, "", "--download-time", "50ms", server.URL+"/a.jpg"); r.code != exitSome || !strings.Contains(r.err, "it took longer than 50ms") {
		t.Errorf("%+v", r)
	}
	for _, args := range [][]string{{"--download-time", "0"}, {"--download-rate=-1"}} {
		if r := start(t, "", append(args, server.URL)...); r.code != exitUsage || !strings.Contains(r.err, strings.Trim(args[0], "=-1")) {
			t.Errorf("%v: %+v", args, r)
		}
	}
}

// TestCompareAsksNoServer compares a photo on the disk and URLs, before and
// after a download that failed.
func TestCompareAsksNoServer(t *testing.T) {
	server, requests := photoServer(t, "")
	dir := folder(t, "photos/a.jpg")
	t.Chdir(dir)
	sources := []string{"photos", server.URL + "/gone.jpg", server.URL + "/b.jpg"}
	args := append([]string{"compare", "--workers", "1,2", "--repeat", "2"}, sources...)
	compare := func() {
		before, n := everythingIn(t, dir), requests.Load()
		r := start(t, "", args...)
		if r.code != exitAll || !strings.Contains(r.out, "1 photo,") || !strings.Contains(r.out, "Left out: 2 photos on the web") {
			t.Errorf("%+v", r)
		}
		if r := start(t, "", "compare", sources[1]); r.code != exitUsage || !strings.Contains(r.err, "have to be downloaded before") {
			t.Errorf("%+v", r)
		}
		if r := start(t, "", append(args, "--json")...); r.code != exitAll || !strings.Contains(r.out, `"on_web":2`) {
			t.Errorf("%+v", r)
		}
		if after := everythingIn(t, dir); !slices.Equal(after, before) || requests.Load() != n {
			t.Errorf("%d requests; there are %q, before there were %q", requests.Load()-n, after, before)
		}
	}
	compare()
	if r := start(t, "", append([]string{"-o", "out/thumbs"}, sources...)...); r.code != exitSome || requests.Load() != 2 {
		t.Errorf("%d requests: %+v", requests.Load(), r)
	}
	compare()
}

// everythingIn lists the files and folders under dir.
func everythingIn(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestProxy downloads through the proxy that the environment names, and not
// with --public-only: what a proxy connects to cannot be seen from here.
func TestProxy(t *testing.T) {
	photos, requests := photoServer(t, "s3cret")
	named := make(chan string, 10)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		named <- r.URL.String()
		photos.Config.Handler.ServeHTTP(w, r)
	}))
	defer proxy.Close()
	do := func(proxy string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
		cmd.Dir = t.TempDir()
		cmd.Env = append(os.Environ(), asProgram+"=1", "HTTP_PROXY="+proxy, "http_proxy=", "NO_PROXY=", "no_proxy=")
		out, _ := cmd.CombinedOutput() // the exit code is in the text
		return string(out)
	}
	const url = "http://me:s3cret@photos.invalid/a.jpg"
	through := strings.Replace(proxy.URL, "http://", "http://proxy:s3cret@", 1)
	if out := do(through, url); requests.Load() != 1 || !strings.Contains(out, "1 photo in") || strings.Contains(out, "s3cret") {
		t.Errorf("%d requests: %s", requests.Load(), out)
	}
	if got := <-named; got != "http://photos.invalid/a.jpg" {
		t.Errorf("the proxy was asked for %s", got)
	}
	if out := do(through, "--public-only", url); requests.Load() != 1 || !strings.Contains(out, "1 photo failed") {
		t.Errorf("%d requests: %s", requests.Load(), out)
	}
}

// The URLs of a list are made by the parts of it as the photos of a folder are:
// each once, though all download to one folder and save to another at once.
func TestPartsOfAListOfURLs(t *testing.T) {
	const photos, parts = 120, 4
	server, requests := photoServer(t, "")
	dir := t.TempDir()
	var list strings.Builder
	for i := range photos { // many of a name
		fmt.Fprintf(&list, "%s/%d/%d.jpg\n", server.URL, i, i%10)
	}
	urls := filepath.Join(dir, "urls.txt")
	writeFile(t, urls, []byte(list.String()))
	var wg sync.WaitGroup
	logs := make([]result, parts)
	for k := range parts {
		wg.Go(func() {
			logs[k] = start(t, "", urls, "-o", filepath.Join(dir, "thumbs"), "--json", "--shard", fmt.Sprintf("%d/%d", k+1, parts))
		})
	}
	wg.Wait()
	made, all := map[string]int{}, ""
	for k, r := range logs {
		all += r.out
		if r.code != exitAll || !strings.Contains(r.out, `"event":"finished"`) {
			t.Errorf("part %d: exit code %d, %s", k+1, r.code, r.err)
		}
		for line := range strings.Lines(r.out) {
			if ev, ok := eventOf([]byte(line)); ok && ev.Event == "finished" {
				made[ev.URL]++
			}
		}
	}
	for url, n := range made {
		if n != 1 {
			t.Errorf("%s was made %d times", url, n)
		}
	}
	files := filesIn(t, dir)
	thumbs := slices.DeleteFunc(slices.Clone(files), func(file string) bool { return !strings.HasPrefix(file, "thumbs/") })
	if len(made) != photos || len(thumbs) != photos || requests.Load() != photos {
		t.Errorf("%d photos: %d made, %d thumbnails, %d requests", photos, len(made), len(thumbs), requests.Load())
	}
	for _, file := range files {
		if strings.Contains(file, "http") {
			t.Errorf("%s was made for a photo that has no name yet", file)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "thumbs", "http:")); err == nil {
		t.Error("a folder was made for a photo that has no name yet")
	}
	if r := start(t, all, "report", "-"); r.code != exitAll || !strings.HasPrefix(r.out, fmt.Sprintf("%d runs: %d photos in ", parts, photos)) {
		t.Errorf("added up: %+v", r)
	}
}
