package download

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Options says how to download. Begin with [DefaultOptions].
type Options struct {
	// Dir is the folder for the files. It is made if it is not there.
	Dir string
	// Concurrent is how many downloads run at the same time, PerHost how many
	// of them from one host and port.
	Concurrent, PerHost int
	// MaxBytes is the largest file that is accepted.
	MaxBytes int64
	// ConnectTimeout limits connecting, and again the TLS handshake.
	ConnectTimeout time.Duration
	// HeaderTimeout limits the wait for the head of the server's answer.
	HeaderTimeout time.Duration
	// StallTimeout is how long no byte may come before an attempt is given up.
	StallTimeout time.Duration
	// LeastRate is how many bytes a second have to come, on average over each
	// 30 seconds of waiting for the server; 0 for no limit.
	LeastRate int64
	// AttemptTimeout limits an attempt as a whole, with the requests that
	// redirections lead to. What came until then is continued by the next
	// attempt if the server can do that; else there is none.
	AttemptTimeout time.Duration
	// Attempts is how often an address is tried, the first time included.
	// Only what may be temporary is tried again.
	Attempts int
	// MaxRedirects is how many redirections are followed in one attempt.
	MaxRedirects int
	// UserAgent is what the program calls itself, such as "Thumbpool/1.0".
	UserAgent string
	// PublicOnly refuses to connect to any but public addresses: for lists of
	// unknown origin, which may name servers of this machine or network. What
	// counts is the address that a connection goes to, so a name that leads
	// there, at once or later, or a redirection does not help. No proxy is used
	// then, because that would look up the names itself.
	PublicOnly bool
	// KeepPartial keeps the part files of what failed or was cancelled, for a
	// later run to continue.
	KeepPartial bool
	// Transport carries the requests. With nil it is one with the time limits
	// above and the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name.
	// Another must not decompress contents, and must allow requests from many
	// goroutines; it cannot be combined with PublicOnly.
	Transport http.RoundTripper
}

// DefaultOptions returns the options that suit most; Dir is empty.
func DefaultOptions() Options {
	return Options{
		Concurrent:     16,
		PerHost:        4,
		MaxBytes:       512_000_000,
		ConnectTimeout: 10 * time.Second,
		HeaderTimeout:  30 * time.Second,
		StallTimeout:   30 * time.Second,
		LeastRate:      1000,
		AttemptTimeout: 10 * time.Minute,
		Attempts:       4,
		MaxRedirects:   10,
		UserAgent:      "Thumbpool",
	}
}

// Validate reports every option that is out of range, joined in one error.
func (o Options) Validate() error {
	var errs []error
	check := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(format, args...))
		}
	}
	check(o.Dir != "", "Dir must name a folder")
	check(o.Concurrent >= 1 && o.Concurrent <= 256, "Concurrent must be between 1 and 256")
	check(o.PerHost >= 1, "PerHost must be at least 1")
	check(o.MaxBytes > 0, "MaxBytes must be more than 0")
	check(o.ConnectTimeout > 0, "ConnectTimeout must be more than 0")
	check(o.HeaderTimeout > 0, "HeaderTimeout must be more than 0")
	check(o.StallTimeout > 0, "StallTimeout must be more than 0")
	check(o.LeastRate >= 0, "LeastRate must not be less than 0")
	check(o.AttemptTimeout > 0, "AttemptTimeout must be more than 0")
	check(o.Attempts >= 1 && o.Attempts <= 100, "Attempts must be between 1 and 100")
	check(o.MaxRedirects >= 0 && o.MaxRedirects <= 100, "MaxRedirects must be between 0 and 100")
	check(!o.PublicOnly || o.Transport == nil, "PublicOnly needs the usual Transport")
	return errors.Join(errs...)
}
