package download

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// maxLine is the longest line of a list, in bytes. No server takes an address
// of that length.
const maxLine = 64 << 10

// maxWrong is how many lines that are no addresses a list may have before it is
// taken for another text.
const maxWrong = 100

// ParseList reads a list of addresses, one per line. Blank lines and lines that
// begin with # are passed over, and so is the white space around an address.
// The error joins one for each line that is no address; the addresses of the
// other lines are returned with it. After 100 wrong lines it reads no further.
func ParseList(r io.Reader) ([]string, error) {
	var urls []string
	var errs []error
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	number := 1
	for ; lines.Scan(); number++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if _, err := parseURL(line); err != nil {
			errs = append(errs, fmt.Errorf("line %d: %w", number, err))
			if len(errs) == maxWrong {
				return urls, errors.Join(append(errs, errors.New("and so on"))...)
			}
			continue
		}
		urls = append(urls, line)
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		errs = append(errs, fmt.Errorf("line %d is too long for an address", number))
	} else if err != nil {
		errs = append(errs, fmt.Errorf("the list cannot be read: %w", err))
	}
	return urls, errors.Join(errs...)
}

// IsURL tells whether a text is an address that [Run] can download from: an
// absolute one of http or https.
func IsURL(text string) bool { return CheckURL(text) == nil }

// CheckURL says why a text is no such address. The error repeats nothing of a
// password.
func CheckURL(text string) error {
	_, err := parseURL(text)
	return err
}

// Redact returns an address as it can be shown, without the user name and the
// password that it may hold: either may be secret. It does so with what only
// looks like an address too, such as one with a slip in it. Every other text is
// returned as it is.
func Redact(text string) string {
	scheme, rest, found := strings.Cut(text, "://")
	if !found || strings.ContainsFunc(strings.TrimSpace(scheme), noScheme) {
		return text
	}
	end := len(rest)
	if u, err := url.Parse(text); err == nil && u.Host != "" { // its path may have an @ in it
		if slash := strings.IndexAny(rest, "/?#"); slash >= 0 {
			end = slash
		}
	}
	at := strings.LastIndexByte(rest[:end], '@')
	return scheme + "://" + rest[at+1:]
}

// noScheme tells which letters no scheme of an address has (RFC 3986, 3.1).
func noScheme(r rune) bool {
	return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("+-.", r)
}

// parseURL reads an address. The errors do not repeat what may be a part of a
// password.
func parseURL(text string) (*url.URL, error) {
	u, err := readURL(text)
	if err != nil && strings.Contains(text, "@") {
		return nil, errors.New("not a valid address")
	}
	return u, err
}

func readURL(text string) (*url.URL, error) {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return nil, errors.New("an address has no spaces in it")
	}
	u, err := url.Parse(text)
	if err != nil {
		if wrong, ok := errors.AsType[*url.Error](err); ok {
			err = wrong.Err
		}
		return nil, errors.New(clip(fmt.Sprintf("not a valid address: %v", err)))
	}
	switch u.Scheme {
	case "http", "https":
	case "":
		return nil, errors.New("not a web address: it does not begin with http:// or https://")
	default:
		return nil, fmt.Errorf("not a web address: %s is neither http nor https", u.Scheme)
	}
	if u.Hostname() == "" {
		return nil, errors.New("the address names no server")
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return nil, fmt.Errorf("the address has no valid port: %s", port)
		}
	}
	return u, nil
}

// hostOf names the server behind an address: its host and port.
func hostOf(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return strings.ToLower(u.Hostname()) + ":" + port
}
