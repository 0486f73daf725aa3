package download

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thumbpool/processor/reason"
)

// TestResume breaks a download in the middle, and tries what servers say to
// the request for the rest.
func TestResume(t *testing.T) {
	data := picture(200_000, 1)
	other := picture(180_000, 2)
	partial := func(contentRange, etag string, body []byte) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Range", contentRange)
			rw.Header().Set("ETag", etag)
			rw.WriteHeader(http.StatusPartialContent)
			_, _ = rw.Write(body)
		}
	}
	whole := func(rw http.ResponseWriter, r *http.Request) {
		r.Header.Del("Range")
		content(data, `"a"`)(rw, r)
	}
	tests := []struct {
		name   string
		answer http.HandlerFunc // to the request for the rest
		want   []byte
		ranges []string // of the requests
	}{
		{"continued", content(data, `"a"`), data, []string{"", "bytes=100000-"}},
		{"changed", content(other, `"b"`), other, []string{"", "bytes=100000-"}},
		{"no ranges", whole, data, []string{"", "bytes=100000-"}},
		{"other range", partial("bytes 0-199999/200000", `"a"`, data), data, []string{"", "bytes=100000-", ""}},
		{"other length", partial("bytes 100000-199999/300000", `"a"`, data[100_000:]), data, []string{"", "bytes=100000-", ""}},
		{"other content", partial("bytes 100000-199999/200000", `"b"`, other[:100_000]), data, []string{"", "bytes=100000-", ""}},
		{"no range named", partial("", `"a"`, data[100_000:]), data, []string{"", "bytes=100000-", ""}},
		{"416", func(rw http.ResponseWriter, _ *http.Request) {
			rw.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
		}, data, []string{"", "bytes=100000-", ""}},
		{"no length", partial("bytes 100000-199999/*", `"a"`, data[100_000:]), data, []string{"", "bytes=100000-"}},
		{"in pieces", partial("bytes 100000-149999/200000", `"a"`, data[100_000:150_000]), data, []string{"", "bytes=100000-", "bytes=150000-"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inWeb(t, func(t *testing.T, w *web) {
				ranges := make(chan string, 10)
				rest := once(test.answer, content(data, `"a"`))
				answer := once(half(data, `"a"`), rest)
				w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
					ranges <- r.Header.Get("Range")
					if r.Header.Get("Range") != "" && r.Header.Get("If-Range") != `"a"` {
						t.Errorf("If-Range is %q", r.Header.Get("If-Range"))
					}
					answer(rw, r)
				})
				wantFile(t, w.run("http://a.test/x.jpg").path(t), test.want)
				w.wantNames("x.jpg")
				close(ranges)
				var got []string
				for r := range ranges {
					got = append(got, r)
				}
				if fmt.Sprint(got) != fmt.Sprint(test.ranges) {
					t.Errorf("ranges %q, want %q", got, test.ranges)
				}
			})
		})
	}
}

// TestResumeLater continues what a run left that was killed.
func TestResumeLater(t *testing.T) {
	data := picture(200_000, 1)
	const url = "http://a.test/x.jpg#part"
	u, _ := parseURL(url)
	tests := []struct {
		name      string
		key       string
		validator string
		content   []byte
		age       time.Duration
		want      string // range of the first request
		left      bool   // the part file stays
	}{
		{"continued", urlKey(u), `"a"`, data[:150_000], time.Hour, "bytes=150000-", false},
		{"changed since", urlKey(u), `"older"`, picture(150_000, 7), time.Hour, "bytes=150000-", false},
		{"whole", urlKey(u), `"a"`, data, time.Hour, "bytes=200000-", false},
		{"longer than whole", urlKey(u), `"a"`, picture(300_000, 7), time.Hour, "bytes=300000-", false},
		{"too old", urlKey(u), `"a"`, data[:150_000], 25 * time.Hour, "", false},
		{"of another address", strings.Repeat("0", 32), `"a"`, data[:150_000], time.Hour, "", true},
		{"of another address, too old", strings.Repeat("0", 32), `"a"`, data[:150_000], 25 * time.Hour, "", false},
		{"without validator", urlKey(u), "", data[:150_000], time.Hour, "", true},
		{"empty", urlKey(u), `"a"`, nil, time.Hour, "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inWeb(t, func(t *testing.T, w *web) {
				first := make(chan string, 10)
				w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
					first <- r.Header.Get("Range")
					content(data, `"a"`)(rw, r)
				})
				p := leftPart(t, w.options.Dir, test.key, test.validator, test.content)
				then := time.Now().Add(-test.age)
				if err := os.Chtimes(p.path, then, then); err != nil {
					t.Fatal(err)
				}
				wantFile(t, w.run(url).path(t), data)
				if got := <-first; got != test.want {
					t.Errorf("the first request is for %q, want %q", got, test.want)
				}
				want := []string{"x.jpg"}
				if test.left {
					want = append(want, filepath.Base(p.path))
				}
				w.wantNames(want...)
			})
		})
	}
}

