package download

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thumbpool/processor/reason"
)

// The tests of this file are about a folder that others can write to, who have
// put something where the program has files of its own.

// original is somebody's file, which is not to be changed.
type original struct {
	path string
	text []byte
	then time.Time
}

func newOriginal(t *testing.T) original {
	t.Helper()
	o := original{filepath.Join(t.TempDir(), "original.jpg"), picture(150_000, 7), time.Now().Add(-time.Hour).Truncate(time.Second)}
	if err := os.WriteFile(o.path, o.text, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(o.path, o.then, o.then); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o original) check(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(o.path)
	info, err2 := os.Stat(o.path)
	if err = errors.Join(err, err2); err != nil || !bytes.Equal(text, o.text) || !info.ModTime().Equal(o.then) {
		t.Errorf("the original has %d bytes of %v, it had %d of %v: %v", len(text), info.ModTime(), len(o.text), o.then, err)
	}
}

// planted are things that somebody may put at a path to get at an original.
func planted(o original) map[string]func(path string) error {
	return map[string]func(path string) error{
		"a link":           func(path string) error { return os.Symlink(o.path, path) },
		"a hard link":      func(path string) error { return os.Link(o.path, path) },
		"a link to a link": func(path string) error { return errors.Join(os.Symlink(o.path, path+"2"), os.Symlink(path+"2", path)) },
		"a dangling link":  func(path string) error { return os.Symlink(o.path+".new", path) },
		"a link to itself": func(path string) error { return os.Symlink(path, path) },
		"a folder":         func(path string) error { return os.Mkdir(path, 0o777) },
		"a full folder": func(path string) error {
			return errors.Join(os.Mkdir(path, 0o777), os.WriteFile(filepath.Join(path, "x"), nil, 0o666))
		},
		"a link to a folder": func(path string) error { return os.Symlink(filepath.Dir(o.path), path) },
		"a pipe":             mkfifo,
		"a huge file": func(path string) error {
			return errors.Join(os.WriteFile(path, []byte("\xFF\xD8\xFF\xE0"), 0o666), os.Truncate(path, 1<<40))
		},
	}
}

// plant puts something at a path, or skips the test where that cannot be.
func plant(t *testing.T, how func(path string) error, path string) {
	t.Helper()
	if err := how(path); err != nil {
		t.Skip(err)
	}
}

// TestNotesPlanted downloads twice into a folder whose notes are somebody
// else's.
func TestNotesPlanted(t *testing.T) {
	for what := range planted(original{}) {
		t.Run(what, func(t *testing.T) {
			o := newOriginal(t)
			inWeb(t, func(t *testing.T, w *web) {
				data := picture(3000, 1)
				w.serve("a.test", content(data, `"a"`))
				path := filepath.Join(w.options.Dir, notesName)
				plant(t, planted(o)[what], path)
				before, err := os.Lstat(path)
				if err != nil {
					t.Fatal(err)
				}
				for range 2 {
					wantFile(t, w.run("http://a.test/x.jpg").path(t), data)
				}
				o.check(t)
				if _, err := os.Lstat(o.path + ".new"); !errors.Is(err, fs.ErrNotExist) {
					t.Error("a link was followed to where nothing was")
				}
				if after, err := os.Lstat(path); err != nil || after.Mode() != before.Mode() && what != "a huge file" {
					t.Errorf("the notes are %v, they were %v: %v", after, before, err)
				}
			})
		})
	}
}

// TestPartsPlanted downloads what somebody has put parts of into the folder,
// just now or long ago.
func TestPartsPlanted(t *testing.T) {
	const url = "http://a.test/x.jpg"
	u, _ := parseURL(url)
	for what := range planted(original{}) {
		for _, age := range []time.Duration{0, 48 * time.Hour} {
			t.Run(what, func(t *testing.T) {
				o := newOriginal(t)
				inWeb(t, func(t *testing.T, w *web) {
					data := picture(200_000, 1)
					w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
						if r.Header.Get("Range") != "" && what != "a hard link" {
							t.Errorf("the rest of what was planted is asked for: %s", r.Header.Get("Range"))
						}
						content(data, `"b"`)(rw, r)
					})
					path := filepath.Join(w.options.Dir, partName(urlKey(u), `"a"`, "1"))
					plant(t, planted(o)[what], path)
					if then := time.Now().Add(-age); age > 0 && what == "a huge file" {
						if err := os.Chtimes(path, then, then); err != nil {
							t.Fatal(err)
						}
					}
					wantFile(t, w.run(url).path(t), data)
					o.check(t)
					for _, name := range w.names() {
						if full := filepath.Join(w.options.Dir, name); name != "x.jpg" && !strings.HasPrefix(full, path) {
							t.Errorf("%s was left", name)
						}
					}
				})
			})
		}
	}
}

