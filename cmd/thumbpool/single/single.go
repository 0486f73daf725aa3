// Package single keeps one window to a user and display: a second start hands
// what it was to open to the first, and ends.
//
//	first start:  lock ──► listen ──► Serve: take sources, answer
//	second start: lock is taken ──► dial ──► send sources ──► answer ──► end
//
// The lock is the system's and goes with its process, however that ended; what a
// crash leaves behind is replaced by who gets the lock next, and a start that ends
// as it should leaves nothing. A first start that does not answer in time keeps
// nobody from a window.
package single

import (
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"thumbpool/processor/place"
)

const (
	// patience is how long a second start waits for the first one to listen, and
	// the first one for what the second has to say.
	patience = 3 * time.Second
	// opening is how long a second start waits for the first one's window, which
	// takes its time on a machine where many start at once.
	opening = 15 * time.Second
	// again is the time between two attempts to reach it.
	again = 50 * time.Millisecond
)

// First is the first start. A nil First is one that nobody will ask.
type First struct {
	folder   string
	lock     *os.File
	listener net.Listener
	closed   sync.Once
}

// line is how two starts of one user reach each other, and nobody else reaches
// them: what is in folder is the user's alone.
type line interface {
	// listen takes the place of what a start that has crashed has left. Closing
	// the listener leaves nothing behind.
	listen(folder string) (net.Listener, error)
	// dial reaches who listens before it is late, or fails.
	dial(folder string, late time.Time) (net.Conn, error)
}

// limits are how long a second start waits.
type limits struct{ patience, opening time.Duration }

// Start makes this program the first, or hands sources to the one that is:
// then handed is true, and there is nothing left to do. When neither can be
// done, first is nil, and the program goes on by itself.
func Start(folder string, sources []string) (first *First, handed bool) {
	return start(folder, sources, usual, limits{patience, opening})
}

func start(folder string, sources []string, by line, wait limits) (first *First, handed bool) {
	late := time.Now().Add(wait.patience)
	tick := time.NewTicker(again)
	defer tick.Stop()
	for {
		lock, err := acquire(folder)
		switch {
		case err == nil:
			return listen(folder, lock, by), false
		case errors.Is(err, fs.ErrNotExist): // the one that ends now has removed its folder
			if _, err := own(folder); err != nil {
				return nil, false
			}
		case !errors.Is(err, place.ErrHeld):
			return nil, false
		default:
			conn, err := by.dial(folder, late)
			if err == nil {
				return nil, hand(conn, sources, time.Now().Add(wait.opening)) == nil
			}
		}
		select { // it may be just about to listen, or to end
		case <-tick.C:
		case <-time.After(time.Until(late)):
			return nil, false
		}
	}
}

// lockPath is the file by whose lock the first start is known.
func lockPath(folder string) string { return filepath.Join(folder, "lock-"+display()) }

// acquire takes the lock, which the system gives back when the process ends. The
// error is [place.ErrHeld] if another process has it.
func acquire(folder string) (*os.File, error) {
	path := lockPath(folder)
	for {
		f, err := place.Open(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		if err := place.Hold(f); err != nil {
			_ = f.Close() // nothing was written
			return nil, err
		}
		if isAt(f, path) {
			return f, nil
		}
		_ = f.Close() // who had it has removed it meanwhile
	}
}

func isAt(f *os.File, path string) bool {
	have, err := f.Stat()
	at, problem := os.Lstat(path)
	return err == nil && problem == nil && os.SameFile(have, at)
}

// listen begins to listen for who has the lock. Without a listener the lock is
// given back, so that nobody waits for an answer.
func listen(folder string, lock *os.File, by line) *First {
	listener, err := by.listen(folder)
	if err != nil {
		release(folder, lock)
		return nil
	}
	return &First{folder: folder, lock: lock, listener: listener}
}

// Serve hands what later starts are to open to take, one after the other, until
// [First.Close]. take says whether it is shown; a start without sources wants
// the window to come to the front. Serve returns at once.
func (f *First) Serve(take func(sources []string) bool) {
	if f == nil {
		return
	}
	go func() {
		for {
			conn, err := f.listener.Accept()
			if err != nil {
				return // closed
			}
			answer(conn, take)
		}
	}()
}

// answer reads what one start sends.
func answer(conn net.Conn, take func([]string) bool) {
	defer conn.Close()
	if conn.SetDeadline(time.Now().Add(patience)) != nil {
		return
	}
	if m, err := receive(conn); err == nil && take(m.Sources) {
		_, _ = io.WriteString(conn, taken) // who asked may be gone
	}
}

// Close ends it: the next start is the first.
func (f *First) Close() {
	if f == nil {
		return
	}
	f.closed.Do(func() {
		_ = f.listener.Close()
		release(f.folder, f.lock)
	})
}
