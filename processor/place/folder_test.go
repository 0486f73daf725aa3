package place

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thumbpool/processor/format"
)

func TestAFolderCostsItsPhotos(t *testing.T) {
	root := t.TempDir()
	good, bad := photoAt(t, root, "good/p.jpg", 10), photoAt(t, root, "bad/p.jpg", 20)
	put(t, filepath.Join(root, "thumbs", "bad"), "a file where a folder must go")
	o := outputs(t, func(o *Options) { o.Sources = []string{root} })
	_, err := o.Plan(t.Context(), bad, format.JPEG, settings)
	if _, all := errors.AsType[*UnusableError](err); err == nil || all {
		t.Errorf("error %v, want one that costs the folder alone", err)
	}
	save(t, o, plan(t, o, good), good, 1)
	holds(t, filepath.Join(root, "thumbs", "bad"), "a file where a folder must go")
}

func TestAnOutputThatCannotBeUsed(t *testing.T) {
	home := t.TempDir()
	a, b := photoAt(t, filepath.Join(home, "A"), "p.jpg", 10), photoAt(t, filepath.Join(home, "B"), "p.jpg", 20)
	put(t, filepath.Join(home, "A", "thumbs"), "a file")

	// With one source there is nothing else to do.
	o := outputs(t, func(o *Options) { o.Sources = []string{a.Root} })
	_, err := o.Plan(t.Context(), a, format.JPEG, settings)
	if _, all := errors.AsType[*UnusableError](err); !all || !strings.Contains(err.Error(), "there is a file of that name") {
		t.Errorf("error %v, want an UnusableError that says why", err)
	}
	// With two, the other's photos are made.
	o = outputs(t, func(o *Options) { o.Sources = []string{a.Root, b.Root} })
	_, err = o.Plan(t.Context(), a, format.JPEG, settings)
	if _, all := errors.AsType[*UnusableError](err); err == nil || all {
		t.Errorf("error %v, want one that costs the source alone", err)
	}
	save(t, o, plan(t, o, b), b, 1)
}

func TestWhatIsGoneIsNotMadeAnew(t *testing.T) {
	home := t.TempDir()
	root := filepath.Join(home, "A")
	p, q := photoAt(t, root, "p.jpg", 10), photoAt(t, root, "sub/q.jpg", 20)
	o := outputs(t, func(o *Options) { o.Sources = []string{root} })
	target := plan(t, o, p)
	rename2(t, root, filepath.Join(home, "away"))
	_, _, err := o.Save(t.Context(), target, p, format.JPEG, settings, picture(t, 1))
	if _, away := errors.AsType[*AwayError](err); !away {
		t.Errorf("saving: %v", err)
	}
	if _, err = o.Plan(t.Context(), q, format.JPEG, settings); err == nil {
		t.Error("a folder was planned below one that is gone")
	}
	lies(t, home, "away")
}

// TestAnotherDisk: a disk is taken out, and what was below it is there again.
func TestAnotherDisk(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	o := outputs(t, func(o *Options) { o.Sources = []string{root} })
	target := plan(t, o, p)
	target.folder.base.id.device++
	_, _, err := o.Save(t.Context(), target, p, format.JPEG, settings, picture(t, 1))
	_, all := errors.AsType[*UnusableError](err)
	if _, away := errors.AsType[*AwayError](err); !all || !away {
		t.Errorf("error %v, want that the output folder is on another disk", err)
	}
	lies(t, filepath.Join(root, "thumbs"), lockName)
}

// TestTheFolderOfAPhotoIsOnAnotherDisk: below an output folder that is there, it
// costs the photo; with the output folder, the run.
func TestTheFolderOfAPhotoIsOnAnotherDisk(t *testing.T) {
	for name, base := range map[string]bool{"the folder alone": false, "the output folder too": true} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			p := photoAt(t, root, "2019/p.jpg", 10)
			o := outputs(t, func(o *Options) { o.Sources = []string{root} })
			target := plan(t, o, p)
			target.folder.device++
			if base {
				target.folder.base.id.device++
			}
			_, _, err := o.Save(t.Context(), target, p, format.JPEG, settings, picture(t, 1))
			_, all := errors.AsType[*UnusableError](err)
			if _, away := errors.AsType[*AwayError](err); !away || all != base {
				t.Errorf("error %v (%T)", err, err)
			}
			lies(t, filepath.Join(root, "thumbs", "2019"))
		})
	}
}

func TestASecondRunIsToldByWhom(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	first := outputs(t, func(o *Options) { o.Sources = []string{root} })
	save(t, first, plan(t, first, p), p, 1)

	second := outputs(t, func(o *Options) { o.Sources = []string{root} })
	_, err := second.Plan(t.Context(), p, format.JPEG, settings)
	busy, ok := errors.AsType[*BusyError](err)
	if _, all := errors.AsType[*UnusableError](err); !ok || !all || busy.By.Process != os.Getpid() || busy.Folder != filepath.Join(root, "thumbs") {
		t.Fatalf("error %v, want a BusyError that names this process", err)
	}
	closes(t, first)
	lies(t, filepath.Join(root, "thumbs"), "p.jpg")
	third := outputs(t, func(o *Options) { o.Sources = []string{root} })
	plan(t, third, p)
}