// TestPartExchanged puts something else where the part of a download is, while
// it waits for its second attempt, or before it gets its name.
func TestPartExchanged(t *testing.T) {
	for what := range planted(original{}) {
		for _, name := range []string{"between attempts", "before its name"} {
			t.Run(what+" "+name, func(t *testing.T) {
				o := newOriginal(t)
				inWeb(t, func(t *testing.T, w *web) {
					data := picture(300_000, 1)
					copy(data, o.text) // so that the original could be taken for the beginning of it
					var exchanged []string
					exchange := func() {
						for _, name := range w.names() {
							if path := filepath.Join(w.options.Dir, name); strings.HasPrefix(name, partPrefix) && len(exchanged) == 0 {
								if err := os.Remove(path); err != nil {
									t.Error(err)
								}
								plant(t, planted(o)[what], path)
								exchanged = append(exchanged, name)
							}
						}
					}
					first := half(data, `"a"`)
					if name == "before its name" {
						first = func(rw http.ResponseWriter, _ *http.Request) {
							rw.Header().Set("ETag", `"a"`)
							_, _ = rw.Write(data[:200_000])
							rw.(http.Flusher).Flush()
							exchange()
							_, _ = rw.Write(data[200_000:])
						}
					}
					w.serve("a.test", once(first, content(data, `"a"`)))
					out := collect(t.Context(), t, w.options, []string{"http://a.test/x.jpg"}, func(ev Event) {
						if _, ok := ev.(Retrying); ok {
							exchange()
						}
					})
					if len(exchanged) != 1 {
						t.Fatalf("nothing was exchanged; the folder holds %q", w.names())
					}
					path := out.path(t)
					wantFile(t, path, data)
					if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
						t.Errorf("the file is %v, %v", info, err)
					}
					o.check(t)
					if _, err := os.Lstat(filepath.Join(w.options.Dir, exchanged[0])); err != nil {
						t.Errorf("what took the part's place was removed: %v", err)
					}
				})
			})
		}
	}
}

// TestFolderExchanged puts a link to somebody's folder in the place of the
// folder while downloads run, at each step of one.
func TestFolderExchanged(t *testing.T) {
	data := picture(300_000, 1)
	for _, when := range []string{"before the first byte", "in the middle", "between attempts"} {
		t.Run(when, func(t *testing.T) {
			o := newOriginal(t)
			inWeb(t, func(t *testing.T, w *web) {
				parent := w.options.Dir
				w.options.Dir = filepath.Join(parent, "downloads")
				exchange := func() {
					if err := errors.Join(os.Rename(w.options.Dir, filepath.Join(parent, "moved")), os.Symlink(filepath.Dir(o.path), w.options.Dir)); err != nil {
						t.Skip(err)
					}
				}
				first := half(data, `"a"`)
				if when != "between attempts" {
					first = func(rw http.ResponseWriter, _ *http.Request) {
						if when == "in the middle" {
							_, _ = rw.Write(data[:200_000])
							rw.(http.Flusher).Flush()
						}
						exchange()
						_, _ = rw.Write(data)
					}
				}
				w.serve("a.test", once(first, content(data, `"a"`)))
				out := collect(t.Context(), t, w.options, []string{"http://a.test/original.jpg"}, func(ev Event) {
					if _, ok := ev.(Retrying); ok && when == "between attempts" {
						exchange()
					}
				})
				_, failed := out.one(t)
				if failed == nil || failed.Key != reason.Download || !strings.Contains(failed.Error(), "another folder has taken its place") {
					t.Errorf("failed by %v", failed)
				}
				o.check(t)
				if entries, err := os.ReadDir(filepath.Dir(o.path)); err != nil || len(entries) != 1 {
					t.Errorf("somebody's folder holds %v, %v", entries, err)
				}
			})
		})
	}
}
