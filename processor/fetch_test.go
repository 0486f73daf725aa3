package processor

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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
			_, _ = w.Write(encoded(t, filepath.Ext(name), 40, 30))
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
	root := tree(t, map[string]string{
		"local.jpg": "picture",
		"list.txt":  "# my pictures\n" + server.URL + "/two/a.jpg\n\n" + server.URL + "/b.png\n",
		"notes.txt": "not a list\n",
	})
	in := func(name string) string { return filepath.Join(root, name) }
	for _, kind := range pools {
		o := DefaultOptions()
		o.Pool = kind
		o.Format = FormatJPEG
		o.Out = filepath.Join(t.TempDir(), "thumbs")
		sources := []string{in("local.jpg"), server.URL + "/one/a.jpg", in("list.txt"), server.URL + "/gone", server.URL + "/page.jpg"}
		events, sum := run(t, sources, o, nil)
		if sum.Found != 6 || sum.Made != 4 || sum.Failed != 2 || sum.Stopped {
			t.Errorf("%s: %+v", kind, sum)
		}
		parent := filepath.Dir(o.Out)
		want := []string{"downloads/a (2).jpg", "downloads/a.jpg", "downloads/b.png", "thumbs/a (2).jpg", "thumbs/a.jpg", "thumbs/b.png.jpg", "thumbs/local.jpg"}
		if got := files(t, parent); !slices.Equal(got, want) {
			t.Errorf("%s: files %q, want %q", kind, got, want)
		}
		kinds := map[string]ErrorKind{}
		for _, f := range only[Failed](events) {
			kinds[f.Photo.URL] = f.Kind
			if f.Op != StepDownload || f.Reason() == "" || strings.Contains(f.Reason(), server.URL) {
				t.Errorf("%s failed at %s: %s", f.Photo.URL, f.Op, f.Reason())
			}
		}
		if kinds[server.URL+"/gone"] != KindMissing || kinds[server.URL+"/page.jpg"] != KindNoPicture {
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
	if got := files(t, filepath.Dir(o.Downloads)); sum.Made != 1 || !slices.Equal(got, want) {
		t.Errorf("files %q, summary %+v", got, sum)
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
	for _, name := range files(t, filepath.Dir(o.Downloads)) {
		if strings.Contains(name, ".part") || strings.HasSuffix(name, ".tmp") {
			t.Errorf("left over: %s", name)
		}
	}
}
