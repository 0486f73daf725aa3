package download

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// noted is an entry that is in order, and its line.
func noted(key byte, name string) (entry, string) {
	e := entry{Key: strings.Repeat(string(key), 32), Name: name, Size: 3, ModTime: time.Unix(1_700_000_000, 0).UTC(), ETag: `"a"`}
	line, err := json.Marshal(e)
	if err != nil {
		panic(err)
	}
	return e, string(line) + "\n"
}

func readNotes(text string) map[string]entry {
	n := notes{byKey: map[string]entry{}}
	n.read(strings.NewReader(text))
	return n.byKey
}

// TestNotesOfOthers reads notes that somebody else may have written.
func TestNotesOfOthers(t *testing.T) {
	good, line := noted('1', "x.jpg")
	if got := readNotes(line); len(got) != 1 || got[good.Key] != good {
		t.Errorf("%v, want %v", got, good)
	}
	for _, name := range []string{strings.Repeat("x", maxName+1), "", ".", "..", "../x.jpg", "/etc/passwd", "sub/x.jpg", ".hidden.jpg", notesName} {
		if _, line := noted('1', name); len(readNotes(line)) != 0 {
			t.Errorf("a note of %q is taken in", name)
		}
	}
	for what, change := range map[string]func(*entry){
		"key":        func(e *entry) { e.Key = "../x" },
		"long tag":   func(e *entry) { e.ETag = strings.Repeat("a", maxTag+1) },
		"tag":        func(e *entry) { e.ETag = "a\r\nHost: b" },
		"date":       func(e *entry) { e.LastModified = "a\r\nHost: b" },
		"validators": func(e *entry) { e.ETag = "" },
	} {
		e := good
		change(&e)
		line, _ := json.Marshal(e)
		if got := readNotes(string(line)); len(got) != 0 {
			t.Errorf("a note with a wrong %s is taken in: %v", what, got)
		}
	}
	_, second := noted('2', "y.jpg")
	for what, between := range map[string]string{
		"a long line":       strings.Repeat("x", 10*maxNote) + "\n",
		"a long line of it": strings.Repeat(line[:len(line)-1], 100) + "\n",
		"an empty line":     "\n",
		"half a line":       line[:20] + "\n",
		"zeros":             string(make([]byte, 5000)) + "\n",
	} {
		if got := readNotes(line + between + second); len(got) != 2 {
			t.Errorf("%s between two notes: %v", what, got)
		}
	}
	if got := readNotes(line + strings.TrimSuffix(second, "\n")); len(got) != 2 {
		t.Errorf("without the last line's end: %v", got)
	}
}

// TestNotesOfServers notes downloads of which the server says what it likes.
func TestNotesOfServers(t *testing.T) {
	date := "Mon, 01 Jan 2024 10:00:00 GMT"
	for _, test := range []struct{ tag, date, wantTag, wantDate string }{
		{`"a"`, date, `"a"`, date},
		{`W/"a"`, "", `W/"a"`, ""},
		{strings.Repeat("a", maxTag+1), date, "", date},
		{strings.Repeat("a", 50_000), "", "", ""},
		{"a\tb", date, "", date},
		{"ä", "yesterday", "", ""},
		{"", "<script>", "", ""},
	} {
		inWeb(t, func(t *testing.T, w *web) {
			w.serve("a.test", func(rw http.ResponseWriter, _ *http.Request) {
				rw.Header().Set("ETag", test.tag)
				rw.Header().Set("Last-Modified", test.date)
				_, _ = rw.Write(picture(3000, 1))
			})
			w.run("http://a.test/x.jpg").path(t)
			path := filepath.Join(w.options.Dir, notesName)
			text, err := os.ReadFile(path)
			want := test.wantTag + test.wantDate
			if want == "" {
				if err == nil {
					t.Errorf("%q, %q: noted is %q", test.tag, test.date, text)
				}
				return
			}
			for _, e := range readNotes(string(text)) {
				if e.ETag != test.wantTag || e.LastModified != test.wantDate || e.Name != "x.jpg" {
					t.Errorf("%q, %q: noted is %+v", test.tag, test.date, e)
				}
			}
			info, err := os.Stat(path)
			if err != nil || len(text) > maxNote || bytes.Count(text, []byte("\n")) != 1 || info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%q, %q: %d bytes, %v, %v", test.tag, test.date, len(text), info, err)
			}
		})
	}
}

