package download

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// FuzzPart holds that a name which is taken for that of a part file leads to a
// file of the folder and to a request that can be sent, and is the name that
// such a part file would have.
func FuzzPart(f *testing.F) {
	key := strings.Repeat("0f", keySize)
	f.Add(partPrefix + key + "-" + validatorEncoding().EncodeToString([]byte(`"a"`)) + "-1f" + partSuffix)
	f.Add(partPrefix + key + "--0" + partSuffix)
	f.Add(partPrefix + key + "-" + validatorEncoding().EncodeToString([]byte("a\r\nb")) + "-1" + partSuffix)
	f.Add(partPrefix + "../../x-0-1" + partSuffix)
	f.Fuzz(func(t *testing.T, name string) {
		key, p, ok := parsePart("dir", name)
		if !ok {
			return
		}
		if !isKey(key) || len(p.validator) > maxValidator || !isPlain(p.validator) {
			t.Errorf("%q has the key %q and the validator %q", name, key, p.validator)
		}
		if strings.ContainsAny(name, `/\`) || filepath.Dir(p.path) != "dir" || filepath.Base(p.path) != name {
			t.Errorf("%q leads to %q", name, p.path)
		}
		if want := partPrefix + key + "-" + validatorEncoding().EncodeToString([]byte(p.validator)) + "-"; !strings.HasPrefix(name, want) {
			t.Errorf("%q does not begin with %q", name, want)
		}
	})
}

// FuzzContentRange holds that a range which is taken for the continuation of a
// part is that: it begins where the part ends, and ends within the whole.
func FuzzContentRange(f *testing.F) {
	for _, header := range []string{"bytes 100-199/200", "bytes 100-199/*", "bytes 0-0/0", "bytes +100-199/200", "bytes 100-99/200", "bytes 9223372036854775807-9223372036854775807/*"} {
		f.Add(header, int64(100), int64(-1))
	}
	f.Fuzz(func(t *testing.T, header string, size, whole int64) {
		if size < 0 || whole < -1 {
			return
		}
		first, last, length, ok := contentRange(header)
		if ok && (first < 0 || last < 0 || length < -1) {
			t.Errorf("%q: %d-%d/%d", header, first, last, length)
		}
		p := part{size: size, total: whole}
		total, ok := p.continues(http.Header{"Content-Range": {header}})
		if !ok {
			return
		}
		if first != size || last < size || total != -1 && total <= last || whole >= 0 && total != whole {
			t.Errorf("%q continues %d bytes of %d, as %d-%d/%d of %d", header, size, whole, first, last, length, total)
		}
	})
}

// FuzzRetryAfter holds that no server asks for a wait that is too long, or for
// less than none.
func FuzzRetryAfter(f *testing.F) {
	for _, header := range []string{"", "7", "-1", "99999999999999999999", "4294967295", "Mon, 01 Jan 2024 10:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Monday, 01-Jan-01 00:00:00 GMT"} {
		f.Add(header, int64(1_700_000_000))
	}
	f.Fuzz(func(t *testing.T, header string, now int64) {
		at := time.Unix(now%253_402_300_800, 0)
		if wait := retryAfter(http.Header{"Retry-After": {header}}, at); wait < 0 || wait > maxRetryAfter {
			t.Errorf("%q means %v", header, wait)
		}
	})
}

// TestKeysHoldNoPassword holds that the names of files do not depend on a
// password: then it could be found out by trying.
func TestKeysHoldNoPassword(t *testing.T) {
	keys := map[string]bool{}
	for _, text := range []string{"http://a.test/x.jpg", "http://me:secret@a.test/x.jpg", "http://me@a.test/x.jpg#part"} {
		u, err := parseURL(text)
		if err != nil {
			t.Fatal(err)
		}
		keys[urlKey(u)] = true
	}
	if len(keys) != 1 {
		t.Errorf("%d keys of one address", len(keys))
	}
	other, _ := parseURL("http://a.test/y.jpg")
	if keys[urlKey(other)] {
		t.Error("another address has that key too")
	}
}
