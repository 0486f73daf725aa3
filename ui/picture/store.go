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
	kept    *simplelru.LRU[Key, *image.RGBA]
	broken  map[Key]bool // files that could not be read: they are not tried again

	mu      sync.Mutex // guards what follows
	work    *sync.Cond
	wanted  []Request
	side    int
	reading map[Key]bool
	ready   []loaded
	posted  bool
	epoch   int // counts Clear, so that late pictures of an earlier folder are dropped
	closed  bool
	cancel  context.CancelFunc
	done    sync.WaitGroup
}

type loaded struct {
	epoch int
	key   Key
	img   *image.RGBA
	err   error
}

// NewStore returns a store that keeps limit bytes of pixels and calls arrived
// on the UI thread, which post leads to, for each picture that was read.
func NewStore(limit int64, load Load, post func(func()), arrived func(Key)) *Store {
	s := &Store{load: load, post: post, arrived: arrived, limit: limit, broken: map[Key]bool{}, reading: map[Key]bool{}}
	s.work = sync.NewCond(&s.mu)
	s.kept, _ = simplelru.NewLRU(1<<30, func(_ Key, img *image.RGBA) { s.bytes -= int64(len(img.Pix)) })
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
func (s *Store) Get(k Key) (*image.RGBA, bool) { return s.kept.Get(k) }

// Put keeps a picture.
func (s *Store) Put(k Key, img *image.RGBA) {
	s.kept.Remove(k)
	s.kept.Add(k, img)
	s.bytes += int64(len(img.Pix))
	for s.bytes > s.limit && s.kept.Len() > 1 {
		s.kept.RemoveOldest()
	}
}

// Want replaces what is to be read by requests, the first of them first, for
// cells of side pixels.
func (s *Store) Want(requests []Request, side int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wanted, s.side = s.wanted[:0], side
	for _, r := range requests {
		if !s.broken[r.Key] && !s.reading[r.Key] {
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
		s.reading[r.Key] = true

		s.mu.Unlock()
		img, err := s.load(ctx, r.Path, side)
		s.mu.Lock()

		delete(s.reading, r.Key)
		s.ready = append(s.ready, loaded{epoch, r.Key, img, err})
		if !s.posted && !s.closed {
			s.posted = true
			s.post(s.deliver)
		}
	}
}

// deliver runs on the UI thread.
func (s *Store) deliver() {
	s.mu.Lock()
	ready, epoch := s.ready, s.epoch
	s.ready, s.posted = nil, false
	s.mu.Unlock()
	for _, l := range ready {
		switch {
		case l.epoch != epoch:
		case l.err != nil || l.img == nil:
			s.broken[l.key] = true
		default:
			s.Put(l.key, l.img)
			s.arrived(l.key)
		}
	}
}
