package crash

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
)

// crashVariable has the test's program crash in a way, in the folder of
// folderVariable.
const crashVariable, folderVariable = "CRASH_OF_TEST", "FOLDER_OF_TEST"

// secret is in the panics, the values and the folders of these tests.
const secret = "Anna-at-the-sea"

func TestMain(m *testing.M) {
	if how := os.Getenv(crashVariable); how != "" {
		if _, err := Keep(os.Getenv(folderVariable), "1.2.3"); err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
		ruin(how, "/home/"+secret+"/photo.jpg", make([]int, 3))
	}
	os.Exit(m.Run())
}

// ruin crashes.
//
//go:noinline
func ruin(how, path string, values []int) {
	switch how {
	case "index":
		values[len(path)] = 1
	case "message":
		panic("cannot read " + path + "\ngoroutine 1 [" + secret + "]:\n" + secret + ".F(0x1)\n\t/home/" + secret + ".go:1 +0x1")
	case "error":
		panic(fmt.Errorf("%w: %s", errors.ErrUnsupported, path))
	case "nil":
		var p *string
		*p = path
	case "fatal": // which cannot be recovered from
		var mu sync.Mutex
		mu.Unlock()
	case "goroutine":
		done := make(chan bool)
		go func() { defer close(done); values[len(path)] = 2 }()
		<-done
	}
}

// crash runs a program that crashes, and returns what it left.
func crash(t *testing.T, folder, how string) (trace string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), crashVariable+"="+how, folderVariable+"="+folder)
	out, err := cmd.CombinedOutput()
	if _, ended := errors.AsType[*exec.ExitError](err); !ended {
		t.Fatalf("the program did not crash: %v: %s", err, out)
	}
	traces, err := filepath.Glob(filepath.Join(folder, tracePrefix+"*"+traceSuffix))
	if err != nil || len(traces) != 1 {
		t.Fatalf("it left %v, %v: %s", traces, err, out)
	}
	info, err := os.Stat(traces[0])
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the trace: %v", info.Mode())
	}
	text, err := os.ReadFile(traces[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestACrashBecomesAReport(t *testing.T) {
	for how, says := range map[string]string{
		"index":     "panic: runtime error: index out of range [31] with length 3",
		"message":   "panic: " + leftOut,
		"error":     "panic: " + leftOut,
		"nil":       fault,
		"fatal":     "internal/sync.fatal",
		"goroutine": "created by thumbpool/processor/crash.ruin in goroutine 1",
	} {
		t.Run(how, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "cache")
			trace := crash(t, folder, how)
			path, err := Collect(folder)
			if err != nil || path != Report(folder) {
				t.Fatalf("the report is %q, %v", path, err)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			report := string(text)
			for _, want := range []string{"Thumbpool 1.2.3 " + runtime.GOOS + "/" + runtime.GOARCH + " go1.", says, "thumbpool/processor/crash.ruin", "\tthumbpool/processor/crash/crash_test.go:"} {
				if !strings.Contains(report, want) {
					t.Errorf("the report does not say %q:\n%s\nof the trace\n%s", want, report, trace)
				}
			}
			home, err := filepath.Abs(".")
			if err != nil {
				t.Fatal(err)
			}
			for _, never := range []string{secret, home, "/src/runtime", "0x", "photo.jpg"} {
				if strings.Contains(report, never) {
					t.Errorf("the report says %q:\n%s", never, report)
				}
			}
			if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Errorf("others may read the report: %v, %v", info.Mode(), err)
			}
			if files := names(t, folder); len(files) != 1 {
				t.Errorf("the folder holds %v", files)
			}
			if path, err := Collect(folder); path != "" || err != nil {
				t.Errorf("the same crash is reported again: %q, %v", path, err)
			}
		})
	}
}

