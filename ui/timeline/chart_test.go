package timeline

import (
	"slices"
	"testing"
	"time"

	"thumbpool/processor"
)

const ms = time.Millisecond

func TestEveryPhotoIsInABar(t *testing.T) {
	tests := []struct {
		name string
		run  simulation
		each bool // every photo has a bar of its own
	}{
		{"10 photos", simulation{workers: 4, photos: 10, mean: 30 * ms}, true},
		{"in turn", simulation{workers: 1, photos: 200, mean: 30 * ms, fail: 50}, true},
		{"248 photos", simulation{workers: 8, photos: 248, mean: 90 * ms, slow: 30, fail: 100}, true},
		{"20,000 photos", simulation{workers: 8, photos: 20_000, mean: 80 * ms, slow: 500, fail: 2000}, true},
		{"100,000 photos", simulation{workers: 8, photos: 100_000, mean: 20 * ms, slow: 500, fail: 2000}, false},
		{"64 workers", simulation{workers: 64, photos: 200_000, mean: 40 * ms, slow: 900, fail: 9000}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.run.chart()
			photos, bars, fails := 0, 0, 0
			var work time.Duration
			for _, l := range c.lanes {
				if len(l.bars) > mostLane {
					t.Errorf("a lane keeps %d bars", len(l.bars))
				}
				last := time.Duration(0)
				for _, b := range l.bars {
					photos += b.Count
					bars++
					work += b.busy()
					if b.Failed {
						fails++
					}
					if b.Start < last || b.End < b.Start || b.busy() > b.End-b.Start {
						t.Fatalf("a bar from %v to %v, busy for %v, follows one that ends at %v", b.Start, b.End, b.busy(), last)
					}
					last = b.End
				}
			}
			if photos != tt.run.photos || c.photos != tt.run.photos || bars != c.bars {
				t.Errorf("%d photos in %d bars; the chart counts %d in %d; want %d", photos, bars, c.photos, c.bars, tt.run.photos)
			}
			if tt.each != (bars == photos) {
				t.Errorf("%d photos in %d bars", photos, bars)
			}
			if (tt.run.fail > 0) != (fails > 0) {
				t.Errorf("%d bars of photos that failed", fails)
			}
			var want time.Duration
			for _, e := range tt.run.events() {
				switch ev := e.ev.(type) {
				case processor.Finished:
					want += ev.End - ev.Start
				case processor.Failed:
					want += ev.End - ev.Start
				}
			}
			if work != want {
				t.Errorf("the bars are busy for %v, the photos took %v", work, want)
			}
		})
	}
}

func TestSlowPhotosKeepTheirBars(t *testing.T) {
	run := simulation{workers: 8, photos: 100_000, mean: 10 * ms}
	c := run.chart()
	end := c.end + time.Second
	slow := finished(3, 7, end, end+3*time.Second)
	c.apply([]processor.Event{processor.Started{Photo: slow.Photo, Worker: 3, At: end}, slow}, epoch.Add(end+3*time.Second))
	start := c.lanes[2].bars[len(c.lanes[2].bars)-1].Start
	for id := range 50_000 {
		from := end + 3*time.Second + time.Duration(id)*ms
		c.apply([]processor.Event{finished(3, id, from, from+ms)}, epoch.Add(from+ms))
	}
	b, ok := c.at(3, start+time.Second, 0)
	if !ok || b.Count != 1 || b.Photo != 7 || b.Took != 3*time.Second {
		t.Errorf("found %+v, %v", b, ok)
	}
}

func TestPartsOfABar(t *testing.T) {
	step := func(pairs ...any) (times processor.Times) {
		for i := 0; i < len(pairs); i += 2 {
			times[pairs[i].(processor.Step)] = pairs[i+1].(time.Duration)
		}
		return times
	}
	tests := []struct {
		name   string
		took   time.Duration
		times  processor.Times
		want   [numParts]time.Duration
		waited time.Duration
	}{
		{"no times", 30 * ms, step(), [numParts]time.Duration{30 * ms, 0, 0}, 0},
		{"all steps", 36 * ms, step(processor.StepRead, 1*ms, processor.StepDecode, 20*ms, processor.StepReduce, 5*ms,
			processor.StepOrient, 2*ms, processor.StepEncode, 3*ms, processor.StepSave, 4*ms), [numParts]time.Duration{21 * ms, 7 * ms, 8 * ms}, 0},
		{"waiting is no work", 30 * ms, step(processor.StepWait, 10*ms, processor.StepDecode, 20*ms), [numParts]time.Duration{20 * ms, 0, 0}, 10 * ms},
		{"steps that take longer than the whole", 10 * ms, step(processor.StepDecode, 20*ms, processor.StepSave, 5*ms), [numParts]time.Duration{10 * ms, 0, 0}, 0},
		{"what is left is handing over", 30 * ms, step(processor.StepDecode, 20*ms), [numParts]time.Duration{20 * ms, 0, 10 * ms}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBar(1, 0, 5*ms, tt.took, &tt.times, false)
			if b.Parts != tt.want || b.Waited != tt.waited || b.End != 5*ms+tt.took {
				t.Errorf("%+v", b)
			}
		})
	}
}

