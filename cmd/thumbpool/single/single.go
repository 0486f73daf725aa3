// Package single keeps one window to a user and display: a second start hands
// what it was to open to the first, and ends.
//
//	first start:  lock ──► listen ──► Serve: take sources, answer
//	second start: lock is taken ──► dial ──► send sources ──► answer ──► end
//
// The lock is the system's and goes with its process, however that ended; the
// socket that a crash leaves behind is removed by who gets the lock next. A
// first start that does not answer in time keeps nobody from a window.
package single

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"

	"thumbpool/processor/place"
)

const (
	// patience is how long a second start waits for the first.
	patience = 3 * time.Second
	// again is the time between two attempts to reach it.
	again = 50 * time.Millisecond
	// maxMessage bounds what a second start may send, in bytes.
	maxMessage = 1 << 20
	// taken is the answer to sources that are shown.
	taken = "taken\n"
)

// First is the first start. A nil First is one that nobody will ask.
type First struct {
	lock     io.Closer
	listener net.Listener
}

// Start makes this program the first, or hands sources to the one that is:
// then handed is true, and there is nothing left to do. When neither can be
// done, first is nil, and the program goes on by itself.
func Start(folder string, sources []string) (first *First, handed bool) {
	return start(folder, sources, patience)
}

func start(folder string, sources []string, limit time.Duration) (first *First, handed bool) {
	late := time.Now().Add(limit)
	tick := time.NewTicker(again)
	defer tick.Stop()
	for {
		lock, err := acquire(filepath.Join(folder, "lock-"+display()))
		switch {
		case err == nil:
			return listen(lock, socket(folder)), false
		case !errors.Is(err, place.ErrHeld):
			return nil, false
		}
		conn, err := net.DialTimeout("unix", socket(folder), time.Until(late))
		if err == nil {
			return nil, hand(conn, sources, late) == nil
		}
		select { // it may be just about to listen, or to end
		case <-tick.C:
		case <-time.After(time.Until(late)):
			return nil, false
		}
	}
}

// acquire takes the lock, which the system gives back when the process ends. The
// error is [place.ErrHeld] if another process has it.
func acquire(path string) (io.Closer, error) {
	f, err := place.Open(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := place.Hold(f); err != nil {
		_ = f.Close() // nothing was written
		return nil, err
	}
	return f, nil
}

// socket is where the first start listens.
func socket(folder string) string { return filepath.Join(folder, "socket-"+display()) }

// display tells the displays of one user apart: a window is of no use on
// another one.
func display() string {
	h := fnv.New32a()
	_, _ = io.WriteString(h, os.Getenv("WAYLAND_DISPLAY")+"\n"+os.Getenv("DISPLAY"))
	return fmt.Sprintf("%08x", h.Sum32())
}

// listen begins to listen for who has the lock. Without a listener the lock is
// given back, so that nobody waits for an answer.
func listen(lock io.Closer, path string) *First {
	if info, err := os.Lstat(path); err == nil && info.Mode().Type() == fs.ModeSocket {
		_ = place.Remove(path) // of one that crashed; if it cannot be removed, listening fails
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		_ = lock.Close()
		return nil
	}
	return &First{lock: lock, listener: listener}
}

// message is what a second start sends, as one line of JSON.
type message struct {
	Sources []string `json:"sources"`
}

// hand sends sources to the first start and waits for its answer.
func hand(conn net.Conn, sources []string, late time.Time) error {
	defer conn.Close()
	text, err := json.Marshal(message{sources})
	if err != nil {
		return err
	}
	if err := conn.SetDeadline(late); err != nil {
		return err
	}
	if _, err := conn.Write(append(text, '\n')); err != nil {
		return err
	}
	answer, err := bufio.NewReader(io.LimitReader(conn, int64(len(taken)))).ReadString('\n')
	if err == nil && answer != taken {
		err = errors.New("the window that is open does not take the photos")
	}
	return err
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

// receive reads a message; the error says that it is too long, came too slowly,
// is cut short or is none.
func receive(r io.Reader) (m message, err error) {
	line, err := bufio.NewReader(io.LimitReader(r, maxMessage)).ReadBytes('\n')
	if err != nil {
		return message{}, err
	}
	if err := json.Unmarshal(line, &m); err != nil {
		return message{}, err
	}
	return m, nil
}

// Close ends it: the next start is the first.
func (f *First) Close() {
	if f != nil {
		_ = f.listener.Close() // removes the socket
		_ = f.lock.Close()
	}
}
