package download

import (
	"errors"
	"fmt"
	"net"
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
	// There is no limit on the whole.
	StallTimeout time.Duration
	// Attempts is how often an address is tried, the first time included.
	// Only what may be temporary is tried again.
	Attempts int
	// MaxRedirects is how many redirections are followed in one attempt.
	MaxRedirects int
	// UserAgent is what the program calls itself, such as "Thumbpool/1.0".
	UserAgent string
	// KeepPartial keeps the part files of what failed or was cancelled, for a
	// later run to continue.
	KeepPartial bool
	// Transport carries the requests. With nil it is one with the time limits
	// above and the proxy that the environment names. Another must not
	// decompress contents, and must allow requests from many goroutines.
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
	check(o.Attempts >= 1 && o.Attempts <= 100, "Attempts must be between 1 and 100")
	check(o.MaxRedirects >= 0 && o.MaxRedirects <= 100, "MaxRedirects must be between 0 and 100")
	return errors.Join(errs...)
}

// newTransport returns a transport with the time limits of o. Pictures are
// compressed already, so it asks for no further compression.
func newTransport(o Options) *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: o.ConnectTimeout}).DialContext,
		TLSHandshakeTimeout:    o.ConnectTimeout,
		ResponseHeaderTimeout:  o.HeaderTimeout,
		MaxResponseHeaderBytes: 1 << 20,
		MaxIdleConns:           2 * o.Concurrent,
		MaxIdleConnsPerHost:    o.PerHost,
		IdleConnTimeout:        30 * time.Second,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
	}
}
