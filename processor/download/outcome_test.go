package download

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"thumbpool/processor/format"
	"thumbpool/processor/reason"
)

// TestOutcome tries what servers do, each to one address.
func TestOutcome(t *testing.T) {
	jpg := picture(50_000, 1)
	status := func(code int) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(code) }
	}
	body := func(contentType, text string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", contentType)
			_, _ = rw.Write([]byte(text))
		}
	}
	redirect := func(to string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Location", to)
			rw.WriteHeader(http.StatusFound)
		}
	}
	tests := []struct {
		name     string
		handler  http.HandlerFunc
		key      reason.Key // "" for a file
		reason   string     // begins so
		requests int
	}{
		{"picture", content(jpg, `"a"`), "", "", 1},
		{"no length", func(rw http.ResponseWriter, _ *http.Request) {
			_, _ = rw.Write(jpg[:100])
			rw.(http.Flusher).Flush()
			_, _ = rw.Write(jpg[100:])
		}, "", "", 1},
		{"404", status(404), reason.NotFound, "there is nothing at this address (404 Not Found)", 1},
		{"410", status(410), reason.NotFound, "there is nothing at this address (410 Gone)", 1},
		{"401", status(401), reason.Refused, "the server refused it (401 Unauthorized)", 1},
		{"403", status(403), reason.Refused, "the server refused it (403 Forbidden)", 1},
		{"418", status(418), reason.Refused, "the server refused it (418 I'm a teapot)", 1},
		{"408", status(408), reason.Server, "the server gave up on the request (408 Request Timeout), after 4 attempts", 4},
		{"425", status(425), reason.Server, "the server gave up on the request (425 Too Early), after 4 attempts", 4},
		{"429", status(429), reason.Server, "the server asks for fewer requests (429 Too Many Requests), after 4 attempts", 4},
		{"500", status(500), reason.Server, "server error 500 Internal Server Error, after 4 attempts", 4},
		{"501", status(501), reason.Server, "server error 501 Not Implemented", 1},
		{"502", status(502), reason.Server, "server error 502 Bad Gateway, after 4 attempts", 4},
		{"503", status(503), reason.Server, "server error 503 Service Unavailable, after 4 attempts", 4},
		{"504", status(504), reason.Server, "server error 504 Gateway Timeout, after 4 attempts", 4},
		{"204", status(204), reason.SentOther, "the server sent nothing (204 No Content)", 1},
		{"206 unasked", status(206), reason.Server, "the server's answer makes no sense (206 Partial Content)", 1},
		{"304 unasked", status(304), reason.Server, "the server's answer makes no sense (304 Not Modified)", 1},
		{"unknown status", status(799), reason.Server, "server error 799", 1},
		{"empty", body("image/jpeg", ""), reason.SentOther, "the server sent nothing, not a picture", 1},
		{"web page", body("text/html", "<!DOCTYPE html><title>Please log in</title>"), reason.SentOther, "the server sent a web page, not a picture", 1},
		{"web page said to be a picture", body("image/jpeg", "\n <html><body>"), reason.SentOther, "the server sent a web page, not a picture", 1},
		{"part of a page", body("text/html", "Please log in."), reason.SentOther, "the server sent a web page, not a picture", 1},
		{"text", body("application/json", `{"error": "no such picture"}`), reason.SentOther, "the server sent text, not a picture", 1},
		{"drawing", body("image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"/>`), reason.SentOther, "the server sent a vector drawing (SVG), not a picture", 1},
		{"archive", body("image/jpeg", "PK\x03\x04rest of it"), reason.SentOther, "the server sent a file of type application/zip, not a picture", 1},
		{"film", body("video/mp4", "\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41"), reason.SentOther, "the server sent a film, not a picture", 1},
		{"unknown bytes", body("image/jpeg", "\x01\x02\x03\x04"), reason.SentOther, "the server sent something else, not a picture", 1},
		{"compressed", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Encoding", "gzip")
			_, _ = rw.Write([]byte("\x1f\x8b\x08\x00rest of it"))
		}, reason.SentOther, "the server sent compressed data that nobody asked for, not a picture", 1},
		{"never ending page", func(rw http.ResponseWriter, r *http.Request) {
			_, _ = rw.Write([]byte("<html>" + strings.Repeat(" ", format.SniffLen)))
			rw.(http.Flusher).Flush()
			<-r.Context().Done()
		}, reason.SentOther, "the server sent a web page, not a picture", 1},
		{"too large by its length", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Length", "100001")
			abort(rw)
		}, reason.DownloadBig, "the file is larger than 100 kB", 1},
		{"too large by its bytes", func(rw http.ResponseWriter, r *http.Request) {
			for n := 0; n < 1000 && r.Context().Err() == nil; n++ {
				_, _ = rw.Write(jpg)
			}
		}, reason.DownloadBig, "the file is larger than 100 kB", 1},
		{"no answer", func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}, reason.NoAnswer, "the server did not answer within 30s, after 4 attempts", 4},
		{"hangs up", func(rw http.ResponseWriter, _ *http.Request) {
			conn, _, _ := rw.(http.Hijacker).Hijack()
			_ = conn.Close()
		}, reason.Interrupted, "the connection broke before the server answered, after 4 attempts", 4},
		{"speaks another protocol", func(rw http.ResponseWriter, _ *http.Request) {
			conn, _, _ := rw.(http.Hijacker).Hijack()
			_, _ = conn.Write([]byte("220 mail.test ESMTP\r\n"))
			_ = conn.Close()
		}, reason.Interrupted, "the request failed: ", 4},
		{"stalls in the head", func(rw http.ResponseWriter, r *http.Request) {
			_, _ = rw.Write(jpg[:10])
			rw.(http.Flusher).Flush()
			<-r.Context().Done()
		}, reason.NoAnswer, "no data came for 30s, after 10 B, after 4 attempts", 4},
		{"stalls in the middle", func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Length", "50000")
			_, _ = rw.Write(jpg[:20_000])
			rw.(http.Flusher).Flush()
			<-r.Context().Done()
		}, reason.NoAnswer, "no data came for 30s, after 20 kB of 50 kB, after 4 attempts", 4},
		{"shorter than it says", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Length", "50000")
			_, _ = rw.Write(jpg[:49_999])
			abort(rw)
		}, reason.Interrupted, "the connection broke after 50 kB of 50 kB, after 4 attempts", 4},
		{"shorter than a kilobyte, and cut", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Length", "500")
			_, _ = rw.Write(jpg[:400])
			abort(rw)
		}, reason.Interrupted, "the connection broke after 400 B of 500 B, after 4 attempts", 4},
		{"longer than it says", func(rw http.ResponseWriter, _ *http.Request) {
			conn, w, _ := rw.(http.Hijacker).Hijack()
			_, _ = w.WriteString("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\nConnection: close\r\n\r\n")
			_, _ = w.Write(append(jpg, "and more"...))
			_ = w.Flush()
			_ = conn.Close()
		}, "", "", 1},
		{"slow but steady", func(rw http.ResponseWriter, r *http.Request) {
			for piece := range 10 {
				_, _ = rw.Write(jpg[piece*5000 : piece*5000+5000])
				rw.(http.Flusher).Flush()
				wait(r, 4*time.Second)
			}
		}, "", "", 1},
		{"loop", redirect("/x.jpg"), reason.Redirect, "the server redirects more than 10 times", 11},
		{"to a file", redirect("file:///etc/passwd"), reason.Redirect, "the server redirects to an address that is not followed: not a web address: file is neither http nor https", 1},
		{"to ftp", redirect("ftp://a.test/x.jpg"), reason.Redirect, "the server redirects to an address that is not followed: not a web address: ftp is", 1},
		{"to nowhere", redirect(""), reason.Redirect, "the server redirects to nowhere", 1},
		{"to nonsense", redirect("http://[::1/"), reason.Redirect, "the server redirects to an address that is not followed", 1},
		{"works at the second attempt", once(status(500), content(jpg, `"a"`)), "", "", 2},
		{"breaks once", once(half(jpg, `"a"`), content(jpg, `"a"`)), "", "", 2},
		{"breaks once without validator", once(half(jpg, ""), content(jpg, "")), "", "", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inWeb(t, func(t *testing.T, w *web) {
				w.options.MaxBytes = 100_000
				requests := make(chan string, 100)
				w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
					requests <- r.URL.Path
					test.handler(rw, r)
				})
				done, failed := w.run("http://a.test/x.jpg").one(t)
				if got := len(requests); got != test.requests {
					t.Errorf("%d requests, want %d", got, test.requests)
				}
				if test.key == "" {
					if failed != nil {
						t.Fatal(failed)
					}
					w.wantNames("x.jpg")
					wantFile(t, done.Path, jpg)
					return
				}
				w.wantNames()
				if failed == nil {
					t.Fatal("it did not fail")
				}
				if failed.Key != test.key || !strings.HasPrefix(failed.Error(), test.reason) {
					t.Errorf("failed by %s, %q; want %s, %q", failed.Key, failed.Error(), test.key, test.reason)
				}
				if isNot := errors.Is(failed, format.ErrNotPicture); isNot != strings.Contains(test.reason, ", not a picture") {
					t.Errorf("errors.Is(…, ErrNotPicture) is %t", isNot)
				}
			})
		})
	}
}

func TestNoServer(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		_, failed := w.run("http://nobody.test/x.jpg").one(t)
		if failed == nil || failed.Key != reason.Unreachable || failed.Attempts != 4 {
			t.Fatalf("failed by %#v", failed)
		}
		const want = "no connection to the server (connection refused), after 4 attempts"
		if got := failed.Error(); got != want {
			t.Errorf("reason %q, want %q", got, want)
		}
	})
}

// TestEachByItself mixes good and bad addresses: one event each ends them.
func TestEachByItself(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/bad") {
				rw.WriteHeader(http.StatusNotFound)
				return
			}
			content(picture(3000, 1), `"a"`)(rw, r)
		})
		out := w.run("http://a.test/good.jpg", "http://a.test/bad.jpg", "ftp://a.test/x", "", "http://a.test/good.jpg",
			"http://a.test/also%20good.jpg", "http://nobody.test/x.jpg", "no address")
		if len(out.done) != 2 || len(out.failed) != 5 {
			t.Errorf("%d done and %d failed, want 2 and 5", len(out.done), len(out.failed))
		}
		for _, url := range []string{"ftp://a.test/x", "", "no address"} {
			if e := out.failed[url]; e == nil || e.Key != reason.Address || e.Attempts != 0 {
				t.Errorf("%q failed by %v", url, e)
			}
		}
		w.wantNames("good.jpg", "also good.jpg")
	})
}

func TestRequestHeaders(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		w.options.UserAgent = "Thumbpool/1.2"
		got := make(chan http.Header, 1)
		w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
			got <- r.Header
			content(picture(3000, 1), "")(rw, r)
		})
		out := w.run("http://me:secret@a.test/x.jpg")
		out.path(t)
		h := <-got
		for name, want := range map[string]string{
			"User-Agent":      "Thumbpool/1.2",
			"Accept-Encoding": "identity",
			"Authorization":   "Basic bWU6c2VjcmV0",
			"Range":           "",
			"If-None-Match":   "",
			"Referer":         "",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %q, want %q", name, h.Get(name), want)
			}
		}
	})
}

func TestReasonOfAnError(t *testing.T) {
	e := &Error{URL: "http://a.test/x.jpg", Key: reason.NotFound, Attempts: 1, Err: errors.New("it is gone")}
	if got, want := e.Error(), "it is gone"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	e.Attempts = 3
	if got, want := e.Error(), "it is gone, after 3 attempts"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := e.Reason(), (reason.Reason{Key: reason.NotFound, Detail: "it is gone, after 3 attempts"}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	e.Status = http.StatusNotFound
	if got, want := e.Reason(), (reason.Reason{Key: reason.NotFound, Status: http.StatusNotFound}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	full := &Error{Key: reason.Download, Err: &fs.PathError{Op: "write", Err: syscall.ENOSPC}}
	if got, want := full.Reason(), (reason.Reason{Key: reason.DiskFull}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestRedirects follows redirections over several servers to the file.
func TestRedirects(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		data := picture(3000, 1)
		for i := range 10 {
			w.serve(fmt.Sprintf("hop%d.test", i), func(rw http.ResponseWriter, r *http.Request) {
				http.Redirect(rw, r, fmt.Sprintf("http://hop%d.test/end%d.jpg?size=large", i+1, i+1), []int{301, 302, 303, 307, 308}[i%5])
			})
		}
		w.serve("hop10.test", content(data, ""))
		wantFile(t, w.run("http://hop0.test/start").path(t), data)
		w.wantNames("end10.jpg")
	})
}

func TestProgress(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		data := picture(100_000, 1)
		w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Length", "100000")
			for i := range 100 {
				_, _ = rw.Write(data[i*1000 : i*1000+1000])
				rw.(http.Flusher).Flush()
				wait(r, 20*time.Millisecond)
			}
		})
		out := w.run("http://a.test/x.jpg")
		out.path(t)
		count, last := 0, int64(0)
		for _, ev := range out.events {
			if p, ok := ev.(Progress); ok {
				count++
				if p.Bytes <= last || p.Bytes > 100_000 || p.Total != 100_000 {
					t.Errorf("%+v after %d bytes", p, last)
				}
				last = p.Bytes
			}
		}
		if count < 8 || count > 10 {
			t.Errorf("%d reports of progress in 2 s, want 9", count)
		}
	})
}

func TestOptions(t *testing.T) {
	good := DefaultOptions()
	good.Dir = "somewhere"
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	if _, err := Run(t.Context(), nil, Options{}); err == nil || strings.Count(err.Error(), "\n") != 8 {
		t.Errorf("error %v, want nine lines", err)
	}
}

// TestFolderRemoved removes the folder while a download runs.
func TestFolderRemoved(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
			_ = os.RemoveAll(w.options.Dir)
			content(picture(3000, 1), `"a"`)(rw, r)
		})
		_, failed := w.run("http://a.test/x.jpg").one(t)
		if failed == nil || failed.Key != reason.Download || !errors.Is(failed, fs.ErrNotExist) || !strings.HasPrefix(failed.Error(), "the file cannot be saved: ") {
			t.Errorf("failed by %v", failed)
		}
	})
}

func TestFolderCannotBeUsed(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		w.serve("a.test", content(picture(3000, 1), ""))
		o := w.options
		o.Dir = w.run("http://a.test/x.jpg").path(t) // a file
		if _, err := Run(t.Context(), nil, o); err == nil || !strings.Contains(err.Error(), "cannot be made: not a directory") {
			t.Errorf("error %v", err)
		}
	})
}
