package compare

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"thumbpool/processor"
	"thumbpool/processor/option"
)

// TestMain makes the test's own program a worker process when it is started as
// one.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == processor.WorkerArgument {
		_ = processor.ServeWorker(os.Stdin, os.Stdout) // the test sees that it ended
		return
	}
	goleak.VerifyTestMain(m)
}

var pools = []option.Pool{option.PoolSequential, option.PoolGoroutines, option.PoolProcesses}

// folder is a new folder with n photos of 40 × 30 pixels.
func folder(t *testing.T, n int) string {
	t.Helper()
	root := t.TempDir()
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		if err := os.WriteFile(filepath.Join(root, fmt.Sprintf("p%d.jpg", i)), photo.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestCompareTimesEverySettingAndWritesNothing(t *testing.T) {
	root := folder(t, 12)
	before := everything(t, root)
	var photos []processor.Photo
	for ev := range processor.Scan(t.Context(), []string{root}, processor.DefaultOptions()) {
		if f, ok := ev.(processor.Found); ok {
			photos = append(photos, f.Photo)
		}
	}
	c := Options{Settings: Settings(pools, []int{1, 2}), Rounds: 3, Sample: 8}
	var steps []int
	c.Progress = func(done, total int, _ Setting) {
		if total != 15 {
			t.Errorf("%d runs, want 15", total)
		}
		steps = append(steps, done)
	}
	got, err := Run(t.Context(), photos, processor.DefaultOptions(), c)
	if err != nil {
		t.Fatal(err)
	}
	if got.Photos != 8 || got.Pixels != 8*40*30 || len(got.Rows) != 5 || len(steps) != 16 {
		t.Errorf("%d photos, %d pixels, %d rows, progress %v", got.Photos, got.Pixels, len(got.Rows), steps)
	}
	for _, row := range got.Rows {
		if len(row.Walls) != 3 || row.Wall <= 0 || row.CPU <= 0 || row.Speedup <= 0 {
			t.Errorf("%v: %+v", row.Setting, row)
		}
	}
	if got.Rows[0].Setting != (Setting{option.PoolSequential, 1}) || got.Rows[0].Speedup != 1 {
		t.Errorf("the first row is %+v", got.Rows[0])
	}
	if after := everything(t, root); !slices.Equal(after, before) {
		t.Errorf("files afterwards: %q", after)
	}
}

// TestCompareLeavesTheWebAlone compares photos of which one is on the web: as a
// scan finds it, and as the window passes it on when its download has failed.
func TestCompareLeavesTheWebAlone(t *testing.T) {
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		w.WriteHeader(http.StatusNotFound)
	}))
	defer server.Close()
	root := folder(t, 2)
	t.Chdir(root) // where a folder for downloads would be made
	o := processor.DefaultOptions()
	o.Out = filepath.Join(t.TempDir(), "thumbs")
	job, err := processor.Start(t.Context(), []string{root, server.URL + "/a.jpg"}, o)
	if err != nil {
		t.Fatal(err)
	}
	var here, onWeb []processor.Photo
	for ev := range job.Events() {
		switch ev := ev.(type) {
		case processor.Found:
			if ev.Photo.URL == "" {
				here = append(here, ev.Photo)
			} else {
				onWeb = append(onWeb, ev.Photo)
			}
		case processor.Failed:
			onWeb = append(onWeb, ev.Photo)
		}
	}
	if sum := job.Wait(); sum.Failed != 1 || requests.Load() != 1 {
		t.Fatalf("%+v, %d requests", sum, requests.Load())
	}
	o.Out = filepath.Join(root, "elsewhere", "thumbs")
	before := everything(t, root)
	c := Options{Settings: Settings(pools, []int{1, 2}), Rounds: 3, Sample: 96}
	got, err := Run(t.Context(), slices.Concat(onWeb, here), o, c)
	if err != nil || got.Photos != 2 || got.OnWeb != 2 {
		t.Errorf("%d photos, %d on the web, %v", got.Photos, got.OnWeb, err)
	}
	if _, err := Run(t.Context(), onWeb, o, c); err == nil || !strings.Contains(err.Error(), "downloaded before") {
		t.Errorf("only photos on the web: %v", err)
	}
	if n := requests.Load(); n != 1 {
		t.Errorf("%d requests, want the one of the run", n)
	}
	if after := everything(t, root); !slices.Equal(after, before) {
		t.Errorf("there are %q, before there were %q", after, before)
	}
}