func TestAxis(t *testing.T) {
	for span, i := firstSpan, 0; i < 40; i++ {
		next := longer(span)
		if r := float64(next) / float64(span); r < 1.3 || r > 1.55 {
			t.Fatalf("after %v comes %v", span, next)
		}
		span = next
	}
	c := newChart()
	steps := 0
	for i := range 10_000 {
		from := time.Duration(i) * ms
		before := c.span
		c.apply([]processor.Event{finished(1, i, from, from+ms)}, epoch.Add(from+ms))
		if c.span < c.now || c.span > max(firstSpan, c.now*3/2+ms) {
			t.Fatalf("at %v the axis is %v long", c.now, c.span)
		}
		if c.span != before {
			steps++
		}
	}
	if steps > 12 {
		t.Errorf("the axis changed %d times", steps)
	}
	c.apply([]processor.Event{processor.Done{}}, epoch.Add(time.Hour))
	if c.span != 10*time.Second || c.now != 10*time.Second {
		t.Errorf("after the run the axis is %v long and ends at %v, want 10 s", c.span, c.now)
	}
}

func TestTimeGoesOnWhileAPhotoIsInHand(t *testing.T) {
	c := newChart()
	c.apply([]processor.Event{processor.Started{Worker: 1, At: 0}}, epoch)
	c.apply(nil, epoch.Add(4*time.Second))
	if b, ok := c.at(1, 2*time.Second, 0); !ok || !b.Running || b.Took != 4*time.Second {
		t.Errorf("in hand: %+v, %v", b, ok)
	}
	c.apply([]processor.Event{finished(1, 0, 0, 4*time.Second)}, epoch.Add(4*time.Second))
	c.apply(nil, epoch.Add(9*time.Second))
	if c.now != 4*time.Second {
		t.Errorf("nothing is in hand and it is %v", c.now)
	}
}

func TestAPauseIsAShortGap(t *testing.T) {
	c := newChart()
	put := func(id int, from time.Duration) {
		c.apply([]processor.Event{processor.Started{Photo: processor.Photo{ID: id}, Worker: 1, At: from}}, epoch.Add(from))
		c.apply([]processor.Event{finished(1, id, from, from+time.Second)}, epoch.Add(from+time.Second))
	}
	put(0, 5*time.Second) // the scan took a while
	put(1, 6*time.Second)
	put(2, time.Hour)
	put(3, time.Hour+time.Second)
	var starts []time.Duration
	for _, b := range c.lanes[0].bars {
		starts = append(starts, b.Start)
	}
	twoSeconds := float64(2 * time.Second)
	gap := time.Duration(twoSeconds * idleShare)
	want := []time.Duration{0, time.Second, 2*time.Second + gap, 3*time.Second + gap}
	if !slices.Equal(starts, want) {
		t.Errorf("bars start at %v, want %v", starts, want)
	}
	if c.now != 4*time.Second+gap {
		t.Errorf("the run ends at %v", c.now)
	}
}

