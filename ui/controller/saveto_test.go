package controller_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thumbpool/processor/phototest"
	"thumbpool/processor/preset"
	"thumbpool/ui/controller"
	"thumbpool/ui/model"
)

// Where the window says that thumbnails will go, and photos from the web will stay,
// is where the engine then puts them.
func TestThumbnailsGoWhereItIsSaid(t *testing.T) {
	picture := phototest.Encoded(t, ".jpg", 40, 30)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(picture) }))
	t.Cleanup(server.Close)
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	const a, b, url, list, out = "one/a.jpg", "two/b.jpg", "URL", "urls.txt", "~/Small"
	tests := map[string]struct {
		sources       []string
		out           string
		where, name   string // what is said
		stay          string
		thumbs, photo []string // where they are then
	}{
		"a folder":              {[]string{"one"}, "", "verbatim ~/one/thumbs", "thumbs", "", []string{"one/thumbs"}, nil},
		"a file":                {[]string{a}, "", "verbatim ~/one/thumbs", "thumbs", "", []string{"one/thumbs"}, nil},
		"two files of a folder": {[]string{a, "one/c.jpg"}, "", "verbatim ~/one/thumbs", "thumbs", "", []string{"one/thumbs"}, nil},
		"two folders":           {[]string{"one", "two"}, "", "saveTo.each thumbs", "thumbs", "", []string{"one/thumbs", "two/thumbs"}, nil},
		"files of two folders":  {[]string{a, b}, "", "saveTo.each thumbs", "thumbs", "", []string{"one/thumbs", "two/thumbs"}, nil},
		"an address": {
			[]string{url},
			"", "verbatim ~/Pictures/Thumbpool/thumbs", "thumbs", "saveTo.originals ~/Pictures/Thumbpool/downloads",
			[]string{"Pictures/Thumbpool/thumbs"},
			[]string{"Pictures/Thumbpool/downloads"},
		},
		"a list of addresses": {
			[]string{list},
			"", "verbatim ~/Pictures/Thumbpool/thumbs", "thumbs", "saveTo.originals ~/Pictures/Thumbpool/downloads",
			[]string{"Pictures/Thumbpool/thumbs"},
			[]string{"Pictures/Thumbpool/downloads"},
		},
		"a folder and an address": {
			[]string{"one", url},
			"", "saveTo.eachAndWeb thumbs ~/Pictures/Thumbpool/thumbs", "thumbs", "saveTo.originals ~/Pictures/Thumbpool/downloads",
			[]string{"Pictures/Thumbpool/thumbs", "one/thumbs"},
			[]string{"Pictures/Thumbpool/downloads"},
		},
		"an output folder":                   {[]string{"one"}, out, "verbatim ~/Small", "Small", "", []string{"Small"}, nil},
		"an output folder for two folders":   {[]string{"one", "two"}, out, "verbatim ~/Small", "Small", "", []string{"Small/one", "Small/two"}, nil},
		"an output folder and an address":    {[]string{url, "one"}, out, "verbatim ~/Small", "Small", "saveTo.originals ~/downloads", []string{"Small", "Small/one"}, []string{"downloads"}},
		"a folder whose photos lie below it": {[]string{"deep"}, "", "verbatim ~/deep/thumbs", "thumbs", "", []string{"deep/thumbs/below"}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			for _, path := range []string{a, "one/c.jpg", b, "deep/below/d.jpg"} {
				write(t, filepath.Join(home, path), picture)
			}
			write(t, filepath.Join(home, list), []byte(server.URL+"/x.jpg\n"+server.URL+"/y.jpg\n"))
			before := folders(t, home)

			h := &control{t: t, posts: make(chan func(), 4096), user: &user{}}
			h.Controller = controller.New(controller.Config{
				Engine: controller.Processor{}, Desktop: &h.hands, User: h.user, Post: func(f func()) { h.posts <- f },
				Changed: func(controller.Changed) {}, Release: func() {}, PictureSide: func() int { return 160 },
				Preferences: preferences{}, Presets: preset.At(filepath.Join(t.TempDir(), "presets.json")), Home: home, Cores: 1,
			})
			t.Cleanup(h.Abandon)
			o := h.Options()
			o.Out = strings.Replace(test.out, "~", home, 1)
			h.SetOutput(o)
			var sources []string
			for _, s := range test.sources {
				if s = strings.Replace(s, url, server.URL+"/z.jpg", 1); !strings.HasPrefix(s, "http") {
					s = filepath.Join(home, filepath.FromSlash(s))
				}
				sources = append(sources, s)
			}
			h.Open(sources)
			h.untilState(model.Ready)

			to := h.Model().SaveTo()
			if got := said(to.Where(99)); got != test.where {
				t.Errorf("it says %q, want %q", got, test.where)
			}
			if got := to.Name(); got != test.name {
				t.Errorf("in short it says %q, want %q", got, test.name)
			}
			if got := said(to.Stay(99)); got != test.stay {
				t.Errorf("of the web's it says %q, want %q", got, test.stay)
			}
			if facts := h.Model().Foot().Facts; len(facts) == 0 || said(facts[0].Text) != said(to.Line(40)) {
				t.Errorf("the foot says %+v", facts)
			}
			h.Make()
			h.untilState(model.Done)
			if s := h.Model().Summary(); s.Failed > 0 || s.Made == 0 || s.Err != nil {
				t.Fatalf("%+v", s)
			}
			after := slices.DeleteFunc(folders(t, home), func(f string) bool { return slices.Contains(before, f) })
			want := slices.Sorted(slices.Values(slices.Concat(test.thumbs, test.photo)))
			if !slices.Equal(after, want) {
				t.Errorf("files came to %q, want %q", after, want)
			}
		})
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// folders are those below dir that have files in them, with slashes.
func folders(t *testing.T, dir string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			var rel string
			if rel, err = filepath.Rel(dir, filepath.Dir(path)); err == nil && !slices.Contains(found, filepath.ToSlash(rel)) {
				found = append(found, filepath.ToSlash(rel))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(found)
	return found
}

// said is a text as its key and what goes into it, with slashes.
func said(t model.Text) string {
	words := []string{t.Key}
	for _, name := range []string{"Name", "Folder", "Text"} {
		switch arg := t.Args[name].(type) {
		case string:
			words = append(words, filepath.ToSlash(arg))
		case model.Text:
			words = append(words, said(arg))
		}
	}
	return strings.Join(words, " ")
}
