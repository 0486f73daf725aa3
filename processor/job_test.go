package processor

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the thumbnails are read back
	_ "image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"thumbpool/processor/option"
	"thumbpool/processor/phototest"
	"thumbpool/processor/reason"
)

// run starts a job, receives all its events, and returns them.
func run(t *testing.T, sources []string, o Options, on func(*Job, Event)) ([]Event, Summary) {
	t.Helper()
	job, err := Start(t.Context(), sources, o)
	if err != nil {
		t.Fatal(err)
	}
	return receive(job, on)
}

func receive(job *Job, on func(*Job, Event)) ([]Event, Summary) {
	var events []Event
	for ev := range job.Events() {
		events = append(events, ev)
		if on != nil {
			on(job, ev)
		}
	}
	return events, job.Wait()
}

func only[E Event](events []Event) []E {
	var list []E
	for _, ev := range events {
		if e, ok := ev.(E); ok {
			list = append(list, e)
		}
	}
	return list
}

// hashes are the contents of all files below root, outside output folders.
func hashes(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	for _, name := range phototest.Files(t, root) {
		if strings.Contains(name, OutputFolder+"/") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %x\n", name, sha256.Sum256(data))
	}
	return b.String()
}

func TestJobMakesEveryThumbnail(t *testing.T) {
	root := phototest.Tree(t, map[string]string{
		"a.jpg": "picture", "b.png": "picture", "c.gif": "picture", "d.bmp": "picture", "e.tif": "picture",
		"sub/f.jpg": "picture", "notes.txt": "hello",
	})
	before := hashes(t, root)
	o := DefaultOptions()
	o.Size, o.Subfolders, o.Workers = 16, true, 3
	events, sum := run(t, []string{root}, o, nil)
	if sum.Made != 6 || sum.Failed != 0 || sum.Found != 6 || sum.Stopped || sum.Err != nil {
		t.Fatalf("summary %+v; events %+v", sum, only[Failed](events))
	}
	want := []string{"a.jpg", "b.png", "c.gif", "d.bmp", "e.tif", "sub/f.jpg"}
	if got := phototest.Files(t, filepath.Join(root, OutputFolder)); !slices.Equal(got, want) {
		t.Errorf("thumbnails %q, want %q", got, want)
	}
	for _, f := range only[Finished](events) {
		data, err := os.ReadFile(f.Output)
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(data)) != f.OutputBytes {
			t.Errorf("%s: %d bytes, reported %d", f.Output, len(data), f.OutputBytes)
		}
		c, kind, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil || c.Width != 16 || c.Height != 12 || c.Width != f.Width || c.Height != f.Height {
			t.Errorf("%s: a %s of %d × %d (%v), want 16 × 12", f.Output, kind, c.Width, c.Height, err)
		}
		if f.Times[StepDecode] <= 0 || f.Times[StepSave] <= 0 || f.End <= f.Start || f.Worker < 1 || f.Worker > 3 {
			t.Errorf("%s: times %v from %v to %v by worker %d", f.Output, f.Times, f.Start, f.End, f.Worker)
		}
		if f.PhotoWidth != 40 || f.PhotoHeight != 30 || f.Preview != nil {
			t.Errorf("%s: photo %d × %d, preview %v", f.Output, f.PhotoWidth, f.PhotoHeight, f.Preview)
		}
	}
	if after := hashes(t, root); after != before {
		t.Errorf("the originals changed:\n%s\nwere\n%s", after, before)
	}
}

func TestEventsComeInTheirOrder(t *testing.T) {
	root := phototest.Tree(t, phototest.Many(20))
	events, _ := run(t, []string{root}, DefaultOptions(), nil)
	state := map[int]string{}
	expect := func(id int, was, becomes string) {
		if state[id] != was {
			t.Errorf("photo %d is %q before it is %q", id, state[id], becomes)
		}
		state[id] = becomes
	}
	for i, ev := range events {
		switch ev := ev.(type) {
		case Found:
			expect(ev.Photo.ID, "", "found")
		case Started:
			expect(ev.Photo.ID, "found", "started")
		case Finished:
			expect(ev.Photo.ID, "started", "finished")
		case Done:
			if i != len(events)-1 {
				t.Error("something came after Done")
			}
		}
	}
	if len(only[Done](events)) != 1 || len(only[Scanned](events)) != 1 || len(state) != 20 {
		t.Errorf("%d Done, %d Scanned, %d photos", len(only[Done](events)), len(only[Scanned](events)), len(state))
	}
}

