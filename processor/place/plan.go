package place

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"thumbpool/processor/format"
	"thumbpool/processor/mark"
	"thumbpool/processor/option"
	"thumbpool/processor/photo"
)

// Options say where the thumbnails of a run go.
type Options struct {
	// Out is the folder that all thumbnails go to; empty means the folder
	// Inside inside each chosen folder.
	Out, Inside string
	// Existing says what to do about thumbnails of an earlier run.
	Existing option.Existing
	// Sources are the folders and files that were chosen; what is not there
	// does no harm. None of these files, and none that lies in one of these
	// folders beside the output folder, is ever replaced.
	Sources []string
	// Times gives each thumbnail the time of its photo's last change.
	Times bool
	// Share says that other runs may write to the same folders at the same
	// time, because they make other photos.
	Share bool
	// Waiting is told, once for each, of an output folder to which another
	// run writes, and the run waits for it; if it is nil there is a
	// [*BusyError].
	Waiting func(*BusyError)
}

// Base returns the folder that the thumbnail of a photo goes to, or below which it
// goes: the one that [Outputs] makes and locks.
func (o Options) Base(p photo.Photo) string {
	if o.Out != "" {
		return o.Out
	}
	return filepath.Join(p.Root, o.Inside)
}

// Outputs finds the places of the thumbnails of one run and has the folders
// that they go to. Its methods may be called from any goroutine; [Outputs.Plan]
// is to be asked for one photo after the other in the order of the scan, so
// that the same photos get the same names in every run.
type Outputs struct {
	options Options
	chosen  func() chosen

	planning sync.Mutex // held while a photo is planned, and what follows is used
	bases    map[string]*base
	folders  map[string]*folder

	mu    sync.Mutex          // of what workers use too
	taken map[uint64]struct{} // hashes of the keys of paths
	seen  seen
}

// chosen is what nothing may be replaced of.
type chosen struct {
	folders, files map[identity]bool
	roots          map[string]bool // the folders, and those that the files lie in
}

// New returns the outputs of a run. Nothing is made before the first photo is
// planned.
func New(o Options) *Outputs {
	return &Outputs{
		options: o,
		chosen:  sync.OnceValue(func() chosen { return choose(o.Sources) }),
		taken:   map[uint64]struct{}{},
		bases:   map[string]*base{},
		folders: map[string]*folder{},
	}
}

func choose(sources []string) chosen {
	c := chosen{map[identity]bool{}, map[identity]bool{}, map[string]bool{}}
	for _, path := range sources {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		ids, root := c.files, filepath.Dir(path)
		if info.IsDir() {
			ids, root = c.folders, filepath.Clean(path)
		}
		c.roots[root] = true
		if id, err := identify(path); err == nil {
			ids[id] = true
		}
	}
	return c
}

// Target is where a photo's thumbnail goes. The zero value is nowhere.
type Target struct {
	folder *folder
	name   string
	// Current says that there is a thumbnail already which is up to date and is
	// to be left.
	Current bool
	used    bool // there is a thumbnail that may be replaced
}

// Path is where the thumbnail goes, unless another file takes the name before
// it is saved; it is empty for nowhere.
func (t Target) Path() string {
	if t.folder == nil {
		return ""
	}
	return filepath.Join(t.folder.path, t.name)
}

// Plan returns the place for a photo's thumbnail, which will be of format f
// and made with the given settings, and makes the folder ready. Errors are
// those of the output folder: a [*UnusableError] if no other photo would fare
// better, a [*BusyError], the context's, or else one that costs this photo or
// those that would go to the same folder.
func (o *Outputs) Plan(ctx context.Context, p photo.Photo, f format.Format, settings string) (Target, error) {
	o.planning.Lock()
	defer o.planning.Unlock()
	folder, err := o.ready(ctx, p)
	if err != nil {
		return Target{}, err
	}
	t := Target{folder: folder}
	return t, o.name(&t, p, f, settings)
}

