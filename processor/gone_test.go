package processor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"thumbpool/processor/phototest"
	"thumbpool/processor/reason"
)

// photosIn are the photos that a scan of a folder finds.
func photosIn(t *testing.T, root string, o Options) (list []Photo) {
	t.Helper()
	for ev := range Scan(t.Context(), []string{root}, o) {
		if f, ok := ev.(Found); ok {
			list = append(list, f.Photo)
		}
	}
	return list
}

// work runs a job over photos to its end.
func work(t *testing.T, photos []Photo, o Options, on func(*Job, Event)) ([]Event, Summary) {
	t.Helper()
	job, err := StartPhotos(t.Context(), photos, o)
	if err != nil {
		t.Fatal(err)
	}
	return receive(job, on)
}

// A drive is unplugged while its photos are worked on: the rest fails, each with
// the same plain reason, and nothing is written where the drive was. The report
// says it once.
func TestAFolderThatGoesDuringTheRun(t *testing.T) {
	for _, test := range []struct {
		name            string
		inside, mounted bool // the thumbnails are in the folder; it was a mount point, which stays
	}{
		{"thumbnails inside", true, false},
		{"thumbnails elsewhere", false, false},
		{"mounted, thumbnails inside", true, true},
		{"mounted, thumbnails elsewhere", false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			photos := phototest.Many(eventBuffer + 40) // some are left when the first event is looked at, however late
			photos["later/a.jpg"], photos["later/b.jpg"] = "picture", "picture"
			parent := filepath.Dir(phototest.Tree(t, nil))
			root, away := filepath.Join(parent, "drive"), filepath.Join(parent, "unplugged")
			if err := os.Rename(phototest.Tree(t, photos), root); err != nil {
				t.Fatal(err)
			}
			o := DefaultOptions()
			o.Workers, o.Subfolders = 2, true
			if !test.inside {
				o.Out = filepath.Join(parent, "out")
			}
			list := photosIn(t, root, o)
			unplugged := false
			events, sum := work(t, list, o, func(_ *Job, ev Event) {
				if _, ok := ev.(Finished); ok && !unplugged {
					unplugged = true
					if err := os.Rename(root, away); err != nil {
						t.Error(err)
					}
					if test.mounted {
						phototest.Mkdir(t, root)
					}
				}
			})
			if sum.Err != nil || sum.Failed == 0 || sum.Made+sum.Failed != len(list) {
				t.Errorf("summary %+v", sum)
			}
			for _, f := range only[Failed](events) {
				if f.Kind() != reason.KindGone || f.Why() != "the folder "+root+" is no longer there" || f.Step == StepScan {
					t.Fatalf("%s: %s at %s: %s", f.Photo.Rel, f.Kind(), f.Step, f.Why())
				}
			}
			if test.mounted {
				if left := phototest.Files(t, root); len(left) > 0 {
					t.Errorf("%q was written where the folder was mounted", left)
				}
				if err := os.Remove(root); err != nil {
					t.Errorf("something was made where the folder was mounted: %v", err)
				}
			}
			if _, err := os.Stat(root); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("something was written where the folder was: %v", err)
			}

			if err := os.Rename(away, root); err != nil { // and it is plugged in again
				t.Fatal(err)
			}
			if _, sum := work(t, list, o, nil); sum.Made != len(list) {
				t.Errorf("once it is back: %+v", sum)
			}
		})
	}
}

// Folders that are to be scanned when their drive is gone are that drive once.
func TestAFolderThatGoesDuringTheScan(t *testing.T) {
	contents := map[string]string{"a.jpg": "picture"}
	for i := range 20 {
		contents[fmt.Sprintf("sub %d/a.jpg", i)] = "picture"
	}
	root := phototest.Tree(t, contents)
	o := DefaultOptions()
	o.Subfolders = true
	failed := 0
	for ev := range Scan(t.Context(), []string{root}, o) {
		switch ev := ev.(type) {
		case Found:
			if ev.Photo.ID == 0 {
				if err := os.Rename(root, root+" unplugged"); err != nil {
					t.Fatal(err)
				}
			}
		case Failed:
			if failed++; ev.Kind() != reason.KindGone || ev.Photo.Root != root {
				t.Errorf("%s failed: %s", ev.Photo.Path, ev.Why())
			}
		}
	}
	if failed != 20 {
		t.Errorf("%d folders failed, want 20", failed)
	}
}

func TestAPhotoThatIsMissingIsNotAFolderThatIsGone(t *testing.T) {
	root := phototest.Tree(t, phototest.Many(3))
	o := DefaultOptions()
	list := photosIn(t, root, o)
	if err := os.Remove(list[1].Path); err != nil {
		t.Fatal(err)
	}
	events, sum := work(t, list, o, nil)
	failed := only[Failed](events)
	if sum.Made != 2 || len(failed) != 1 || failed[0].Kind() != reason.KindMissing {
		t.Errorf("summary %+v, failed %+v", sum, failed)
	}
}