func TestOnePhotoNeverStopsTheOthers(t *testing.T) {
	whole := string(phototest.Encoded(t, ".jpg", 40, 30))
	root := phototest.Tree(t, map[string]string{
		"good.jpg": "picture", "better.png": "picture",
		"cut.png":   string(phototest.Encoded(t, ".png", 40, 30)[:60]),
		"cut.jpg":   whole[:len(whole)/8],
		"empty.jpg": "",
		"text.jpg":  "this is no picture",
		"later.jp2": "\x00\x00\x00\x0CjP  \r\n\x87\n",
	})
	phototest.Symlink(t, "nowhere", filepath.Join(root, "dangling.jpg"))
	o := DefaultOptions()
	events, sum := run(t, []string{root}, o, nil)
	if sum.Made != 2 || sum.Failed != 6 || sum.Stopped {
		t.Errorf("summary %+v", sum)
	}
	kinds := map[string]reason.Kind{}
	for _, f := range only[Failed](events) {
		kinds[f.Photo.Rel] = f.Kind()
		if f.Why() == "" || strings.Contains(f.Why(), root) {
			t.Errorf("%s: reason %q", f.Photo.Rel, f.Why())
		}
	}
	want := map[string]reason.Kind{
		"cut.png": reason.KindDamaged, "cut.jpg": reason.KindDamaged, "empty.jpg": reason.KindNoPicture, "text.jpg": reason.KindNoPicture,
		"later.jp2": reason.KindUnsupported, "dangling.jpg": reason.KindMissing,
	}
	for name, kind := range want {
		if kinds[name] != kind {
			t.Errorf("%s failed as %q, want %q", name, kinds[name], kind)
		}
	}
}

func TestLimits(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture"})
	for name, change := range map[string]func(*Options){
		"pixels": func(o *Options) { o.MaxPixels = 1000 },
		"bytes":  func(o *Options) { o.MaxFileBytes = 100 },
	} {
		o := DefaultOptions()
		change(&o)
		events, sum := run(t, []string{root}, o, nil)
		if f := only[Failed](events); sum.Failed != 1 || f[0].Kind() != reason.KindTooLarge {
			t.Errorf("%s: %+v", name, sum)
		}
	}
}

func TestSecondRun(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "a.png": "picture", "b.jpg": "picture"})
	o := DefaultOptions()
	o.Size, o.Format, o.Subfolders = 16, option.FormatJPEG, true
	first, _ := run(t, []string{root}, o, nil)
	names := phototest.Files(t, filepath.Join(root, OutputFolder))
	for _, test := range []struct {
		existing      option.Existing
		made, skipped int
		files         int
	}{{option.ExistingSkip, 0, 3, 3}, {option.ExistingReplace, 3, 0, 3}, {option.ExistingRename, 3, 0, 6}} {
		o.Existing = test.existing
		// Photos newer than their thumbnails' clock ticks would be made again.
		_, sum := run(t, []string{root}, o, nil)
		if sum.Made != test.made || sum.Skipped != test.skipped || sum.Found != len(only[Found](first)) {
			t.Errorf("%s: made %d and skipped %d of %d, want %d and %d", test.existing, sum.Made, sum.Skipped, sum.Found, test.made, test.skipped)
		}
		if got := phototest.Files(t, filepath.Join(root, OutputFolder)); len(got) != test.files || test.files == 3 && !slices.Equal(got, names) {
			t.Errorf("%s: thumbnails %q", test.existing, got)
		}
	}
}

func TestStopLeavesNothingHalfDone(t *testing.T) {
	root := phototest.Tree(t, phototest.Many(many))
	o := DefaultOptions()
	o.Workers = 2
	events, sum := run(t, []string{root}, o, func(j *Job, ev Event) {
		if _, ok := ev.(Finished); ok {
			j.Stop()
		}
	})
	if !sum.Stopped || sum.Made == 0 || sum.Left() == 0 || sum.Failed != 0 {
		t.Errorf("summary %+v", sum)
	}
	var want []string
	for _, f := range only[Finished](events) {
		want = append(want, filepath.Base(f.Output))
	}
	slices.Sort(want)
	if got := phototest.Files(t, filepath.Join(root, OutputFolder)); !slices.Equal(got, want) {
		t.Errorf("files %q, reported %q", got, want)
	}
}

func TestDrainFinishesThePhotosInHand(t *testing.T) {
	root := phototest.Tree(t, phototest.Many(many))
	o := DefaultOptions()
	o.Workers = 2
	events, sum := run(t, []string{root}, o, func(j *Job, ev Event) {
		if _, ok := ev.(Finished); ok {
			j.Drain()
		}
	})
	if started, finished := len(only[Started](events)), len(only[Finished](events)); started != finished || !sum.Stopped || sum.Made == many {
		t.Errorf("%d started, %d finished, summary %+v", started, finished, sum)
	}
}

