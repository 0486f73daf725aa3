package download

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"time"
	"unicode/utf8"

	"thumbpool/processor/reason"
)

// Error says which address failed, and why.
type Error struct {
	URL      string // as it was given, but for a user name and a password
	Key      reason.Key
	Attempts int // attempts made; 0 if the address is not valid
	Status   int // of HTTP, where it is the reason; 0 otherwise
	Err      error
}

// Error is why the download failed, in words for a person, without the address.
func (e *Error) Error() string {
	if e.Attempts > 1 {
		return fmt.Sprintf("%v, after %d attempts", e.Err, e.Attempts)
	}
	return e.Err.Error()
}

// Reason is why the download failed: with the status of HTTP if that says it
// all. A disk that is full is so for every photo.
func (e *Error) Reason() reason.Reason {
	switch {
	case e.Key == reason.Download && reason.IsDiskFull(e.Err):
		return reason.Reason{Key: reason.DiskFull}
	case e.Status != 0:
		return reason.Reason{Key: e.Key, Status: e.Status}
	}
	return reason.Reason{Key: e.Key, Detail: e.Error()}
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// failure is the end of an attempt that gave no file.
type failure struct {
	key       reason.Key
	status    int // of HTTP, where it is the reason
	err       error
	temporary bool          // another attempt may fare better
	after     time.Duration // wait that the server asked for, for the whole host; 0 if it did not
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

func permanent(key reason.Key, format string, args ...any) *failure {
	return &failure{key: key, err: fmt.Errorf(format, args...)}
}

func temporary(key reason.Key, format string, args ...any) *failure {
	return &failure{key: key, err: fmt.Errorf(format, args...), temporary: true}
}

// reasonError gives an error another text.
type reasonError struct {
	text string
	err  error
}

func (e *reasonError) Error() string { return e.text }
func (e *reasonError) Unwrap() error { return e.err }

// maxReason bounds the part of a reason that a server or a list had a say in,
// in bytes.
const maxReason = 200

// clip cuts a text that is too long to be shown.
func clip(text string) string {
	if len(text) <= maxReason {
		return text
	}
	end := maxReason
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// requestFailure is the failure of a request that got no answer.
func requestFailure(err error, o Options) *failure {
	because := func(format string, args ...any) error {
		return &reasonError{text: clip(fmt.Sprintf(format, args...)), err: err}
	}
	var private *notPublicError
	var dns *net.DNSError
	var op *net.OpError
	var certificate *tls.CertificateVerificationError
	var noTLS tls.RecordHeaderError
	var alert tls.AlertError
	var timeout interface{ Timeout() bool }
	dialing := errors.As(err, &op) && op.Op == "dial"
	switch {
	case errors.As(err, &private):
		return &failure{key: reason.NotPublic, err: private}
	case errors.As(err, &dns) && dns.IsNotFound:
		return &failure{key: reason.Unreachable, err: because("there is no server named %s", dns.Name)}
	case errors.As(err, &dns):
		return &failure{key: reason.Unreachable, err: because("the server %s could not be looked up", dns.Name), temporary: true}
	case errors.As(err, &certificate):
		return &failure{key: reason.Insecure, err: because("the server's certificate is not valid: %v", certificate.Err)}
	case errors.As(err, &noTLS), errors.As(err, &alert), errors.Is(err, http.ErrSchemeMismatch):
		return &failure{key: reason.Insecure, err: because("no secure connection to the server: %v", err)}
	case errors.As(err, &timeout) && timeout.Timeout() && dialing:
		return &failure{key: reason.NoAnswer, err: because("no connection to the server within %v", o.ConnectTimeout), temporary: true}
	case errors.As(err, &timeout) && timeout.Timeout():
		return &failure{key: reason.NoAnswer, err: because("the server did not answer within %v", o.HeaderTimeout), temporary: true}
	case dialing:
		return &failure{key: reason.Unreachable, err: because("no connection to the server (%v)", cause(op.Err)), temporary: true}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op):
		return &failure{key: reason.Interrupted, err: because("the connection broke before the server answered"), temporary: true}
	}
	// The error may hold all that the server has sent, which is not kept.
	return temporary(reason.Interrupted, "%s", clip(fmt.Sprintf("the request failed: %v", err)))
}

// diskFailure is the failure to save a file. Another attempt would end alike.
func diskFailure(err error) *failure {
	return &failure{key: reason.Download, err: &reasonError{text: fmt.Sprintf("the file cannot be saved: %v", cause(err)), err: err}}
}

// cause is the system's own error, without the call and the path.
func cause(err error) error {
	var call *os.SyscallError
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &call):
		return call.Err
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// statusFailure is the failure that a server's answer stands for.
func statusFailure(resp *http.Response, now time.Time) *failure {
	f := answerFailure(resp, now)
	f.status = resp.StatusCode
	return f
}

func answerFailure(resp *http.Response, now time.Time) *failure {
	code := resp.StatusCode
	status := fmt.Sprintf("%d %s", code, http.StatusText(code))
	if http.StatusText(code) == "" {
		status = fmt.Sprint(code)
	}
	switch code {
	case http.StatusNotFound, http.StatusGone:
		return permanent(reason.NotFound, "there is nothing at this address (%s)", status)
	case http.StatusRequestTimeout, http.StatusTooEarly:
		return temporary(reason.Server, "the server gave up on the request (%s)", status)
	case http.StatusTooManyRequests:
		f := temporary(reason.Server, "the server asks for fewer requests (%s)", status)
		f.after = retryAfter(resp.Header, now)
		return f
	case http.StatusServiceUnavailable:
		f := temporary(reason.Server, "server error %s", status)
		f.after = retryAfter(resp.Header, now)
		return f
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusGatewayTimeout:
		return temporary(reason.Server, "server error %s", status)
	}
	switch {
	case code >= 500:
		return permanent(reason.Server, "server error %s", status)
	case code >= 400:
		return permanent(reason.Refused, "the server refused it (%s)", status)
	case code == http.StatusNoContent || code == http.StatusResetContent:
		return permanent(reason.SentOther, "the server sent nothing (%s)", status)
	}
	return permanent(reason.Server, "the server's answer makes no sense (%s)", status)
}