func names(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestWithoutACrashNothingStays(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "cache")
	end, err := Keep(folder, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	if path, err := Collect(folder); path != "" || err != nil || len(names(t, folder)) != 1 {
		t.Errorf("while a program runs, another start reports %q, %v and leaves %v", path, err, names(t, folder))
	}
	end()
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("left are %v, %v", names(t, folder), err)
	}
}

func TestWhatElseIsInTheFolderStays(t *testing.T) {
	folder := t.TempDir()
	end, err := Keep(folder, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(folder, "Sample pictures"), 0o700); err != nil {
		t.Fatal(err)
	}
	end()
	if left := names(t, folder); !slices.Equal(left, []string{"Sample pictures"}) {
		t.Errorf("left are %v", left)
	}
}

func TestAProgramThatWasKilledIsNoCrash(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, tracePrefix+"1"+traceSuffix), []byte("Thumbpool 1.2.3 go1.26\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if path, err := Collect(folder); path != "" || err != nil || len(names(t, folder)) != 0 {
		t.Errorf("reported is %q, %v; left are %v", path, err, names(t, folder))
	}
}

func TestTheReportOfManyAndLongTracesIsBounded(t *testing.T) {
	folder := t.TempDir()
	long := "Thumbpool 1.2.3 go1.26\npanic: x\n\ngoroutine 1 [running]:\n" + strings.Repeat("main.f(0x1)\n\t/home/x.go:1 +0x1\n", maxTrace/16)
	for i := range maxTraces + 3 {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprint(tracePrefix, i, traceSuffix)), []byte(long), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path, err := Collect(folder)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() > MaxReport || info.Size() < maxClean {
		t.Errorf("the report has %d bytes, %v", info.Size(), err)
	}
	if files := names(t, folder); len(files) != 1 {
		t.Errorf("left are %v", files)
	}
}