// everything lists the files and folders below root.
func everything(t *testing.T, root string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestCompareEndsWithItsContext(t *testing.T) {
	root := folder(t, 4)
	photos := []processor.Photo{{Path: filepath.Join(root, "p0.jpg")}}
	ctx, cancel := context.WithCancel(t.Context())
	c := Options{Settings: Settings(pools, []int{1}), Rounds: 1000, Sample: 1}
	c.Progress = func(done, _ int, _ Setting) {
		if done == 2 {
			cancel()
		}
	}
	if _, err := Run(ctx, photos, processor.DefaultOptions(), c); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestJudgement(t *testing.T) {
	ms := func(n ...int) (d []time.Duration) {
		for _, v := range n {
			d = append(d, time.Duration(v)*time.Millisecond)
		}
		return d
	}
	row := func(p option.Pool, workers, wall, cpu int) Measurement {
		return Measurement{Setting: Setting{p, workers}, Walls: ms(wall, wall, wall), Wall: ms(wall)[0], CPU: ms(cpu)[0]}
	}
	waiting := row(option.PoolGoroutines, 4, 300, 400)
	waiting.waited = 3 * 500 * time.Millisecond
	noisy := row(option.PoolGoroutines, 4, 240, 960)
	noisy.Walls = ms(230, 240, 290)
	tests := []struct {
		name  string
		rows  []Measurement
		best  int
		bound Bound
	}{
		{"the fastest", []Measurement{row(option.PoolSequential, 1, 1000, 1000), row(option.PoolGoroutines, 2, 510, 1000), row(option.PoolGoroutines, 4, 260, 1000)}, 2, BoundCPU},
		{"fewer workers when as fast", []Measurement{row(option.PoolSequential, 1, 1000, 1000), row(option.PoolGoroutines, 4, 255, 1000), row(option.PoolGoroutines, 8, 250, 1000)}, 1, BoundCPU},
		{"the simpler pool when as fast", []Measurement{row(option.PoolSequential, 1, 1000, 1000), row(option.PoolProcesses, 4, 250, 1000), row(option.PoolGoroutines, 4, 252, 1000)}, 2, BoundCPU},
		{"in turn when nothing helps", []Measurement{row(option.PoolSequential, 1, 1000, 300), row(option.PoolGoroutines, 4, 990, 300)}, 0, BoundDisk},
		{"noise hides a difference", []Measurement{row(option.PoolSequential, 1, 1000, 1000), row(option.PoolGoroutines, 2, 260, 500), noisy}, 1, BoundCPU},
		{"waiting for memory", []Measurement{row(option.PoolSequential, 1, 1000, 400), waiting}, 1, BoundMemory},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := Comparison{Cores: 4, Rows: test.rows}
			c.judge()
			if c.Best != test.best || c.Bound != test.bound {
				t.Errorf("best is row %d, bound by %s; want %d, %s", c.Best, c.Bound, test.best, test.bound)
			}
		})
	}
}

func TestSpreadKeepsTheSizes(t *testing.T) {
	var photos []processor.Photo
	for i := range 100 {
		photos = append(photos, processor.Photo{ID: i, Size: int64((i * 37) % 100)})
	}
	var sizes []int64
	for _, p := range spread(photos, 4) {
		sizes = append(sizes, p.Size)
	}
	slices.Sort(sizes)
	if want := []int64{12, 37, 62, 87}; !slices.Equal(sizes, want) {
		t.Errorf("sizes %v, want %v", sizes, want)
	}
	if got := spread(photos, 4); !slices.IsSortedFunc(got, func(a, b processor.Photo) int { return a.ID - b.ID }) {
		t.Errorf("not in the order of the scan: %v", got)
	}
	if got := spread(photos[:3], 4); len(got) != 3 {
		t.Errorf("%d of 3 photos", len(got))
	}
}

func TestWorkerCounts(t *testing.T) {
	for cores, want := range map[int][]int{1: {1}, 2: {1, 2}, 6: {1, 2, 4, 6}, 8: {1, 2, 4, 8}} {
		if got := WorkerCounts(cores); !slices.Equal(got, want) {
			t.Errorf("%d cores: %v, want %v", cores, got, want)
		}
	}
}
