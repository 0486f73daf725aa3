package single

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
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

// first is a first start that takes what it is sent.
func first(t *testing.T, dir string, takes bool) (f *First, got func() [][]string) {
	t.Helper()
	f, handed := Start(dir, nil)
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
	dir := folder(t)
	f, got := first(t, dir, true)
	for _, sources := range [][]string{{"/photos/Iceland 2026", "https://example.org/a.jpg"}, nil} {
		if second, handed := Start(dir, sources); second != nil || !handed {
			t.Errorf("the second start is %v, handed %v", second, handed)
		}
	}
	if all := got(); len(all) != 2 || !slices.Equal(all[0], []string{"/photos/Iceland 2026", "https://example.org/a.jpg"}) || len(all[1]) != 0 {
		t.Errorf("handed over are %q", all)
	}
	f.Close()
	next, handed := Start(dir, nil)
	if next == nil || handed {
		t.Fatalf("after the first has ended, the next is %v, handed %v", next, handed)
	}
	next.Close()
}

func TestManyStartsAtOnceMakeOneFirst(t *testing.T) {
	dir := folder(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	firsts, others := 0, 0
	for range 8 {
		wg.Go(func() {
			f, handed := Start(dir, []string{"/photos"})
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
}

func TestASocketThatACrashLeftIsReplaced(t *testing.T) {
	dir := folder(t)
	l, err := net.Listen("unix", socket(dir))
	if err != nil {
		t.Fatal(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	_, got := first(t, dir, true)
	if _, handed := Start(dir, []string{"/a"}); !handed || len(got()) != 1 {
		t.Errorf("handed %v, got %q", handed, got())
	}
}

// Whatever the first start does, a second one gets a window.
func TestAFirstStartThatDoesNotAnswer(t *testing.T) {
	const short = 300 * time.Millisecond
	hold := func(t *testing.T, dir string) {
		t.Helper()
		lock, err := acquire(filepath.Join(dir, "lock-"+display()))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = lock.Close() })
	}
	tests := map[string]func(t *testing.T, dir string){
		"it hangs before it listens": hold,
		"it never accepts": func(t *testing.T, dir string) {
			hold(t, dir)
			l, err := net.Listen("unix", socket(dir))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = l.Close() })
		},
		"it does not take the photos": func(t *testing.T, dir string) { first(t, dir, false) },
	}
	for name, prepare := range tests {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			prepare(t, dir)
			began := time.Now()
			if f, handed := start(dir, []string{"/a"}, short); f != nil || handed {
				t.Errorf("the second start is %v, handed %v", f, handed)
			}
			if took := time.Since(began); took > 20*short {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func TestWhatIsNotUnderstoodIsLeft(t *testing.T) {
	dir := folder(t)
	_, got := first(t, dir, true)
	for name, text := range map[string][]byte{
		"nonsense":  []byte("hello\n"),
		"too long":  append(bytes.Repeat([]byte("x"), maxMessage+1), '\n'),
		"cut short": []byte(`{"sources":`),
	} {
		conn, err := net.Dial("unix", socket(dir))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = conn.Write(text) // the other side may hang up before it has all
		_ = conn.(*net.UnixConn).CloseWrite()
		if answer, _ := io.ReadAll(conn); len(answer) > 0 {
			t.Errorf("%s was answered with %q", name, answer)
		}
		_ = conn.Close()
	}
	if _, handed := Start(dir, []string{"/a"}); !handed || len(got()) != 1 {
		t.Errorf("after that: handed %v, got %q", handed, got())
	}
}

// What is no socket of ours where ours belongs is left, and so is what a link
// there leads to; the program goes on by itself.
func TestWhatIsPlantedIsLeft(t *testing.T) {
	for _, name := range []string{"lock-" + display(), "socket-" + display()} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			other := filepath.Join(dir, "other")
			if err := os.WriteFile(other, []byte("a photo"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(other, filepath.Join(dir, name)); err != nil {
				t.Skip("no links here:", err)
			}
			if f, handed := start(dir, []string{"/a"}, 300*time.Millisecond); f != nil || handed {
				t.Errorf("the start is %v, handed %v", f, handed)
				f.Close()
			}
			if to, err := os.Readlink(filepath.Join(dir, name)); err != nil || to != other {
				t.Errorf("the link leads to %q, %v", to, err)
			}
			if text, err := os.ReadFile(other); err != nil || string(text) != "a photo" {
				t.Errorf("behind it lies %q, %v", text, err)
			}
		})
	}
}

func TestNobodyElseReachesLockAndSocket(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are another thing there")
	}
	base := folder(t)
	t.Setenv("XDG_RUNTIME_DIR", base)
	dir, err := Folder()
	if err != nil {
		t.Fatal(err)
	}
	first(t, dir, true)
	if info, err := os.Lstat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(filepath.Join(dir, "lock-"+display())); err != nil || info.Mode() != 0o600 {
		t.Errorf("the lock is %v, %v", info.Mode(), err)
	}
}

// A start that connects and says nothing is given up.
func TestAStartThatSaysNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here, there := net.Pipe()
		asked := false
		began := time.Now()
		answer(here, func([]string) bool { asked = true; return true })
		if took := time.Since(began); asked || took != patience {
			t.Errorf("asked %v after %v", asked, took)
		}
		_ = there.Close()
	})
}

