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

	"thumbpool/processor/place"
)

// part is the beginning of a file. Its name is
//
//	.thumbpool-download-<key of the address>-<validator>-<random>.part
//
// with the validator in base 32, empty if there is none.
type part struct {
	path      string
	info      fs.FileInfo // of the file as we left it
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
	// keySize is the length of what stands for an address, in bytes.
	keySize = 16
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
	return hex.EncodeToString(sum[:keySize])
}

// partName is the name of a part file. The number tells those of one content
// apart.
func partName(key, validator, number string) string {
	return partPrefix + key + "-" + validatorEncoding().EncodeToString([]byte(validator)) + "-" + number + partSuffix
}

// create creates an empty part file, with the permissions that any new file of
// the user gets.
func (d *folder) create(key, validator string) (*os.File, *part, error) {
	if err := d.there(); err != nil {
		return nil, nil, err
	}
	for {
		name := partName(key, validator, strconv.FormatUint(uint64(rand.Uint32()), 16))
		p := &part{path: filepath.Join(d.dir, name), total: -1, validator: validator}
		f, err := place.Open(p.path, os.O_RDWR|os.O_CREATE|os.O_EXCL|os.O_APPEND, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			p.info, err = f.Stat()
		}
		return f, p, err
	}
}

// errChanged says that a part file is no longer as it was left.
var errChanged = errors.New("the part file has changed")

// open opens the part file for appending, if it is still the one that was
// created, of the length that was written.
func (p *part) open() (*os.File, error) {
	f, err := place.Open(p.path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && (info.Size() != p.size || !p.is(info)) {
		err = errChanged
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// close closes the part file, and remembers how it was left.
func (p *part) close(f *os.File) error {
	if info, err := f.Stat(); err == nil {
		p.info = info
	}
	return f.Close()
}

// is tells whether info is of the part file as it was left. Not its time is
// compared, which network file systems may change afterwards, but its length,
// because systems use the numbers of files that were removed again.
func (p *part) is(info fs.FileInfo) bool {
	return info.Mode().IsRegular() && info.Size() == p.info.Size() && os.SameFile(info, p.info)
}

// ours tells whether what lies at the part file's path is the part file.
func (p *part) ours() bool {
	info, err := os.Lstat(p.path)
	return err == nil && p.is(info)
}

// rename gives the part file its final name. The error wraps [fs.ErrExist] if
// something has that.
func (p *part) rename(path string) error {
	if !p.ours() {
		return errGone
	}
	err := place.Rename(p.path, path)
	if errors.Is(err, fs.ErrNotExist) {
		return errGone
	}
	return err
}

// remove removes the part file. What has taken its place is left.
func (p *part) remove() {
	if p.ours() {
		_ = place.Remove(p.path) // should it stay: it is hidden, and goes with the day
	}
}

// parsePart reads the name of a part file.
func parsePart(dir, name string) (key string, p part, ok bool) {
	middle, ok := strings.CutPrefix(name, partPrefix)
	if !ok {
		return "", part{}, false
	}
	middle, ok = strings.CutSuffix(middle, partSuffix)
	fields := strings.Split(middle, "-")
	if !ok || len(fields) != 3 || !isKey(fields[0]) || strings.ContainsAny(fields[2], `/\`) {
		return "", part{}, false
	}
	validator, err := validatorEncoding().DecodeString(fields[1])
	if err != nil || len(validator) > maxValidator || !isPlain(string(validator)) || partName(fields[0], string(validator), fields[2]) != name {
		return "", part{}, false
	}
	return fields[0], part{path: filepath.Join(dir, name), total: -1, validator: string(validator)}, true
}

// isKey tells whether a text may have come from urlKey.
func isKey(text string) bool {
	sum, err := hex.DecodeString(text)
	return err == nil && len(sum) == keySize && strings.ToLower(text) == text
}

// isPlain tells whether a text that a server chose may be kept and sent back:
// it has visible ASCII and spaces in it, and nothing else.
func isPlain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}

// adopt copies what another run left of a file into a part file of our own,
// and removes it. Whoever may still be writing there keeps a file that nobody
// else touches.
func (d *folder) adopt(p part, key string) (*part, error) {
	from, err := p.open()
	if err != nil {
		return nil, err
	}
	defer from.Close()
	to, own, err := d.create(key, p.validator)
	if err != nil {
		return nil, err
	}
	own.size, err = io.CopyN(to, from, p.size)
	if closeErr := own.close(to); err == nil {
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
	if strings.HasPrefix(validator, "W/") || len(validator) > maxValidator || !isPlain(validator) {
		return ""
	}
	return validator
}

// continues tells whether an answer of 206 is the continuation of the part, and
// how long the whole is (-1 if it does not say).
func (p *part) continues(h http.Header) (total int64, ok bool) {
	first, last, total, ok := contentRange(h.Get("Content-Range"))
	if total < 0 {
		total = p.total
	}
	switch {
	case !ok, first != p.size, last < first, total >= 0 && last >= total, p.total >= 0 && p.total != total:
		return 0, false
	case strings.HasPrefix(p.validator, `"`) && h.Get("ETag") != "" && h.Get("ETag") != p.validator:
		return 0, false
	}
	return total, true
}

// contentRange reads "bytes 0-99/1000" and "bytes 0-99/*" (RFC 9110, section
// 14.4); total is -1 for the latter.
func contentRange(header string) (first, last, total int64, ok bool) {
	unit, rest, _ := strings.Cut(header, " ")
	span, length, _ := strings.Cut(rest, "/")
	from, to, _ := strings.Cut(span, "-")
	numbers := []int64{0, 0, -1}
	for i, text := range []string{from, to, length} {
		if i == 2 && text == "*" {
			continue
		}
		n, err := strconv.ParseUint(text, 10, 63)
		if err != nil {
			return 0, 0, 0, false
		}
		numbers[i] = int64(n)
	}
	return numbers[0], numbers[1], numbers[2], strings.EqualFold(unit, "bytes")
}