// What lies where a trace or the report belongs and is none is left.
func TestWhatIsPlantedIsLeft(t *testing.T) {
	folder, other := t.TempDir(), filepath.Join(t.TempDir(), "photo")
	if err := os.WriteFile(other, []byte("panic: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, filepath.Join(folder, tracePrefix+"1"+traceSuffix)); err != nil {
		t.Skip("no links here:", err)
	}
	if path, err := Collect(folder); path != "" || err != nil || len(names(t, folder)) != 1 {
		t.Errorf("reported is %q, %v", path, err)
	}
	if err := os.Symlink(other, Report(folder)); err != nil {
		t.Fatal(err)
	}
	trace := filepath.Join(folder, tracePrefix+"2"+traceSuffix)
	if err := os.WriteFile(trace, []byte("Thumbpool 1.2.3 go1.26\npanic: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if path, err := Collect(folder); path != "" || err == nil {
		t.Errorf("reported is %q, %v", path, err)
	}
	if _, err := os.Stat(trace); err != nil {
		t.Errorf("the trace that could not be reported is gone: %v", err)
	}
	if text, err := os.ReadFile(other); err != nil || string(text) != "panic: x\n" {
		t.Errorf("behind the links lies %q, %v", text, err)
	}
}

func TestCleanOfAFaultThatWasSurvived(t *testing.T) {
	var stack []byte
	func() {
		defer func() {
			_ = recover()
			stack = debug.Stack()
		}()
		ruin("index", secret, nil)
	}()
	got := Clean(string(stack))
	for _, want := range []string{"goroutine ", " [running]\n", "runtime/debug.Stack\n", "panic\n\truntime/panic.go:", "thumbpool/processor/crash.ruin\n\tthumbpool/processor/crash/crash_test.go:", "testing.tRunner\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "0x") || strings.Contains(got, "/src/runtime") {
		t.Errorf("values or folders are in\n%s", got)
	}
	if again := Clean(got); strings.Contains(again, secret) {
		t.Errorf("cleaned twice it is %q", again)
	}
}

// trace is what the runtime writes about a crash with that message, in a program
// that was built in folder and had that value at hand.
func trace(message, folder, value string) string {
	message = strings.ReplaceAll(message, "\n", "\n\t") // as the runtime does
	folder = strings.NewReplacer("\n", "", "\r", "").Replace(folder)
	value = strings.NewReplacer("\n", "", "\r", "", "(", "", ")", "").Replace(value)
	return "panic: " + message + "\n\n" +
		"goroutine 7 [running, locked to thread]:\n" +
		"thumbpool/ui.(*Window).apply(0xc000123456, {" + value + "})\n" +
		"\t" + folder + "/ui/session.go:123 +0x1d\n" +
		"example.org/" + value + ".F(0x1)\n" +
		"\t" + folder + "/f.go:1 +0x1\n" +
		"created by thumbpool/ui.New in goroutine 1\n" +
		"\t" + folder + "/ui/window.go:45 +0x2a\n" +
		"\n" + "r8  0x" + value + "\n"
}

// FuzzTrace has crashes with any message, folder and value: nothing of them is
// left.
func FuzzTrace(f *testing.F) {
	f.Add("cannot read /home/anna/photo.jpg", "/home/anna/src", "0x616e6e61")
	f.Add("a\ngoroutine 1 [running]:\nmain.anna(0x1)\n\t/home/anna/x.go:1", `C:\Users\anna`, "anna.F")
	want := Clean(trace("a message", "/", "0x1"))
	if want != "panic: "+leftOut+"\n\ngoroutine 7 [running]\nthumbpool/ui.(*Window).apply\n\tthumbpool/ui/session.go:123\n...\ncreated by thumbpool/ui.New in goroutine 1\n\tthumbpool/ui/window.go:45\n" {
		f.Fatalf("a trace becomes\n%s", want)
	}
	f.Fuzz(func(t *testing.T, message, folder, value string) {
		if got := Clean(trace("it is about "+message, folder, value)); got != want {
			t.Errorf("from the message %q, the folder %q and the value %q came\n%s\nand not\n%s", message, folder, value, got, want)
		}
	})
}

// form is what a line of a cleaned text can be.
var form = regexp.MustCompile(`^(|\.\.\.|panic: .*|fatal error: .*|signal (SIG[A-Z]+|[0-9a-f]{8})|goroutine \d+( \[[A-Za-z. ()-]+\])?|(created by )?(panic|[A-Za-z0-9_./~%-]+\.[A-Za-z0-9_.()*\[\]-]+)( in goroutine \d+)?|\t[A-Za-z0-9_./~%-]+/[a-z0-9_]+\.(go|s):\d+)$`)

// FuzzClean cleans any text: what is left has the form of a trace, no path that
// begins at a root, and is bounded.
func FuzzClean(f *testing.F) {
	f.Add(trace("runtime error: index out of range [5] with length 3", "/home/anna", "0x1"))
	f.Add("fatal error: concurrent map writes\n[signal SIGSEGV: segmentation violation code=0x1]\ngoroutine 1 gp=0x1 m=0 mp=0x2 [select (no cases)]:\nmain.main()\n\t/x.go:1\n")
	f.Add("goroutine 1 [running]:\r\nthumbpool/ui./home/anna(0x1)\r\n\tC:\\a.go:3 +0x1\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		got := Clean(text)
		if len(got) > maxClean {
			t.Errorf("%d bytes are left", len(got))
		}
		for line := range strings.SplitSeq(got, "\n") {
			if !form.MatchString(line) {
				t.Errorf("%q is left of %q", line, text)
			}
			if message, ok := strings.CutPrefix(line, "panic: "); ok && message != leftOut && !isRuntimeError(message) {
				t.Errorf("the message %q is left", message)
			}
			if message, ok := strings.CutPrefix(line, "fatal error: "); ok && message != leftOut && !isFatal(message) {
				t.Errorf("the message %q is left", message)
			}
			for word := range strings.FieldsSeq(line) {
				if strings.HasPrefix(word, "/") || strings.Contains(word, ":/") || strings.Contains(word, `\`) {
					t.Errorf("the path %q is left", word)
				}
			}
		}
	})
}
