package processor

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"thumbpool/processor/phototest"
	"thumbpool/processor/pool"
)

// funcExecutor answers with what a function returns. One that does not return
// until the test lets it, whatever the context says, is like a read from a
// network drive that is gone.
type funcExecutor func() response

func (f funcExecutor) Execute(context.Context, request) (response, error) { return f(), nil }

func (funcExecutor) Close() {}

// photosAt is a scan that finds files which nobody looks at.
func photosAt(dir string, names ...string) feeder {
	var photos []Photo
	for i, name := range names {
		photos = append(photos, Photo{ID: i, Path: filepath.Join(dir, name), Root: dir, Rel: name})
	}
	return again(photos)
}

// within fails the test if a job takes longer than a second, in the time of a
// synctest bubble, and returns its events.
func within(t *testing.T, j *Job) []Event {
	t.Helper()
	stopped := time.Now()
	j.Stop()
	events, sum := receive(j, nil)
	if took := time.Since(stopped); took >= time.Second {
		t.Errorf("stopping took %v", took)
	}
	if !sum.Stopped {
		t.Errorf("summary %+v, want that it was stopped", sum)
	}
	if last, ok := events[len(events)-1].(Done); !ok || last.Summary != sum {
		t.Errorf("the last event is %+v, want Done with %+v", events[len(events)-1], sum)
	}
	return events
}

func TestStopGivesUpPhotosThatHang(t *testing.T) {
	dir := t.TempDir()
	data := phototest.Encoded(t, ".jpg", 40, 30)
	synctest.Test(t, func(t *testing.T) {
		o := DefaultOptions()
		o.Workers = 2
		release := make(chan struct{})
		newExecutor := func() pool.Executor[request, response] {
			return funcExecutor(func() response {
				<-release
				return response{Data: data, Width: 40, Height: 30}
			})
		}
		j := launch(t.Context(), o, newExecutor, toDisk(o, nil), photosAt(dir, "a.jpg", "b.jpg", "c.jpg"))
		synctest.Wait()
		if events := within(t, j); len(only[Started](events)) != 2 {
			t.Errorf("%d photos were in hand, want 2", len(only[Started](events)))
		}
		j.SetWorkers(5) // and all else that a window may still ask for
		j.Pause()
		j.Resume()
		close(release) // they come back when nobody waits for them any more
		synctest.Wait()
	})
	if left := phototest.Files(t, dir); len(left) != 0 {
		t.Errorf("photos that were given up left %q", left)
	}
}

// hangingPlaces finds no place until the test lets it.
type hangingPlaces struct {
	release chan struct{}
	places
}

func (h hangingPlaces) plan(ctx context.Context, p Photo) (output, error) {
	<-h.release
	return h.places.plan(context.WithoutCancel(ctx), p)
}

func TestStopGivesUpAScanThatHangs(t *testing.T) {
	dir := t.TempDir()
	for name, hang := range map[string]func(o Options, release chan struct{}) (func(*Job) places, feeder){
		"folder": func(o Options, release chan struct{}) (func(*Job) places, feeder) {
			return toDisk(o, nil), func(ctx context.Context, to places, yield func(Event) bool) {
				<-release // as in reading a folder
				photosAt(dir, "a.jpg")(context.WithoutCancel(ctx), to, yield)
			}
		},
		"place": func(o Options, release chan struct{}) (func(*Job) places, feeder) {
			to := func(*Job) places { return hangingPlaces{release, newOnDisk(o, nil, nil)} }
			return to, photosAt(dir, "a.jpg")
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := DefaultOptions()
				release := make(chan struct{})
				newExecutor := func() pool.Executor[request, response] {
					return funcExecutor(func() response {
						t.Error("a photo that came too late was worked on")
						return response{}
					})
				}
				to, scan := hang(o, release)
				j := launch(t.Context(), o, newExecutor, to, scan)
				synctest.Wait()
				within(t, j)
				close(release)
				synctest.Wait()
			})
		})
	}
}

func TestStopWaitsForWhatDoesNotHang(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := DefaultOptions()
		o.Workers = 1
		release := make(chan struct{})
		newExecutor := func() pool.Executor[request, response] {
			return funcExecutor(func() response {
				<-release
				return response{Failure: newFailure(StepDecode, errors.New("no"))}
			})
		}
		j := launch(t.Context(), o, newExecutor, toDisk(o, nil), photosAt(t.TempDir(), "a.jpg"))
		synctest.Wait()
		j.Stop()
		go func() {
			<-time.After(hanging / 2)
			close(release)
		}()
		events, sum := receive(j, nil)
		if sum.Failed != 1 || len(only[Failed](events)) != 1 {
			t.Errorf("summary %+v, want the failure of the photo in hand", sum)
		}
	})
}

// TestWaitWhileTheWorkersChange is for the race detector.
func TestWaitWhileTheWorkersChange(t *testing.T) {
	root := phototest.Tree(t, phototest.Many(20))
	job, err := Start(t.Context(), []string{root}, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	quit := make(chan struct{})
	var changing sync.WaitGroup
	changing.Go(func() {
		for n := 1; ; n = n%4 + 1 {
			select {
			case <-quit:
				return
			default:
				job.SetWorkers(n)
			}
		}
	})
	_, sum := receive(job, nil)
	if again := job.Wait(); again != sum || sum.Made != 20 {
		t.Errorf("summary %+v, then %+v", sum, again)
	}
	close(quit)
	changing.Wait()
	job.SetWorkers(200) // after the last event
	if again := job.Wait(); again != sum {
		t.Errorf("summary %+v, and later %+v", sum, again)
	}
}