func TestPauseResumeAndSetWorkers(t *testing.T) {
	root := phototest.Tree(t, phototest.Many(many))
	o := DefaultOptions()
	o.Workers = 1
	n := 0
	events, sum := run(t, []string{root}, o, func(j *Job, ev Event) {
		if _, ok := ev.(Finished); !ok {
			return
		}
		switch n++; n {
		case 5:
			j.Pause()
			j.SetWorkers(4)
			j.Resume()
		case 30:
			j.SetWorkers(2)
		}
	})
	if sum.Made != many || sum.Workers != 4 {
		t.Errorf("summary %+v", sum)
	}
	most, last := 0, Workers{Running: -1}
	for _, w := range only[Workers](events) {
		most, last = max(most, w.Running), w
	}
	if last.Target != 2 || last.Running != 0 {
		t.Errorf("the last report is %+v, want that the 2 workers are gone", last)
	}
	if most != 4 {
		t.Errorf("%d workers were there at most, want 4", most)
	}
}

func TestPausesDoNotCount(t *testing.T) {
	j := &Job{paused: time.Now().Add(-time.Hour), resumed: make(chan struct{})}
	j.endPause()
	if j.pauses < time.Hour || !j.paused.IsZero() {
		t.Errorf("pauses %v after one of an hour", j.pauses)
	}
	before := j.pauses
	if j.endPause(); j.pauses != before {
		t.Error("a pause counted twice")
	}
}

// TestTheTimeOfARunHasNoPausesInIt pauses a run for an hour.
func TestTheTimeOfARunHasNoPausesInIt(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "b.jpg": "picture"})
	synctest.Test(t, func(t *testing.T) {
		j, err := Start(t.Context(), []string{root}, DefaultOptions())
		if err != nil {
			t.Fatal(err)
		}
		j.Pause()
		go func() {
			<-time.After(time.Hour)
			j.Resume()
		}()
		for range j.Events() {
		}
		if sum := j.Wait(); sum.Made != 2 || sum.Wall > time.Minute {
			t.Errorf("%d made in %v", sum.Made, sum.Wall)
		}
	})
}

func TestAnOutputFolderThatCannotBeUsedEndsTheJob(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "b.jpg": "picture", "file": "x"})
	o := DefaultOptions()
	o.Out = filepath.Join(root, "file", "out")
	events, sum := run(t, []string{root}, o, nil)
	if sum.Err == nil || !strings.Contains(sum.Err.Error(), o.Out) || sum.Made != 0 || !sum.Stopped {
		t.Errorf("summary %+v", sum)
	}
	if len(only[Done](events)) != 1 {
		t.Error("no Done")
	}
}

func TestPhotosOfAScanKeepTheirNumbers(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "b.jpg": "picture", "c.jpg": "picture"})
	var photos []Photo
	for ev := range Scan(t.Context(), []string{root, filepath.Join(root, "gone")}, DefaultOptions()) {
		if f, ok := ev.(Found); ok && f.Photo.Rel != "a.jpg" {
			photos = append(photos, f.Photo)
		}
	}
	job, err := StartPhotos(t.Context(), photos, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	events, sum := receive(job, nil)
	var ids []int
	for _, f := range only[Found](events) {
		ids = append(ids, f.Photo.ID)
	}
	if !slices.Equal(ids, []int{1, 2, 3}) || sum.Made != 2 || sum.Failed != 1 || sum.Stopped {
		t.Errorf("numbers %v, summary %+v", ids, sum)
	}
}

func TestStartRefusesWrongOptions(t *testing.T) {
	_, err := Start(context.Background(), nil, Options{Choice: option.Choice{Look: option.Look{Blur: 300}}})
	for _, field := range []string{"Size", "Blur", "Workers", "Quality", "Format", "Existing", "MaxFileBytes", "MemoryBudget", "Pool", "PhotoTimeout", "PhotoMemory", "Connections", "PerHost", "Mode", "Ratio", "BlurUnit"} {
		if err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s is not in %v", field, err)
		}
	}
	if _, ok := errors.AsType[*option.FieldError](err); !ok {
		t.Error("no *FieldError")
	}
	if err := DefaultOptions().Validate(); err != nil {
		t.Error("the default options are refused:", err)
	}
}

func TestPreviewsFitAScreen(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "b.png": "picture"})
	o := DefaultOptions()
	o.PreviewSide = 10
	events, _ := run(t, []string{root}, o, nil)
	for _, f := range only[Finished](events) {
		loaded, err := LoadPreview(t.Context(), f.Output, 10)
		if err != nil {
			t.Fatal(err)
		}
		for name, p := range map[string]*image.RGBA{"made": f.Preview, "loaded": loaded} {
			if p == nil || p.Rect.Dx() != 10 || p.Rect.Dy() != 8 || p.Stride != 40 || len(p.Pix) != 320 {
				t.Errorf("%s: %s preview %v", f.Photo.Rel, name, p)
			}
		}
	}
	_, err := LoadPreview(t.Context(), filepath.Join(root, "gone"), 10)
	var pe *PhotoError
	if !errors.As(err, &pe) || pe.Kind() != reason.KindMissing {
		t.Errorf("a missing thumbnail: %v", err)
	}
}
