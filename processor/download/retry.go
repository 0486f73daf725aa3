package download

import (
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The waits between the attempts: they double from firstDelay to maxDelay. What
// a server asks for counts up to maxRetryAfter.
const (
	firstDelay    = 500 * time.Millisecond
	maxDelay      = 30 * time.Second
	maxRetryAfter = 2 * time.Minute
)

// backoff is the wait after so many attempts, from 1. Half of it is left to
// chance, so that those who failed together do not come back together.
func backoff(attempts int) time.Duration {
	d := maxDelay
	if doublings := attempts - 1; doublings < 8 {
		d = min(firstDelay<<doublings, maxDelay)
	}
	return d/2 + rand.N(d/2)
}

// retryAfter is the wait that a server asks for in seconds or as a time
// (RFC 9110, section 10.2.3), or 0.
func retryAfter(h http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(text, 10, 32); err == nil {
		return min(time.Duration(seconds)*time.Second, maxRetryAfter)
	}
	if at, err := http.ParseTime(text); err == nil {
		return min(max(at.Sub(now), 0), maxRetryAfter)
	}
	return 0
}
