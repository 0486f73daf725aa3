package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thumbpool/cmd/thumbpool-cli/flags"
)

func TestReportOfARunThatWasCutOff(t *testing.T) {
	cut := filepath.Join(t.TempDir(), "cut.jsonl")
	writeFile(t, cut, []byte(`{"event":"found","id":0,"path":"a.jpg","bytes":1}`+"\n"+`{"event":"fin`))
	if r := start(t, "", "report", cut); r.code != exitSome || !strings.Contains(r.err, "no end") {
		t.Errorf("%+v", r)
	}
	if r := start(t, "", "report", filepath.Join(t.TempDir(), "gone")); r.code != exitUsage {
		t.Errorf("%+v", r)
	}
}

// What is no report of a run is refused, and the error says which line it is.
func TestReportOfSomethingElse(t *testing.T) {
	t.Parallel()
	const found, done = `{"event":"found","id":0,"path":"a.jpg","bytes":1}` + "\n", `{"event":"done","found":1,"made":1,"wall_ms":2.5,"busy_ms":2}` + "\n"
	for name, test := range map[string]struct{ report, want string }{
		"text":            {"hello\nworld\n", "line 1 is no event"},
		"no event":        {found + "{}\n", "line 2 is no event"},
		"a list":          {found + "[1]\n", "line 2 is no event"},
		"a long line":     {found + `{"event":"found","path":"` + strings.Repeat("a", maxLine) + `"}` + "\n", "line 2 is longer than 1048576 bytes"},
		"no line end":     {found + strings.Repeat(" ", maxLine+1), "line 2 is longer than"},
		"less than none":  {done + `{"event":"done","found":-1}`, "line 2: found cannot be -1"},
		"less failed":     {`{"event":"done","found":3,"failed":-1}`, "line 1: failed cannot be -1"},
		"more than found": {`{"event":"done","found":9}` + "\n" + `{"event":"done","found":3,"made":2,"skipped":1,"failed":1}`, "line 2: more photos had their turn than were found"},
		"no whole number": {`{"event":"done","found":1.5}` + "\n", "line 1 is no event"},
		"a huge number":   {`{"event":"done","found":1e99}` + "\n", "line 1 is no event"},
		"sums too large":  {strings.Repeat(`{"event":"done","bytes_in":6000000000000000000}`+"\n", 2), "line 2: bytes_in cannot be 6000000000000000000"},
		"a negative time": {`{"event":"done","wall_ms":-1}`, "line 1: wall_ms cannot be -1"},
		"a time too long": {`{"event":"done","busy_ms":1e300}`, "line 1: busy_ms cannot be 1e+300"},
		"times too long":  {strings.Repeat(`{"event":"done","busy_ms":9e12}`+"\n", 2), "line 2: busy_ms cannot be"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "r.jsonl")
			writeFile(t, path, []byte(test.report))
			r := start(t, "", "report", path)
			if want := "thumbpool-cli: " + path + ": " + test.want; r.code != exitUsage || r.out != "" || !strings.HasPrefix(r.err, want) {
				t.Errorf("exit code %d, %q, want %q", r.code, r.err, want)
			}
		})
	}
}

// Reports may come one after the other in one file.
func TestReportOfSeveralRuns(t *testing.T) {
	t.Parallel()
	const done = `{"event":"done","found":2,"made":2,"wall_ms":1000}` + "\n"
	r := start(t, strings.Repeat(`{"event":"found","path":"a"}`+"\n"+done, 3), "report", "-")
	if !strings.HasPrefix(r.out, "3 runs: 6 photos in 1.00 s") || r.code != exitAll || !strings.Contains(r.err, "no start time of 3 runs is known") {
		t.Errorf("%+v", r)
	}
	r = start(t, done+`{"event":"found","path":"a"}`+"\n", "report", "-")
	if !strings.HasPrefix(r.out, "2 runs: ") || r.code != exitSome || !strings.Contains(r.err, "no end") {
		t.Errorf("%+v", r)
	}
}

