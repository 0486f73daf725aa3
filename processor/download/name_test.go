package download

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"thumbpool/processor/filename"
	"thumbpool/processor/format"
)

const (
	jpegHead = "\xFF\xD8\xFF\xE0"
	pngHead  = "\x89PNG\r\n\x1A\n"
	tiffHead = "II*\x00\x08\x00\x00\x00"
	cr2Head  = "II*\x00\x10\x00\x00\x00CR\x02\x00"
	heicHead = "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
)

func TestFileName(t *testing.T) {
	long := strings.Repeat("ü", 150)
	tests := []struct {
		name        string
		disposition string
		url, at     string // at is url if it is empty
		head        string
		want        string
	}{
		{"address", "", "http://a/b/c.jpg?d=e.png#f.gif", "", jpegHead, "c.jpg"},
		{"escapes", "", "http://a/sch%C3%B6n%20hier.jpg", "", jpegHead, "schön hier.jpg"},
		{"escaped path", "", "http://a/..%2f..%2Fetc%2fpasswd.jpg", "", jpegHead, "passwd.jpg"},
		{"escaped backslashes", "", "http://a/..%5c..%5cwin.jpg", "", jpegHead, "win.jpg"},
		{"dots", "", "http://a/b/../..", "", jpegHead, "picture.jpg"},
		{"no path", "", "http://a", "", jpegHead, "picture.jpg"},
		{"slash", "", "http://a/photos/", "", jpegHead, "photos.jpg"},
		{"bad escape", "", "http://a/100%25.jpg", "", jpegHead, "100%.jpg"},
		{"redirected", "", "http://a/get?id=5", "http://b/c.jpg", jpegHead, "c.jpg"},
		{"redirected to a number", "", "http://a/tree.jpg", "http://b/0a1b2c", jpegHead, "tree.jpg"},
		{"both pictures", "", "http://a/tree.jpg", "http://b/0a1b2c.jpg", jpegHead, "tree.jpg"},
		{"redirected from nothing", "", "http://a/", "http://b/random", jpegHead, "random.jpg"},

		{"disposition", `attachment; filename="d.jpg"`, "http://a/c.jpg", "", jpegHead, "d.jpg"},
		{"token", `attachment; filename=d.jpg`, "http://a/c.jpg", "", jpegHead, "d.jpg"},
		{"inline", `inline; filename="d.jpg"`, "http://a/c.jpg", "", jpegHead, "d.jpg"},
		{"extended", `attachment; filename="d.jpg"; filename*=UTF-8''%e2%82%ac%20e.jpg`, "http://a/c.jpg", "", jpegHead, "€ e.jpg"},
		{"extended first", `attachment; filename*=UTF-8''%e2%82%ac.jpg; filename="d.jpg"`, "http://a/c.jpg", "", jpegHead, "€.jpg"},
		{"extended escape", `attachment; filename*=UTF-8''..%2F..%2Fe.jpg`, "http://a/c.jpg", "", jpegHead, "e.jpg"},
		{"spaces without quotes", `attachment; filename=my best photo.jpg`, "http://a/c.jpg", "", jpegHead, "my best photo.jpg"},
		{"spaces without quotes, and more", `attachment; filename=my photo.jpg; size=5`, "http://a/c.jpg", "", jpegHead, "my photo.jpg"},
		{"raw UTF-8", "attachment; filename=\"sch\u00f6n.jpg\"", "http://a/c.jpg", "", jpegHead, "schön.jpg"},
		{"raw Latin 1", "attachment; filename=\"sch\xf6n.jpg\"", "http://a/c.jpg", "", jpegHead, "schön.jpg"},
		{"no name", "attachment", "http://a/c.jpg", "", jpegHead, "c.jpg"},
		{"empty name", `attachment; filename=""`, "http://a/c.jpg", "", jpegHead, "c.jpg"},
		{"nonsense", `;;;=`, "http://a/c.jpg", "", jpegHead, "c.jpg"},

		{"up", `a; filename="../../.bashrc"`, "http://a/", "", jpegHead, "bashrc.jpg"},
		{"absolute", `a; filename="/etc/cron.d/x.jpg"`, "http://a/", "", jpegHead, "x.jpg"},
		{"drive", `a; filename="C:\\Windows\\x.jpg"`, "http://a/", "", jpegHead, "x.jpg"},
		{"drive without slash", `a; filename="C:x.jpg"`, "http://a/", "", jpegHead, "C_x.jpg"},
		{"stream", `a; filename="x.jpg:evil.exe"`, "http://a/", "", jpegHead, "x.jpg_evil.exe.jpg"},
		{"NUL", "a; filename*=UTF-8''x%00.exe%0A.jpg", "http://a/", "", jpegHead, "x.exe.jpg"},
		{"text direction", "a; filename*=UTF-8''gpj.%E2%80%AEexe", "http://a/", "", jpegHead, "gpj.exe.jpg"},
		{"device", `a; filename="con"`, "http://a/", "", jpegHead, "_con.jpg"},
		{"device with extension", `a; filename="NUL.tar.jpg"`, "http://a/", "", jpegHead, "_NUL.tar.jpg"},
		{"device with a space", `a; filename="aux .jpg"`, "http://a/", "", jpegHead, "_aux .jpg"},
		{"device with number", `a; filename="Com1.jpg"`, "http://a/", "", jpegHead, "_Com1.jpg"},
		{"device with small number", `a; filename*=UTF-8''LPT%C2%B9.jpg`, "http://a/", "", jpegHead, "_LPT¹.jpg"},
		{"no device", `a; filename="com12.jpg"`, "http://a/", "", jpegHead, "com12.jpg"},
		{"dot dot", `a; filename=".."`, "http://a/", "", jpegHead, "picture.jpg"},
		{"dots and spaces at the end", `a; filename="x. . "`, "http://a/", "", jpegHead, "x.jpg"},
		{"hidden", `a; filename=" .hidden.jpg"`, "http://a/", "", jpegHead, "hidden.jpg"},
		{"notes", `a; filename=".thumbpool-downloads.jsonl"`, "http://a/", "", jpegHead, "thumbpool-downloads.jsonl.jpg"},
		{"signs", `a; filename="a<b>c|d?e*f.jpg"`, "http://a/", "", jpegHead, "a_b_c_d_e_f.jpg"},
		{"only an extension", `a; filename=".jpg"`, "http://a/", "", jpegHead, "jpg.jpg"},
		{"long", "a; filename*=UTF-8''" + url.PathEscape(long+".jpeg"), "http://a/", "", jpegHead, strings.Repeat("ü", 97) + ".jpeg"},
		{"long extension", "", "http://a/x." + strings.Repeat("y", 300), "", jpegHead, "x." + strings.Repeat("y", 194) + ".jpg"},

		{"capitals", "", "http://a/C.JPG", "", jpegHead, "C.JPG"},
		{"other spelling", "", "http://a/c.jpeg", "", jpegHead, "c.jpeg"},
		{"other format", "", "http://a/c.png", "", jpegHead, "c.jpg"},
		{"other format again", "", "http://a/c.JPG", "", pngHead, "c.png"},
		{"no extension", "", "http://a/c", "", pngHead, "c.png"},
		{"program", "", "http://a/show.php", "", pngHead, "show.php.png"},
		{"version", "", "http://a/photo.v2", "", pngHead, "photo.v2.png"},
		{"TIFF", "", "http://a/c.tif", "", tiffHead, "c.tif"},
		{"raw of a maker", "", "http://a/c.NEF", "", tiffHead, "c.NEF"},
		{"raw by content", "", "http://a/c.jpg", "", cr2Head, "c.raw"},
		{"raw by both", "", "http://a/c.cr2", "", cr2Head, "c.cr2"},
		{"not readable", "", "http://a/c.jpg", "", heicHead, "c.heic"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			origin, err := url.Parse(test.url)
			if err != nil {
				t.Fatal(err)
			}
			at := origin
			if test.at != "" {
				at, _ = url.Parse(test.at)
			}
			h := http.Header{"Content-Disposition": {test.disposition}}
			if got := fileName(h, origin, at, []byte(test.head)); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// FuzzFileName holds that whatever a server says gives a safe name.
func FuzzFileName(f *testing.F) {
	f.Add(`attachment; filename="../x.jpg"`, "/a/b.jpg", []byte(jpegHead))
	f.Add("attachment; filename*=UTF-8''%2e%2e%2f", "/..%2f", []byte(tiffHead))
	f.Add("a; filename=CON.\x00. ", "", []byte(heicHead))
	f.Add("0", "0", []byte("0")) // of no known format
	f.Fuzz(func(t *testing.T, disposition, path string, head []byte) {
		u := &url.URL{Scheme: "http", Host: "a", Path: path}
		name := fileName(http.Header{"Content-Disposition": {disposition}}, u, u, head)
		for n := range 3 {
			checkName(t, numbered(name, n+1))
		}
		if f := format.Sniff(head); f.Readable() && !format.Claims(name) {
			t.Errorf("%q does not say that it is a picture", name)
		}
	})
}

func checkName(t *testing.T, name string) {
	t.Helper()
	switch {
	case name == "" || len(name) > maxName || !utf8.ValidString(name),
		filepath.Base(name) != name || !filepath.IsLocal(name),
		strings.ContainsAny(name, "/\\<>:\"|?*\x00") || strings.ContainsFunc(name, unicode.IsControl),
		strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.TrimSpace(name) != name,
		filepath.Ext(name) == "" || filename.IsDevice(name):
		t.Errorf("unsafe name %q", name)
	}
}

func TestNumbered(t *testing.T) {
	for _, test := range []struct {
		name string
		n    int
		want string
	}{
		{"x.jpg", 1, "x.jpg"},
		{"x.jpg", 2, "x (2).jpg"},
		{"x.tar.jpg", 12, "x.tar (12).jpg"},
		{strings.Repeat("€", 100) + ".jpg", 2, strings.Repeat("€", 64) + " (2).jpg"},
		{strings.Repeat("x", 195) + " y.jpg", 1, strings.Repeat("x", 195) + ".jpg"},
	} {
		if got := numbered(test.name, test.n); got != test.want || len(got) > maxName {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// TestSameNames downloads many files of one name at the same time into a
// folder that has one already.
func TestSameNames(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		w.options.PerHost = 16
		mine := filepath.Join(w.options.Dir, "X.jpg")
		if err := os.WriteFile(mine, []byte("mine"), 0o666); err != nil {
			t.Fatal(err)
		}
		w.serve("a.test", func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Disposition", `attachment; filename="`+strings.TrimPrefix(r.URL.Path, "/")+`"`)
			n := 2000
			_, _ = fmt.Sscanf(r.URL.RawQuery, "%d", &n)
			_, _ = rw.Write(picture(n, 1))
		})
		var urls []string
		for i := range 20 {
			urls = append(urls, fmt.Sprintf("http://a.test/%s?%d", []string{"x.jpg", "X.JPG"}[i%2], 2000+i))
		}
		out := w.run(urls...)
		seen := map[string]bool{}
		for i, url := range urls {
			path := out.done[url].Path
			wantFile(t, path, picture(2000+i, 1))
			seen[strings.ToLower(filepath.Base(path))] = true
		}
		if len(seen) != 20 {
			t.Errorf("%d names without regard to case, want 20", len(seen))
		}
		for n := 2; n <= 21; n++ {
			if !seen[fmt.Sprintf("x (%d).jpg", n)] {
				t.Errorf("there is no x (%d).jpg", n)
			}
		}
		wantFile(t, mine, []byte("mine"))
	})
}

// TestNameTakenMeanwhile lets a file appear while the download runs.
func TestNameTakenMeanwhile(t *testing.T) {
	inWeb(t, func(t *testing.T, w *web) {
		mine := filepath.Join(w.options.Dir, "x.jpg")
		w.serve("a.test", func(rw http.ResponseWriter, _ *http.Request) {
			_ = os.WriteFile(mine, []byte("mine"), 0o666)
			_, _ = rw.Write(picture(2000, 1))
		})
		if got := filepath.Base(w.run("http://a.test/x.jpg").path(t)); got != "x (2).jpg" {
			t.Errorf("name %q", got)
		}
		wantFile(t, mine, []byte("mine"))
	})
}