func TestWorkersComeAndGo(t *testing.T) {
	c := newChart()
	at := func(d time.Duration, evs ...processor.Event) { c.apply(evs, epoch.Add(d)) }
	at(0, processor.Workers{Target: 1, Running: 1}, processor.Started{Worker: 1})
	at(100*ms, processor.Workers{Target: 3, Running: 2, At: 100 * ms}, processor.Started{Worker: 2, At: 100 * ms}, processor.Started{Worker: 3, At: 110 * ms})
	at(200*ms, finished(2, 0, 100*ms, 200*ms), processor.Workers{Target: 1, Running: 2, At: 200 * ms})
	at(300*ms, finished(3, 0, 110*ms, 300*ms), processor.Workers{Target: 1, Running: 1, At: 301 * ms})
	at(400*ms, processor.Workers{Target: 2, Running: 2, At: 400 * ms})
	at(500*ms, finished(1, 0, 0, 500*ms), processor.Done{})
	want := [][]period{
		{{0, 500 * ms, true}},
		{{100 * ms, 200 * ms, true}, {400 * ms, 500 * ms, true}},
		{{100 * ms, 300 * ms, true}},
	}
	for i, w := range want {
		if !slices.Equal(c.lanes[i].there, w) {
			t.Errorf("worker %d is there %v, want %v", i+1, c.lanes[i].there, w)
		}
	}
	if c.rows != 3 {
		t.Errorf("%d lanes, want 3", c.rows)
	}
	for i := range 1000 {
		at(600*ms, processor.Workers{Target: 1 + i%3, At: time.Duration(600+i) * ms})
	}
	if n := len(c.lanes[2].there); n > mostPeriods {
		t.Errorf("%d periods are kept", n)
	}
}

func TestAPhotoThatNeverReachedAWorkerHasNoBar(t *testing.T) {
	c := newChart()
	c.apply([]processor.Event{failed(0, 3, 0, 0), processor.Found{}, processor.Skipped{}}, epoch)
	if c.photos != 0 || c.rows != 0 {
		t.Errorf("%d photos in %d lanes", c.photos, c.rows)
	}
}

func TestStoppedInTheMiddleOfAPhoto(t *testing.T) {
	c := simulation{workers: 4, photos: 40, mean: 20 * ms, undone: 4}.chart()
	if c.busy == 0 {
		t.Fatal("nothing is in hand")
	}
	c.apply([]processor.Event{processor.Done{}}, epoch.Add(time.Minute))
	if c.busy != 0 || c.photos != 36 || c.now != c.end {
		t.Errorf("%d in hand, %d photos, ends at %v and not %v", c.busy, c.photos, c.now, c.end)
	}
}

func TestHits(t *testing.T) {
	c := newChart()
	c.apply([]processor.Event{processor.Workers{Target: 1, Running: 1}}, epoch)
	c.apply([]processor.Event{
		finished(1, 10, 0, 100*ms), finished(1, 11, 120*ms, 200*ms), failed(1, 12, 200*ms, 201*ms),
		finished(1, 13, 201*ms, 400*ms),
		processor.Started{Photo: processor.Photo{ID: 14}, Worker: 1, At: 410 * ms},
	}, epoch.Add(500*ms))
	tests := []struct {
		name   string
		worker int
		at     time.Duration
		want   int // photo, or -1
	}{
		{"inside", 1, 50 * ms, 10},
		{"near the end", 1, 104 * ms, 10},
		{"near the start", 1, 116 * ms, 11},
		{"in the gap", 1, 110 * ms, -1},
		{"a short one that failed", 1, 204 * ms, 12},
		{"the one after it", 1, 208 * ms, 13},
		{"in hand", 1, 450 * ms, 14},
		{"after now", 1, 520 * ms, -1},
		{"no such lane", 2, 50 * ms, -1},
		{"above", 0, 50 * ms, -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := -1
			if b, ok := c.at(tt.worker, tt.at, 5*ms); ok {
				got = b.Photo
			}
			if got != tt.want {
				t.Errorf("photo %d, want %d", got, tt.want)
			}
		})
	}
}

func TestSelectionFollowsAPhoto(t *testing.T) {
	c := newChart()
	c.choose(5)
	photo := processor.Photo{ID: 5}
	c.apply([]processor.Event{processor.Started{Photo: photo, Worker: 2, At: 0}}, epoch)
	if c.mark.Worker != 2 || !c.mark.Running {
		t.Errorf("begun: %+v", c.mark)
	}
	c.apply([]processor.Event{finished(2, 5, 0, 50*ms)}, epoch.Add(50*ms))
	if c.mark.Worker != 2 || c.mark.Running || c.mark.End != 50*ms {
		t.Errorf("done: %+v", c.mark)
	}
	c.choose(6)
	if c.mark.Worker != 0 {
		t.Errorf("a photo without a bar: %+v", c.mark)
	}
	c.choose(5)
	if c.mark.Photo != 5 || c.mark.Worker != 2 {
		t.Errorf("chosen again: %+v", c.mark)
	}
	c.choose(-1)
	if c.mark.Worker != 0 {
		t.Errorf("none: %+v", c.mark)
	}
}
