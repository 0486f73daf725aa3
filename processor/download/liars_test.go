package download

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"

	"thumbpool/processor/format"
)

// lie is a way in which a server can be wrong, and whether a picture comes out
// of it all the same.
type lie struct {
	name  string
	serve http.HandlerFunc
	kept  bool
}

// most is the largest file that the runs with liars accept.
const most = 100_000

// raw takes over the connection and sends what is no answer of HTTP, or one
// that the package net/http would not let a server send.
func raw(pieces ...string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		conn, _, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		for _, p := range pieces {
			if _, err := io.WriteString(conn, p); err != nil {
				return
			}
		}
	}
}

// endless sends a beginning, and then a piece again and again, with a wait
// before each, until the other side closes the connection.
func endless(begin, piece string, every time.Duration) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		conn, _, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		gone := make(chan struct{})
		go func() {
			_, _ = io.Copy(io.Discard, conn)
			close(gone)
		}()
		for _, err := io.WriteString(conn, begin); err == nil; _, err = io.WriteString(conn, piece) {
			select {
			case <-gone:
				return
			case <-time.After(every):
			}
		}
	}
}

// head sets headers before another handler has its turn.
func head(then http.HandlerFunc, headers ...string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			rw.Header().Set(headers[i], headers[i+1])
		}
		then(rw, r)
	}
}

// says answers with a status, a body and headers.
func says(code int, body string, headers ...string) http.HandlerFunc {
	return head(func(rw http.ResponseWriter, _ *http.Request) {
		rw.WriteHeader(code)
		_, _ = io.WriteString(rw, body)
	}, headers...)
}

