package download

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// part is the beginning of a file. Its name is
//
//	.thumbpool-download-<key of the address>-<validator>-<random>.part
//
// with the validator in base 32, empty if there is none.
type part struct {
	path      string
	size      int64
	total     int64  // length of the whole, -1 if not known
	validator string // for If-Range; "" if the rest cannot be asked for
}

const (
	partPrefix = ".thumbpool-download-"
	partSuffix = ".part"

	// partAge is how long what a killed run left may be continued.
	partAge = 24 * time.Hour
	// maxValidator is the longest validator that is kept, in bytes: it has to
	// fit into a name.
	maxValidator = 64
)

// validators are written in lower case, because some file systems do not
// distinguish it.
func validatorEncoding() *base32.Encoding {
	return base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)
}

// urlKey stands for an address in names and notes. User name and password have
// no part in it, so that nothing can be found out about them by trying: it is
// the validator that says whose content it is.
func urlKey(u *url.URL) string {
	without := *u
	without.User, without.Fragment, without.RawFragment = nil, "", ""
	sum := sha256.Sum256([]byte(without.String()))
	return hex.EncodeToString(sum[:16])
}

// createPart creates an empty part file, with the permissions that any new
// file of the user gets.
func createPart(dir, key, validator string) (*os.File, *part, error) {
	for {
		name := partPrefix + key + "-" + validatorEncoding().EncodeToString([]byte(validator)) +
			"-" + strconv.FormatUint(uint64(rand.Uint32()), 16) + partSuffix
		p := &part{path: filepath.Join(dir, name), total: -1, validator: validator}
		f, err := os.OpenFile(p.path, os.O_RDWR|os.O_CREATE|os.O_EXCL|os.O_APPEND, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, p, err
		}
	}
}

// open opens the part file for appending.
func (p *part) open() (*os.File, error) {
	f, err := os.OpenFile(p.path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Size() != p.size {
		err = errors.New("the part file has changed")
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

func (p *part) remove() { _ = os.Remove(p.path) }

// parsePart reads the name of a part file.
func parsePart(dir, name string) (key string, p part, ok bool) {
	middle, ok := strings.CutPrefix(name, partPrefix)
	if !ok {
		return "", part{}, false
	}
	middle, ok = strings.CutSuffix(middle, partSuffix)
	fields := strings.Split(middle, "-")
	if !ok || len(fields) != 3 {
		return "", part{}, false
	}
	validator, err := validatorEncoding().DecodeString(fields[1])
	if err != nil {
		return "", part{}, false
	}
	return fields[0], part{path: filepath.Join(dir, name), total: -1, validator: string(validator)}, true
}

// adopt copies what another run left of a file into a part file of our own,
// and removes it. Whoever may still be writing there keeps a file that nobody
// else touches.
func (p part) adopt(dir, key string) (*part, error) {
	from, err := os.Open(p.path)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	to, own, err := createPart(dir, key, p.validator)
	if err != nil {
		return nil, err
	}
	own.size, err = io.Copy(to, from)
	if closeErr := to.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		own.remove()
		return nil, err
	}
	p.remove()
	return own, nil
}

// validatorOf is what a request for the rest of a content can name in If-Range
// (RFC 9110, section 13.1.5): a strong entity tag, or else, without any tag, a
// date that is strong because the content was not changed within the minute
// before the answer (section 8.8.2.2). It is "" if there is none.
func validatorOf(h http.Header) string {
	validator := h.Get("ETag")
	if validator == "" {
		modified, err1 := http.ParseTime(h.Get("Last-Modified"))
		answered, err2 := http.ParseTime(h.Get("Date"))
		if err1 == nil && err2 == nil && answered.Sub(modified) >= time.Minute {
			validator = h.Get("Last-Modified")
		}
	}
	if strings.HasPrefix(validator, "W/") || len(validator) > maxValidator {
		return ""
	}
	return validator
}

// continues tells whether an answer of 206 is the continuation of the part, and
// how long the whole is (-1 if it does not say).
func (p *part) continues(h http.Header) (total int64, ok bool) {
	first, last, total, ok := contentRange(h.Get("Content-Range"))
	switch {
	case !ok, first != p.size, last < first, total >= 0 && last >= total:
		return 0, false
	case p.total >= 0 && total >= 0 && p.total != total:
		return 0, false
	case strings.HasPrefix(p.validator, `"`) && h.Get("ETag") != "" && h.Get("ETag") != p.validator:
		return 0, false
	}
	if total < 0 {
		total = p.total
	}
	return total, true
}

// contentRange reads "bytes 0-99/1000" and "bytes 0-99/*" (RFC 9110, section
// 14.4); total is -1 for the latter.
func contentRange(header string) (first, last, total int64, ok bool) {
	unit, rest, _ := strings.Cut(header, " ")
	span, length, _ := strings.Cut(rest, "/")
	from, to, _ := strings.Cut(span, "-")
	first, err1 := strconv.ParseInt(from, 10, 64)
	last, err2 := strconv.ParseInt(to, 10, 64)
	total, err3 := int64(-1), error(nil)
	if length != "*" {
		total, err3 = strconv.ParseInt(length, 10, 64)
	}
	ok = strings.EqualFold(unit, "bytes") && errors.Join(err1, err2, err3) == nil
	return first, last, total, ok && first >= 0 && total >= -1
}
