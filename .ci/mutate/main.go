// Command mutate breaks the project's promises in its code, one at a time, and
// sees whether a test notices.
//
//	cd .ci/mutate && go run . [-only REGEXP] [-list]
//
// Each mutation is a piece of code and what it becomes, with the promise that
// is broken by it and the tests that must fail. They are made in a copy of the
// working tree. The table at the end says which test failed first. A mutation
// that no test notices, that does not compile, or whose piece of code is not
// there any more is an error: exit status 1.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// mutation is one way to break a promise.
type mutation struct {
	promise string // as README and ARCHITECTURE give it
	what    string // what is done to the code
	file    string
	old     string // is there once
	new     string
	tests   string // arguments of go test, after "race " with the race detector; or a test of the package faults, after "faults "
}

// outcome is what became of a mutation.
type outcome struct {
	mutation
	verdict string
	ok      bool
	took    time.Duration
}

func main() {
	only := flag.String("only", "", "only mutations whose promise, file or description this matches")
	list := flag.Bool("list", false, "list the mutations, with those that fit the code no more, and try none")
	flag.Parse()
	if err := run(*only, *list); err != nil {
		fmt.Fprintf(os.Stderr, "mutate: %v\n", err)
		os.Exit(1)
	}
}

func run(only string, list bool) error {
	pattern, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	chosen := slices.DeleteFunc(slices.Clone(mutations()), func(m mutation) bool {
		return !pattern.MatchString(m.promise + "\n" + m.file + "\n" + m.what)
	})
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		return err
	}
	if list {
		for _, m := range chosen {
			stale := ""
			if code, err := os.ReadFile(filepath.Join(root, m.file)); err != nil || bytes.Count(code, []byte(m.old)) != 1 {
				stale = "STALE: "
			}
			fmt.Printf("%s%s: %s (%s)\n", stale, m.promise, m.what, m.file)
		}
		return nil
	}
	copied, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(copied)
	if err := copyTree(root, copied); err != nil {
		return err
	}
	bench := &workbench{dir: copied, passes: map[string]error{}}
	var outcomes []outcome
	for i, m := range chosen {
		start := time.Now()
		o := bench.try(m)
		o.took = time.Since(start)
		outcomes = append(outcomes, o)
		fmt.Fprintf(os.Stderr, "%3d of %d  %-9s %s: %s\n", i+1, len(chosen), o.state(), m.promise, m.what)
	}
	return report(os.Stdout, outcomes)
}

func (o outcome) state() string {
	if o.ok {
		return "noticed"
	}
	word, _, _ := strings.Cut(o.verdict, ":")
	return word
}

// report prints the table, and counts.
func report(w io.Writer, outcomes []outcome) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "promise\tmutation\tfile\tnoticed by\tseconds")
	alive := 0
	for _, o := range outcomes {
		if !o.ok {
			alive++
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%.0f\n", o.promise, o.what, o.file, o.verdict, o.took.Seconds())
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(w, "%d mutations, %d noticed, %d not\n", len(outcomes), len(outcomes)-alive, alive)
	if alive > 0 {
		return errors.New("some promises can be broken without a test that notices")
	}
	return nil
}

// copyTree copies what git knows or would know.
func copyTree(from, to string) error {
	names, err := exec.Command("git", "-C", from, "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join(from, name))
		if errors.Is(err, os.ErrNotExist) {
			continue // removed and not committed
		}
		if err != nil {
			return err
		}
		path := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// workbench is the copy.
type workbench struct {
	dir    string
	passes map[string]error // tests that were run on the code as it is
}

// try makes one mutation, runs its tests, and takes it back.
func (b *workbench) try(m mutation) outcome {
	o := outcome{mutation: m}
	path := filepath.Join(b.dir, filepath.FromSlash(m.file))
	code, err := os.ReadFile(path)
	if err != nil {
		o.verdict = "STALE: " + err.Error()
		return o
	}
	if n := bytes.Count(code, []byte(m.old)); n != 1 {
		o.verdict = fmt.Sprintf("STALE: the code is there %d times", n)
		return o
	}
	if err := b.unbroken(m.tests); err != nil {
		o.verdict = "NO BASIS: the tests fail as it is: " + err.Error()
		return o
	}
	changed := bytes.Replace(code, []byte(m.old), []byte(m.new), 1)
	if err := os.WriteFile(path, changed, 0o644); err != nil {
		o.verdict = err.Error()
		return o
	}
	out, err := b.test(m.tests)
	if back := os.WriteFile(path, code, 0o644); back != nil {
		o.verdict = back.Error()
		return o
	}
	switch {
	case err == nil:
		o.verdict = "SURVIVED"
	case bytes.Contains(out, []byte("[build failed]")) || bytes.Contains(out, []byte("[setup failed]")):
		o.verdict = "DOES NOT COMPILE: " + firstLine(out)
	default:
		o.verdict, o.ok = failed(out)
	}
	return o
}

// unbroken runs tests on the code as it is, once.
func (b *workbench) unbroken(tests string) error {
	err, ran := b.passes[tests]
	if !ran {
		var out []byte
		if out, err = b.test(tests); err != nil {
			err = errors.New(firstLine(out))
		} else if bytes.Contains(out, []byte("no tests to run")) {
			err = errors.New("there are none of that name")
		}
		b.passes[tests] = err
	}
	return err
}

// test runs tests in the copy.
func (b *workbench) test(tests string) ([]byte, error) {
	args := append([]string{"test", "-count=1", "-timeout=3m"}, strings.Fields(tests)...)
	if name, ok := strings.CutPrefix(tests, "faults "); ok {
		if out, err := b.command("build", "-buildvcs=false", "-o", "bin/thumbpool-cli", "./cmd/thumbpool-cli").CombinedOutput(); err != nil {
			return append(out, "[build failed]"...), err
		}
		effort := "quick"
		if strings.Contains(name, "/") { // a few of its parts, so all of those
			effort = "full"
		}
		args = []string{
			"test", "-count=1", "-timeout=5m", "-tags=faults", "-run", name,
			"./cmd/thumbpool-cli/faults", "-args", "-effort=" + effort, "-seed=1",
		}
	}
	cmd := b.command(args...)
	if rest, ok := strings.CutPrefix(tests, "race "); ok {
		cmd = b.command(append([]string{"test", "-race", "-count=1", "-timeout=5m"}, strings.Fields(rest)...)...)
		cmd.Env = append(cmd.Env, "CGO_ENABLED=1")
	}
	return cmd.CombinedOutput()
}

func (b *workbench) command(args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	return cmd
}

var failure = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

// failed says which test noticed: the innermost of the first that failed.
func failed(out []byte) (verdict string, ok bool) {
	var name string
	for _, match := range failure.FindAllSubmatch(out, -1) {
		if found := string(match[1]); name == "" || strings.HasPrefix(found, name+"/") {
			name = found
		}
	}
	switch {
	case name != "":
		return name, true
	case bytes.Contains(out, []byte("panic: test timed out")):
		return "a test that hangs", true
	case bytes.Contains(out, []byte("panic: ")), bytes.Contains(out, []byte("fatal error: ")), bytes.Contains(out, []byte("DATA RACE")), bytes.Contains(out, []byte("found unexpected goroutines")):
		return "a crash: " + firstLine(out), true
	}
	return "NOT CLEAR: " + firstLine(out), false
}

func firstLine(out []byte) string {
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return line
		}
	}
	return ""
}

// mutations are all that are known, by the room that they are in.
func mutations() []mutation {
	return slices.Concat(inPlace(), inPlan(), inRun(), inParts(), inPictures(), inDownloads(), inTexts())
}