// FuzzReceive receives any message: what is taken is one that could be sent, and
// no more is read than a message holds.
func FuzzReceive(f *testing.F) {
	f.Add([]byte(`{"sources":["/photos","https://example.org/a.jpg"]}` + "\n"))
	f.Add([]byte(`{"sources":null}` + "\n"))
	f.Add([]byte(`{"sources":[1]}` + "\nmore"))
	f.Fuzz(func(t *testing.T, text []byte) {
		in := bytes.NewReader(text)
		m, err := receive(in)
		if read := len(text) - in.Len(); read > maxMessage {
			t.Errorf("%d bytes were read", read)
		}
		if err != nil {
			if m.Sources != nil {
				t.Errorf("sources of no message: %q", m.Sources)
			}
			return
		}
		if !bytes.ContainsRune(text, '\n') {
			t.Errorf("%q is no whole line", text)
		}
		again, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := receive(bytes.NewReader(append(again, '\n'))); err != nil || !slices.Equal(back.Sources, m.Sources) {
			t.Errorf("%q came back as %q, %v", m.Sources, back.Sources, err)
		}
	})
}

func TestMoreThanAMessageHoldsOpensAWindow(t *testing.T) {
	dir := folder(t)
	_, got := first(t, dir, true)
	if f, handed := Start(dir, []string{strings.Repeat("x", maxMessage)}); f != nil || handed || len(got()) != 0 {
		t.Errorf("handed %v, got %d messages", handed, len(got()))
	}
}

func TestDisplaysHaveWindowsOfTheirOwn(t *testing.T) {
	dir := folder(t)
	t.Setenv("DISPLAY", ":1")
	first(t, dir, true)
	t.Setenv("DISPLAY", ":2")
	f, handed := Start(dir, nil)
	if f == nil || handed {
		t.Fatalf("on another display: %v, handed %v", f, handed)
	}
	f.Close()
}

func TestFolder(t *testing.T) {
	runtime := folder(t)
	t.Setenv("XDG_RUNTIME_DIR", runtime)
	dir, err := Folder()
	if err != nil || filepath.Dir(dir) != runtime {
		t.Errorf("folder is %q, %v", dir, err)
	}
	t.Setenv("TMPDIR", folder(t))
	t.Setenv("XDG_RUNTIME_DIR", filepath.Join(runtime, "missing"))
	if dir, err := Folder(); err != nil || filepath.Dir(dir) != os.TempDir() {
		t.Errorf("without a runtime folder it is %q, %v", dir, err)
	}
}

func TestAFolderThatOthersCanReachIsNotUsed(t *testing.T) {
	base := folder(t)
	open := filepath.Join(base, "open")
	if err := errors.Join(os.Mkdir(open, 0o700), os.Chmod(open, 0o777)); err != nil {
		t.Fatal(err)
	}
	if dir, err := own(open); err == nil {
		t.Errorf("%s is used", dir)
	}
	link := filepath.Join(base, "link")
	if err := os.Symlink(base, link); err != nil {
		t.Fatal(err)
	}
	if dir, err := own(link); err == nil {
		t.Errorf("the link %s is used", dir)
	}
}
