//go:build faults && linux && amd64

package faults

import (
	"path/filepath"
	"testing"

	"thumbpool/processor"
	"thumbpool/processor/option"
)

// TestWorkersChangeAllTheTime changes the number of workers and pauses a
// thousand times during a run: every photo has its turn, once.
func TestWorkersChangeAllTheTime(t *testing.T) {
	for _, pool := range []option.Pool{option.PoolGoroutines, option.PoolProcesses} {
		t.Run(string(pool), func(t *testing.T) {
			chance := chanceOf(t)
			dir := t.TempDir()
			n := among(200, 500, 5000)
			changes := among(400, 1000, 10_000)
			if pool == option.PoolProcesses { // each change starts and ends processes
				changes /= 4
			}
			photos(t, filepath.Join(dir, "photos"), n)
			o := processor.DefaultOptions()
			o.Out, o.Size, o.Pool, o.Workers = filepath.Join(dir, "thumbs"), 32, pool, 2
			job, err := processor.Start(t.Context(), []string{filepath.Join(dir, "photos")}, o)
			must(t, err)
			ticks, most := make(chan struct{}, n), make(chan int, 1)
			go func() {
				highest, done := o.Workers, 0
				for range ticks { // one photo each
					for range (changes + n - 1) / n {
						done++
						switch workers := 1 + chance.IntN(12); chance.IntN(3) {
						case 0:
							job.Pause()
							job.SetWorkers(workers)
							job.Resume()
							highest = max(highest, workers)
						case 1:
							job.SetWorkers(workers)
							highest = max(highest, workers)
						case 2:
							job.Pause()
							job.Resume()
						}
					}
				}
				if done < changes {
					t.Errorf("%d changes only", done)
				}
				most <- highest
			}()
			finished := map[string]int{}
			for ev := range job.Events() {
				switch ev := ev.(type) {
				case processor.Finished:
					finished[ev.Photo.Path]++
					ticks <- struct{}{}
				case processor.Failed:
					t.Errorf("%v", ev.PhotoError)
				}
			}
			close(ticks)
			highest := <-most
			summary := job.Wait()
			if len(finished) != n || summary.Made != n || summary.Found != n || summary.Failed != 0 || summary.Left() != 0 {
				t.Errorf("%d photos: %d finished, %d said to be made, %d found, %d failed, %d left",
					n, len(finished), summary.Made, summary.Found, summary.Failed, summary.Left())
			}
			for path, times := range finished {
				if times != 1 {
					t.Errorf("%s was finished %d times", path, times)
				}
			}
			if summary.Workers > highest {
				t.Errorf("%d workers at most, asked for %d", summary.Workers, highest)
			}
			if there := thumbnailsIn(t, o.Out); there != n {
				t.Errorf("%d thumbnails of %d", there, n)
			}
		})
	}
}