func TestASecondRunCanWait(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	first := outputs(t, func(*Options) {})
	save(t, first, plan(t, first, p), p, 1)
	told := 0
	second := outputs(t, func(o *Options) {
		o.Waiting = func(busy *BusyError) {
			told++
			closes(t, first)
		}
	})
	save(t, second, plan(t, second, p), p, 2)
	if told != 1 {
		t.Errorf("told %d times, want once", told)
	}

	ctx, cancel := context.WithCancel(t.Context())
	third := outputs(t, func(o *Options) { o.Waiting = func(*BusyError) { cancel() } })
	if _, err := third.Plan(ctx, p, format.JPEG, settings); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting ended with %v", err)
	}
}

func TestShardsShareTheFolder(t *testing.T) {
	root := t.TempDir()
	p, q := photoAt(t, root, "p.jpg", 10), photoAt(t, root, "q.jpg", 20)
	share := func(o *Options) { o.Share = true }
	a, b := outputs(t, share), outputs(t, share)
	save(t, a, plan(t, a, p), p, 1)
	save(t, b, plan(t, b, q), q, 2)
	alone := outputs(t, func(*Options) {})
	if _, err := alone.Plan(t.Context(), p, format.JPEG, settings); err == nil {
		t.Error("a run that shares nothing began beside shards")
	}
	closes(t, a)
	lies(t, filepath.Join(root, "thumbs"), lockName, "p.jpg", "q.jpg")
	closes(t, b)
	lies(t, filepath.Join(root, "thumbs"), "p.jpg", "q.jpg")
}

// A part that ends has the lock for itself for a moment, which must not keep
// another from beginning.
func TestAShardBeginsWhileAnotherEnds(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	if err := os.Mkdir(filepath.Join(root, "thumbs"), 0o755); err != nil {
		t.Fatal(err)
	}
	ending, err := lock(filepath.Join(root, "thumbs"), false)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(3*endingEvery, ending.release)
	b := outputs(t, func(o *Options) { o.Share = true })
	save(t, b, plan(t, b, p), p, 1)
	closes(t, b)
	lies(t, filepath.Join(root, "thumbs"), "p.jpg")
}

func TestTheLockFollowsNoLink(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	original := filepath.Join(root, "original")
	put(t, original, "somebody's")
	put(t, filepath.Join(root, "thumbs", "x"), "")
	symlink(t, original, filepath.Join(root, "thumbs", lockName))
	o := outputs(t, func(*Options) {})
	if _, err := o.Plan(t.Context(), p, format.JPEG, settings); err == nil {
		t.Error("no error although the lock is a link")
	}
	holds(t, original, "somebody's")
}

// TestWhatWasPutAsideIsNotLost: a run was killed between the exchange of two
// files and the look at what came out.
func TestWhatWasPutAsideIsNotLost(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	made := run(t, func(*Options) {}, p)
	folder := filepath.Dir(made[0])
	lastYear, yesterday := time.Now().AddDate(-1, 0, 0), time.Now().Add(-staleAfter)
	if err := os.Chtimes(made[0], lastYear, lastYear); err != nil {
		t.Fatal(err)
	}
	rename2(t, made[0], asideName(folder, time.Now()))
	put(t, asideName(folder, time.Now()), string(picture(t, 33)))
	put(t, asideName(folder, yesterday), string(picture(t, 44)))
	put(t, filepath.Join(folder, ".thumbpool-old"), "not ours by its name")

	shared := outputs(t, func(o *Options) { o.Share = true })
	plan(t, shared, p)
	if entries, _ := os.ReadDir(folder); len(entries) != 5 { // with the lock
		t.Errorf("touched beside another run: %v", entries)
	}
	holds(t, filepath.Join(folder, "recovered.jpg"), string(picture(t, 44)))
	closes(t, shared)

	o := outputs(t, func(*Options) {})
	plan(t, o, p)
	closes(t, o)
	lies(t, folder, ".thumbpool-old", "recovered.jpg", "recovered (2).jpg")
	holds(t, filepath.Join(folder, "recovered (2).jpg"), string(picture(t, 33)))
}

func TestOldTemporariesWithoutLocks(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, ".thumbpool-0123456789abcdef.tmp")
	put(t, path, "")
	if isOld(path) {
		t.Error("a new file is old")
	}
	old := time.Now().Add(-2 * staleAfter)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if !isOld(path) {
		t.Error("a file of two days is not old")
	}
}

func TestARunRemovesWhatAKilledOneLeft(t *testing.T) {
	root := t.TempDir()
	p := photoAt(t, root, "p.jpg", 10)
	made := run(t, func(*Options) {}, p)
	folder := filepath.Dir(made[0])
	left, err := createTemp(folder, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_ = left.close() // as if its process had been killed
	o := outputs(t, func(*Options) {})
	plan(t, o, p)
	closes(t, o)
	lies(t, folder, "p.jpg")
}

// closes ends the outputs of a run.
func closes(t *testing.T, o *Outputs) {
	t.Helper()
	if err := o.Close(); err != nil {
		t.Error(err)
	}
}
