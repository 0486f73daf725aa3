package download

import (
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"thumbpool/processor/filename"
	"thumbpool/processor/format"
)

// maxName is the longest name that is given to a file, in bytes, with its
// extension and number. File systems take 255, some that encrypt less.
const maxName = 200

// fileName is the name for a picture: the one that the server gives it, else
// the last part of its address, or of the one that redirections led to, and
// with an extension that fits the content, of which head is the beginning.
func fileName(h http.Header, origin, at *url.URL, head []byte) string {
	name := safeName(dispositionName(h.Get("Content-Disposition")))
	if name == "" {
		name = safeName(lastPart(origin))
		if other := safeName(lastPart(at)); name == "" || format.Claims(other) && !format.Claims(name) {
			name = other
		}
	}
	if name == "" {
		name = "picture"
	}
	return numbered(withExtension(name, format.Sniff(head)), 1)
}

// dispositionName is the name in a Content-Disposition header (RFC 6266): of
// filename* if it is there, else of filename.
func dispositionName(header string) string {
	if _, params, err := mime.ParseMediaType(header); err == nil {
		return text(params["filename"])
	}
	// Many servers send names without the quotes that spaces in them need.
	_, name, found := strings.Cut(header, "filename=")
	if !found {
		return ""
	}
	name, _, _ = strings.Cut(name, ";")
	return text(strings.Trim(strings.TrimSpace(name), `"`))
}

// text reads bytes of a header as UTF-8, or as Latin 1 if they are not that.
func text(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

// lastPart is the last part of an address's path. Escapes in it are resolved
// after the path was cut, so that it may still hold slashes.
func lastPart(u *url.URL) string {
	name, _ := url.PathUnescape(path.Base(u.EscapedPath())) // which is well escaped
	return name
}

// safeName makes of any text a name for a file of one folder on every system,
// one that is not hidden; it is "" if nothing remains.
func safeName(name string) string {
	name = strings.ToValidUTF8(name, "_")
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == utf8.RuneError, r == '\u2028', r == '\u2029':
			return -1
		case strings.ContainsRune(filename.Reserved, r):
			return '_'
		}
		return r
	}, name)
	name = strings.TrimLeftFunc(name, func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
	name = trimEnd(name)
	if filename.IsDevice(name) {
		name = "_" + name
	}
	return name
}

// trimEnd removes what Windows does not allow at the end of a name.
func trimEnd(name string) string {
	return strings.TrimRightFunc(name, func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
}

// withExtension gives a name the extension of a format, unless it has it. That
// of another format is replaced; what is not known stays part of the name.
func withExtension(name string, f format.Format) string {
	ext := path.Ext(name)
	known := format.Extensions(f)
	if len(known) == 0 {
		known = []string{".bin"} // no picture, which is not kept
	}
	if f == format.TIFF { // as the raw files of many cameras begin
		known = append(known, format.Extensions(format.RAW)...)
	}
	if slices.Contains(known, strings.ToLower(ext)) {
		return name
	}
	if format.Claims(name) {
		name = strings.TrimSuffix(name, ext)
	}
	return name + known[0]
}

// numbered is the name for the n-th file of that name, at most maxName bytes
// long; the first has no number.
func numbered(name string, n int) string {
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	number := ""
	if n > 1 {
		number = " (" + strconv.Itoa(n) + ")"
	}
	if room := maxName - len(number) - len(ext); len(stem) > room {
		for room > 0 && !utf8.RuneStart(stem[room]) {
			room--
		}
		stem = trimEnd(stem[:room])
	}
	return stem + number + ext
}
