package update

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const release = `{"url":"https://evil.test/","html_url":"https://evil.test/x","tag_name":"v1.2.3","draft":false,"prerelease":false,"body":"words"}`

func TestWhatServersAnswer(t *testing.T) {
	says := func(code int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(code)
			_, _ = w.Write([]byte(text))
		}
	}
	tag := func(v string) http.HandlerFunc { return says(http.StatusOK, `{"tag_name":"`+v+`"}`) }
	tests := map[string]struct {
		server  http.HandlerFunc
		version string
		why     Why
	}{
		"a release":               {says(http.StatusOK, release), "1.2.3", ""},
		"without a v":             {tag("1.10.0"), "1.10.0", ""},
		"none yet":                {says(http.StatusNotFound, `{"message":"Not Found"}`), "", NoRelease},
		"too many have asked":     {says(http.StatusForbidden, `{"message":"API rate limit exceeded"}`), "", Limited},
		"too many requests":       {says(http.StatusTooManyRequests, ""), "", Limited},
		"a broken server":         {says(http.StatusInternalServerError, release), "", Refused},
		"a page":                  {says(http.StatusOK, "<html>log in to the hotel's network</html>"), "", NotClear},
		"no version":              {tag("nightly"), "", NotClear},
		"half a version":          {tag("v1.2"), "", NotClear},
		"a version with words":    {tag("v1.2.3 click here"), "", NotClear},
		"a version with a path":   {tag("v1.2.3/../../evil"), "", NotClear},
		"a long version":          {tag("v1.2." + strings.Repeat("9", 99)), "", NotClear},
		"one that is not for all": {tag("v2.0.0-rc.1"), "", NotClear},
		"one with a build":        {tag("v2.0.0+mine"), "", NotClear},
		"a draft":                 {says(http.StatusOK, `{"tag_name":"v9.0.0","draft":true}`), "", NotClear},
		"another kind of thing":   {says(http.StatusOK, `{"tag_name":["v9.0.0"]}`), "", NotClear},
		"nothing":                 {says(http.StatusOK, ""), "", NotClear},
		"a huge one":              {says(http.StatusOK, `{"tag_name":"v9.0.0","body":"`+strings.Repeat("x", maxAnswer)+`"}`), "", NotClear},
		"a huge one in little": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write(bytes.Repeat([]byte(" "), 64<<20))
			_ = z.Close()
		}, "", NotClear},
		"sent elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://localhost:1/elsewhere", http.StatusFound)
		}, "", Refused},
		"sent in a circle": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }, "", Refused},
		"renamed": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				http.Redirect(w, r, "/new", http.StatusMovedPermanently)
				return
			}
			_, _ = w.Write([]byte(release))
		}, "1.2.3", ""},
		"cut short": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte(release))
		}, "", Unreachable},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(test.server)
			defer server.Close()
			got, err := Latest(t.Context(), server.URL+"/", "1.0.0")
			if got != test.version {
				t.Errorf("the latest is %q, want %q", got, test.version)
			}
			problem, _ := errors.AsType[*Error](err)
			if problem == nil != (test.why == "") || problem != nil && problem.Why != test.why {
				t.Errorf("error %v, want %q", err, test.why)
			}
		})
	}
}

// One request is made, and it says which version asks and nothing else of who does.
func TestItSaysNothingOfTheUser(t *testing.T) {
	var asked []*http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r)
		_, _ = w.Write([]byte(release))
	}))
	defer server.Close()
	if _, err := Latest(t.Context(), server.URL, "1.0.0"); err != nil {
		t.Fatal(err)
	}
	if len(asked) != 1 {
		t.Fatalf("%d requests", len(asked))
	}
	r := asked[0]
	if r.Method != http.MethodGet || r.URL.RawQuery != "" || r.ContentLength > 0 {
		t.Errorf("%s %s with %d bytes", r.Method, r.URL, r.ContentLength)
	}
	said := map[string]string{"User-Agent": "Thumbpool/1.0.0", "Accept": "application/vnd.github+json", "Accept-Encoding": "gzip", "Connection": "close"}
	for name, values := range r.Header {
		if said[name] != strings.Join(values, ",") {
			t.Errorf("it says %s: %q", name, values)
		}
	}
}

func TestNobodyIsThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	_, err := Latest(t.Context(), server.URL, "1.0.0")
	if problem, ok := errors.AsType[*Error](err); !ok || problem.Why != Unreachable {
		t.Errorf("error %v", err)
	}
}

// An answer that does not come, or not to its end, is not waited for.
func TestASlowServer(t *testing.T) {
	for name, first := range map[string]string{"says nothing": "", "stops in the middle": `{"tag_name":`} {
		t.Run(name, func(t *testing.T) {
			stop := make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if first != "" {
					_, _ = w.Write([]byte(first))
					w.(http.Flusher).Flush()
				}
				<-stop
			}))
			defer server.Close()
			defer close(stop)
			_, err := within(t.Context(), 50*time.Millisecond, server.URL, "1.0.0")
			if problem, ok := errors.AsType[*Error](err); !ok || problem.Why != Slow {
				t.Errorf("error %v", err)
			}
		})
	}
}

// Who does not want to know any more is not kept waiting, and is told nothing.
func TestTakingItBack(t *testing.T) {
	stop := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-stop }))
	defer server.Close()
	defer close(stop)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := Latest(ctx, server.URL, "1.0.0"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestNewer(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"1.0.1", "1.0.0"}: true, {"1.10.0", "1.9.9"}: true, {"2.0.0", "1.99.99"}: true, {"1.0.0", "1.0.0-rc.1"}: true,
		{"1.0.0", "1.0.0"}: false, {"1.0.0", "1.0.1"}: false, {"1.9.0", "1.10.0"}: false, {"0.9.0", "1.0.0"}: false,
	} {
		if Newer(pair[0], pair[1]) != want {
			t.Errorf("%s is newer than %s: %v", pair[0], pair[1], !want)
		}
	}
}

// What is opened in the browser is the project's own page.
func TestThePageIsTheProjects(t *testing.T) {
	if !strings.HasPrefix(Page, "https://github.com/thumbpool/thumbpool/") || !strings.HasPrefix(Address, "https://api.github.com/repos/thumbpool/thumbpool/") {
		t.Errorf("%s, %s", Page, Address)
	}
}
