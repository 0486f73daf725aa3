package download

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"time"

	"thumbpool/processor/reason"
)

// redirected is the end of a request that leads to another address.
type redirected struct{ to *url.URL }

func (r *redirected) Error() string { return "redirected" }

var (
	// errStartOver ends a request whose answer is not the continuation of what
	// there is. The whole is to be asked for.
	errStartOver = errors.New("the server does not continue the file")
	// errStalled is the cause for which a context ends when no byte came.
	errStalled = errors.New("no data came")
	// errTooLong is the cause for which it ends when the attempt took too long.
	errTooLong = errors.New("it took longer")
	// errTooSlow ends a body of which too little comes.
	errTooSlow = errors.New("too little came")
)

// accept names the formats that can be read, so that a server that has the
// picture in several does not choose another.
const accept = "image/jpeg, image/png, image/webp, image/gif, image/tiff, image/bmp, image/*;q=0.8, */*;q=0.5"

// attempt sends the next request for a task. It returns a *redirected,
// errStartOver or a *failure if that did not give the file. What there is of
// the file is in t.part then.
func (r *run) attempt(ctx context.Context, t *task) (*Done, error) {
	if !t.looked {
		t.looked = true
		if t.earlier = r.folder.earlier(t.key); t.earlier == (entry{}) {
			t.part = r.folder.leftover(t.key, r.options.MaxBytes)
		}
	}
	began := time.Now()
	defer func() { t.spent += time.Since(began) }()
	ctx, end := context.WithTimeoutCause(ctx, r.options.AttemptTimeout-t.spent, errTooLong)
	defer end()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	request, err := r.request(ctx, t)
	if err != nil {
		return nil, permanent(reason.Address, "not a valid address: %w", err)
	}
	resp, err := r.transport.RoundTrip(request)
	switch {
	case err != nil && errors.Is(context.Cause(ctx), errTooLong):
		return nil, r.tooLong(t.part, "before the server answered")
	case err != nil:
		return nil, requestFailure(err, r.options)
	}
	defer resp.Body.Close()
	body := &watchedBody{from: resp.Body, ctx: ctx, cancel: cancel, stall: r.options.StallTimeout, least: r.options.LeastRate}

	asked := request.Header
	switch code := resp.StatusCode; code {
	case http.StatusOK, http.StatusNonAuthoritativeInfo:
		t.discard()
		t.earlier = entry{} // it is another content now
		return r.receive(t, resp, body, resp.ContentLength)
	case http.StatusPartialContent:
		if asked.Get("Range") == "" {
			break
		}
		total, ok := t.part.continues(resp.Header)
		if !ok {
			return nil, errStartOver
		}
		return r.receive(t, resp, body, total)
	case http.StatusRequestedRangeNotSatisfiable:
		if asked.Get("Range") != "" {
			return nil, errStartOver
		}
	case http.StatusNotModified:
		if t.earlier != (entry{}) {
			path := filepath.Join(r.options.Dir, t.earlier.Name)
			return &Done{URL: t.url, Path: path, Bytes: t.earlier.Size, Unchanged: true}, nil
		}
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		if n := resp.ContentLength; n >= 0 && n <= 2<<10 {
			_, _ = io.Copy(io.Discard, body) // so that the connection can be used again
		}
		return nil, r.redirect(t, resp.Header.Get("Location"))
	}
	return nil, statusFailure(resp, time.Now())
}

// request builds the next request for a task: for the whole, for the rest, or
// for the whole unless it is unchanged.
func (r *run) request(ctx context.Context, t *task) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, t.at.String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	h := request.Header
	h.Set("User-Agent", r.options.UserAgent)
	h.Set("Accept", accept)
	h.Set("Accept-Encoding", "identity")
	if user := t.at.User; user != nil {
		password, _ := user.Password()
		request.SetBasicAuth(user.Username(), password)
	}
	switch {
	case t.earlier != (entry{}):
		t.earlier.ask(h)
	case t.part != nil && t.part.validator != "" && !t.whole:
		h.Set("Range", fmt.Sprintf("bytes=%d-", t.part.size))
		h.Set("If-Range", t.part.validator)
	}
	return request, nil
}

// redirect says where a redirection leads, or why it is not followed.
func (r *run) redirect(t *task, location string) error {
	if location == "" {
		return permanent(reason.Redirect, "the server redirects to nowhere")
	}
	to, err := t.at.Parse(location)
	if err == nil {
		to, err = parseURL(to.String())
	}
	switch {
	case err != nil:
		return permanent(reason.Redirect, "the server redirects to an address that is not followed: %w", err)
	case t.at.Scheme == "https" && to.Scheme == "http":
		return permanent(reason.Redirect, "the server redirects from a secure address to one that is not secure")
	case t.redirects >= r.options.MaxRedirects:
		return permanent(reason.Redirect, "the server redirects more than %d times", r.options.MaxRedirects)
	}
	return &redirected{to}
}

// rateWindow is the time of waiting over which [Options.LeastRate] is an
// average. The first one is the grace that a server has to get going.
const rateWindow = 30 * time.Second

// watchedBody is the body of an answer that fails with errStalled when no byte
// comes for the time of stall, with errTooSlow when fewer than least a second
// come, and with errTooLong when its context ends for that. Only waiting for
// the server counts for the first two, not what is done with the bytes.
type watchedBody struct {
	from   io.Reader
	ctx    context.Context // of the request
	cancel context.CancelCauseFunc
	stall  time.Duration
	least  int64

	waited time.Duration // in this window
	came   int64         // bytes, in this window
}

func (b *watchedBody) Read(p []byte) (int, error) {
	watch := time.AfterFunc(b.stall, func() { b.cancel(errStalled) })
	began := time.Now()
	n, err := b.from.Read(p)
	b.waited += time.Since(began)
	watch.Stop()
	b.came += int64(n)
	switch cause := context.Cause(b.ctx); {
	case errors.Is(err, io.EOF):
	case err != nil && (errors.Is(cause, errStalled) || errors.Is(cause, errTooLong)):
		err = cause
	case err == nil && b.waited >= rateWindow:
		if float64(b.came) < float64(b.least)*b.waited.Seconds() {
			return n, errTooSlow
		}
		b.waited, b.came = 0, 0
	}
	return n, err
}