// name gives the target the first name that is not taken, and takes it.
func (o *Outputs) name(t *Target, p photo.Photo, f format.Format, settings string) error {
	naming := t.folder.base.naming
	own := naming.name(filepath.Base(p.Rel))
	for name := range names(own, extensions(f), p.Shared, naming.most) {
		path := filepath.Join(t.folder.path, name)
		if !o.take(naming.key(path)) {
			continue
		}
		have, err := o.look(path, t.folder, p, settings)
		if err != nil {
			return fmt.Errorf("the output folder %s cannot be used: %w", t.folder.path, inWords(err))
		}
		switch {
		case have == nothing, have == current && p.Elsewhere: // the run that makes its part may have been here
		case have == current && o.options.Existing == option.ExistingSkip:
			t.Current = true
		case (have == current || have == outdated) && o.options.Existing != option.ExistingRename && !o.isChosen(t.folder):
			t.used = true
		default:
			continue
		}
		if t.name = name; name == own {
			t.name = own // which the photo has in memory already
		}
		return nil
	}
	panic("names end")
}

// take takes a path, of which [naming.key] is given, if nobody has.
func (o *Outputs) take(key string) bool {
	hash := hashOf(key)
	o.mu.Lock()
	defer o.mu.Unlock()
	_, taken := o.taken[hash]
	o.taken[hash] = struct{}{}
	return !taken
}

// giveUp lets a path be taken again.
func (o *Outputs) giveUp(key string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.taken, hashOf(key))
}

// hashOf stands for a key. That two share one costs a number in a name.
func hashOf(key string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(key))
	return h.Sum64()
}

// sight is what stands at a place.
type sight int

const (
	nothing  sight = iota
	foreign        // not made by Thumbpool, changed since, or of another photo
	outdated       // a whole thumbnail of the photo, of another time or other settings
	current        // a whole thumbnail of the photo as it is, with the same settings
)

// look tells what stands at a path.
func (o *Outputs) look(path string, in *folder, p photo.Photo, settings string) (sight, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nothing, nil
	case err != nil:
		return foreign, err
	case !info.Mode().IsRegular():
		return foreign, nil // a link may lead to an original
	}
	id, err := identify(path)
	switch {
	case errors.Is(err, fs.ErrNotExist): // it went a moment ago
		return nothing, nil
	case err != nil:
		return foreign, err
	}
	if o.chosen().files[id] {
		return foreign, nil
	}
	have, made, ok := readMark(path)
	want := o.mark(in, p)
	switch {
	case !ok || !have.isOf(want, p.Path):
		return foreign, nil
	case have.state == want.state && made == settings:
		return current, nil
	}
	return outdated, nil
}

// readMark reads what the mark of a thumbnail says; ok is false for every file
// that is not, byte for byte, as Thumbpool made it.
func readMark(path string) (m photoMark, settings string, ok bool) {
	f, err := Open(path, os.O_RDONLY, 0)
	if err != nil {
		return photoMark{}, "", false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return photoMark{}, "", false
	}
	text, ok, err := mark.Verify(f, info.Size())
	if err != nil || !ok {
		return photoMark{}, "", false
	}
	return parseMark(text)
}

// isChosen reports whether a folder is one of those that were chosen, or lies
// in one which is not further out than the output folder: what lies there is
// what the run reads, not what it has made.
func (o *Outputs) isChosen(f *folder) bool {
	f.look.Do(func() { f.chosen = o.isInChosen(f) })
	return f.chosen
}

func (o *Outputs) isInChosen(f *folder) bool {
	roots := o.chosen().folders
	for path := photo.RealPath(f.path); ; path = filepath.Dir(path) {
		id, err := identify(path)
		switch {
		case err == nil && roots[id]:
			return true
		case err == nil && id == f.base.id, path == filepath.Dir(path):
			return false
		}
	}
}

// seen is the last folder of photos whose way from an output folder was asked
// for: photos come folder by folder.
type seen struct {
	base *base
	dir  string
	from string
}

// mark is what the marks of a photo's thumbnails below an output folder say.
func (o *Outputs) mark(f *folder, p photo.Photo) photoMark {
	dir := filepath.Dir(p.Path)
	o.mu.Lock()
	last := o.seen
	o.mu.Unlock()
	if last.base != f.base || last.dir != dir {
		from, err := filepath.Rel(f.base.real, photo.RealPath(dir))
		if err != nil { // on another drive
			from = photo.RealPath(dir)
		}
		last = seen{f.base, dir, from}
		o.mu.Lock()
		o.seen = last
		o.mu.Unlock()
	}
	return markOf(p, last.from)
}
