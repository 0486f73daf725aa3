package place

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"thumbpool/processor/photo"
	"thumbpool/processor/reason"
)

// base is an output folder that was chosen, or follows from a chosen folder.
type base struct {
	path, real string
	id         identity
	lock       *folderLock
	naming     naming
	err        error
}

// folder is a base or a folder below it.
type folder struct {
	path   string
	base   *base
	device uint64
	err    error
	named  atomic.Bool // a thumbnail got its name in it

	look   sync.Once // for chosen
	chosen bool      // see [Outputs.isChosen]
}

// UnusableError says that the output folder cannot be used: no other photo
// would fare better.
type UnusableError struct {
	Folder string
	Err    error
}

func (e *UnusableError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *UnusableError) Unwrap() error { return e.Err }

// ready returns the folder that a photo's thumbnail goes to, made and cleared
// of what a run that was killed may have left. o.planning is held.
func (o *Outputs) ready(ctx context.Context, p photo.Photo) (*folder, error) {
	b, err := o.base(ctx, p)
	if err != nil {
		return nil, err
	}
	below, group := filepath.Dir(p.Rel), p.Group()
	if o.options.Out == "" {
		group = ""
	}
	path := filepath.Join(b.path, b.naming.path(group), b.naming.path(below))
	f, done := o.folders[path]
	if !done {
		f = &folder{path: path, base: b}
		f.err = f.make(p.Root, group, below)
		o.folders[path] = f
	}
	return f, f.err
}

// base returns the output folder of a photo, with the lock on it.
func (o *Outputs) base(ctx context.Context, p photo.Photo) (*base, error) {
	path := o.options.Base(p)
	b, done := o.bases[path]
	if !done {
		b = &base{path: path}
		b.err = b.make(o.options.Out != "")
		if b.err == nil {
			b.lock, b.err = o.lock(ctx, b)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if b.err == nil {
			b.naming = namingOf(b.path)
		}
		if b.err != nil && o.isOnly() {
			b.err = &UnusableError{path, b.err}
		}
		o.bases[path] = b
	}
	return b, b.err
}

// isOnly reports whether all thumbnails of the run go to one output folder.
func (o *Outputs) isOnly() bool {
	return o.options.Out != "" || len(o.chosen().roots) <= 1
}

// make makes the folder. One inside a folder of photos that is gone is not
// made: it would bring that folder back.
func (b *base) make(chosen bool) error {
	mkdir := os.Mkdir
	if chosen {
		mkdir = os.MkdirAll
	}
	err := mkdir(b.path, 0o777)
	if err == nil || errors.Is(err, fs.ErrExist) {
		err = isFolder(b.path)
	}
	if err == nil {
		b.id, err = identify(b.path)
	}
	if err != nil {
		return fmt.Errorf("the output folder %s cannot be made: %w", b.path, inWords(err))
	}
	b.real = photo.RealPath(b.path)
	return nil
}

// lock takes the lock on a base. One that may not be written needs none: there
// may be nothing to make.
func (o *Outputs) lock(ctx context.Context, b *base) (*folderLock, error) {
	l, err := waitLock(ctx, b.path, o.options.Share, o.options.Waiting)
	if errors.Is(err, fs.ErrPermission) || isReadOnly(err) {
		return &folderLock{}, nil
	}
	if _, busy := errors.AsType[*BusyError](err); err != nil && !busy {
		return nil, fmt.Errorf("nothing can be written to %s: %w", b.path, inWords(err))
	}
	return l, err
}

// make makes the folder, level by level, so that a base that is gone stays gone:
// group for root, and those below it for the folders of photos below root.
func (f *folder) make(root, group, below string) error {
	if err := f.base.isThere(); err != nil {
		return err
	}
	path, naming := f.base.path, f.base.naming
	if group != "" {
		path = filepath.Join(path, naming.path(group))
		if err := mkdirLike(root, path); err != nil {
			return err
		}
	}
	for part := range strings.SplitSeq(filepath.ToSlash(below), "/") {
		if part == "." || part == "" {
			continue
		}
		root, path = filepath.Join(root, part), filepath.Join(path, naming.path(part))
		if err := mkdirLike(root, path); err != nil {
			return err
		}
	}
	id, err := identify(f.path)
	if err != nil {
		return fmt.Errorf("the folder %s for thumbnails cannot be used: %w", f.path, inWords(err))
	}
	f.device = id.device
	removeStale(f.path)
	restore(f.path, f.base.lock)
	return nil
}

// mkdirLike makes a folder for the thumbnails of a folder of photos, unless it
// is there. No more may look into it: what keeps others from the photos may be
// the folder's permissions, not their own.
func mkdirLike(photos, path string) error {
	var mode fs.FileMode
	if info, err := os.Stat(photos); err == nil {
		mode = info.Mode().Perm()
	}
	err := os.Mkdir(path, 0o700|mode)
	if errors.Is(err, fs.ErrExist) {
		err = isFolder(path)
	}
	if err != nil {
		return fmt.Errorf("the folder %s for thumbnails cannot be made: %w", path, inWords(err))
	}
	return nil
}

// isThere returns an error if the base is no longer on the disk that it was on,
// as when that was unmounted.
func (b *base) isThere() error { return isOn(b.path, b.id.device) }

// isThere returns an error if the folder is no longer on the disk that it was
// on: an [*UnusableError] if that holds for all of the base.
func (f *folder) isThere() error {
	var gone error
	if f.path != f.base.path {
		// The way to it leads through the base: while it is there, so is that.
		if gone = isOn(f.path, f.device); gone == nil {
			return nil
		}
	}
	if err := f.base.isThere(); err != nil {
		return &UnusableError{f.base.path, err}
	}
	return gone
}

// AwayError says that an output folder is no longer where it was when the run
// began, as when its disk was taken out.
type AwayError struct{ Folder string }

func (e *AwayError) Error() string {
	return fmt.Sprintf("the output folder %s is no longer there, or on another disk", e.Folder)
}

// Reason says that the output folder is away.
func (e *AwayError) Reason() reason.Reason { return reason.Reason{Key: reason.OutputAway} }

func isOn(path string, device uint64) error {
	id, err := identify(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && id.device != device:
		return &AwayError{path}
	case err != nil:
		return fmt.Errorf("the output folder %s cannot be used: %w", path, inWords(err))
	}
	return nil
}

// isFolder returns an error if something that is no folder lies at path.
func isFolder(path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		return errors.New("there is a file of that name")
	}
	return err
}

