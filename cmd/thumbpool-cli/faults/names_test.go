//go:build faults && linux && amd64

package faults

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// names are names of photos that file systems have had, and programs choke on.
var names = []string{
	strings.Repeat("n", 251) + ".jpg",
	strings.Repeat("n", 255),
	strings.Repeat("写", 83) + ".jpg", // 256 bytes but one
	strings.Repeat("é", 125) + ".jpg",
	strings.Repeat("e\u0301", 83) + ".jpg", // combining
	"bad \xff\xfe utf8.jpg",
	"\xc3.jpg",
	"line\nbreak.jpg",
	"tab\tand\rreturn.jpg",
	"right \u202egnp.jpg",
	"c1 \u0085 \u009b2J.jpg",
	"esc \x1b[2J.jpg",
	"dot..jpg", "space .jpg", " leading.jpg", "trailing.jpg ", "trailing.jpg.",
	"2: b.jpg", `back\slash.jpg`, `"quoted".jpg`, "star*?.jpg", "pipe|<>.jpg",
	"..jpg", "...jpg", "-o", "--help.jpg", "-", "-s=32.jpg", "~", "$HOME.jpg", "%d%s.jpg", "%2e%2e.jpg",
	"CON", "con.jpg", "NUL.jpg", "aux.jpg", "COM1.jpg", "LPT9.jpg",
	"=1+1.jpg", "+1.jpg", "@SUM(A1).jpg",
	"case.jpg", "CASE.jpg", "Case.JPG", "\u212a.jpg", "k.jpg", "ß.jpg", "ss.jpg",
	"\u00e9.jpg", "e\u0301.jpg", // one on macOS
	"a.png", "a.jpg", "a.jpeg", "a.gif", "a", "a (2).jpg", "a.png.jpg",
	"thumbs.jpg", "worker-process", "report.jpg",
}

// TestNames makes thumbnails of photos with names of every kind, at once and
// each by itself.
func TestNames(t *testing.T) {
	dir := t.TempDir()
	source, to := filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
	must(t, os.Mkdir(source, 0o755))
	there := 0
	for i, name := range names {
		if err := os.WriteFile(filepath.Join(source, name), pictures()[i%len(pictures())], 0o644); err != nil {
			t.Logf("%q: %v", name, err) // not here
			continue
		}
		there++
	}
	before := look(t, source)
	for _, existing := range []string{"replace", "skip", "replace"} {
		r := run(t, "--json", "--existing", existing, "-s", "32", "-o", to, source)
		done := r.done(t)
		if r.code != 0 || done.Made+done.Skipped != there {
			t.Errorf("exit status %d, %d photos, %d made, %d skipped, %s", r.code, there, done.Made, done.Skipped, r.err)
		}
		if n := thumbnailsIn(t, to); n != there {
			t.Errorf("%d thumbnails of %d photos", n, there)
		}
		if existing == "skip" && done.Made > 0 {
			t.Errorf("%d made that are up to date", done.Made)
		}
		for i, line := range strings.Split(strings.TrimSuffix(r.out, "\n"), "\n") {
			if !strings.HasPrefix(line, `{"event":`) || !strings.HasSuffix(line, "}") {
				t.Errorf("line %d is no event: %q", i, line)
			}
		}
		unchanged(t, before, look(t, source))
	}
	for _, form := range []string{"txt", "csv", "json"} {
		report := filepath.Join(dir, "report."+form)
		if r := run(t, "--report", report, "-s", "32", "-o", to, source); r.code != 0 {
			t.Errorf("%+v", r)
		}
		data, err := os.ReadFile(report)
		must(t, err)
		for _, bad := range []string{"\x1b", "\u009b", "\u202e", "\u0085"} {
			if strings.Contains(string(data), bad) {
				t.Errorf("the report as %s has %q", form, bad)
			}
		}
	}
	t.Run("the text", func(t *testing.T) {
		r := run(t, "-s", "32", "-o", to, source)
		for _, bad := range []string{"\x1b", "\u009b", "\u202e", "\u0085"} {
			if strings.Contains(r.out+r.err, bad) {
				t.Errorf("the terminal gets %q", bad)
			}
		}
	})
	for _, name := range names {
		t.Run(fmt.Sprintf("%.40q alone", name), func(t *testing.T) {
			if _, err := os.Lstat(filepath.Join(source, name)); err != nil {
				t.Skip(err)
			}
			cmd := command(t, "-s", "32", "-o", t.TempDir(), "-")
			cmd.Dir = source
			cmd.Stdin = strings.NewReader("./" + name + "\x00")
			if r := finish(t, cmd); r.code != 0 {
				t.Errorf("%+v", r)
			}
		})
	}
}

