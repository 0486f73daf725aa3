package processor

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thumbpool/processor/option"
	"thumbpool/processor/phototest"
	"thumbpool/processor/reason"
)

var pools = []option.Pool{option.PoolSequential, option.PoolGoroutines, option.PoolProcesses}

// outcome is all that a run leaves, in a form that can be compared: the
// thumbnails byte for byte, and the failures with their reasons.
func outcome(t *testing.T, root string, events []Event) string {
	t.Helper()
	var lines []string
	out := filepath.Join(root, OutputFolder)
	for _, name := range phototest.Files(t, out) {
		data, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%s %x", name, sha256.Sum256(data)))
	}
	for _, f := range only[Failed](events) {
		lines = append(lines, fmt.Sprintf("%s failed: %s at %s: %s", f.Photo.Rel, f.Kind(), f.Step, f.Why()))
	}
	for _, f := range only[Finished](events) {
		lines = append(lines, fmt.Sprintf("%s %d×%d of %d×%d, preview %v, damaged %q", f.Photo.Rel, f.Width, f.Height, f.PhotoWidth, f.PhotoHeight, f.Preview.Rect, f.Damaged))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestAllPoolsMakeTheSame(t *testing.T) {
	whole := string(phototest.Encoded(t, ".jpg", 400, 300))
	cases := map[string]string{
		"a.jpg": "picture", "b.png": "picture", "c.gif": "picture", "d.bmp": "picture", "e.tif": "picture",
		"sub/f.jpg": "picture", "sub/f.png": "picture",
		"most.jpg": whole[:len(whole)*9/10], "little.jpg": whole[:len(whole)/9],
		"empty.jpg": "", "text.jpg": "no picture", "later.jp2": "\x00\x00\x00\x0CjP  \r\n\x87\n",
	}
	want := ""
	root := phototest.Tree(t, cases) // one for all: a thumbnail says when its photo was changed
	for _, kind := range pools {
		if err := os.RemoveAll(filepath.Join(root, OutputFolder)); err != nil {
			t.Fatal(err)
		}
		o := DefaultOptions()
		o.Pool, o.Subfolders, o.Size, o.PreviewSide, o.Workers = kind, true, 24, 16, 2
		events, sum := run(t, []string{root}, o, nil)
		if (kind == option.PoolProcesses) != (sum.Children > 0) {
			t.Errorf("%s: child processes have used %v", kind, sum.Children)
		}
		if sum.Made != 8 || sum.Failed != 4 {
			t.Errorf("%s: %+v", kind, sum)
		}
		got := outcome(t, root, events)
		if want == "" {
			want = got
		} else if got != want {
			t.Errorf("%s made\n%s\n%s made\n%s", kind, got, pools[0], want)
		}
	}
}

// many is so many photos that some have not had their turn when the first event
// of one that has is looked at, however late: each has two more of them.
const many = eventBuffer/2 + 40

func TestAllPoolsPauseAndChange(t *testing.T) {
	for _, kind := range pools {
		root := phototest.Tree(t, phototest.Many(many))
		o := DefaultOptions()
		o.Pool, o.Workers = kind, 1
		n, most := 0, 1
		_, sum := run(t, []string{root}, o, func(j *Job, ev Event) {
			switch ev := ev.(type) {
			case Workers:
				most = max(most, ev.Running)
			case Finished:
				switch n++; n {
				case 3:
					j.Pause()
					j.SetWorkers(3)
					j.Resume()
				case 30:
					j.SetWorkers(1)
				}
			}
		})
		want := 3
		if kind == option.PoolSequential {
			want = 1
		}
		if sum.Made != many || most != want || sum.Workers != want {
			t.Errorf("%s: %d workers at most, want %d; %+v", kind, most, want, sum)
		}
	}
}

func TestAllPoolsStop(t *testing.T) {
	for _, kind := range pools {
		root := phototest.Tree(t, phototest.Many(many))
		o := DefaultOptions()
		o.Pool, o.Workers = kind, 2
		events, sum := run(t, []string{root}, o, func(j *Job, ev Event) {
			if _, ok := ev.(Finished); ok {
				j.Stop()
			}
		})
		if !sum.Stopped || sum.Made == 0 || sum.Left() == 0 || sum.Failed != 0 {
			t.Errorf("%s: %+v", kind, sum)
		}
		if got := phototest.Files(t, filepath.Join(root, OutputFolder)); len(got) != len(only[Finished](events)) {
			t.Errorf("%s: files %q, %d reported", kind, got, sum.Made)
		}
	}
}

func TestAWorkerProcessCostsOnePhoto(t *testing.T) {
	contents := phototest.Many(30)
	for _, name := range []string{"hang 1.jpg", "hang 2.jpg", "eat 1.jpg", "die 1.jpg", "die 2.jpg", "die 3.jpg"} {
		contents[name] = "picture"
	}
	root := phototest.Tree(t, contents)
	o := DefaultOptions()
	o.Pool, o.Workers = option.PoolProcesses, 2
	o.PhotoTimeout, o.PhotoMemory = 5*time.Second, 300<<20
	events, sum := run(t, []string{root}, o, nil)
	if sum.Made != 30 || sum.Failed != 6 || sum.Stopped {
		t.Errorf("summary %+v", sum)
	}
	kinds := map[string]reason.Kind{"hang": reason.KindTimeout, "eat ": reason.KindMemory, "die ": reason.KindCrash}
	for _, f := range only[Failed](events) {
		if want := kinds[f.Photo.Rel[:4]]; f.Kind() != want {
			t.Errorf("%s failed as %q (%s), want %q", f.Photo.Rel, f.Kind(), f.Why(), want)
		}
	}
	last := only[Workers](events)
	if full := slices.ContainsFunc(last, func(w Workers) bool { return w.Running == 2 }); !full {
		t.Errorf("the pool was never full: %v", last)
	}
}

func TestAllPoolsGiveUpWhatIsTooSlow(t *testing.T) {
	for _, kind := range pools {
		large := string(phototest.Encoded(t, ".png", 2000, 2000)) // far from ready when the timer ends, on any machine
		root := phototest.Tree(t, map[string]string{"1.png": large, "2.png": large, "3.png": large})
		o := DefaultOptions()
		o.Pool, o.PhotoTimeout = kind, time.Nanosecond
		events, sum := run(t, []string{root}, o, nil)
		if sum.Failed != 3 || sum.Stopped {
			t.Errorf("%s: %+v", kind, sum)
		}
		for _, f := range only[Failed](events) {
			if why := f.Reason; f.Kind() != reason.KindTimeout || why.Key != reason.Time || why.Limit != time.Nanosecond {
				t.Errorf("%s: failed as %q, reason %+v", kind, f.Kind(), why)
			}
		}
	}
}

func TestAllPoolsRefuseWhatNeedsTooMuchMemory(t *testing.T) {
	for _, kind := range pools {
		root := phototest.Tree(t, map[string]string{"small.png": "picture", "large.png": string(phototest.Encoded(t, ".png", 1000, 1000))})
		o := DefaultOptions()
		o.Pool, o.MemoryBudget = kind, 4<<20
		events, sum := run(t, []string{root}, o, nil)
		if sum.Made != 1 || sum.Failed != 1 {
			t.Fatalf("%s: %+v", kind, sum)
		}
		f := only[Failed](events)[0]
		if why := f.Reason; f.Kind() != reason.KindTooLarge || why.Key != reason.TooMuchMemory || why.Most != o.MemoryBudget || why.Bytes < 4e6 {
			t.Errorf("%s: failed as %q (%s), reason %+v", kind, f.Kind(), f.Why(), why)
		}
	}
}

// BenchmarkPools makes thumbnails of the same photos in every pool: what a
// process costs per photo is the difference.
func BenchmarkPools(b *testing.B) {
	root := phototest.Tree(b, phototest.Many(50))
	for _, kind := range pools {
		b.Run(string(kind), func(b *testing.B) {
			o := DefaultOptions()
			o.Pool, o.Out, o.Workers = kind, b.TempDir(), 1
			for b.Loop() {
				job, err := Start(b.Context(), []string{root}, o)
				if err != nil {
					b.Fatal(err)
				}
				if _, sum := receive(job, nil); sum.Made != 50 {
					b.Fatalf("%+v", sum)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*50), "µs/photo")
		})
	}
}
