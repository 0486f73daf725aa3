package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"thumbpool/processor"
	"thumbpool/processor/report"
)

func TestCompare(t *testing.T) {
	dir := folder(t, "a.jpg", "b.jpg", "c.jpg")
	chart := filepath.Join(t.TempDir(), "chart.svg")
	r := start(t, "", "compare", dir, "--workers", "1,2", "--pool", "goroutines", "--repeat", "1", "--chart", chart)
	if r.code != exitAll {
		t.Fatalf("%+v", r)
	}
	for _, want := range []string{"3 photos", "in turn", "1 goroutine", "2 goroutines", "speed-up"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("%q is not in\n%s", want, r.out)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, processor.OutputFolder)); !errors.Is(err, os.ErrNotExist) {
		t.Error("a comparison wrote thumbnails")
	}
	drawn, err := os.Open(chart)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = drawn.Close() }()
	for d := xml.NewDecoder(drawn); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("the chart is not well formed: %v", err)
		}
	}
}

func TestCompareJSON(t *testing.T) {
	r := start(t, "", "compare", folder(t, "a.jpg"), "--workers", "2", "--repeat", "2", "--json")
	var got struct {
		Photos   int
		Settings []struct {
			Pool     string
			Workers  int
			RoundsS  []float64 `json:"rounds_s"`
			Speedup  float64
			SecondsW float64 `json:"wall_s"`
		}
	}
	if err := json.Unmarshal([]byte(r.out), &got); err != nil || r.code != exitAll {
		t.Fatalf("%v: %+v", err, r)
	}
	if got.Photos != 1 || len(got.Settings) != 3 {
		t.Errorf("%+v", got)
	}
	for _, s := range got.Settings {
		if len(s.RoundsS) != 2 || s.SecondsW <= 0 || s.Speedup <= 0 {
			t.Errorf("%+v", s)
		}
	}
}

func TestCompareNeedsPhotos(t *testing.T) {
	for _, args := range [][]string{
		{"compare", t.TempDir()},
		{"compare", "/no/such/folder"},
		{"compare"},
		{"compare", t.TempDir(), "--pool", "magic"},
		{"compare", folder(t, "a.jpg"), "--size", "1"},
		{"compare", folder(t, "a.jpg"), "--workers", "0"},
		{"compare", folder(t, "a.jpg"), "--repeat", "0"},
	} {
		if r := start(t, "", args...); r.code != exitUsage || r.err == "" {
			t.Errorf("%v: %+v", args, r)
		}
	}
}

func TestShardsAndTheirReport(t *testing.T) {
	dir := folder(t, "a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f.jpg", "g.jpg", "damaged.jpg")
	out, reports := t.TempDir(), t.TempDir()
	args := []string{"report"}
	for _, shard := range []string{"1/3", "2/3", "3/3"} {
		r := start(t, "", dir, "-o", out, "--json", "--shard", shard)
		name := filepath.Join(reports, shard[:1]+".jsonl")
		writeFile(t, name, []byte(r.out))
		args = append(args, name)
	}
	entries, err := os.ReadDir(out)
	if err != nil || len(entries) != 7 {
		t.Errorf("%d thumbnails (%v), want 7", len(entries), err)
	}
	r := start(t, "", args...)
	if r.code != exitSome || !strings.Contains(r.out, "3 runs: 7 photos in") || !strings.Contains(r.out, "1 failed") || !strings.Contains(r.err, "damaged.jpg") {
		t.Errorf("%+v", r)
	}
	r = start(t, "", append(args, "--json")...)
	var sum struct{ Found, Made, Failed int }
	if err := json.Unmarshal([]byte(r.out), &sum); err != nil || sum.Found != 8 || sum.Made != 7 || sum.Failed != 1 {
		t.Errorf("%v: %+v", err, r)
	}
	if r := start(t, "", dir, "--shard", "4/3"); r.code != exitUsage || !strings.Contains(r.err, "--shard") {
		t.Errorf("%+v", r)
	}
}