// leftPart leaves a part file in a folder, as a run that was killed does.
func leftPart(t *testing.T, dir, key, validator string, content []byte) *part {
	t.Helper()
	d, err := openFolder(dir, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	f, p, err := d.create(key, validator)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestKeepPartial continues in a second run what the first kept.
func TestKeepPartial(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		data := picture(200_000, 1)
		w.options.KeepPartial, w.options.Attempts = true, 1
		var got []string
		answer := once(half(data, `"a"`), content(data, `"a"`))
		w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
			got = append(got, r.Header.Get("Range"))
			answer(rw, r)
		})
		if _, failed := w.run("http://a.test/x.jpg").one(t); failed == nil || failed.Key != reason.Interrupted {
			t.Fatalf("failed by %v", failed)
		}
		wantFile(t, w.run("http://a.test/x.jpg").path(t), data)
		w.wantNames("x.jpg")
		if want := []string{"", "bytes=100000-"}; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("ranges %q, want %q", got, want)
		}
	})
}

// TestPartRemoved removes the part file while a download runs.
func TestPartRemoved(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		data := picture(200_000, 1)
		stall := func(rw http.ResponseWriter, _ *http.Request) {
			_, _ = rw.Write(data[:100_000])
			rw.(http.Flusher).Flush()
			for _, name := range w.names() {
				_ = os.Remove(filepath.Join(w.options.Dir, name))
			}
			_, _ = rw.Write(data[100_000:])
		}
		w.serve("a.test", once(stall, content(data, "")))
		wantFile(t, w.run("http://a.test/x.jpg").path(t), data)
		w.wantNames("x.jpg")
	})
}

func TestValidator(t *testing.T) {
	const changed, at, soon = "Mon, 01 Jan 2024 10:00:00 GMT", "Mon, 01 Jan 2024 10:01:00 GMT", "Mon, 01 Jan 2024 10:00:59 GMT"
	tests := []struct{ name, etag, modified, date, want string }{
		{"none", "", "", at, ""},
		{"tag", `"a"`, "", at, `"a"`},
		{"tag and date", `"a"`, changed, at, `"a"`},
		{"weak tag", `W/"a"`, changed, at, ""},
		{"date", "", changed, at, changed},
		{"date too near", "", changed, soon, ""},
		{"date without date", "", changed, "", ""},
		{"nonsense", "", "yesterday", at, ""},
		{"with a tab", "\"a\tb\"", "", at, ""},
		{"not ASCII", `"ä"`, "", at, ""},
		{"too long", `"` + strings.Repeat("a", maxValidator) + `"`, "", at, ""},
	}
	for _, test := range tests {
		h := http.Header{}
		h.Set("ETag", test.etag)
		h.Set("Last-Modified", test.modified)
		h.Set("Date", test.date)
		got := validatorOf(h)
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		p := leftPart(t, t.TempDir(), strings.Repeat("f", 32), got, nil)
		if key, back, ok := parsePart(filepath.Dir(p.path), filepath.Base(p.path)); !ok || key != strings.Repeat("f", 32) || back.path != p.path || back.validator != got {
			t.Errorf("%s: %s, %+v was read from the name, want %+v", test.name, key, back, *p)
		}
		if n := len(filepath.Base(p.path)); n > 200 {
			t.Errorf("%s: the name has %d bytes", test.name, n)
		}
	}
	key := strings.Repeat("f", 32)
	for _, name := range []string{
		partPrefix + key + "-" + validatorEncoding().EncodeToString([]byte("a\r\nb")) + "-1.part", partPrefix + strings.ToUpper(key) + "--1.part",
		partPrefix + key + "-" + validatorEncoding().EncodeToString(make([]byte, maxValidator+1)) + "-1.part",
		"x.jpg", ".thumbpool-download-.part", ".thumbpool-download-a-b.part", ".thumbpool-download-a-0-1", ".thumbpool-download-a-zz-1.part",
	} {
		if _, _, ok := parsePart("", name); ok {
			t.Errorf("%s is taken for a part file", name)
		}
	}
}

