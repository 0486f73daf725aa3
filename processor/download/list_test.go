package download

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func TestParseList(t *testing.T) {
	tests := []struct {
		name, list string
		want       []string
		err        string
	}{
		{"empty", "", nil, ""},
		{"one", "http://a/x.jpg", []string{"http://a/x.jpg"}, ""},
		{"several", "http://a/x.jpg\nhttps://b/y.png\n", []string{"http://a/x.jpg", "https://b/y.png"}, ""},
		{"Windows", "\uFEFFhttp://a/x.jpg\r\n\r\nhttps://b/y.png\r\n", []string{"http://a/x.jpg", "https://b/y.png"}, ""},
		{"comments", "# mine\n\n  # yours\n\thttp://a/x.jpg#top  \n", []string{"http://a/x.jpg#top"}, ""},
		{"capitals", "HTTP://A/x.jpg", []string{"HTTP://A/x.jpg"}, ""},
		{"addresses of many kinds", "http://[::1]:8080/x\nhttp://me:pw@a/x\nhttps://bücher.example/ü.jpg\nhttp://a?x", []string{
			"http://[::1]:8080/x", "http://me:pw@a/x", "https://bücher.example/ü.jpg", "http://a?x",
		}, ""},
		{
			"wrong ones", "x.jpg\nhttp://a/x.jpg\n/home/me/x.jpg\nftp://a/x.jpg\nhttp:///x.jpg\nhttp://a/x y\nhttp://a:b/\nhttp://a:0/\nhttp://a:70000/\nhttp://%zz/\nhttp://:80/",
			[]string{"http://a/x.jpg"},
			`line 1: not a web address: it does not begin with http:// or https://
line 3: not a web address: it does not begin with http:// or https://
line 4: not a web address: ftp is neither http nor https
line 5: the address names no server
line 6: an address has no spaces in it
line 7: not a valid address: invalid port ":b" after host
line 8: the address has no valid port: 0
line 9: the address has no valid port: 70000
line 10: not a valid address: invalid URL escape "%zz"
line 11: the address names no server`,
		},
		{"too long", "http://a/1\nhttp://a/" + strings.Repeat("x", maxLine), []string{"http://a/1"}, "line 2 is too long for an address"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := ParseList(strings.NewReader(test.list))
			text := ""
			if err != nil {
				text = err.Error()
			}
			if !slices.Equal(got, test.want) || text != test.err {
				t.Errorf("%q, %q; want %q, %q", got, text, test.want, test.err)
			}
			for _, url := range got {
				if !IsURL(url) {
					t.Errorf("IsURL(%q) is false", url)
				}
			}
		})
	}
}

