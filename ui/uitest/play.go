package uitest

import (
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"path/filepath"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

// Scan returns what a scan of a folder may report: up to most photos, of which
// some are files that cannot be read and some come from the web, and at times
// nothing but thumbnails of Thumbpool's own, or a folder that is gone.
func Scan(r *rand.Rand, root string, most int) []processor.Event {
	if r.IntN(20) == 0 {
		p := processor.Photo{Path: root, Root: filepath.Dir(root), Rel: filepath.Base(root)}
		return []processor.Event{processor.Found{Photo: p}, failure(p, processor.StepScan, reason.Gone), processor.Scanned{Photos: 1}}
	}
	var events []processor.Event
	n := r.IntN(most + 1)
	for id := range n {
		name := fmt.Sprintf("IMG_%04d.jpg", id)
		p := processor.Photo{ID: id, Path: filepath.Join(root, name), Root: root, Rel: name, Size: r.Int64N(9_000_000)}
		if r.IntN(6) == 0 {
			p.URL = "https://example.org/" + name
			p.Path, p.Rel, p.Root, p.Size = p.URL, p.URL, "", 0
		}
		events = append(events, processor.Found{Photo: p})
		if p.URL == "" && r.IntN(10) == 0 {
			events = append(events, failure(p, processor.StepScan, reason.Permission))
		}
	}
	return append(events, processor.Scanned{Photos: n, Ours: max(0, r.IntN(20)-10)})
}

// Again returns what a run over photos of an earlier scan reports of them.
func Again(photos []processor.Photo) []processor.Event {
	var events []processor.Event
	for _, p := range photos {
		events = append(events, processor.Found{Photo: p})
	}
	return append(events, processor.Scanned{Photos: len(photos)})
}

func failure(p processor.Photo, op processor.Step, key reason.Key) processor.Failed {
	return processor.Failed{PhotoError: &processor.PhotoError{Photo: p, Step: op, Reason: reason.Reason{Key: key, Detail: "the file ends early"}, Err: errors.New("the file ends early")}}
}

// Play is a run as the engine may report it: it gives events by chance, in an
// order in which they may come.
//
//	Found ─► (Downloading… ─► Downloaded) ─► Started ─► Finished | Failed
//	     └─► Skipped | Failed                                          … ─► Done
type Play struct {
	Paused bool // no photo starts, those in hand go on

	r       *rand.Rand
	side    int               // of previews
	scan    []processor.Event // to come
	web     []processor.Photo // to be downloaded
	waiting []processor.Photo
	hand    []processor.Photo
	scanned bool
	stopped bool
	ended   bool
	workers int
	at      time.Duration
	sum     processor.Summary
}

// NewPlay returns a run whose scan reports those events. Pictures that it makes
// have side pixels at their longest side; 0 means that it makes none.
func NewPlay(r *rand.Rand, scan []processor.Event, side int) *Play {
	return &Play{r: r, scan: scan, side: side, workers: 1 + r.IntN(8)}
}

// SetWorkers changes how many photos are in hand at a time.
func (p *Play) SetWorkers(n int) {
	p.workers = n
	p.sum.Workers = max(p.sum.Workers, n)
}

// Stop has no further photo started.
func (p *Play) Stop() { p.stopped = true }

// Ended says whether all has been reported.
func (p *Play) Ended() bool { return p.ended }

// Next returns the next event; false when there is none, because the run is over
// or because it is paused and nothing is in hand.
func (p *Play) Next() (processor.Event, bool) {
	if p.ended {
		return nil, false
	}
	p.at += time.Duration(p.r.IntN(50)) * time.Millisecond
	moves := []func() processor.Event{p.tellWorkers}
	add := func(on bool, move func() processor.Event) {
		if on {
			moves = append(moves, move, move, move)
		}
	}
	add(len(p.scan) > 0 && !p.stopped, p.look)
	add(len(p.web) > 0 && !p.stopped && !p.Paused && p.scanned, p.download)
	add(len(p.waiting) > 0 && len(p.hand) < p.workers && !p.stopped && !p.Paused, p.start)
	add(len(p.hand) > 0, p.finish)
	if len(moves) == 1 {
		if p.Paused && !p.stopped {
			return nil, false
		}
		return p.end(), true
	}
	if !p.stopped && p.r.IntN(400) == 0 {
		p.sum.Err = failure(processor.Photo{}, processor.StepSave, reason.DiskFull).PhotoError
		p.stopped = true
	}
	return moves[p.r.IntN(len(moves))](), true
}

func (p *Play) tellWorkers() processor.Event {
	return processor.Workers{Target: p.workers, Running: p.workers + p.r.IntN(2), At: p.at}
}

func (p *Play) look() processor.Event {
	ev := p.scan[0]
	p.scan = p.scan[1:]
	switch ev := ev.(type) {
	case processor.Found:
		p.sum.Found++
		if len(p.scan) > 0 {
			if _, unread := p.scan[0].(processor.Failed); unread {
				break
			}
		}
		if ev.Photo.URL != "" && ev.Photo.Root == "" {
			p.web = append(p.web, ev.Photo)
		} else {
			p.waiting = append(p.waiting, ev.Photo)
		}
	case processor.Failed:
		p.sum.Failed++
	case processor.Scanned:
		p.scanned = true
	}
	return ev
}

func (p *Play) download() processor.Event {
	photo := p.web[0]
	switch p.r.IntN(4) {
	case 0:
		p.web = p.web[1:]
		p.sum.Failed++
		return failure(photo, processor.StepDownload, reason.Download)
	case 1:
		p.web = p.web[1:]
		photo.Root, photo.Rel, photo.Size = "/downloads", filepath.Base(photo.URL), p.r.Int64N(1e6)
		photo.Path = filepath.Join(photo.Root, photo.Rel)
		p.waiting = append(p.waiting, photo)
		return processor.Downloaded{Photo: photo}
	}
	return processor.Downloading{Photo: photo, Bytes: p.r.Int64N(1e6), Total: -1}
}

func (p *Play) start() processor.Event {
	photo := take(p.r, &p.waiting)
	switch p.r.IntN(10) {
	case 0:
		p.sum.Skipped++
		return processor.Skipped{Photo: photo, Output: output(photo)}
	case 1: // it has no place
		p.sum.Failed++
		return failure(photo, processor.StepRead, reason.FolderGone)
	}
	p.hand = append(p.hand, photo)
	return processor.Started{Photo: photo, Worker: len(p.hand), At: p.at}
}

func (p *Play) finish() processor.Event {
	photo := take(p.r, &p.hand)
	if p.stopped && p.r.IntN(2) == 0 { // given up without a word
		return p.tellWorkers()
	}
	if p.r.IntN(5) == 0 {
		p.sum.Failed++
		kinds := []reason.Key{reason.Damaged, reason.Mistake, reason.Time, reason.NotSaved}
		f := failure(photo, processor.StepDecode, kinds[p.r.IntN(len(kinds))])
		f.Worker, f.End = 1, p.at
		return f
	}
	p.sum.Made++
	result := processor.Result{
		Photo: photo, Worker: 1 + p.r.IntN(8), Start: max(0, p.at-time.Second), End: p.at, Output: output(photo), OutputBytes: p.r.Int64N(30_000),
		Width: 256, Height: 171, PhotoWidth: 6000, PhotoHeight: 4000,
	}
	if p.side > 0 {
		result.Preview = image.NewRGBA(image.Rect(0, 0, p.side, p.side*2/3))
	}
	if p.r.IntN(12) == 0 {
		result.Damaged, result.Damage = "cut short", reason.Reason{Key: reason.CutShort, Bytes: 1000, Percent: 40}
	}
	return processor.Finished{Result: result}
}

// end gives the sums, and up to date what was left.
func (p *Play) end() processor.Event {
	p.ended = true
	p.sum.Stopped = !p.scanned || p.sum.Left() > 0
	p.sum.Wall, p.sum.Busy = p.at, p.at/2
	p.sum.Workers = max(p.sum.Workers, p.workers)
	return processor.Done{Summary: p.sum}
}

func output(p processor.Photo) string { return filepath.Join(p.Root, "thumbs", p.Rel) }

func take(r *rand.Rand, from *[]processor.Photo) processor.Photo {
	i := r.IntN(len(*from))
	p := (*from)[i]
	*from = append((*from)[:i:i], (*from)[i+1:]...)
	return p
}
