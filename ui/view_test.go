package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/option"
	"thumbpool/ui/control"
	"thumbpool/ui/model"
)

// finished is a window after a run over three photos, of which one failed.
func finished(t *testing.T) *window {
	t.Helper()
	h := newWindow(t)
	job := h.running(3)
	job.Finish(0, 1)
	job.Fail(2)
	job.End(processor.Summary{Found: 3, Made: 2, Failed: 1, Wall: time.Second, Busy: time.Second, Workers: 8})
	h.untilState(model.Done)
	return h
}

func TestViewerGoesFromPhotoToPhoto(t *testing.T) {
	h := finished(t)
	h.view(0)
	if !h.viewer.Visible() {
		t.Fatal("the viewer is not open")
	}
	for _, want := range []int{1, 2, 2} { // there is none after the last
		h.viewNeighbour(1)
		if h.opened != want || h.grid.Selected() != want {
			t.Errorf("photo %d is open and %d selected, want %d", h.opened, h.grid.Selected(), want)
		}
	}
	h.key(fyne.KeyEscape)
	if h.viewer.Visible() || h.Model().State() != model.Done {
		t.Error("Escape did not close the viewer alone")
	}
}

func TestCompareOffersTheBestSetting(t *testing.T) {
	h := finished(t)
	h.compare()
	use := func() *control.Button { return h.shell.Over()["compareUse"].(*control.Button) }
	h.until("the outcome", func() bool { return use().Visible() })
	test.Tap(use())
	settings := compare.DefaultOptions().Settings
	want := settings[len(settings)-1] // the last is what the fake engine finds best
	if o := h.Options(); h.shell.Asked() || o.Pool != want.Pool || o.Workers != want.Workers {
		t.Errorf("pool %s with %d workers, want %v", o.Pool, o.Workers, want)
	}
}

func TestCompareCanBeCancelled(t *testing.T) {
	h := finished(t)
	h.compare()
	h.shell.Cancel()
	if h.shell.Asked() || h.Options().Pool != option.PoolGoroutines {
		t.Errorf("a sheet is up: %v, pool %s", h.shell.Asked(), h.Options().Pool)
	}
}

func TestWebAddressesAreSources(t *testing.T) {
	want := []string{"https://example.org/a.jpg", "https://example.org/b.jpg"}
	pasted := newWindow(t)
	pasted.OpenPath(want[0] + "\n" + want[1] + "  ")
	if got := pasted.Model().Sources(); !slices.Equal(got, want) {
		t.Errorf("pasted: %q", got)
	}
	dropped := newWindow(t)
	var uris []fyne.URI
	for _, address := range want {
		u, err := storage.ParseURI(address)
		if err != nil {
			t.Fatal(err)
		}
		uris = append(uris, u)
	}
	dropped.dropped(uris)
	if got := dropped.Model().Sources(); !slices.Equal(got, want) {
		t.Errorf("dropped: %q", got)
	}
	dropped.until("the end of the scan", func() bool { return dropped.Model().State() == model.NothingFound })
	dropped.engine.Folders[want[0]] = 1
	dropped.Rescan()
	dropped.untilState(model.Ready)
	dropped.Make()
	if o := dropped.engine.Job(t, 0).Options; o.Downloads == "" {
		t.Error("downloads would go to the working directory")
	}
}
