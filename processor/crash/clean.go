package crash

import (
	"path"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// maxClean bounds a cleaned text, in bytes.
const maxClean = 64 << 10

// leftOut stands for a message that may say anything.
const leftOut = "(the message is left out)"

// Clean takes out of a stack trace of the runtime's, or of all that it writes
// about a crash, whatever may tell of photos, people or machines. It copies
// nothing that it does not know: what is left are the kinds of faults, the
// functions, and the files of the program that they are in, without the folder
// that the program was built in. The result has lines of printable ASCII and
// tabs, and at most 64 kB.
func Clean(text string) string {
	var c cleaner
	for line := range strings.SplitSeq(text, "\n") {
		c.line(strings.TrimSuffix(line, "\r"))
	}
	return c.out.String()
}

// cleaner goes through the lines of a trace:
//
//	panic: runtime error: index out of range [5] with length 3
//	[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48c0d6]
//
//	goroutine 7 [running]:
//	thumbpool/ui.(*Window).apply(0xc000123456, {0x1, 0x2})
//		/home/somebody/thumbpool/ui/session.go:123 +0x1d
//	created by thumbpool/ui.New in goroutine 1
//		/home/somebody/thumbpool/ui/window.go:45 +0x2a
//
// A message with line breaks cannot look like the rest: the runtime moves all
// its lines but the first to the right.
type cleaner struct {
	out     strings.Builder
	inside  bool   // of a goroutine
	pkg     string // of the function in the line before, or empty
	skipped bool   // functions that are not known were just left out
}

// Patterns are compiled when the first report is read: that takes longer than all
// else that the programs do before main.
var (
	signalLine    = pattern(`^(?:\[signal )?(SIG[A-Z]{1,8})[:\]]|^\[signal 0x([0-9a-f]{8}) `) // Windows has numbers
	goroutineLine = pattern(`^goroutine (\d{1,9}) (?:gp=\S+ )?(?:m=\S+ )?(?:mp=\S+ )?\[([^\],]*)`)
	createdLine   = pattern(`^created by (\S+)(?: in goroutine (\d{1,9}))?$`)
	fileLine      = pattern(`^\t(.*\.(?:go|s)):(\d{1,9})(?: |$)`)
	fileName      = pattern(`^[a-z0-9_]{1,80}\.(?:go|s)$`)
	identifiers   = pattern(`^[A-Za-z0-9_.()*\[\]-]{1,200}$`)
	importPath    = pattern(`^[A-Za-z0-9_./~%-]{1,200}$`)
)

func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

func (c *cleaner) line(line string) {
	if created := createdLine().FindStringSubmatch(line); c.inside && created != nil {
		suffix := ""
		if created[2] != "" {
			suffix = " in goroutine " + created[2]
		}
		c.function("created by ", created[1], suffix)
		return
	}
	if message, ok := strings.CutPrefix(line, "panic: "); ok {
		c.say("panic: " + known(message, isRuntimeError))
		return
	}
	if message, ok := strings.CutPrefix(line, "fatal error: "); ok {
		c.say("fatal error: " + known(message, isFatal))
		return
	}
	if signal := signalLine().FindStringSubmatch(line); signal != nil {
		c.say("signal " + signal[1] + signal[2])
		return
	}
	if goroutine := goroutineLine().FindStringSubmatch(line); goroutine != nil {
		head := "goroutine " + goroutine[1]
		if slices.Contains(states, goroutine[2]) {
			head += " [" + goroutine[2] + "]"
		}
		c.say("\n" + head)
		c.inside = true
		return
	}
	if file := fileLine().FindStringSubmatch(line); file != nil {
		c.file(file[1], file[2])
		return
	}
	if end := strings.LastIndexByte(line, '('); c.inside && end > 0 && strings.HasSuffix(line, ")") {
		c.function("", line[:end], "")
	}
}

// function notes a function, if it is one of the program's, of its modules' or of
// the standard library's.
func (c *cleaner) function(prefix, name, suffix string) {
	pkg, rest := split(name)
	if name != "panic" && (!isKnown(pkg) || !importPath().MatchString(pkg) || !identifiers().MatchString(rest)) {
		c.pkg = ""
		if !c.skipped {
			c.say("...")
		}
		c.skipped = true
		return
	}
	c.say(prefix + name + suffix)
	c.pkg = pkg
	if name == "panic" {
		c.pkg = "runtime"
	}
}

// file notes where in the function's package it was.
func (c *cleaner) file(at, line string) {
	name := path.Base(strings.ReplaceAll(at, `\`, "/"))
	if c.pkg != "" && fileName().MatchString(name) {
		c.say("\t" + c.pkg + "/" + name + ":" + line)
	}
	c.pkg = ""
}

func (c *cleaner) say(line string) {
	c.skipped = false
	if c.out.Len()+len(line)+1 <= maxClean {
		c.out.WriteString(line + "\n")
	}
}

// split parts a function's name into the path of its package and the rest:
// "example.org/a/b.(*T).F" into "example.org/a/b" and "(*T).F".
func split(name string) (pkg, rest string) {
	function, _, _ := strings.Cut(name, "[") // [...] stands for types, which have paths too
	slash := strings.LastIndexByte(function, '/')
	dot := strings.IndexByte(name[slash+1:], '.')
	if dot < 0 {
		return "", name
	}
	return name[:slash+1+dot], name[slash+2+dot:]
}

// isKnown says whether a package is the program's own, of one of its modules or
// the standard library's.
func isKnown(pkg string) bool {
	root, _, _ := strings.Cut(pkg, "/")
	if slices.Contains(roots, root) {
		return true
	}
	return slices.ContainsFunc(modules(), func(m string) bool { return pkg == m || strings.HasPrefix(pkg, m+"/") })
}

// modules are those that the program is built of.
var modules = sync.OnceValue(func() []string {
	var paths []string
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			// A function's name has its package's path with dots in the last part escaped.
			dir, last := path.Split(m.Path)
			paths = append(paths, m.Path, dir+strings.ReplaceAll(last, ".", "%2e"))
		}
	}
	return paths
})

// roots are the first parts of the paths of the program's packages and of the
// standard library's.
var roots = []string{
	"thumbpool", "main",
	"archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto", "database", "debug", "embed", "encoding",
	"errors", "expvar", "flag", "fmt", "go", "hash", "html", "image", "index", "internal", "io", "iter", "log", "maps", "math",
	"mime", "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "slices", "sort", "strconv", "strings", "structs",
	"sync", "syscall", "testing", "text", "time", "unicode", "unique", "unsafe", "weak",
}

// states are those of goroutines.
var states = []string{
	"idle", "runnable", "running", "syscall", "waiting", "sleep", "select", "select (no cases)", "IO wait", "chan receive", "chan send",
	"chan receive (nil chan)", "chan send (nil chan)", "semacquire", "sync.Cond.Wait", "sync.Mutex.Lock", "sync.RWMutex.Lock",
	"sync.RWMutex.RLock", "sync.WaitGroup.Wait", "finalizer wait", "GC worker (idle)", "force gc (idle)", "GC sweep wait", "GC scavenge wait",
}

// known is a message of the runtime's own, or what stands for another one.
func known(message string, is func(string) bool) string {
	for _, end := range []string{" [recovered]", " [recovered, repanicked]"} {
		message = strings.TrimSuffix(message, end)
	}
	if is(message) {
		return message
	}
	return leftOut
}

// isRuntimeError recognises the errors that the runtime panics with: they have
// no words but these, and numbers.
func isRuntimeError(message string) bool {
	words, ok := strings.CutPrefix(message, "runtime error: ")
	return ok && slices.Contains([]string{
		"index out of range", "index out of range [n]", "index out of range [n] with length n",
		"slice bounds out of range", "slice bounds out of range [n:n]", "slice bounds out of range [:n]",
		"slice bounds out of range [:n] with capacity n", "slice bounds out of range [:n] with length n",
		"slice bounds out of range [n:]", "slice bounds out of range [n:n:]", "slice bounds out of range [:n:n]",
		"slice bounds out of range [::n] with capacity n", "slice bounds out of range [::n] with length n",
		"integer divide by zero", "integer overflow", "floating point error", "negative shift amount",
		"invalid memory address or nil pointer dereference", "makeslice: len out of range", "makeslice: cap out of range",
		"growslice: len out of range", "makechan: size out of range", "hash of unhashable type",
		"cannot convert slice with length n to array or pointer to array with length n",
	}, number().ReplaceAllStringFunc(words, func(s string) string {
		if _, err := strconv.ParseInt(s, 10, 64); err != nil {
			return s
		}
		return "n"
	}))
}

var number = pattern(`-?\d+`)

// isFatal recognises the messages with which the runtime gives up.
func isFatal(message string) bool {
	return slices.Contains([]string{
		"all goroutines are asleep - deadlock!", "concurrent map iteration and map write", "concurrent map read and map write",
		"concurrent map writes", "fault", "out of memory", "runtime: cannot allocate memory", "runtime: out of memory", "stack overflow",
		"sync: RUnlock of unlocked RWMutex", "sync: Unlock of unlocked RWMutex", "sync: unlock of unlocked mutex",
		"unexpected signal during runtime execution", "no goroutines (main called runtime.Goexit) - deadlock!",
	}, message)
}