// runLog is what a run prints: it begins so many seconds after noon, takes up each
// photo that is named for a second, and says when it is over, unless it is cut off.
// A photo is named as "made a.jpg", "failed b.jpg", "skipped c.jpg" or "found d.jpg".
func runLog(after int, shard string, workers int, cut bool, photos ...string) string {
	var b strings.Builder
	noon := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	at := func(after int) string { return noon.Add(time.Duration(after) * time.Second).Format(time.RFC3339Nano) }
	fmt.Fprintf(&b, `{"event":"began","began":%q,"shard":%q}`+"\n"+`{"event":"workers","target":%d,"at_ms":0}`+"\n", at(after), shard, workers)
	n := map[string]int{}
	for i, photo := range photos {
		what, path, _ := strings.Cut(photo, " ")
		fmt.Fprintf(&b, `{"event":"found","path":%q,"bytes":1}`+"\n", path)
		event := map[string]string{"made": "finished", "failed": "failed", "skipped": "skipped"}[what]
		n[what]++
		if event != "" {
			fmt.Fprintf(&b, `{"event":%q,"path":%q,"start_ms":%d,"end_ms":%d,"times_ms":{"decode":1000,"wait":77},"photo_bytes":10,"photo_width":4,"photo_height":3,"output_bytes":2,"kind":"damaged","reason":"cut short"}`+"\n", event, path, 1000*i, 1000*(i+1))
		}
	}
	if cut {
		return b.String() + `{"event":"finished","path":"torn`
	}
	fmt.Fprintf(&b, `{"event":"scanned","photos":%d}`+"\n", len(photos))
	work := n["made"] + n["failed"]
	fmt.Fprintf(&b, `{"event":"done","began":%q,"ended":%q,"found":%d,"made":%d,"skipped":%d,"failed":%d,"passed_over":3,"wall_ms":%d,"busy_ms":%d,"workers":%d,"pixels":%d,"bytes_in":%d,"bytes_out":%d}`+"\n",
		at(after), at(after+len(photos)), len(photos), n["made"], n["skipped"], n["failed"], 1000*len(photos), 1000*work, workers, 12*n["made"], 10*n["made"], 2*n["made"])
	return b.String()
}