// TestShardsInProcessesOfTheirOwn runs the shards of one library side by side.
func TestShardsInProcessesOfTheirOwn(t *testing.T) {
	var names []string
	for i := range 60 {
		names = append(names, fmt.Sprintf("sub %d/%d.jpg", i%7, i))
	}
	dir, out, reports := folder(t, names...), t.TempDir(), t.TempDir()
	const shards = 4
	var runs []*exec.Cmd
	args := []string{"report", "--json"}
	for k := 1; k <= shards; k++ {
		report := filepath.Join(reports, fmt.Sprint(k))
		args = append(args, report)
		f, err := os.Create(report)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(os.Args[0], "-r", dir, "-o", out, "--json", "--shard", fmt.Sprintf("%d/%d", k, shards))
		cmd.Env = append(os.Environ(), asProgram+"=1")
		cmd.Stdout = f
		if err := errors.Join(cmd.Start(), f.Close()); err != nil {
			t.Fatal(err)
		}
		runs = append(runs, cmd)
	}
	for _, cmd := range runs {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	made := map[string]int{}
	for _, name := range args[2:] {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			var ev jsonEvent
			if err := json.Unmarshal([]byte(line), &ev); err != nil {
				t.Fatal(err)
			}
			if ev.Event == "finished" {
				made[ev.Path]++
			}
		}
	}
	for path, n := range made {
		if n != 1 {
			t.Errorf("%s was made %d times", path, n)
		}
	}
	r := start(t, "", args...)
	var sum struct{ Found, Made int }
	if err := json.Unmarshal([]byte(r.out), &sum); err != nil || len(made) != 60 || sum.Found != 60 || sum.Made != 60 {
		t.Errorf("%d made, %v: %+v", len(made), err, r)
	}
}

func TestReportFile(t *testing.T) {
	dir, out := folder(t, "a.jpg", "damaged.jpg"), t.TempDir()
	for name, begins := range map[string]string{"r.csv": "photo,outcome,", "r.json": "[\n", "r.txt": "Thumbpool "} {
		file := filepath.Join(out, name)
		if r := start(t, "", dir, "-q", "--report", file); r.code != exitSome {
			t.Errorf("%s: %+v", name, r)
		}
		text, err := os.ReadFile(file)
		if err != nil || !strings.HasPrefix(string(text), begins) || !strings.Contains(string(text), "damaged.jpg") {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
}

// Files that were asked for replace nothing, and go through no link; that is
// said before any work is done.
func TestAskedForFilesReplaceNothing(t *testing.T) {
	t.Parallel()
	dir, out := folder(t, "a.jpg"), t.TempDir()
	photo, link, behind := filepath.Join(out, "photo.svg"), filepath.Join(out, "link.svg"), filepath.Join(out, "new.svg")
	writePhoto(t, photo)
	before, err := os.ReadFile(photo)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(behind, link); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	for _, path := range []string{photo, link, out, filepath.Join(out, "no folder", "r.svg"), filepath.Join(photo, "r.svg")} {
		for what, args := range map[string][]string{
			"report": {dir, "--report", path},
			"chart":  {"compare", dir, "--workers", "1", "--pool", "goroutines", "--repeat", "1", "--chart", path},
		} {
			r := start(t, "", args...)
			if r.code != exitUsage || r.out != "" || !strings.HasPrefix(r.err, "thumbpool-cli: the "+what+" cannot be written: ") {
				t.Errorf("%v: %+v", args, r)
			}
		}
	}
	if after, err := os.ReadFile(photo); err != nil || !bytes.Equal(after, before) {
		t.Errorf("a photo was replaced: %v", err)
	}
	if _, err := os.Lstat(behind); err == nil {
		t.Error("a link was followed")
	}
	if files := filesIn(t, dir); len(files) != 1 {
		t.Errorf("%q were made by runs that could not start", files)
	}

	// What comes to be there during the work is not replaced either.
	for what, write := range map[string]func(newFile) error{
		"report": func(f newFile) error { return writeReport(f, &report.Report{}) },
		"chart":  func(f newFile) error { return f.write(func(io.Writer) error { return nil }) },
	} {
		if err := write(newFile{photo, what}); err == nil || !strings.Contains(err.Error(), "the "+what+" cannot be written: "+photo+" is there already") {
			t.Errorf("%s: %v", what, err)
		}
		if err := write(newFile{link, what}); err == nil {
			t.Errorf("the %s went through a link", what)
		}
	}
	if files := filesIn(t, out); len(files) != 2 {
		t.Errorf("%q are there", files)
	}
}

func TestEveryPoolMakesTheSame(t *testing.T) {
	dir := folder(t, "a.jpg", "b.jpg", "damaged.jpg")
	var first string
	for _, pool := range []string{"sequential", "goroutines", "processes"} {
		r := start(t, "", dir, "-o", t.TempDir(), "--pool", pool, "-w", "2", "--quiet")
		if r.code != exitSome {
			t.Errorf("%s: %+v", pool, r)
		}
		if first == "" {
			first = r.err
		} else if r.err != first {
			t.Errorf("%s reported\n%s, not\n%s", pool, r.err, first)
		}
	}
}