// lies are all kinds of wrong servers. Those that break off do so after half of
// the picture.
func lies() []lie {
	data := picture(60_000, 1)
	text := string(data)
	good := content(data, `"a"`)
	broken := half(data, `"a"`)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(data)
	_ = z.Close()
	const page = "<!DOCTYPE html><title>Please log in</title>"
	// rest answers a request for the rest with something wrong, and breaks off
	// all others.
	rest := func(wrong http.HandlerFunc) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Range") == "" {
				broken(rw, r)
				return
			}
			wrong(rw, r)
		}
	}
	partial := func(span, etag, body string) http.HandlerFunc {
		return rest(says(http.StatusPartialContent, body, "Content-Range", span, "ETag", etag))
	}
	to := func(location string) http.HandlerFunc { return says(http.StatusFound, "", "Location", location) }
	named := func(name string) http.HandlerFunc {
		return says(http.StatusOK, text, "Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	}
	const begin = "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"
	return []lie{
		// lengths
		{"honest", good, true},
		{"no length", says(200, text), true},
		{"longer than it says", raw(begin+"Content-Length: 60000\r\n\r\n", text, "and more"), true},
		{"longer than it says, and another answer", raw(begin+"Content-Length: 60000\r\n\r\n", text, begin+"Content-Length: 5\r\n\r\nhello"), true},
		{"shorter than it says", raw(begin+"Content-Length: 60001\r\n\r\n", text), false},
		{"a length of 9 EB", raw(begin+"Content-Length: 9000000000000000000\r\n\r\n", text), false},
		{"a length that is too large", raw(begin+"Content-Length: 99999999999999999999999\r\n\r\n", text), false},
		{"a length below 0", raw(begin+"Content-Length: -1\r\n\r\n", text), false},
		{"two lengths", raw(begin+"Content-Length: 60000\r\nContent-Length: 5\r\n\r\n", text), false},
		{"a length and chunks", raw(begin+"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nea60\r\n", text, "\r\n0\r\n\r\n"), true},
		{"too large", says(200, strings.Repeat(text, 2)), false},
		{"without end", endless(begin+"\r\n", text, 0), false},
		{"zeros without end", endless(begin+"\r\n"+text[:5000], string(make([]byte, 50_000)), 0), false},
		{"an empty file", says(200, ""), false},
		{"a file of one byte", says(200, "\xFF"), false},
		{"a picture of four bytes", says(200, text[:4]), true},
		// chunks
		{"chunks of wrong size", raw(begin+"Transfer-Encoding: chunked\r\n\r\n5\r\n", text), false},
		{"chunks of no size", raw(begin+"Transfer-Encoding: chunked\r\n\r\nzz\r\n", text), false},
		{"a chunk of 8 EB", raw(begin+"Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n", text), false},
		{"empty chunks' extensions without end", endless(begin+"Transfer-Encoding: chunked\r\n\r\n4;"+text[:0], strings.Repeat("x", 1000), 0), false},
		{"trailers without end", endless(begin+"Transfer-Encoding: chunked\r\n\r\n4\r\n"+text[:4]+"\r\n0\r\n", strings.Repeat("X: y\r\n", 100), 0), false},
		// time
		{"a byte each two seconds", endless(begin+"Content-Length: 60000\r\n\r\n"+text[:4], "x", 2*time.Second), false},
		{"a byte each two seconds of a page", endless("HTTP/1.1 200 OK\r\n\r\n", " ", 2*time.Second), false},
		{"a stop in the middle", endless(begin+"Content-Length: 60000\r\n\r\n"+text[:20_000], "", time.Hour), false},
		{"no answer", endless("", "", time.Hour), false},
		{"a head that comes byte by byte", endless("HTTP/1.1 200 OK\r\nX: ", "x", time.Second), false},
		{"progress of one byte an attempt", head(func(rw http.ResponseWriter, r *http.Request) {
			from := 0
			if _, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from); err == nil {
				rw.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(data)-1, len(data)))
				rw.WriteHeader(http.StatusPartialContent)
			}
			_, _ = rw.Write(data[from : from+2000])
			abort(rw)
		}, "ETag", `"a"`), false},
		// answers
		{"hangs up", raw(""), false},
		{"hangs up in the head", raw("HTTP/1.1 200 O"), false},
		{"hangs up in the middle", broken, false},
		{"another protocol", raw("220 mail.test ESMTP\r\n"), false},
		{"a long line of another protocol", raw(strings.Repeat("x", 1_000_000)), false},
		{"a line of another protocol", raw(strings.Repeat("x", 50_000) + "\r\n"), false},
		{"nothing but zeros", raw(string(make([]byte, 1_000_000))), false},
		{"no head", raw(text), false},
		{"a huge head", raw(begin+"X: "+strings.Repeat("x", 2*maxHeader)+"\r\n\r\n", text), false},
		{"many heads", raw(begin+strings.Repeat("X: y\r\n", 50_000)+"\r\n", text), false},
		{"a head without end", endless(begin, "X: y\r\n", 0), false},
		{"heads before the answer without end", endless("HTTP/1.1 103 Early Hints\r\n\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n", 0), false},
		{"another protocol from now on", raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", text), false},
		{"206 unasked", says(206, text, "Content-Range", "bytes 0-59999/60000"), false},
		{"304 unasked", says(304, ""), false},
		{"416 unasked", says(416, ""), false},
		{"204", says(204, ""), false},
		{"299", says(299, text), false},
		{"404 with a picture", says(404, text), false},
		{"500 for good", says(500, page), false},
		{"503 for ever", says(503, "", "Retry-After", "99999999999"), false},
		{"429 until the past", says(429, "", "Retry-After", "Sat, 01 Jan 2000 00:00:00 GMT"), false},
		{"999", says(999, text), false},
		// contents
		{"a page said to be a picture", says(200, page, "Content-Type", "image/jpeg"), false},
		{"a picture said to be a page", says(200, text, "Content-Type", "text/html"), true},
		{"a page that begins like none", says(200, strings.Repeat(" ", 2000)+page), false},
		{"packed", says(200, packed.String(), "Content-Encoding", "gzip"), false},
		{"said to be packed", says(200, text, "Content-Encoding", "gzip"), true},
		{"packed, unsaid", says(200, packed.String()), false},
		{"a program", says(200, "\x7fELF"+text), false},
		{"a script", says(200, "#!/bin/sh\nrm -rf ~\n", "Content-Disposition", `attachment; filename="x.jpg"`), false},
		// ranges and validators
		{"the rest from its beginning", partial("bytes 0-59999/60000", `"a"`, text), false},
		{"the rest of something longer", partial("bytes 30000-69999/70000", `"a"`, text[20_000:]), false},
		{"the rest of something else", partial("bytes 30000-59999/60000", `"b"`, text[30_000:]), false},
		{"the rest too long", partial("bytes 30000-59999/60000", `"a"`, text), false},
		{"the rest without end", rest(endless("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 30000-59999/*\r\n\r\n", text, 0)), false},
		{"the rest backwards", partial("bytes 30000-29999/60000", `"a"`, ""), false},
		{"the rest of 9 EB", partial("bytes 30000-8999999999999999999/9000000000000000000", `"a"`, text[30_000:]), false},
		{"the rest of nonsense", partial("bytes x-y/z", `"a"`, text[30_000:]), false},
		{"no rest", rest(says(416, "")), false},
		{"no rest, and never a whole", rest(says(200, text[:10_000], "Content-Length", "60000")), false},
		{"the rest is a page", rest(says(200, page)), false},
		{"the rest is elsewhere", rest(to("/elsewhere")), true},
		{"the rest is unchanged", rest(says(304, "")), false},
		{"another tag each time", func() http.HandlerFunc {
			n := 0
			return func(rw http.ResponseWriter, r *http.Request) {
				n++
				half(data, fmt.Sprintf(`"%d"`, n))(rw, r)
			}
		}(), false},
		{"a huge tag", head(good, "ETag", strings.Repeat("x", 50_000)), true},
		{"a tag of signs", says(200, text, "ETag", "\"\t\x80é\u202E\""), true},
		{"a date of signs", says(200, text, "Last-Modified", "<b>\t\x80"), true},
		// redirections
		{"a loop", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, r.URL.Path, http.StatusFound) }, false},
		{"a way without end", func(rw http.ResponseWriter, r *http.Request) {
			http.Redirect(rw, r, r.URL.Path+"x", http.StatusMovedPermanently)
		}, false},
		{"to a file", to("file:///etc/passwd"), false},
		{"to ftp", to("ftp://a.test/x.jpg"), false},
		{"to nowhere", to(""), false},
		{"to a wrong address", to("http://[::1"), false},
		{"to a huge address", to("/" + strings.Repeat("x", 50_000)), true},
		{"to no server", to("http://none.test/x.jpg"), false},
		{"to a server with a huge name", to("http://" + strings.Repeat("x", 50_000) + "/"), false},
		{"to a script", to("javascript:alert(1)"), false},
		{"to a password", to("http://me:secret@none.test/"), false},
		{"to more redirections, slowly", func(rw http.ResponseWriter, r *http.Request) {
			wait(r, 29*time.Second)
			http.Redirect(rw, r, r.URL.Path+"x", http.StatusSeeOther)
		}, false},
		{"by a page without end", endless("HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", page, 0), true},
		// names
		{"one name for all", named("photo.jpg"), true},
		{"one name for all, in capitals", named("PHOTO.JPG"), true},
		{"a name above", named("../../original.jpg"), true},
		{"a name elsewhere", named("/etc/passwd"), true},
		{"a name of Windows above", named(`..\..\original.jpg`), true},
		{"a device", named("CON.jpg"), true},
		{"a device with a number", named("com1"), true},
		{"a stream", named("x.jpg:y.exe"), true},
		{"a hidden name", named(".bashrc"), true},
		{"the name of the notes", named(notesName), true},
		{"the name of a part", named(partName(strings.Repeat("0", 32), "", "1")), true},
		{"a name with another direction", named("gpj.\u202Eexe"), true},
		{"a name of signs", named("a\x00b\nc\x1b[31md\x7fe.jpg"), true},
		{"a name of blanks", named("   . . "), true},
		{"a huge name", named(strings.Repeat("€", 5000) + ".jpg"), true},
		{"a name that is no text", says(200, text, "Content-Disposition", "attachment; filename=\"\xff\xfe\x80.jpg\""), true},
		{"a program's name", named("holiday.jpg.exe"), true},
	}
}

