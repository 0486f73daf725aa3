package place

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"thumbpool/processor/reason"
)

// lockName is the file in an output folder by which runs that would write
// there know of each other.
const lockName = ownPrefix + "lock"

// maxHolder is the longest description of a holder that is read, in bytes.
const maxHolder = 4 << 10

// Holder is the run that has the lock on an output folder, as far as it has
// said so.
type Holder struct {
	Process int       `json:"process"`
	Machine string    `json:"machine"`
	Since   time.Time `json:"since"`
}

// String names the holder for a person.
func (h Holder) String() string {
	if h.Process == 0 {
		return "another run"
	}
	return fmt.Sprintf("another run (process %d on %s, since %s)", h.Process, h.Machine, h.Since.Local().Format("2006-01-02 15:04:05"))
}

// BusyError says that another run is writing to an output folder.
type BusyError struct {
	Folder string
	By     Holder
}

func (e *BusyError) Error() string {
	return fmt.Sprintf("%s is writing to %s", e.By, e.Folder)
}

// Reason says that another run is at work.
func (e *BusyError) Reason() reason.Reason { return reason.Reason{Key: reason.Busy} }

// folderLock is the lock on an output folder. Runs that make parts of one
// library share it; any other has it for itself.
type folderLock struct {
	path   string
	file   *os.File // nil where the file system has no locks
	shared bool
}

// isAlone reports whether no other run can be at work in the folder.
func (l *folderLock) isAlone() bool { return l.file != nil && !l.shared }

// lockEvery is how often a run that waits looks whether it may go on.
const lockEvery = 100 * time.Millisecond

// A part of a library that ends has the lock for itself while it removes its file,
// which is a matter of microseconds: another part that begins looks again so many
// times, after so long, before it takes that for a run that is at work.
const (
	endingTries = 50
	endingEvery = 5 * time.Millisecond
)

// waitLock takes the lock on a folder. If another run has it, it tells waiting,
// once, and waits, or returns a [*BusyError] if waiting is nil.
func waitLock(ctx context.Context, folder string, shared bool, waiting func(*BusyError)) (*folderLock, error) {
	told := false
	for tries := 0; ; tries++ {
		l, err := lock(folder, shared)
		busy, ok := errors.AsType[*BusyError](err)
		if !ok {
			return l, err
		}
		pause := lockEvery
		switch {
		case shared && tries < endingTries:
			pause = endingEvery
		case waiting == nil:
			return nil, err
		case !told:
			told = true
			waiting(busy)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}

// lock takes the lock on a folder if that is free.
func lock(folder string, shared bool) (*folderLock, error) {
	path := filepath.Join(folder, lockName)
	for {
		f, err := openLock(path)
		if err != nil {
			return nil, err
		}
		taken := tryLock(f, shared)
		if errors.Is(taken, errLocked) {
			busy := &BusyError{folder, readHolder(f)}
			_ = f.Close()
			return nil, busy
		}
		if taken != nil { // a file system without locks
			_ = f.Close()
			if isEmpty(path) { // else it is not the one that was just made
				_ = os.Remove(path)
			}
			return &folderLock{path: path, shared: shared}, nil // the run goes on without
		}
		// The holder before may have removed the file that was waited for.
		if isAt(f, path) != nil {
			_ = f.Close()
			continue
		}
		writeHolder(f)
		return &folderLock{path, f, shared}, nil
	}
}

// openLock opens the file of a lock. One that another user has made can be
// locked without being written.
func openLock(path string) (*os.File, error) {
	f, err := Open(path, os.O_RDWR|os.O_CREATE, 0o666)
	if errors.Is(err, fs.ErrPermission) {
		if theirs, err := Open(path, os.O_RDONLY, 0); err == nil {
			return theirs, nil
		}
	}
	return f, err
}

// release gives the lock back, and removes its file if nobody shares it.
func (l *folderLock) release() {
	if l.file == nil {
		return
	}
	if closeFirst {
		_ = l.file.Close()
		_ = os.Remove(l.path) // fails while somebody has it open
		return
	}
	if tryLock(l.file, false) == nil && isAt(l.file, l.path) == nil {
		_ = os.Remove(l.path)
	}
	_ = l.file.Close()
}

// writeHolder says who has the lock. It is only for people: a failure costs
// them the name.
func writeHolder(f *os.File) {
	machine, _ := os.Hostname()
	text, err := json.Marshal(Holder{os.Getpid(), machine, time.Now().Truncate(time.Second)})
	if err == nil && f.Truncate(0) == nil {
		_, _ = f.WriteAt(text, 0)
	}
}

// readHolder reads who has the lock.
func readHolder(f *os.File) Holder {
	text := make([]byte, maxHolder)
	n, _ := f.ReadAt(text, 0)
	var h Holder
	if json.Unmarshal(text[:n], &h) != nil || h.Process < 0 {
		return Holder{}
	}
	h.Machine = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, h.Machine)
	return h
}
