package single

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// folder is a folder with a name short enough for a socket in it.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "one")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// lines are those that the system has.
func lines() map[string]line {
	all := map[string]line{"loopback": loopback{}}
	if runtime.GOOS != "windows" {
		all["socket"] = socket{}
	}
	return all
}

// overEach tests starts that reach each other over each line.
func overEach(t *testing.T, test func(t *testing.T, by line)) {
	t.Helper()
	for name, by := range lines() {
		t.Run(name, func(t *testing.T) { test(t, by) })
	}
}

// begin is Start over a line.
func begin(dir string, sources []string, by line) (*First, bool) {
	return start(dir, sources, by, limits{patience, opening})
}

// short are limits for what is waited for in vain.
var short = limits{patience: 300 * time.Millisecond, opening: 600 * time.Millisecond}

// first is a first start that takes what it is sent.
func first(t *testing.T, dir string, by line, takes bool) (f *First, got func() [][]string) {
	t.Helper()
	f, handed := begin(dir, nil, by)
	if f == nil || handed {
		t.Fatalf("the first start is %v, handed %v", f, handed)
	}
	t.Cleanup(f.Close)
	var mu sync.Mutex
	var all [][]string
	f.Serve(func(sources []string) bool {
		mu.Lock()
		defer mu.Unlock()
		all = append(all, sources)
		return takes
	})
	return f, func() [][]string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

func TestASecondStartHandsOver(t *testing.T) {
	overEach(t, func(t *testing.T, by line) {
		dir := folder(t)
		f, got := first(t, dir, by, true)
		for _, sources := range [][]string{{"/photos/Iceland 2026", "/caf\xe9\nline", "https://example.org/a.jpg"}, nil} {
			if second, handed := begin(dir, sources, by); second != nil || !handed {
				t.Errorf("the second start is %v, handed %v", second, handed)
			}
		}
		if all := got(); len(all) != 2 || !slices.Equal(all[0], []string{"/photos/Iceland 2026", "/caf\xe9\nline", "https://example.org/a.jpg"}) || len(all[1]) != 0 {
			t.Errorf("handed over are %q", all)
		}
		f.Close()
		next, handed := begin(dir, nil, by)
		if next == nil || handed {
			t.Fatalf("after the first has ended, the next is %v, handed %v", next, handed)
		}
		f.Close() // again
		if second, handed := start(dir, nil, by, short); second != nil || handed {
			t.Errorf("beside the next one, which answers nobody, there is %v, handed %v", second, handed)
		}
		next.Close()
	})
}

// Starts at once, and ends among them: there is never a second first.
func TestManyStartsAtOnceMakeOneFirst(t *testing.T) {
	overEach(t, func(t *testing.T, by line) {
		dir := folder(t)
		var wg sync.WaitGroup
		var mu sync.Mutex
		firsts, others := 0, 0
		for range 8 {
			wg.Go(func() {
				f, handed := begin(dir, []string{"/photos"}, by)
				mu.Lock()
				defer mu.Unlock()
				if f != nil {
					firsts++
					f.Serve(func([]string) bool { return true })
					t.Cleanup(f.Close)
				}
				if handed {
					others++
				}
			})
		}
		wg.Wait()
		if firsts != 1 || others != 7 {
			t.Errorf("%d are first and %d handed over, want 1 and 7", firsts, others)
		}
	})
}

func TestThereIsOneFirstWhileOthersEnd(t *testing.T) {
	overEach(t, func(t *testing.T, by line) {
		dir := folder(t)
		var wg sync.WaitGroup
		var now, most atomic.Int32
		for range 6 {
			wg.Go(func() {
				for range 8 {
					if f, _ := start(dir, nil, by, short); f != nil {
						most.Store(max(most.Load(), now.Add(1)))
						now.Add(-1)
						f.Close()
					}
				}
			})
		}
		wg.Wait()
		if most.Load() != 1 {
			t.Errorf("%d were first at once", most.Load())
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("left are %v", names(t, dir))
		}
	})
}

// A start that ends as it should leaves nothing.
func TestNothingIsLeft(t *testing.T) {
	overEach(t, func(t *testing.T, by line) {
		dir := filepath.Join(folder(t), "thumbpool")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		f, _ := first(t, dir, by, true)
		if _, handed := begin(dir, []string{"/a"}, by); !handed {
			t.Error("nothing is handed over")
		}
		if len(names(t, dir)) != 2 {
			t.Errorf("while it runs there are %v, want lock and line", names(t, dir))
		}
		f.Close()
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("left are %v", names(t, dir))
		}
		other := filepath.Join(folder(t), "of others")
		for _, path := range []string{other, filepath.Join(other, "file")} {
			if err := os.MkdirAll(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		f, _ = begin(other, nil, by)
		f.Close()
		if got := names(t, other); !slices.Equal(got, []string{"file"}) {
			t.Errorf("where there is more, left is %q", got)
		}
	})
}

func names(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// Whatever the first start does, a second one gets a window.
func TestAFirstStartThatDoesNotAnswer(t *testing.T) {
	tests := map[string]func(t *testing.T, dir string, by line){
		"it hangs before it listens": func(t *testing.T, dir string, _ line) {
			lock, err := acquire(dir)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = lock.Close() })
		},
		"it never accepts": func(t *testing.T, dir string, by line) {
			f, _ := begin(dir, nil, by)
			t.Cleanup(f.Close)
		},
		"it does not take the photos": func(t *testing.T, dir string, by line) { first(t, dir, by, false) },
	}
	for name, prepare := range tests {
		t.Run(name, func(t *testing.T) {
			overEach(t, func(t *testing.T, by line) {
				dir := folder(t)
				prepare(t, dir, by)
				began := time.Now()
				if f, handed := start(dir, []string{"/a"}, by, short); f != nil || handed {
					t.Errorf("the second start is %v, handed %v", f, handed)
				}
				if took := time.Since(began); took > 20*short.opening {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

// A window may take longer to come up than a start waits for who never listens.
func TestAFirstStartThatTakesItsTime(t *testing.T) {
	overEach(t, func(t *testing.T, by line) {
		dir := folder(t)
		f, _ := begin(dir, nil, by)
		t.Cleanup(f.Close)
		shown := time.AfterFunc(2*short.patience, func() { f.Serve(func([]string) bool { return true }) })
		defer shown.Stop()
		if _, handed := start(dir, []string{"/a"}, by, limits{short.patience, opening}); !handed {
			t.Error("the second start did not wait for the window")
		}
	})
}

func TestWhatIsNotUnderstoodIsLeft(t *testing.T) {
	overEach(t, func(t *testing.T, by line) {
		dir := folder(t)
		_, got := first(t, dir, by, true)
		for name, text := range map[string][]byte{
			"nonsense":  []byte("hello\n"),
			"too long":  append(bytes.Repeat([]byte("x"), maxMessage+1), '\n'),
			"cut short": []byte(`{"sources":`),
		} {
			conn, err := by.dial(dir, time.Now().Add(patience))
			if err != nil {
				t.Fatal(err)
			}
			_, _ = conn.Write(text) // the other side may hang up before it has all
			inner := conn
			if g, ok := conn.(*guarded); ok {
				inner = g.Conn
			}
			_ = inner.(interface{ CloseWrite() error }).CloseWrite()
			if answer, _ := io.ReadAll(conn); len(answer) > 0 {
				t.Errorf("%s was answered with %q", name, answer)
			}
			_ = conn.Close()
		}
		if _, handed := begin(dir, []string{"/a"}, by); !handed || len(got()) != 1 {
			t.Errorf("after that: handed %v, got %q", handed, got())
		}
	})
}

func TestMoreThanAMessageHoldsOpensAWindow(t *testing.T) {
	overEach(t, func(t *testing.T, by line) {
		dir := folder(t)
		_, got := first(t, dir, by, true)
		if f, handed := begin(dir, []string{strings.Repeat("x", maxMessage)}, by); f != nil || handed || len(got()) != 0 {
			t.Errorf("handed %v, got %d messages", handed, len(got()))
		}
	})
}