// TestNotesAfterAPowerCut adds to notes that end in the middle of a line.
func TestNotesAfterAPowerCut(t *testing.T) {
	path := filepath.Join(t.TempDir(), notesName)
	first, line := noted('1', "x.jpg")
	if err := os.WriteFile(path, []byte(line+line[:20]), 0o600); err != nil {
		t.Fatal(err)
	}
	n := openNotes(path, maxNotes)
	second, _ := noted('2', "y.jpg")
	n.add(second)
	if got := openNotes(path, maxNotes).byKey; len(got) != 2 || got[first.Key] != first || got[second.Key] != second {
		t.Errorf("%v", got)
	}
}

// TestNotesHaveABound adds to notes that are as long as they may be: what there
// is to say about files that are still there is kept.
func TestNotesHaveABound(t *testing.T) {
	const most = 64 << 10
	dir := t.TempDir()
	path := filepath.Join(dir, notesName)
	var text bytes.Buffer
	for i := 0; text.Len() < most-maxNote; i++ {
		e, _ := noted('1', fmt.Sprintf("gone%0190d.jpg", i))
		e.ETag, e.LastModified = strings.Repeat("a", maxTag), "Mon, 01 Jan 2024 10:00:00 GMT"
		e.Key = fmt.Sprintf("%032x", i)
		line, _ := json.Marshal(e)
		text.Write(append(line, '\n'))
	}
	there, line := noted('e', "there.jpg")
	text.WriteString(line)
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	keep := func(e entry) {
		file := filepath.Join(dir, e.Name)
		if err := os.WriteFile(file, []byte("abc"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, e.ModTime, e.ModTime); err != nil {
			t.Fatal(err)
		}
	}
	keep(there)
	n := openNotes(path, most)
	for i := range 50 {
		e, _ := noted('a', fmt.Sprintf("new%d.jpg", i))
		e.Key = fmt.Sprintf("%032x", 1<<40+i)
		keep(e)
		n.add(e)
		if info, err := os.Stat(path); err != nil || info.Size() > most {
			t.Fatalf("%v, %v", info, err)
		}
	}
	got := openNotes(path, most).byKey
	if got[there.Key] != there || len(got) < 2 || len(got) > 51 {
		t.Errorf("%d notes are left, and %v", len(got), got[there.Key])
	}
	// Somebody may have made it longer than it ever gets.
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Skip(err) // no such files here
	}
	if got := openNotes(path, most).byKey; got[there.Key] != there {
		t.Errorf("%v", got[there.Key])
	}
}

// FuzzNotes holds that whatever is in the notes leads to a file of the folder,
// and to a request that can be sent.
func FuzzNotes(f *testing.F) {
	_, line := noted('1', "x.jpg")
	f.Add([]byte(line + line))
	f.Add([]byte(`{"url":"../x","name":"/etc/passwd"}` + "\n" + line[:30]))
	f.Add(append(bytes.Repeat([]byte("x"), maxNote+1), "\n"+line...))
	f.Fuzz(func(t *testing.T, text []byte) {
		const dir = "dir"
		for key, e := range readNotes(string(text)) {
			if key != e.Key || !isKey(key) {
				t.Errorf("key %q, %q", key, e.Key)
			}
			if path := filepath.Join(dir, e.Name); filepath.Dir(path) != dir || strings.HasPrefix(e.Name, ".") {
				t.Errorf("the name %q leads to %s", e.Name, path)
			}
			h := http.Header{}
			e.ask(h)
			for name, values := range h {
				if value := values[0]; value == "" || len(value) > maxTag || !isPlain(value) {
					t.Errorf("%s: %q is asked for", name, value)
				}
			}
			line, err := json.Marshal(e)
			if again := readNotes(string(line)); err != nil || len(line) < maxNote && again[key] != e {
				t.Errorf("%+v is read again as %+v, %v", e, again[key], err)
			}
		}
	})
}