// TestLiars downloads a thousand addresses of servers that are wrong in every
// way, into a folder beside an original.
func TestLiars(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		parent := w.options.Dir
		w.options.Dir = filepath.Join(parent, "downloads")
		w.options.MaxBytes = most
		lies := lies() // the first, which is honest, is what redirections lead to
		for host := range 40 {
			w.serve(fmt.Sprintf("liar%d.test", host), func(rw http.ResponseWriter, r *http.Request) {
				n := 0
				_, _ = fmt.Sscanf(r.URL.Path, "/%d", &n)
				lies[n%len(lies)].serve(rw, r)
			})
		}
		mine := filepath.Join(parent, "original.jpg")
		if err := os.WriteFile(mine, []byte("mine"), 0o666); err != nil {
			t.Fatal(err)
		}
		addresses := 1000
		if raceDetector { // which breaks down by itself (in tsan_rtl.cpp) after so many exchanges
			addresses = len(lies)
		}
		var urls []string
		for n := range addresses {
			urls = append(urls, fmt.Sprintf("http://liar%d.test/%d/photo.jpg", n%40, n))
		}
		out, peak := watched(t, w.options, urls)
		t.Logf("%d kept, %d failed, at most %d MB of memory, in %v of their time", len(out.done), len(out.failed), peak>>20, out.took)
		for n, url := range urls {
			lies[n%len(lies)].check(t, out, url)
		}
		wantOnlyPictures(t, w.options.Dir, out)
		if entries, err := os.ReadDir(parent); err != nil || len(entries) != 2 {
			t.Errorf("beside the folder there are %v, %v", entries, err)
		}
		wantFile(t, mine, []byte("mine"))
		if peak > 64<<20 {
			t.Errorf("%d MB of memory", peak>>20)
		}
	})
}

