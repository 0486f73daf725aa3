package processor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/maruel/natural"

	"thumbpool/processor/download"
	"thumbpool/processor/format"
	"thumbpool/processor/mark"
)

// Scan finds the photos of the sources, which are folders, files, and URLs of
// pictures, also in text files that hold nothing else: it yields
// [Found] for each in natural order (IMG_2 before IMG_10), folder by folder,
// and at last [Scanned]. A folder or source that cannot be read is yielded as
// Found and then [Failed]. Of the options it uses Subfolders and Out.
//
// What a file is, is decided by its content. A file that is no picture is
// passed over, unless its name claims that it is one: that is a photo that
// will fail with a reason. Passed over in silence are hidden files and
// folders, the folders of the system and the output folder. What Thumbpool
// itself has made is passed over and counted. Symbolic links are followed; no
// folder is entered twice.
//
// Scan reads the disk while the loop runs, and ends early when ctx is
// cancelled.
func Scan(ctx context.Context, sources []string, o Options) iter.Seq[Event] {
	return scan(ctx, sources, o, func(Photo) {})
}

// scan is [Scan] that also hands the photos of other shards to elsewhere.
func scan(ctx context.Context, sources []string, o Options, elsewhere func(Photo)) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		s := scanner{ctx: ctx, options: o, yield: yield, elsewhere: elsewhere, visited: map[string]bool{}, parents: map[string]*origin{}, named: map[string]bool{}}
		resolved := resolve(sources)
		for _, src := range resolved {
			if src.isFile() {
				s.named[realPath(src.path)] = true
			}
		}
		for _, src := range resolved {
			if !s.source(src) {
				return
			}
		}
		yield(s.totals)
	}
}

// source is a folder or a file that the user chose.
type source struct {
	path   string
	url    bool // path is a URL, and the rest is empty
	info   fs.FileInfo
	err    error
	group  string // folder under a common output that keeps sources apart
	shared bool   // a file: another source in its folder differs in its extension only
}

// resolve looks at every source once, and gives each folder a name of its own
// if there are several.
func resolve(paths []string) []source {
	paths = expand(paths)
	sources := make([]source, len(paths))
	stems := map[string]int{}
	for i, path := range paths {
		if download.IsURL(path) {
			sources[i] = source{path: path, url: true}
			continue
		}
		if err := wrongURL(path); err != nil {
			sources[i] = source{path: download.Redact(path), err: err}
			continue
		}
		path = filepath.Clean(path)
		info, err := os.Stat(path)
		sources[i] = source{path: path, info: info, err: err}
		stems[stem(path)]++
	}
	taken := map[string]bool{}
	for i, src := range sources {
		switch {
		case src.url:
		case src.err == nil && src.info.IsDir() && len(paths) > 1:
			sources[i].group = unused(taken, folderName(src.path))
		case src.isFile():
			sources[i].shared = stems[stem(src.path)] > 1
		}
	}
	return sources
}

func (s source) isFile() bool { return !s.url && s.err == nil && !s.info.IsDir() }

// listEnding is the extension of text files that may be lists of URLs.
const listEnding = ".txt"

// expand puts the URLs in the place of a text file that holds nothing else.
func expand(paths []string) []string {
	var all []string
	for _, path := range paths {
		if urls := readURLs(path); len(urls) > 0 {
			all = append(all, urls...)
		} else {
			all = append(all, path)
		}
	}
	return all
}