// What is added up of runs on several machines is what there was: the time from
// the first start to the last end, the workers that were there at once, and each
// photo once.
func TestReportsOfRunsAtDifferentTimes(t *testing.T) {
	t.Parallel()
	const name = "r0.jsonl"
	for what, test := range map[string]struct {
		logs      []string // each a file
		code      int
		out       string
		err       []string // each in a line, or "" for none
		not       string   // is not said
		made      int
		began     string
		workers   int
		busy      float64
		bytes     int64
		failed    int
		skipped   int
		leftovers int
	}{
		"two at a time": {
			logs: []string{
				runLog(0, "1/4", 4, false, "made a", "made b"), runLog(0, "2/4", 4, false, "made c"),
				runLog(1, "3/4", 4, false, "made d"), runLog(2, "4/4", 4, false, "made e", "made f", "made g"),
			},
			out:  "4 runs: 7 photos in 5.00 s · 1.4/s · 1.4 of 8 workers busy · 0 failed · 12 passed over: made by Thumbpool · 7.00 s of work\n",
			made: 7, workers: 8, busy: 7000, bytes: 70,
		},
		"one after the other": {
			logs: []string{runLog(3600, "2/2", 2, false, "made b"), runLog(0, "1/2", 2, false, "made a")},
			out:  "2 runs: 2 photos in 1 h 0 min · ",
			made: 2, workers: 2, busy: 2000, bytes: 20,
		},
		"failed, then made": {
			logs: []string{runLog(60, "1/1", 1, false, "skipped a", "made b"), runLog(0, "1/1", 1, false, "made a", "failed b")},
			out:  "2 runs: 2 photos in ", not: "cut short",
			made: 2, workers: 1, busy: 3000, bytes: 20,
		},
		"made, then failed": {
			logs: []string{runLog(0, "1/1", 1, false, "made a", "made b"), runLog(60, "1/1", 1, false, "made a", "failed b")},
			code: exitSome, out: "2 runs: 1 photo in ", err: []string{"  b: cut short\n"},
			made: 1, workers: 1, busy: 4000, bytes: 30, failed: 1,
		},
		"failed twice": {
			logs: []string{runLog(0, "1/1", 1, false, "failed a"), runLog(60, "1/1", 1, false, "failed a")},
			code: exitSome, out: "2 runs: 0 photos in 1 min 1 s · 0.0/s · 0.0 of 1 worker busy · 1 failed · 3 passed over", err: []string{"  a: cut short\n"},
			workers: 1, busy: 2000, failed: 1,
		},
		"up to date in all": {
			logs: []string{runLog(0, "1/1", 1, false, "skipped a"), runLog(60, "1/1", 1, false, "skipped a")},
			out:  "2 runs: 0 photos in ", workers: 1, skipped: 1,
		},
		"killed": {
			logs: []string{runLog(0, "1/2", 2, true, "made a", "found b"), runLog(1, "2/2", 2, false, "made c")},
			code: exitSome, out: "2 runs: 2 photos in 2.00 s · ", err: []string{"  " + name + " has no end: that run was cut off or is still going on\n"},
			made: 2, workers: 2, busy: 2000, bytes: 20, leftovers: 1,
		},
		"killed, and made up for": {
			logs: []string{runLog(0, "1/2", 2, true, "made a", "found b"), runLog(1, "2/2", 2, false, "made c"), runLog(9, "1/2", 2, false, "skipped a", "made b")},
			out:  "3 runs: 3 photos in 11.0 s · ", err: []string{"  " + name + " has no end: that run was cut off or is still going on; other runs have made up for it\n"},
			made: 3, workers: 2, busy: 3000, bytes: 30,
		},
		"killed, and gone on behind its torn end": {
			logs: []string{runLog(0, "1/1", 2, true, "made a", "found b") + runLog(9, "1/1", 2, false, "skipped a", "made b")},
			out:  "2 runs: 2 photos in 11.0 s · ", err: []string{"made up for it"},
			made: 2, workers: 2, busy: 2000, bytes: 20,
		},
		"killed, and what it had not found is not made": {
			logs: []string{runLog(0, "1/2", 2, true, "made a"), runLog(1, "2/2", 2, false, "made c")},
			code: exitSome, out: "2 runs: 2 photos in ", not: "made up",
			made: 2, workers: 2, busy: 2000, bytes: 20,
		},
		"a part is missing": {
			logs: []string{runLog(0, "1/5", 1, false, "made a"), runLog(0, "4/5", 1, false, "made b")},
			code: exitSome, out: "2 runs: 2 photos in ", err: []string{"  there is no report of part 2, 3 and 5 of 5\n"},
			made: 2, workers: 2, busy: 2000, bytes: 20,
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			var files []string
			for i, log := range test.logs {
				files = append(files, filepath.Join(dir, fmt.Sprintf("r%d.jsonl", i)))
				writeFile(t, files[i], []byte(log))
			}
			r := start(t, "", append([]string{"report"}, files...)...)
			if r.code != test.code || !strings.HasPrefix(r.out, test.out) {
				t.Errorf("exit code %d, want %d: %q, want %q", r.code, test.code, r.out, test.out)
			}
			said := strings.ReplaceAll(r.err, dir+string(filepath.Separator), "")
			for _, want := range test.err {
				if !strings.Contains(said, want) {
					t.Errorf("%q is not said: %q", want, said)
				}
			}
			if test.not != "" && strings.Contains(said, test.not) || strings.Count(said, "\n") > max(1, len(test.err)) {
				t.Errorf("said %q", said)
			}
			r = start(t, "", append([]string{"report", "--json"}, files...)...)
			var sum struct {
				Made, Failed, Skipped, Left, Workers int
				Busy                                 float64 `json:"busy_ms"`
				BytesIn                              int64   `json:"bytes_in"`
				Pixels                               int64
			}
			if err := json.Unmarshal([]byte(r.out), &sum); err != nil {
				t.Fatal(err)
			}
			if sum.Made != test.made || sum.Workers != test.workers || sum.Busy != test.busy || sum.BytesIn != test.bytes ||
				sum.Pixels != test.bytes/10*12 || sum.Failed != test.failed || sum.Skipped != test.skipped || sum.Left != test.leftovers {
				t.Errorf("%s, want %+v", r.out, test)
			}
		})
	}
}

