// Package crash turns what the runtime writes when the program crashes into a
// report that can be passed on. The report says which version it was, on which
// system, and where in the program; it holds nothing of photos, no path, no name
// of a file, a user or a machine, and no value that the program had at hand.
//
//	Keep ──► crash ──► trace, private to the user ──► Collect, at the next start ──► report
//
// [Clean] does the same for the stack of a fault that the program has survived.
package crash

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"thumbpool/processor/place"
)

const (
	// reportName is the file that the reports are kept in.
	reportName = "crash-report.txt"
	// Traces are named crash-0123456789abcdef.trace.
	tracePrefix, traceSuffix = "crash-", ".trace"
	// maxTrace is how much is read of a trace, in bytes, and maxTraces of how many.
	maxTrace, maxTraces = 1 << 20, 8
	// MaxReport is the longest report, in bytes.
	MaxReport = maxTraces*(maxClean+256) + 1024
)

// Report is the path of the report in a folder, which need not be there.
func Report(folder string) string { return filepath.Join(folder, reportName) }

// Keep has the runtime write a crash to a new file in folder, which is made if
// need be; only the user may read it. version is the program's. end takes it back
// and removes the file, and the folder if nothing else is in it.
func Keep(folder, version string) (end func(), err error) {
	if err := place.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("crashes cannot be kept: %w", err)
	}
	path := filepath.Join(folder, fmt.Sprintf("%s%016x%s", tracePrefix, rand.Uint64(), traceSuffix))
	f, err := place.Open(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("crashes cannot be kept: %w", err)
	}
	err = place.Hold(f) // another start must not take it for one of a program that has ended
	if err == nil {
		_, err = fmt.Fprintf(f, "Thumbpool %s %s\n", version, runtime.Version())
	}
	if err == nil {
		err = debug.SetCrashOutput(f, debug.CrashOptions{})
	}
	end = func() {
		_ = debug.SetCrashOutput(nil, debug.CrashOptions{})
		_ = f.Close()            // nothing in it is wanted
		_ = place.Remove(path)   // the next start would
		_ = place.Remove(folder) // unless there is more in it
	}
	if err != nil {
		end()
		return nil, fmt.Errorf("crashes cannot be kept: %w", err)
	}
	return end, nil
}

// Collect makes a report of the crashes that [Keep] has kept in folder, in the
// place of an earlier one, removes what they have left, and returns the report's
// path; an empty one if there was no crash.
func Collect(folder string) (path string, err error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	var all []string
	var done []func()
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, tracePrefix) || !strings.HasSuffix(name, traceSuffix) {
			continue
		}
		trace, remove, ok := take(filepath.Join(folder, name))
		if !ok {
			continue
		}
		done = append(done, remove)
		if about := describe(trace); about != "" && len(all) < maxTraces {
			all = append(all, about)
		}
	}
	if len(all) > 0 {
		path = Report(folder)
		writing := place.Write(path, place.File, 0o600, func(w io.Writer) error {
			_, err := io.WriteString(w, preface+strings.Join(all, "\n"))
			return err
		})
		if writing != nil { // the next start tries again
			return "", errors.Join(err, fmt.Errorf("the report of a crash cannot be written: %w", writing))
		}
	}
	for _, remove := range done {
		remove()
	}
	return path, err
}

const preface = `Thumbpool crash report

It says where in the program a fault was. What was left out: photos, names of
files, folders, people and machines, and what the program had in memory, but for
an index that was out of range.

`

// take reads a trace that no running program keeps. remove removes it.
func take(path string) (trace string, remove func(), ok bool) {
	f, err := place.Open(path, os.O_RDWR, 0)
	if err != nil {
		return "", nil, false // not ours
	}
	if place.Hold(f) != nil {
		_ = f.Close() // nothing was written
		return "", nil, false
	}
	text, err := io.ReadAll(io.LimitReader(f, maxTrace))
	return string(text), func() {
		_ = f.Close()          // nothing was written
		_ = place.Remove(path) // the next start tries again
	}, err == nil
}

// program is the first line of a trace: the program's version and that of Go.
var program = pattern(`^Thumbpool ([0-9A-Za-z.+-]{1,40}) (?:(go[0-9][0-9a-z.]{0,20})(?: |$))?`)

// describe is the report of one trace, or empty if there was no crash. The system
// is the one that this program is for.
func describe(trace string) string {
	first, rest, _ := strings.Cut(trace, "\n")
	if strings.TrimSpace(rest) == "" {
		return ""
	}
	about := []string{"Thumbpool", "version not known", runtime.GOOS + "/" + runtime.GOARCH}
	if p := program().FindStringSubmatch(first); p != nil {
		about[1] = p[1]
		if p[2] != "" {
			about = append(about, p[2])
		}
	}
	return strings.Join(about, " ") + "\n" + Clean(rest)
}
