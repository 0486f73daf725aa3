package download

import (
	"errors"
	"io"
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