// A run says when it began, so that the times in its events are those of a clock.
func TestEventsSayWhenTheRunBegan(t *testing.T) {
	t.Parallel()
	before := time.Now()
	lines := strings.Split(strings.TrimSpace(start(t, "", folder(t, "a.jpg"), "--json", "--shard", "1/1").out), "\n")
	after := time.Now()
	var first, last struct {
		Event, Shard, Version string
		Began, Ended          time.Time
		Wall                  float64 `json:"wall_ms"`
	}
	for line, to := range map[string]any{lines[0]: &first, lines[len(lines)-1]: &last} {
		if err := json.Unmarshal([]byte(line), to); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
	}
	if first.Event != "began" || first.Shard != "1/1" || first.Version == "" || first.Began.Before(before.Truncate(time.Microsecond)) || first.Began.After(after) || first.Began.Location() != time.UTC {
		t.Errorf("the first event is %s", lines[0])
	}
	if d := last.Ended.Sub(last.Began).Seconds()*1e3 - last.Wall; !last.Began.Equal(first.Began) || last.Ended.After(after) || d < -0.01 || d > 0.01 {
		t.Errorf("the last event is %s", lines[len(lines)-1])
	}
}

// Photos that fail do not fail the machine, if that is asked for; all else that
// keeps a run from its end does.
func TestExitZero(t *testing.T) {
	t.Parallel()
	photos := folder(t, "a.jpg", "damaged.jpg")
	for what, test := range map[string]struct {
		args []string
		code int
	}{
		"a photo fails":             {[]string{photos}, exitAll},
		"a source is not there":     {[]string{filepath.Join(photos, "gone")}, exitUsage},
		"there are no photos":       {[]string{t.TempDir()}, exitUsage},
		"a wrong flag":              {[]string{photos, "--size", "1"}, exitUsage},
		"an output that is no dir":  {[]string{photos, "-o", filepath.Join(photos, "a.jpg")}, exitUsage},
		"a report that cannot be":   {[]string{photos, "--report", filepath.Join(photos, "gone", "r.txt")}, exitUsage},
		"a part of an empty folder": {[]string{t.TempDir(), "--shard", "1/2"}, exitUsage},
	} {
		if r := start(t, "", append(test.args, "--exit-zero")...); r.code != test.code || r.err == "" {
			t.Errorf("%s: %+v, want exit code %d", what, r, test.code)
		}
	}
	if r := start(t, "", photos); r.code != exitSome {
		t.Errorf("without the flag: %+v", r)
	}
}

// That a part of a small library has no photos is no failure of its machine.
func TestAPartWithoutPhotos(t *testing.T) {
	t.Parallel()
	dir, codes, empty := folder(t, "a.jpg"), map[int]int{}, 0
	for k := 1; k <= 3; k++ {
		r := start(t, "", dir, "--shard", fmt.Sprintf("%d/3", k))
		codes[r.code]++
		if strings.Contains(r.err, "no photos") {
			empty++
		}
	}
	if codes[exitAll] != 3 || empty != 2 {
		t.Errorf("exit codes %v, and %d of 3 parts say that there is nothing in them", codes, empty)
	}
}

// A report that is read from a pipe without an end is given up on a signal.
func TestAddingUpIsInterrupted(t *testing.T) {
	in, out := io.Pipe()
	defer out.Close()
	signals := make(chan os.Signal, 1)
	signals <- os.Interrupt
	if code := addUp(&flags.Report{File: []string{"-"}}, console{in: in, out: io.Discard, err: io.Discard, signals: signals}); code != exitInterrupted {
		t.Errorf("exit status %d", code)
	}
}

// What fails again and again in one run is kept once.
func TestAFailureIsKeptOnce(t *testing.T) {
	totals := newTotals()
	totals.open("log")
	for range 1000 {
		if err := totals.take(jsonEvent{Event: "failed", Path: "/a.jpg", Reason: "damaged"}); err != nil {
			t.Fatal(err)
		}
	}
	if len(totals.failed) != 1 {
		t.Errorf("%d failures are kept", len(totals.failed))
	}
}
