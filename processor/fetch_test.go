package processor

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"thumbpool/processor/option"
	"thumbpool/processor/photo"
	"thumbpool/processor/phototest"
	"thumbpool/processor/reason"
)

// web serves pictures: /a.jpg and the like, /gone, /page.jpg, which is HTML.
func web(t testing.TB) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name := filepath.Base(r.URL.Path); {
		case name == "gone":
			http.NotFound(w, r)
		case name == "page.jpg":
			_, _ = w.Write([]byte("<!DOCTYPE html><title>hello</title>"))
		default:
			_, _ = w.Write(phototest.Encoded(t, filepath.Ext(name), 40, 30))
		}
	}))
	t.Cleanup(func() {
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
		s.Close()
	})
	return s
}

func TestPhotosFromTheWeb(t *testing.T) {
	server := web(t)
	root := phototest.Tree(t, map[string]string{
		"local.jpg": "picture",
		"list.txt":  "# my pictures\n" + server.URL + "/two/a.jpg\n\n" + server.URL + "/b.png\n",
		"notes.txt": "not a list\n",
	})
	in := func(name string) string { return filepath.Join(root, name) }
	for _, kind := range pools {
		o := DefaultOptions()
		o.Pool = kind
		o.Format = option.FormatJPEG
		o.Out = filepath.Join(t.TempDir(), "thumbs")
		sources := []string{in("local.jpg"), server.URL + "/one/a.jpg", in("list.txt"), server.URL + "/gone", server.URL + "/page.jpg"}
		events, sum := run(t, sources, o, nil)
		if sum.Found != 6 || sum.Made != 4 || sum.Failed != 2 || sum.Stopped {
			t.Errorf("%s: %+v", kind, sum)
		}
		parent := filepath.Dir(o.Out)
		want := []string{"downloads/a (2).jpg", "downloads/a.jpg", "downloads/b.png", "thumbs/a (2).jpg", "thumbs/a.jpg", "thumbs/b.png.jpg", "thumbs/local.jpg"}
		if got := phototest.Files(t, parent); !slices.Equal(got, want) {
			t.Errorf("%s: files %q, want %q", kind, got, want)
		}
		kinds := map[string]reason.Kind{}
		for _, f := range only[Failed](events) {
			kinds[f.Photo.URL] = f.Kind()
			if f.Step != StepDownload || f.Why() == "" || strings.Contains(f.Why(), server.URL) {
				t.Errorf("%s failed at %s: %s", f.Photo.URL, f.Step, f.Why())
			}
		}
		if kinds[server.URL+"/gone"] != reason.KindMissing || kinds[server.URL+"/page.jpg"] != reason.KindNoPicture {
			t.Errorf("%s: kinds %v", kind, kinds)
		}
		for _, d := range only[Downloaded](events) {
			if d.Photo.URL == "" || d.Photo.Size == 0 || filepath.Base(filepath.Dir(d.Photo.Path)) != DownloadFolder {
				t.Errorf("%s: downloaded %+v", kind, d.Photo)
			}
		}
	}
}

func TestPhotosFromTheWebAgain(t *testing.T) {
	server := web(t)
	o := DefaultOptions()
	o.Downloads = filepath.Join(t.TempDir(), "pictures")
	var photos []Photo
	for ev := range Scan(t.Context(), []string{server.URL + "/a.jpg"}, o) {
		if f, ok := ev.(Found); ok {
			photos = append(photos, f.Photo)
		}
	}
	job, err := StartPhotos(t.Context(), photos, o)
	if err != nil {
		t.Fatal(err)
	}
	_, sum := receive(job, nil)
	want := []string{"pictures/a.jpg", "thumbs/a.jpg"}
	if got := phototest.Files(t, filepath.Dir(o.Downloads)); sum.Made != 1 || !slices.Equal(got, want) {
		t.Errorf("files %q, summary %+v", got, sum)
	}
}

// TestNoFolderForDownloads has a file where the folder for downloads would be:
// the photos that are here are made all the same.
func TestNoFolderForDownloads(t *testing.T) {
	server := web(t)
	root := phototest.Tree(t, map[string]string{"photos/a.jpg": "picture", "file": "mine"})
	o := DefaultOptions()
	o.Out, o.Downloads = filepath.Join(root, "thumbs"), filepath.Join(root, "file")
	events, sum := run(t, []string{server.URL + "/b.jpg", filepath.Join(root, "photos"), server.URL + "/c.jpg"}, o, nil)
	if sum.Made != 1 || sum.Failed != 2 || sum.Stopped || sum.Err != nil {
		t.Errorf("%+v", sum)
	}
	for _, f := range only[Failed](events) {
		if f.Step != StepDownload || f.Kind() != reason.KindDownload || f.Reason.Key != reason.Download || !strings.Contains(f.Why(), "cannot be made") {
			t.Errorf("%v is %s, %+v", f.PhotoError, f.Kind(), f.Reason)
		}
	}
}

