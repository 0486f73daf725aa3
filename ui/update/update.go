// Package update finds out whether a newer version of the program is out. It asks
// when somebody wants to know, once, and tells the server nothing but which version
// asks. It is plain Go; everything in it may be used from many goroutines.
//
//	Latest ──► GitHub: the latest release ──► its version, or why that is not known
package update

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"golang.org/x/mod/semver"
)

const (
	// Address is where the latest release is asked for.
	Address = "https://api.github.com/repos/thumbpool/thumbpool/releases/latest"
	// Page is where people find it. No answer has a part in it.
	Page = "https://github.com/thumbpool/thumbpool/releases/latest"

	// patience is how long an answer may take, and maxAnswer how long it may be in
	// bytes; those of GitHub have some 20,000.
	patience  = 10 * time.Second
	maxAnswer = 1 << 20
	// maxVersion is the longest version, in bytes.
	maxVersion = 40
	// maxRedirects is how often a server may send on to another of its addresses.
	maxRedirects = 3
)

// Why says why the latest version is not known.
type Why string

// The reasons.
const (
	Unreachable Why = "unreachable" // no connection, or it broke
	Slow        Why = "slow"        // no whole answer in time
	NoRelease   Why = "no-release"  // none has been published
	Limited     Why = "limited"     // too many have asked from this network
	Refused     Why = "refused"     // another status, or sent elsewhere
	NotClear    Why = "not-clear"   // an answer that names no version
)

// Error says why the latest version is not known.
type Error struct {
	Why Why
	Err error
}

func (e *Error) Error() string { return "the latest version is not known: " + e.Err.Error() }

// Unwrap returns what happened.
func (e *Error) Unwrap() error { return e.Err }

// Latest asks at an address, which is [Address] but in tests, for the latest
// version, such as 1.2.3. The program that asks is of the given version. An error is
// an [*Error], or that of ctx.
func Latest(ctx context.Context, address, version string) (string, error) {
	return within(ctx, patience, address, version)
}

// within is Latest with a limit of time.
func within(ctx context.Context, limit time.Duration, address, version string) (string, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errSlow)
	defer cancel()
	found, err := ask(ctx, address, version)
	switch {
	case err == nil:
		return found, nil
	case errors.Is(context.Cause(ctx), errSlow):
		return "", &Error{Slow, errSlow}
	case ctx.Err() != nil:
		return "", ctx.Err()
	}
	if known, ok := errors.AsType[*Error](err); ok {
		return "", known
	}
	return "", &Error{Unreachable, err}
}

var errSlow = errors.New("there was no whole answer in time")

func ask(ctx context.Context, address, version string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("User-Agent", "Thumbpool/"+version)
	request.Header.Set("Accept", "application/vnd.github+json")
	transport := http.DefaultTransport.(*http.Transport).Clone() // with the user's proxy
	transport.DisableKeepAlives = true
	client := http.Client{Transport: transport, CheckRedirect: stay}
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return "", &Error{NoRelease, errors.New("no version has been published")}
	case http.StatusForbidden, http.StatusTooManyRequests:
		return "", &Error{Limited, errors.New(response.Status)}
	default:
		return "", &Error{Refused, errors.New(response.Status)}
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return "", err
	}
	return read(text)
}

// stay lets a server send on to itself alone.
func stay(next *http.Request, before []*http.Request) error {
	first := before[0].URL
	if len(before) > maxRedirects || next.URL.Scheme != first.Scheme || next.URL.Host != first.Host {
		return &Error{Refused, errors.New("the server sends on to another place")}
	}
	return nil
}

// read takes the version out of an answer.
func read(text []byte) (string, error) {
	var release struct {
		Tag   string `json:"tag_name"`
		Draft bool   `json:"draft"`
		Early bool   `json:"prerelease"`
	}
	if len(text) > maxAnswer {
		return "", &Error{NotClear, fmt.Errorf("the answer has more than %d bytes", maxAnswer)}
	}
	if err := json.Unmarshal(text, &release); err != nil {
		return "", &Error{NotClear, err}
	}
	version := strings.TrimPrefix(release.Tag, "v")
	if release.Draft || release.Early || len(version) > maxVersion || !isRelease(version) {
		return "", &Error{NotClear, errors.New("the answer names no version")}
	}
	return version, nil
}

// isRelease reports whether a version is whole and of a release, such as 1.2.3.
func isRelease(version string) bool {
	v := "v" + version
	return semver.IsValid(v) && semver.Canonical(v) == v && semver.Prerelease(v) == ""
}

// Newer reports whether version is newer than another one, by semantic versioning.
func Newer(version, than string) bool { return semver.Compare("v"+version, "v"+than) > 0 }
