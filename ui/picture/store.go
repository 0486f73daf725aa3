// Package picture keeps the thumbnails that the grid shows: as many as fit in
// a number of bytes, the least recently seen go first. One that is gone is
// read again from its file, off the UI thread, when a cell wants it.
//
// A [Store]'s methods belong to the UI thread. Files are read in goroutines of
// its own; what they read comes back through one posted function at a time.
package picture

import (
	"context"
	"image"
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Key names a picture: the photo and which making of its thumbnail.
type Key struct{ ID, Version int }

// Request asks for a picture that is not in the store.
type Request struct {
	Key  Key
	Path string // the thumbnail's file
}

// Load reads a thumbnail reduced to fit a box of side pixels. It is called
// from several goroutines.
type Load func(ctx context.Context, path string, side int) (*image.RGBA, error)

// readers is how many files are read at the same time.
const readers = 2

// Store is the pictures in memory.
type Store struct {
	load    Load
	post    func(func())
	arrived func(Key)
	limit   int64
	bytes   int64
	kept    *simplelru.LRU[Key, kept]
	broken  map[Key]bool // files that could not be read: they are not tried again

	mu      sync.Mutex // guards what follows
	work    *sync.Cond
	wanted  []Request
	side    int
	reading map[Key]int // for cells of which side
	ready   []loaded
	posted  bool
	epoch   int // counts Clear, so that late pictures of an earlier folder are dropped
	closed  bool
	cancel  context.CancelFunc
	done    sync.WaitGroup
}

// kept is a picture and the side of the cells that it was reduced for, Whole
// when it is all that there is.
type kept struct {
	img  *image.RGBA
	side int
}

// Whole is the side that stands for a thumbnail that was not reduced.
const Whole = math.MaxInt

type loaded struct {
	epoch int
	key   Key
	side  int
	img   *image.RGBA
	err   error
}

// NewStore returns a store that keeps limit bytes of pixels and calls arrived
// on the UI thread, which post leads to, for each picture that was read.
func NewStore(limit int64, load Load, post func(func()), arrived func(Key)) *Store {
	s := &Store{load: load, post: post, arrived: arrived, limit: limit, broken: map[Key]bool{}, reading: map[Key]int{}}
	s.work = sync.NewCond(&s.mu)
	s.kept, _ = simplelru.NewLRU(1<<30, func(_ Key, p kept) { s.bytes -= int64(len(p.img.Pix)) })
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	for range readers {
		s.done.Go(func() { s.read(ctx) })
	}
	return s
}

// Bytes is how much the store holds.
func (s *Store) Bytes() int64 { return s.bytes }

// Get returns a picture and marks it as seen.
func (s *Store) Get(k Key) (*image.RGBA, bool) {
	p, ok := s.kept.Get(k)
	return p.img, ok
}

// IsWhole says whether a picture is all that there is of its thumbnail.
func (s *Store) IsWhole(k Key) bool {
	p, ok := s.kept.Peek(k)
	return ok && p.side == Whole
}

// Fits says whether a picture looks right in cells of side pixels: neither soft,
// having been reduced for smaller ones, nor rough, having to be reduced much by
// the screen.
func (s *Store) Fits(k Key, side int) bool {
	p, ok := s.kept.Peek(k)
	return ok && float64(side) <= softAbove*float64(p.side) && longest(p.img) <= roughAbove*side
}

const (
	softAbove  = 1.1 // how many times larger than a picture its cell may be
	roughAbove = 2   // how many times larger than its cell a picture may be
)

func longest(img *image.RGBA) int { return max(img.Rect.Dx(), img.Rect.Dy()) }

// Put keeps a picture that was reduced for cells of side pixels; [Whole] if it
// was not.
func (s *Store) Put(k Key, img *image.RGBA, side int) {
	s.kept.Remove(k)
	s.kept.Add(k, kept{img, side})
	s.bytes += int64(len(img.Pix))
	for s.bytes > s.limit && s.kept.Len() > 1 {
		s.kept.RemoveOldest()
	}
}

// Want replaces what is to be read by requests, the first of them first, for
// cells of side pixels. A picture that is kept already stays until the other is
// there.
func (s *Store) Want(requests []Request, side int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wanted, s.side = s.wanted[:0], side
	for _, r := range requests {
		if !s.broken[r.Key] && s.reading[r.Key] != side {
			s.wanted = append(s.wanted, r)
		}
	}
	s.work.Broadcast()
}

// Clear forgets all pictures.
func (s *Store) Clear() {
	s.kept.Purge()
	s.bytes = 0
	clear(s.broken)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.epoch++
	s.wanted, s.ready = nil, nil
	clear(s.reading) // what is under way is not for the photos that come
}

// Close ends the reading and returns when it has ended.
func (s *Store) Close() {
	s.mu.Lock()
	s.closed = true
	s.cancel()
	s.work.Broadcast()
	s.mu.Unlock()
	s.done.Wait()
}

// read is one reader: it takes the first request until the store is closed.
func (s *Store) read(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		for len(s.wanted) == 0 && !s.closed {
			s.work.Wait()
		}
		if s.closed {
			return
		}
		r, side, epoch := s.wanted[0], s.side, s.epoch
		s.wanted = s.wanted[1:]
		s.reading[r.Key] = side

		s.mu.Unlock()
		img, err := s.load(ctx, r.Path, side)
		s.mu.Lock()

		if s.reading[r.Key] == side {
			delete(s.reading, r.Key)
		}
		s.ready = append(s.ready, loaded{epoch, r.Key, side, img, err})
		if !s.posted && !s.closed {
			s.posted = true
			s.post(s.deliver)
		}
	}
}

// deliver runs on the UI thread.
func (s *Store) deliver() {
	s.mu.Lock()
	ready, epoch, side := s.ready, s.epoch, s.side
	s.ready, s.posted = nil, false
	s.mu.Unlock()
	for _, l := range ready {
		switch {
		case l.epoch != epoch:
		case l.err != nil || l.img == nil:
			s.broken[l.key] = true
		case l.side != side && s.kept.Contains(l.key): // for cells that are of another size by now
		default:
			if longest(l.img) < l.side {
				l.side = Whole
			}
			s.Put(l.key, l.img, l.side)
			s.arrived(l.key)
		}
	}
}