func TestStopEndsDownloads(t *testing.T) {
	server := web(t)
	hang := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hang }))
	defer slow.Close()
	defer close(hang)
	o := DefaultOptions()
	o.Downloads = filepath.Join(t.TempDir(), "pictures")
	_, sum := run(t, []string{slow.URL + "/a.jpg", server.URL + "/b.jpg"}, o, func(j *Job, ev Event) {
		if _, ok := ev.(Finished); ok {
			j.Stop()
		}
	})
	if !sum.Stopped || sum.Made != 1 || sum.Left() != 1 {
		t.Errorf("%+v", sum)
	}
	for _, name := range phototest.Files(t, filepath.Dir(o.Downloads)) {
		if strings.Contains(name, ".part") || strings.HasSuffix(name, ".tmp") {
			t.Errorf("left over: %s", name)
		}
	}
}

// transport answers requests without a network.
type transport func(*http.Request) *http.Response

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r), nil }

func answer(r *http.Request, code int, body []byte) *http.Response {
	return &http.Response{StatusCode: code, Request: r, Header: http.Header{}, ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader(body))}
}

// TestPauseHoldsBackDownloads pauses a job during its first download: that one
// ends, and until the pause does nothing is asked for, neither the next photo
// nor, after a failure, the first one again.
func TestPauseHoldsBackDownloads(t *testing.T) {
	photo := phototest.Encoded(t, ".jpg", 40, 30)
	for name, first := range map[string]int{"the next": http.StatusOK, "again": http.StatusInternalServerError} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				var requests atomic.Int32
				jobs := make(chan *Job, 1)
				o := DefaultOptions()
				o.Connections = 1
				o.Downloads = filepath.Join(dir, "pictures")
				o.transport = transport(func(r *http.Request) *http.Response {
					if requests.Add(1) == 1 {
						(<-jobs).Pause()
						return answer(r, first, photo)
					}
					return answer(r, http.StatusOK, photo)
				})
				job, err := Start(t.Context(), []string{"http://a.test/1.jpg", "http://a.test/2.jpg", "http://a.test/3.jpg"}, o)
				if err != nil {
					t.Fatal(err)
				}
				jobs <- job
				sums := make(chan Summary, 1)
				go func() {
					_, sum := receive(job, nil)
					sums <- sum
				}()
				<-time.After(time.Hour)
				synctest.Wait()
				if n := requests.Load(); n != 1 {
					t.Errorf("%d requests during the pause, want the one before it", n)
				}
				job.Resume()
				if sum := <-sums; sum.Made != 3 {
					t.Errorf("%+v", sum)
				}
			})
		})
	}
}

// TestDrainEndsAHeldDownload ends a job that is paused before a download.
func TestDrainEndsAHeldDownload(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		o := DefaultOptions()
		o.Downloads = filepath.Join(dir, "pictures")
		o.transport = transport(func(r *http.Request) *http.Response {
			t.Errorf("%s was asked for", r.URL)
			return answer(r, http.StatusNotFound, nil)
		})
		var job *Job
		ready := make(chan struct{})
		job, err := start(t.Context(), o, toDisk(o, nil), func(_ context.Context, _ places, yield func(Event) bool) {
			<-ready
			job.Pause()
			yield(Found{photo.FromWeb("http://a.test/1.jpg", "http://a.test/1.jpg")})
			yield(Scanned{Photos: 1})
		})
		if err != nil {
			t.Fatal(err)
		}
		close(ready)
		time.AfterFunc(time.Minute, job.Drain)
		if _, sum := receive(job, nil); !sum.Stopped || sum.Left() != 1 {
			t.Errorf("%+v", sum)
		}
	})
}

