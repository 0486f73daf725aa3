package picture

import (
	"context"
	"errors"
	"image"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const patience = 20 * time.Second

func square(side int) *image.RGBA { return image.NewRGBA(image.Rect(0, 0, side, side)) }

// store is a store under test; what it posts waits in posts.
type store struct {
	*Store
	posts   chan func()
	arrived []Key
}

func newStore(t *testing.T, limit int64, load Load) *store {
	s := &store{posts: make(chan func(), 100)}
	s.Store = NewStore(limit, load, func(f func()) { s.posts <- f }, func(k Key) { s.arrived = append(s.arrived, k) })
	t.Cleanup(s.Close)
	return s
}

func (s *store) next(t *testing.T) {
	t.Helper()
	select {
	case f := <-s.posts:
		f()
	case <-time.After(patience):
		t.Fatal("nothing was posted")
	}
}

func noFiles(context.Context, string, int) (*image.RGBA, error) { return nil, errors.New("no files") }

func TestBytesAreBounded(t *testing.T) {
	const one = 10 * 10 * 4
	s := newStore(t, 3*one, noFiles)
	for id := range 10 {
		s.Put(Key{ID: id}, square(10), 10)
		s.Get(Key{ID: 0}) // seen all the time
		if s.Bytes() > 3*one {
			t.Fatalf("%d bytes are kept, the limit is %d", s.Bytes(), 3*one)
		}
	}
	for id, want := range map[int]bool{0: true, 7: false, 8: true, 9: true} {
		if _, ok := s.Get(Key{ID: id}); ok != want {
			t.Errorf("picture %d kept: %v, want %v", id, ok, want)
		}
	}
}

func TestAPictureIsReplaced(t *testing.T) {
	s := newStore(t, 1000, noFiles)
	s.Put(Key{ID: 1}, square(10), 10)
	s.Put(Key{ID: 1}, square(5), 5)
	if s.Bytes() != 5*5*4 {
		t.Errorf("%d bytes are kept, want those of the second picture alone", s.Bytes())
	}
}

func TestTheLastPictureStaysHoweverLarge(t *testing.T) {
	s := newStore(t, 10, noFiles)
	s.Put(Key{ID: 1}, square(10), 10)
	if _, ok := s.Get(Key{ID: 1}); !ok {
		t.Error("a picture that is larger than the limit was thrown away at once")
	}
}

func TestWantedPicturesAreRead(t *testing.T) {
	s := newStore(t, 1<<20, func(_ context.Context, path string, side int) (*image.RGBA, error) {
		if path == "broken" {
			return nil, errors.New("broken")
		}
		return square(side), nil
	})
	want := []Request{{Key{ID: 1}, "a"}, {Key{ID: 2}, "broken"}, {Key{ID: 3}, "c"}}
	s.Want(want, 7)
	for len(s.arrived) < 2 {
		s.next(t)
	}
	if img, ok := s.Get(Key{ID: 1}); !ok || img.Rect.Dx() != 7 {
		t.Error("picture 1 did not arrive in the size that was wanted")
	}
	for !s.broken[Key{ID: 2}] {
		s.next(t)
	}
	s.Want(want[1:2], 7)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.wanted) != 0 {
		t.Error("a broken file is read again and again")
	}
}

func TestPicturesOfAnEarlierFolderAreDropped(t *testing.T) {
	begun, goOn := make(chan bool), make(chan bool)
	s := newStore(t, 1<<20, func(context.Context, string, int) (*image.RGBA, error) {
		begun <- true
		<-goOn
		return square(4), nil
	})
	s.Want([]Request{{Key{ID: 1}, "a"}}, 4)
	<-begun
	s.Clear()
	close(goOn)
	s.next(t)
	if _, ok := s.Get(Key{ID: 1}); ok || len(s.arrived) != 0 || s.Bytes() != 0 {
		t.Error("a picture of the folder before came through")
	}
}

func TestAPictureIsReadThoughThatOfAnEarlierFolderStillIs(t *testing.T) {
	begun, goOn := make(chan bool, 1), make(chan struct{})
	s := newStore(t, 1<<20, func(_ context.Context, path string, side int) (*image.RGBA, error) {
		if path == "hangs" {
			begun <- true
			<-goOn
		}
		return square(side), nil
	})
	defer close(goOn)
	key := Key{ID: 1}
	s.Want([]Request{{key, "hangs"}}, 4)
	<-begun
	s.Clear()
	s.Want([]Request{{key, "new"}}, 4)
	s.next(t)
	if _, ok := s.Get(key); !ok {
		t.Error("the photo of the new folder has no picture")
	}
}

func TestCloseEndsReading(t *testing.T) {
	begun, posts := make(chan bool), make(chan func(), 1)
	var ended error
	s := NewStore(1, func(ctx context.Context, _ string, _ int) (*image.RGBA, error) {
		begun <- true
		<-ctx.Done()
		ended = ctx.Err()
		return square(4), nil // it had the picture already
	}, func(f func()) { posts <- f }, func(Key) {})
	key := Key{ID: 1}
	s.Want([]Request{{key, "a"}}, 4)
	<-begun
	s.Close() // waits for the reader
	if ended == nil {
		t.Error("Close returns while a photo is being read")
	}
	if _, ok := s.Get(key); ok || len(posts) > 0 {
		t.Errorf("after Close there is a picture: %v, and %d functions are posted", ok, len(posts))
	}
}