func TestParseListCannotBeRead(t *testing.T) {
	broken := errors.New("the disk is broken")
	got, err := ParseList(io.MultiReader(strings.NewReader("http://a/x\n"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || len(got) != 1 {
		t.Errorf("%q, %v", got, err)
	}
}

func TestIsURLRefuses(t *testing.T) {
	for _, text := range []string{"", "x", "/home/me/photos", `C:\photos`, "C:/photos", "file:///x.jpg", "http:", "http://", "//a/x.jpg", "javascript:alert(1)", "http://a/\x00", "http://a/\n"} {
		if IsURL(text) {
			t.Errorf("IsURL(%q) is true", text)
		}
	}
}

func TestParseListStopsAtOtherText(t *testing.T) {
	read := 0
	text := iotest.OneByteReader(io.TeeReader(strings.NewReader(strings.Repeat("a novel\n", 1_000_000)), counter(&read)))
	got, err := ParseList(text)
	if err == nil || strings.Count(err.Error(), "\n") != maxWrong || len(got) != 0 || read > 10_000 {
		t.Errorf("%d addresses of %d bytes, %v", len(got), read, err)
	}
}

type counterWriter struct{ n *int }

func counter(n *int) io.Writer { return counterWriter{n} }

func (c counterWriter) Write(p []byte) (int, error) {
	*c.n += len(p)
	return len(p), nil
}

func TestRedact(t *testing.T) {
	for text, want := range map[string]string{
		"http://a/x.jpg":                       "http://a/x.jpg",
		"http://me:secret@a/x.jpg":             "http://a/x.jpg",
		"http://secret@a/x.jpg":                "http://a/x.jpg",
		"HTTPS://me:secret@A:8080/x.jpg?b=c#d": "HTTPS://A:8080/x.jpg?b=c#d",
		"http://me:sec%40ret@a/x@2x.jpg?m=b@c": "http://a/x@2x.jpg?m=b@c",
		"http://me:sec@ret@a/x@2x.jpg":         "http://a/x@2x.jpg",
		"http://me:secret@[::1]:80/x.jpg":      "http://[::1]:80/x.jpg",
		"http://a/x@2x.jpg":                    "http://a/x@2x.jpg",
		"http://a?m=b@c":                       "http://a?m=b@c",
		"http://me:secret@":                    "http://",
		"ftp://me:secret@a/x.jpg":              "ftp://a/x.jpg",
		" http://me:secret@a/x.jpg":            " http://a/x.jpg",
		"http://me:sec/ret@a/x.jpg":            "http://a/x.jpg",
		"http://me:sec#ret@a/x.jpg":            "http://a/x.jpg",
		"http://me:sec?ret@a/x.jpg":            "http://a/x.jpg",
		"http://me:sec ret@a/x.jpg":            "http://a/x.jpg",
		"http://me:sec%zzret@a/x.jpg":          "http://a/x.jpg",
		"http://me:secret@a:99x/x.jpg":         "http://a:99x/x.jpg",
		"http:///me:secret@a/x.jpg":            "http://a/x.jpg",
		"http://me:secret@a/x.jpg\n":           "http://a/x.jpg\n",
		"/photos/me@home/x.jpg":                "/photos/me@home/x.jpg",
		"/photos/http://me:secret@a/x.jpg":     "/photos/http://me:secret@a/x.jpg", // a path
		"C:\\photos\\me@home":                  "C:\\photos\\me@home",
		"":                                     "",
		"me@a":                                 "me@a",
	} {
		if got := Redact(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestWrongAddressesHideTheirPasswords holds that no error about an address
// with a slip in it repeats a part of its password.
func TestWrongAddressesHideTheirPasswords(t *testing.T) {
	for _, text := range []string{
		"http://me:secret/1@a/", "http://me:secret#1@a/", "http://me:secret 1@a/", "http://me:secret%zz@a/", "http://me:99999/secret@a/",
		"ftp://me:secret@a/", "secret@a://x", "http://me:secret@/x", "http://me:secret@a:b/", "http://me:secret@[::1/",
	} {
		_, err := parseURL(text)
		if err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "99999") {
			t.Errorf("%q: error %v", text, err)
		}
	}
}

// FuzzRedact holds that no user name and no password of any address is left,
// and that the rest is.
func FuzzRedact(f *testing.F) {
	for _, text := range []string{"http://me:secret@a/x.jpg", "https://secret@a:8080/x@y?z=@#@", "http://a/x@2x.jpg", "ftp://me:sec/ret@a", "://@"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Redact(text)
		u, err := url.Parse(text)
		if err != nil || u.Scheme == "" || u.Host == "" {
			return
		}
		if u.User == nil && got != text {
			t.Errorf("%q without a password becomes %q", text, got)
		}
		shown, err := url.Parse(got)
		if err != nil || shown.User != nil {
			t.Fatalf("%q becomes %q: %v, %v", text, got, shown, err)
		}
		u.User = nil
		if shown.String() != u.String() {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}

// FuzzParseList holds that each address of a list is one that can be asked for,
// and is as it stands in the list.
func FuzzParseList(f *testing.F) {
	f.Add([]byte("\uFEFFhttp://a/x.jpg\r\n\n# mine\nhttps://me:pw@b:81/y?z#w\n"))
	f.Add([]byte("ftp://a\nhttp://a:b\nhttp://%zz\nhttp:///x\n"))
	f.Add(bytes.Repeat([]byte("x\n"), 200))
	f.Fuzz(func(t *testing.T, list []byte) {
		urls, err := ParseList(bytes.NewReader(list))
		for _, text := range urls {
			if !bytes.Contains(list, []byte(text)) || len(text) > maxLine || !IsURL(text) {
				t.Errorf("%q is no address of the list", text)
			}
			u, err := parseURL(text)
			if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
				t.Fatalf("%q: %v, %v", text, u, err)
			}
			if _, err := http.NewRequest(http.MethodGet, u.String(), http.NoBody); err != nil {
				t.Errorf("%q cannot be asked for: %v", text, err)
			}
			hostOf(u)
		}
		if err != nil && (len(err.Error()) > (maxWrong+2)*(maxReason+100) || strings.Count(err.Error(), "\n") > maxWrong) {
			t.Errorf("an error of %d bytes", len(err.Error()))
		}
	})
}