// readURLs returns the URLs of a list, or nothing if path is none.
func readURLs(path string) []string {
	if download.IsURL(path) || !strings.EqualFold(filepath.Ext(path), listEnding) {
		return nil
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	urls, err := download.ParseList(f)
	if err != nil {
		return nil // other text
	}
	return urls
}

// folderName is what a folder is called, also if it was given as "." or "..".
func folderName(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	name := filepath.Base(path)
	if name == string(filepath.Separator) {
		return "root"
	}
	return name
}

// unused returns name, or name with a number, such that it is not taken yet
// on a file system that does not distinguish case; and takes it.
func unused(taken map[string]bool, name string) string {
	for n, candidate := 2, name; ; n++ {
		if key := strings.ToLower(candidate); !taken[key] {
			taken[key] = true
			return candidate
		}
		candidate = fmt.Sprintf("%s (%d)", name, n)
	}
}

// stem is a path without its extension, in lower case: the pictures that could
// get one thumbnail name have one stem.
func stem(path string) string {
	return strings.ToLower(strings.TrimSuffix(path, filepath.Ext(path)))
}

type scanner struct {
	ctx       context.Context
	options   Options
	yield     func(Event) bool
	elsewhere func(Photo) // takes photos of other shards
	nextID    int
	totals    Scanned
	visited   map[string]bool // folders entered, by their real path
	parents   map[string]*origin
	named     map[string]bool // files given as sources, by their real path; false once found
	out       []string        // output folders, by their real path
}

// source scans a folder or a file; false means that the loop is over.
func (s *scanner) source(src source) bool {
	if src.url {
		return s.found(fromWeb(src.path))
	}
	photo := Photo{Path: src.path, Root: filepath.Dir(src.path), Rel: filepath.Base(src.path), shared: src.shared, named: true}
	switch {
	case src.err != nil:
		return s.fail(photo, src.err)
	case src.info.IsDir():
		out := s.options.Out
		if out == "" {
			out = filepath.Join(src.path, OutputFolder)
		}
		s.out = append(s.out, realPath(out))
		return s.folder(Photo{Root: src.path, Rel: ".", origin: newOrigin(src.group, src.info)})
	}
	if !s.named[realPath(src.path)] {
		return true // named twice
	}
	s.named[realPath(src.path)] = false
	// A file that was named is a photo whatever else it is.
	photo.origin = s.parent(photo.Root)
	s.look(&photo, src.info)
	return s.found(photo)
}

// parent is the origin of files in a folder that were chosen by themselves.
func (s *scanner) parent(folder string) *origin {
	o, ok := s.parents[folder]
	if !ok {
		info, _ := os.Stat(folder)
		o = newOrigin("", info)
		s.parents[folder] = o
	}
	return o
}

// folder scans the folder at in.Root/in.Rel: its files first, then the folders
// inside it.
func (s *scanner) folder(in Photo) bool {
	dir := filepath.Join(in.Root, in.Rel)
	real := realPath(dir)
	if s.visited[real] || in.Rel != "." && slices.Contains(s.out, real) {
		return true
	}
	s.visited[real] = true
	entries, err := os.ReadDir(dir)
	if err != nil {
		// What could be read of the folder is still worth having.
		failed := in
		failed.Path = dir
		err = fmt.Errorf("the folder cannot be read: %w", plain(err))
		if away := gone(failed); away != nil {
			err = away
		}
		if !s.fail(failed, err) {
			return false
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return naturally(a.Name(), b.Name()) })
	stems := map[string]int{}
	for _, e := range entries {
		if format.Claims(e.Name()) {
			stems[stem(e.Name())]++
		}
	}
	var folders []string
	for _, e := range entries {
		if s.ctx.Err() != nil {
			return false
		}
		photo := in
		photo.Rel = filepath.Join(in.Rel, e.Name())
		photo.Path = filepath.Join(dir, e.Name())
		if root, ok := strings.CutSuffix(photo.Path, photo.Rel); ok {
			photo.Rel = photo.Path[len(root):] // one text in memory, not two
		}
		if passedOver(e.Name()) || isHidden(photo.Path) {
			continue
		}
		info, err := os.Stat(photo.Path) // follows links
		switch {
		case err != nil && e.IsDir():
			folders = append(folders, photo.Rel) // which will fail
			continue
		case err != nil:
			// A dangling link or a loop of links: a photo only by its name.
		case info.IsDir():
			folders = append(folders, photo.Rel)
			continue
		}
		photo.shared = stems[stem(e.Name())] > 1
		if !s.file(photo, info) {
			return false
		}
	}
	if !s.options.Subfolders {
		return true
	}
	for _, rel := range folders {
		sub := in
		sub.Rel = rel
		if !s.folder(sub) {
			return false
		}
	}
	return true
}

// file yields a file of a folder if it is, or claims to be, a photo. info is
// nil if there is nothing behind the name.
func (s *scanner) file(photo Photo, info fs.FileInfo) bool {
	if len(s.named) > 0 {
		if _, ok := s.named[realPath(photo.Path)]; ok {
			return true // it was also chosen by itself
		}
	}
	if info != nil {
		if s.look(&photo, info) {
			if s.options.Shard.takes(photo) { // one of the shards counts it
				s.totals.Ours++
			}
			return true
		}
	}
	if photo.content == format.None && !format.Claims(photo.Path) {
		return true
	}
	return s.found(photo)
}

// look notes what can be seen of a photo's file, what it is by its content
// among it, and tells whether Thumbpool made it and nobody has changed it
// since. A file that cannot be read is of no format here; the worker that takes
// it up says why.
func (s *scanner) look(p *Photo, info fs.FileInfo) (ours bool) {
	p.Size, p.ModTime, p.mode = info.Size(), info.ModTime(), info.Mode()
	if !info.Mode().IsRegular() {
		return false // opening a pipe would block
	}
	f, err := os.Open(p.Path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, format.SniffLen)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	if p.content = format.Sniff(head[:n], p.Path); p.content != format.None {
		p.head = headOf(head[:n])
		_, ours, _ = mark.Verify(f, info.Size())
	}
	return ours
}

// headOf is a hash of the first bytes of a file, by which two photos of one
// name, size and time are told apart.
func headOf(head []byte) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(head)
	return h.Sum64()
}

// found yields a photo with the next number, if it is of our shard.
func (s *scanner) found(p Photo) bool {
	if !s.options.Shard.takes(p) {
		s.elsewhere(p)
		return s.ctx.Err() == nil
	}
	p.ID = s.nextID
	s.nextID++
	s.totals.Photos++
	s.totals.Bytes += p.Size
	return s.ctx.Err() == nil && s.yield(Found{p})
}

// fail yields a source or folder that cannot be read.
func (s *scanner) fail(p Photo, err error) bool {
	p.ID, p.Unread = s.nextID, err
	return s.found(p) && s.yield(Failed{PhotoError: newFailure(StepScan, err).photoError(p)})
}

// passedOver reports whether a file or folder is never looked at: hidden ones
// and those that systems and photo programs keep for themselves. "..jpg" is not
// hidden: it is a dot, by the name of which somebody has saved a picture.
func passedOver(name string) bool {
	if strings.HasPrefix(name, ".") {
		dots := strings.TrimSuffix(name, filepath.Ext(name))
		return dots == "" || strings.Trim(dots, ".") != "" || !format.Claims(name)
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "@eadir", "__macosx", "$recycle.bin", "system volume information", "lost+found":
		return true
	}
	return false
}

// naturally compares names as people do: numbers by their value, letters
// without regard to case.
func naturally(a, b string) int {
	la, lb := strings.ToLower(a), strings.ToLower(b)
	switch {
	case natural.Less(la, lb):
		return -1
	case natural.Less(lb, la):
		return 1
	}
	return cmp.Compare(a, b)
}

// realPath is a path by which one and the same folder or file is known under
// any name.
func realPath(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}