// check holds that an address of a lie ended as it has to.
func (l lie) check(t *testing.T, out outcome, url string) {
	t.Helper()
	done, failed := out.done[url], out.failed[url]
	if (failed == nil) != l.kept || (failed == nil) == (done.Path == "") {
		t.Errorf("%s: kept as %q, failed by %v", l.name, done.Path, failed)
	}
	if failed != nil && (len(failed.Error()) > maxReason+100 || strings.ContainsFunc(failed.Error(), unicode.IsControl)) {
		t.Errorf("%s: reason %q", l.name, failed.Error())
	}
}

// watched is collect that also tells how much memory was in use at most, beyond
// what was before.
func watched(t *testing.T, o Options, urls []string) (out outcome, peak uint64) {
	t.Helper()
	inUse := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse + m.StackInuse
	}
	runtime.GC()
	before := inUse()
	out = collect(t.Context(), t, o, urls, func(Event) { peak = max(peak, inUse()) })
	if len(out.done)+len(out.failed) != len(urls) {
		t.Errorf("%d done and %d failed of %d", len(out.done), len(out.failed), len(urls))
	}
	return out, peak - min(peak, before)
}

// wantOnlyPictures holds that a folder has the files that were downloaded, and
// no others but the notes: pictures of safe names.
func wantOnlyPictures(t *testing.T, dir string, out outcome) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if e.Name() == notesName {
			if info, err := e.Info(); err != nil || info.Size() > maxNotes || !info.Mode().IsRegular() {
				t.Errorf("the notes are %v, %v", info, err)
			}
			continue
		}
		there[path] = true
		checkName(t, e.Name())
		data, err := os.ReadFile(path)
		if err != nil || !e.Type().IsRegular() || len(data) > most || format.Sniff(data[:min(len(data), format.SniffLen)]) == format.None {
			t.Errorf("%s is no picture: %d bytes, %v, %v", path, len(data), e.Type(), err)
		}
	}
	for url, done := range out.done {
		if !there[done.Path] {
			t.Errorf("%s is not at %q, or another is there too", url, done.Path)
		}
		delete(there, done.Path)
	}
	for path := range there {
		t.Errorf("%s was left", path)
	}
}