// TestNoFormula holds that no cell of a report is a formula to a program that
// opens tables.
func TestNoFormula(t *testing.T) {
	dir := t.TempDir()
	names := []string{"=1+1.jpg", "+1.jpg", "-1.jpg", "@SUM(A1).jpg", "\t=2.jpg", "\r=3.jpg"}
	for _, name := range names {
		put(t, filepath.Join(dir, name), pictures()[0])
	}
	cmd := command(t, "-s", "32", "--report", "report.csv", "-")
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(strings.Join(names, "\x00") + "\x00")
	if r := finish(t, cmd); r.code != 0 {
		t.Errorf("%+v", r)
	}
	f, err := os.Open(filepath.Join(dir, "report.csv"))
	must(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	must(t, err)
	if len(rows) <= len(names) {
		t.Errorf("%d rows", len(rows))
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("the cell %q is a formula", cell)
			}
		}
	}
}

// TestDeepFolders makes thumbnails in folders deeper than a path may be long:
// those photos fail, each with a reason, and the others are made.
func TestDeepFolders(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "photos")
	all := photos(t, source, 2)
	// Relative steps go deeper than PATH_MAX.
	fd, err := unix.Open(source, unix.O_DIRECTORY|unix.O_RDONLY|unix.O_CLOEXEC, 0)
	must(t, err)
	const steps = 25
	for range steps {
		name := strings.Repeat("d", 200)
		must(t, unix.Mkdirat(fd, name, 0o755))
		next, err := unix.Openat(fd, name, unix.O_DIRECTORY|unix.O_RDONLY|unix.O_CLOEXEC, 0)
		must(t, err)
		file, err := unix.Openat(next, "deep.jpg", unix.O_CREAT|unix.O_WRONLY|unix.O_CLOEXEC, 0o644)
		must(t, err)
		_, err = unix.Write(file, pictures()[0])
		must(t, err)
		must(t, unix.Close(file))
		must(t, unix.Close(fd))
		fd = next
	}
	must(t, unix.Close(fd))
	r := run(t, "--json", "-r", "-s", "32", "-o", filepath.Join(dir, "thumbs", strings.Repeat("t", 200)), source)
	done := r.done(t)
	if done.Made < len(all)+15 || done.Failed == 0 || r.code != 1 || done.Made+done.Failed != done.Found {
		t.Errorf("exit status %d, %d made, %d failed, %d found; %.300s", r.code, done.Made, done.Failed, done.Found, r.err)
	}
	for _, ev := range r.events() {
		if ev.Event == "failed" && ev.Reason == "" {
			t.Errorf("%s failed without a reason", ev.Path)
		}
	}
}

// TestOneCostsOne puts into a library what spoils one photo or one folder, and
// holds that all others are made.
func TestOneCostsOne(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(t *testing.T, source, to string) (lost int)
	}{
		{"a file where a folder must go", func(t *testing.T, source, to string) int {
			photos(t, filepath.Join(source, "sub"), 3)
			put(t, filepath.Join(to, "sub"), theirs)
			return 3
		}},
		{"an unwritable subfolder", func(t *testing.T, source, to string) int {
			photos(t, filepath.Join(source, "sub"), 3)
			must(t, os.MkdirAll(filepath.Join(to, "sub"), 0o755))
			must(t, os.Chmod(filepath.Join(to, "sub"), 0o555))
			return 3
		}},
		{"a source that may not be read", func(t *testing.T, source, _ string) int {
			must(t, os.Chmod(photos(t, filepath.Join(source, "sub"), 3)[1], 0))
			return 1
		}},
		{"a folder that may not be read", func(t *testing.T, source, _ string) int {
			photos(t, filepath.Join(source, "sub"), 3)
			must(t, os.Chmod(filepath.Join(source, "sub"), 0))
			return 0 // they are not seen; the folder is one failure
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			source, to := filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs")
			others := photos(t, source, 5)
			put(t, filepath.Join(to, "list.txt"), nil)
			lost := test.spoil(t, source, to)
			asNobody(t, dir)
			cmd := command(t, "--json", "-r", "-s", "32", "-o", to, source)
			nobody(cmd)
			r := finish(t, cmd)
			if done := r.done(t); done.Made < len(others) || done.Made+done.Failed < len(others)+lost || r.code != 1 {
				t.Errorf("exit status %d, %d made, %d failed: %s", r.code, done.Made, done.Failed, r.err)
			}
		})
	}
	t.Run("one source of two has an unusable thumbs", func(t *testing.T) {
		dir := t.TempDir()
		photos(t, filepath.Join(dir, "A"), 3)
		photos(t, filepath.Join(dir, "B"), 3)
		put(t, filepath.Join(dir, "A", "thumbs"), theirs)
		r := run(t, "--json", "-s", "32", filepath.Join(dir, "A"), filepath.Join(dir, "B"))
		if done := r.done(t); done.Made != 3 || r.code != 1 {
			t.Errorf("exit status %d, %d made, %d failed: %s", r.code, done.Made, done.Failed, r.err)
		}
	})
}