func TestContentRange(t *testing.T) {
	for header, want := range map[string]string{
		"bytes 0-99/1000": "0 99 1000 true",
		"Bytes 5-9/*":     "5 9 -1 true",
	} {
		first, last, total, ok := contentRange(header)
		if got := fmt.Sprint(first, last, total, ok); got != want {
			t.Errorf("%q is %s, want %s", header, got, want)
		}
	}
	for _, header := range []string{"", "bytes", "bytes */100", "bytes 0-9", "bytes 0-9/", "bytes 0-9/-5", "bytes -1-9/10", "lines 0-9/10", "bytes a-b/c", "bytes 0-99999999999999999999/*"} {
		if _, _, _, ok := contentRange(header); ok {
			t.Errorf("%q is taken for a range", header)
		}
	}
}

// TestAgain downloads an address a second time in another run.
func TestAgain(t *testing.T) {
	data, other := picture(3000, 1), picture(4000, 2)
	old := func(rw http.ResponseWriter, r *http.Request) {
		http.ServeContent(rw, r, "", time.Now().Add(-time.Hour), strings.NewReader(string(data)))
	}
	tests := []struct {
		name      string
		first     http.HandlerFunc
		second    http.HandlerFunc
		between   func(path string) error
		unchanged bool
		names     []string
	}{
		{"same tag", content(data, `"a"`), content(data, `"a"`), nil, true, []string{"x.jpg"}},
		{"same weak tag", content(data, `W/"a"`), content(data, `W/"a"`), nil, true, []string{"x.jpg"}},
		{"same date", old, old, nil, true, []string{"x.jpg"}},
		{"other tag", content(data, `"a"`), content(other, `"b"`), nil, false, []string{"x (2).jpg", "x.jpg"}},
		{"other content, broken once", content(data, `"a"`), once(half(other, `"b"`), content(other, `"b"`)), nil, false, []string{"x (2).jpg", "x.jpg"}},
		{"no validator", content(data, ""), content(data, ""), nil, false, []string{"x (2).jpg", "x.jpg"}},
		{"file removed", content(data, `"a"`), content(data, `"a"`), os.Remove, false, []string{"x.jpg"}},
		{"file edited", content(data, `"a"`), content(data, `"a"`), func(path string) error {
			return os.WriteFile(path, []byte("something else"), 0o666)
		}, false, []string{"x (2).jpg", "x.jpg"}},
		{"file touched", content(data, `"a"`), content(data, `"a"`), func(path string) error {
			return os.Chtimes(path, time.Now(), time.Now())
		}, false, []string{"x (2).jpg", "x.jpg"}},
		{"notes damaged", content(data, `"a"`), content(data, `"a"`), func(path string) error {
			return os.WriteFile(filepath.Join(filepath.Dir(path), notesName), []byte("{\n\nnonsense\n"), 0o666)
		}, false, []string{"x (2).jpg", "x.jpg"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inWeb(t, func(t *testing.T, w *web) {
				w.serve("a.test", test.first)
				before, err := w.run("http://a.test/x.jpg").one(t)
				if err != nil || before.Unchanged {
					t.Fatal(before, err)
				}
				if test.between != nil {
					if err := test.between(before.Path); err != nil {
						t.Fatal(err)
					}
				}
				w.setTransport()
				w.serve("a.test", test.second)
				after, err := w.run("http://a.test/x.jpg").one(t)
				if err != nil {
					t.Fatal(err)
				}
				if after.Unchanged != test.unchanged || test.unchanged && after != (Done{before.URL, before.Path, before.Bytes, true}) {
					t.Errorf("%+v after %+v", after, before)
				}
				w.wantNames(test.names...)
			})
		})
	}
}
