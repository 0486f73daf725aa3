package cluster

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

var (
	large   = flag.Int("photos", 100_000, "how many photos the large library has")
	program = flag.String("program", filepath.Join(house, "bin", "thumbpool-cli"), "the program to try")
)

// TestMain puts the program that was built into the way of the shell.
func TestMain(m *testing.M) {
	flag.Parse()
	path, err := filepath.Abs(*program)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v; make builds it\n", err)
		os.Exit(1)
	}
	*program = path
	if err := os.Setenv("PATH", filepath.Dir(path)+string(os.PathListSeparator)+os.Getenv("PATH")); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// library is a folder of small photos that differ, one of them damaged, and the
// folder for their thumbnails, which is not there yet.
type library struct {
	photos, thumbs string
	count          int
	damaged        string
}

// perFolder is how many photos lie in a folder.
const perFolder = 1000

// newLibrary makes a library in a new folder.
func newLibrary(t *testing.T, count int) library {
	t.Helper()
	dir := inMemory(t)
	l := library{filepath.Join(dir, "photos"), filepath.Join(dir, "thumbs"), count, ""}
	img := image.NewRGBA(image.Rect(0, 0, 96, 64))
	for y := range 64 {
		for x := range 96 {
			img.SetRGBA(x, y, color.RGBA{uint8(2 * x), uint8(3 * y), uint8(x + y), 255})
		}
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, nil); err != nil {
		t.Fatal(err)
	}
	plain := file.Bytes()
	for i := range count {
		folder := filepath.Join(l.photos, fmt.Sprintf("roll %03d", i/perFolder))
		if i%perFolder == 0 {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		comment := binary.BigEndian.AppendUint32([]byte{0xff, 0xfe, 0, 6}, uint32(i)) // tells it from the others
		photo := append(append(plain[:2:2], comment...), plain[2:]...)
		path := filepath.Join(folder, fmt.Sprintf("IMG_%06d.JPG", i))
		if i == count/2 {
			photo, l.damaged = []byte("no photo at all"), path
		}
		if err := os.WriteFile(path, photo, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// inMemory is a new folder in memory, if there is room for a large library: else
// it is mostly the disk that is tried, which is told of each thumbnail to keep it.
func inMemory(t *testing.T) string {
	t.Helper()
	const memory, room = "/dev/shm", 4 << 30
	var fs syscall.Statfs_t
	if err := syscall.Statfs(memory, &fs); err != nil || fs.Bavail*uint64(fs.Bsize) < room {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(memory, "thumbpool-cluster")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

// sums are what "thumbpool-cli report --json" says.
type sums struct {
	Found, Made, Skipped, Failed, Left, Workers int
	Wall                                        float64 `json:"wall_ms"`
	Busy                                        float64 `json:"busy_ms"`
}

// check holds that each photo of the library was made once, but the damaged one,
// by what the runs have written, by what their report says, and by what is there.
// Runs of which some were killed may have made a photo that they could not tell of.
func (l library) check(t *testing.T, killed bool) sums {
	t.Helper()
	logs, err := filepath.Glob(filepath.Join(l.thumbs, "*.jsonl"))
	if err != nil || len(logs) == 0 {
		t.Fatalf("no run has written an event: %v", err)
	}
	made, skipped, failed := map[string]int{}, map[string]int{}, map[string]int{}
	logOf := map[string]string{} // each part has one
	var bytesOfLogs int
	for _, log := range logs {
		text, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		bytesOfLogs += len(text)
		for line := range strings.Lines(string(text)) {
			var ev struct{ Event, Path string }
			if err := json.Unmarshal([]byte(line), &ev); err != nil && !killed {
				t.Fatalf("%s: %v: %q", log, err, line)
			}
			if ev.Event == "found" {
				if other := logOf[ev.Path]; other != "" && other != log {
					t.Fatalf("%s is in two parts: %s, %s", ev.Path, other, log)
				}
				logOf[ev.Path] = log
			}
			switch ev.Event {
			case "finished":
				made[ev.Path]++
			case "skipped":
				skipped[ev.Path]++
			case "failed":
				failed[ev.Path]++
			}
		}
	}
	untold := 0
	for path := range skipped {
		if made[path] == 0 {
			untold++
		}
	}
	for path, n := range made {
		if n != 1 {
			t.Errorf("%s was made %d times", path, n)
		}
	}
	if untold > 0 && !killed {
		t.Errorf("%d thumbnails are up to date that no run has made", untold)
	}
	if len(made)+untold != l.count-1 || len(failed) != 1 || failed[l.damaged] == 0 {
		t.Errorf("%d of %d photos were made, and %v failed", len(made)+untold, l.count-1, failed)
	}
	thumbs := 0
	err = filepath.WalkDir(l.thumbs, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case filepath.Ext(path) == ".JPG":
			thumbs++
		case !entry.IsDir() && filepath.Ext(path) != ".jsonl":
			t.Errorf("%s was left", path)
		}
		return nil
	})
	if err != nil || thumbs != l.count-1 {
		t.Errorf("there are %d thumbnails of %d photos (%v)", thumbs, l.count-1, err)
	}

	var complaints bytes.Buffer
	report := exec.Command(*program, append([]string{"report", "--json"}, logs...)...)
	report.Stderr = &complaints
	out, _ := report.Output() // fails since a photo has
	var s sums
	if err := json.Unmarshal(out, &s); err != nil {
		t.Fatalf("the report is %q, %v: %s", out, err, &complaints)
	}
	if s.Made+s.Skipped != l.count-1 || s.Made != len(made) || s.Failed != 1 || s.Left != 0 || s.Found != l.count {
		t.Errorf("the report says %s, of %d photos", out, l.count)
	}
	if report.ProcessState.ExitCode() != 1 || !strings.Contains(complaints.String(), l.damaged) {
		t.Errorf("the report ends with %d and says %q, not that %s failed", report.ProcessState.ExitCode(), &complaints, l.damaged)
	}
	if killed != strings.Contains(complaints.String(), "made up for it") {
		t.Errorf("of what was killed the report says: %q", &complaints)
	}
	t.Logf("%d photos in %.1f s, %.0f a second, at most %d workers at once, %.1f s of work; %d bytes of events for each",
		l.count, s.Wall/1e3, float64(s.Made)/s.Wall*1e3, s.Workers, s.Busy/1e3, bytesOfLogs/l.count)
	return s
}
