package download

import (
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"thumbpool/processor/format"
	"thumbpool/processor/reason"
)

const (
	bufferSize    = 64 << 10
	progressEvery = 200 * time.Millisecond
)

// receive saves the body of an answer, which is the continuation of t.part, or
// the whole if there is none. total is the length of the whole in bytes, -1 if
// it is not known.
func (r *run) receive(t *task, resp *http.Response, body io.Reader, total int64) (*Done, error) {
	if total > r.options.MaxBytes {
		return nil, r.tooLarge()
	}
	var f *os.File
	var err error
	if t.part == nil {
		f, err = r.begin(t, resp, body)
	} else if f, err = t.part.open(); err != nil {
		err = errStartOver
	}
	if err != nil {
		return nil, err
	}
	t.part.total = total
	head, err := r.fill(t, f, body)
	if closeErr := t.part.close(f); err == nil && closeErr != nil {
		err = diskFailure(closeErr)
	}
	if err != nil {
		return nil, err
	}
	return r.finish(t, resp.Header, head)
}

// begin creates the part file of a task with the first bytes of a body, if
// they are those of a picture.
func (r *run) begin(t *task, resp *http.Response, body io.Reader) (*os.File, error) {
	head := make([]byte, format.SniffLen)
	n := 0
	for n < len(head) {
		m, err := body.Read(head[n:])
		n += m
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, r.interrupted(nil, err, int64(n), resp.ContentLength)
		}
	}
	head = head[:n]
	if format.Sniff(head) == format.None {
		return nil, notPicture(head, resp.Header)
	}
	f, p, err := r.folder.create(t.key, validatorOf(resp.Header))
	if err != nil {
		return nil, diskFailure(err)
	}
	t.part = p
	if _, err := f.Write(head); err != nil {
		_ = p.close(f)
		return nil, diskFailure(err)
	}
	p.size = int64(n)
	return f, nil
}

// fill appends the rest of a body to the part file of a task, and returns the
// first bytes of the file once all of it is on the disk.
func (r *run) fill(t *task, f *os.File, body io.Reader) (head []byte, err error) {
	p := t.part
	buf := make([]byte, bufferSize)
	for reported := time.Now(); ; {
		n, err := body.Read(buf)
		if p.size+int64(n) > r.options.MaxBytes {
			return nil, r.tooLarge()
		}
		if _, err := f.Write(buf[:n]); err != nil {
			return nil, diskFailure(err)
		}
		p.size += int64(n)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, r.interrupted(p, err, p.size, p.total)
		}
		if now := time.Now(); now.Sub(reported) >= progressEvery {
			reported = now
			r.progress(Progress{URL: t.url, Bytes: p.size, Total: p.total})
		}
	}
	if p.total >= 0 && p.size != p.total {
		return nil, r.interrupted(p, io.ErrUnexpectedEOF, p.size, p.total)
	}
	if err := f.Sync(); err != nil {
		return nil, diskFailure(err)
	}
	head = make([]byte, min(p.size, format.SniffLen))
	if _, err := f.ReadAt(head, 0); err != nil {
		return nil, diskFailure(err)
	}
	return head, nil
}

// finish gives a part file that is whole its name.
func (r *run) finish(t *task, h http.Header, head []byte) (*Done, error) {
	if format.Sniff(head) == format.None { // what another run left was not ours
		return nil, notPicture(head, h)
	}
	path, err := r.folder.place(t.part, fileName(h, t.origin, t.at, head))
	switch {
	case errors.Is(err, errGone):
		t.part = nil
		return nil, &failure{key: reason.Download, err: err, temporary: true}
	case err != nil:
		return nil, diskFailure(err)
	}
	size := t.part.size
	t.part = nil
	r.folder.note(t.key, path, h)
	return &Done{URL: t.url, Path: path, Bytes: size}, nil
}

func (r *run) tooLarge() *failure {
	return permanent(reason.DownloadBig, "the file is larger than %s", humanize.Bytes(uint64(r.options.MaxBytes)))
}

// interrupted is the failure of a body that ended after so many of total bytes,
// which are in p unless they are few.
func (r *run) interrupted(p *part, err error, size, total int64) *failure {
	after := "after " + humanize.Bytes(uint64(size))
	if total >= 0 {
		after += " of " + humanize.Bytes(uint64(total))
	}
	switch {
	case errors.Is(err, errStalled):
		return temporary(reason.NoAnswer, "%w for %v, %s", errStalled, r.options.StallTimeout, after)
	case errors.Is(err, errTooSlow):
		return temporary(reason.TooSlow, "%w: less than %s a second, %s", errTooSlow, humanize.Bytes(uint64(r.options.LeastRate)), after)
	case errors.Is(err, errTooLong):
		return r.tooLong(p, after)
	}
	return &failure{key: reason.Interrupted, err: &reasonError{text: "the connection broke " + after, err: err}, temporary: true}
}

// tooLong is the failure of an attempt that took all the time that it may.
// Another one makes sense where it begins with what this one has got.
func (r *run) tooLong(p *part, when string) *failure {
	f := temporary(reason.TooSlow, "%w than %v, %s", errTooLong, r.options.AttemptTimeout, when)
	f.temporary = p != nil && p.validator != ""
	return f
}

// notPicture says what a server sent in place of a picture, from its first
// bytes.
func notPicture(head []byte, h http.Header) *failure {
	declared, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	found, _, _ := strings.Cut(http.DetectContentType(head), ";")
	what := "something else"
	switch {
	case len(head) == 0:
		what = "nothing"
	case h.Get("Content-Encoding") != "" && h.Get("Content-Encoding") != "identity":
		what = "compressed data that nobody asked for"
	case found == "text/html", found == "text/plain" && declared == "text/html":
		what = "a web page"
	case declared == "image/svg+xml":
		what = "a vector drawing (SVG)"
	case found == "text/plain", found == "text/xml":
		what = "text"
	case strings.HasPrefix(found, "video/"), strings.HasPrefix(declared, "video/"):
		what = "a film"
	case found != "application/octet-stream":
		what = "a file of type " + found
	}
	return &failure{key: reason.SentOther, err: &reasonError{
		text: "the server sent " + what + ", not a picture",
		err:  format.ErrNotPicture,
	}}
}