// protected serves web's pictures to those who know the password.
func protected(t *testing.T, password string) *httptest.Server {
	t.Helper()
	open := web(t)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, given, _ := r.BasicAuth(); given != password {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		open.Config.Handler.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// TestPasswordsOfURLs downloads by URLs with passwords, which nothing that
// tells of the job may hold, not even printed with all that is in it.
func TestPasswordsOfURLs(t *testing.T) {
	const password = "ho%3Fpla"
	const plain = "ho?pla"
	server := protected(t, plain)
	in := func(path string) string {
		return "http://token:" + password + "@" + strings.TrimPrefix(server.URL, "http://") + path
	}
	root := phototest.Tree(t, map[string]string{"list.txt": in("/listed.jpg") + "\n"})
	o := DefaultOptions()
	o.Out = filepath.Join(root, "thumbs")
	sources := []string{
		in("/a.jpg"), in("/gone"), in("/page.jpg"), filepath.Join(root, "list.txt"),
		"http://token:ho pla@a.test/x.jpg", "http://token:ho/pla@a.test/x.jpg", "ftp://token:" + password + "@a.test/x.jpg",
	}
	events, sum := run(t, sources, o, nil)
	if sum.Made != 2 || sum.Failed != 5 {
		t.Errorf("%+v", sum)
	}
	var said bytes.Buffer
	for _, ev := range events {
		fmt.Fprintf(&said, "%+v\n%#v\n", ev, ev)
		if f, ok := ev.(Failed); ok {
			fmt.Fprintf(&said, "%v\n%+v\n%#v\n", f.PhotoError, f.Err, f.Reason)
			if f.Step == StepScan && (f.Kind() != reason.KindDownload || f.Reason.Key != reason.Address) {
				t.Errorf("%v is %s, %+v", f.PhotoError, f.Kind(), f.Reason)
			}
		}
	}
	for _, name := range phototest.Files(t, root) {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if name != "list.txt" {
			fmt.Fprintln(&said, name, string(data))
		}
	}
	for _, secret := range []string{"token", password, plain, "ho pla", "ho/pla", base64.StdEncoding.EncodeToString([]byte("token:" + plain))} {
		if at := bytes.Index(said.Bytes(), []byte(secret)); at >= 0 {
			t.Errorf("%q is in …%s…", secret, said.Bytes()[max(at-200, 0):min(at+100, said.Len())])
		}
	}
	if !bytes.Contains(said.Bytes(), []byte(server.URL+"/a.jpg")) {
		t.Error("the rest of the URLs is not told either")
	}
}

// TestPasswordsOfURLsAgain tries photos again that were not downloaded, as the
// window does, with nothing but what the events hold.
func TestPasswordsOfURLsAgain(t *testing.T) {
	var open atomic.Bool
	server := protected(t, "secret")
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !open.Load() {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		server.Config.Handler.ServeHTTP(w, r)
	}))
	defer gate.Close()
	o := DefaultOptions()
	o.Downloads = filepath.Join(t.TempDir(), "pictures")
	events, sum := run(t, []string{"http://me:secret@" + strings.TrimPrefix(gate.URL, "http://") + "/a.jpg"}, o, nil)
	failed := only[Failed](events)
	if sum.Failed != 1 || len(failed) != 1 {
		t.Fatalf("%+v", sum)
	}
	open.Store(true)
	job, err := StartPhotos(t.Context(), []Photo{failed[0].Photo}, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, sum := receive(job, nil); sum.Made != 1 {
		t.Errorf("%+v", sum)
	}
}

func TestPublicOnly(t *testing.T) {
	server := web(t)
	o := DefaultOptions()
	o.Downloads, o.PublicOnly = filepath.Join(t.TempDir(), "pictures"), true
	events, sum := run(t, []string{server.URL + "/a.jpg"}, o, nil)
	failed := only[Failed](events)
	if sum.Failed != 1 || failed[0].Reason.Key != reason.NotPublic || !strings.Contains(failed[0].Why(), "127.0.0.1") {
		t.Errorf("%+v: %v", sum, failed)
	}
}

// TestDownloadLimits ends downloads that would not end by themselves.
func TestDownloadLimits(t *testing.T) {
	photo := phototest.Encoded(t, ".jpg", 400, 300)
	for name, change := range map[string]func(*Options){
		"by their rate": func(*Options) {},
		"by their time": func(o *Options) { o.DownloadRate, o.DownloadTimeout = 0, time.Minute },
	} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			o := DefaultOptions()
			o.Downloads = filepath.Join(dir, "pictures")
			o.transport = transport(func(r *http.Request) *http.Response {
				a := answer(r, http.StatusOK, photo)
				a.Body = io.NopCloser(&slowReader{r: r, from: photo})
				return a
			})
			change(&o)
			events, sum := run(t, []string{"http://a.test/1.jpg"}, o, nil)
			failed := only[Failed](events)
			if sum.Failed != 1 || failed[0].Kind() != reason.KindDownload || failed[0].Reason.Key != reason.TooSlow || sum.Wall > 5*time.Minute {
				t.Errorf("%s: %+v: %v", name, sum, failed)
			}
		})
	}
}

// slowReader gives a byte each two seconds, while its request is on.
type slowReader struct {
	r    *http.Request
	from []byte
}

func (s *slowReader) Read(p []byte) (int, error) {
	select {
	case <-s.r.Context().Done():
		return 0, s.r.Context().Err()
	case <-time.After(2 * time.Second):
	}
	n := copy(p[:1], s.from)
	s.from = s.from[n:]
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}