// Close gives the locks back, once the last thumbnail is saved, and has the
// names of the thumbnails written to the disk. The error says where that failed:
// a [*FullError] if the disk has no room left, else an [*UnkeptError].
func (o *Outputs) Close() error {
	o.planning.Lock()
	defer o.planning.Unlock()
	var failed error
	for _, f := range o.folders {
		if !f.named.Load() || f.isThere() != nil {
			continue
		}
		if err := syncFolder(f.path); err != nil && failed == nil {
			failed = f.unsynced(err)
		}
	}
	for _, b := range o.bases {
		if b.lock != nil {
			b.lock.release()
		}
	}
	return failed
}

// unsynced says what it means that the names in the folder cannot be written to
// the disk.
func (f *folder) unsynced(err error) error {
	if reason.IsDiskFull(err) {
		return &FullError{f.path, err}
	}
	return &UnkeptError{f.path, inWords(err)}
}

// UnkeptError says that a folder's thumbnails have their names, but that these
// may be gone after a power cut.
type UnkeptError struct {
	Folder string
	Err    error
}

func (e *UnkeptError) Error() string {
	return fmt.Sprintf("the thumbnails in %s may not be on the disk for good: %v", e.Folder, e.Err)
}

// Unwrap returns the system's error.
func (e *UnkeptError) Unwrap() error { return e.Err }

// Reason says that the thumbnails may not be saved.
func (e *UnkeptError) Reason() reason.Reason {
	return reason.Reason{Key: reason.NotSaved, Detail: e.Error()}
}

// inWords drops the path that the os package puts in front of a reason, and says
// in words what is usual in writing.
func inWords(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err
	} else if at, ok := errors.AsType[*os.LinkError](err); ok {
		err = at.Err
	}
	switch {
	case reason.IsDiskFull(err):
		return &said{"the disk is full", err}
	case errors.Is(err, fs.ErrPermission):
		return &said{"no permission to write there", err}
	case isBusy(err):
		return &said{"another program has it open", err}
	}
	return err
}

// said is an error in plain words.
type said struct {
	text string
	err  error
}

func (e *said) Error() string { return e.text }
func (e *said) Unwrap() error { return e.err }
