// Package scan finds photos: sources flow in, which are folders, files, and URLs
// of pictures, and photos flow out, in natural order (IMG_2 before IMG_10),
// folder by folder.
//
//	sources ──► each looked at once ──► folders, entered once ──► photos, numbered
//	            lists of URLs opened    files, sorted by name     of this shard
//
// What a file is, is decided by its content. A file that is no picture is
// passed over, unless its name claims that it is one: that is a photo that
// will fail with a reason. Passed over in silence are hidden files and
// folders, the folders of the system and the output folder. What Thumbpool
// itself has made is passed over and counted. Symbolic links are followed; no
// folder is entered twice.
package scan

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"thumbpool/processor/filename"
	"thumbpool/processor/format"
	"thumbpool/processor/mark"
	"thumbpool/processor/photo"
	"thumbpool/processor/reason"
)

// Options say where photos are looked for.
type Options struct {
	// Subfolders says whether folders inside a chosen folder are searched.
	Subfolders bool
	// Out is the output folder, which is not entered; empty means the folder
	// Inside inside each chosen folder.
	Out, Inside string
	// Shard is the part of the photos that is wanted.
	Shard Shard
	// Elsewhere, if not nil, is given the photos of the other parts that may want
	// the same name for their thumbnail as one of this part. Those from the web are
	// not among them: they have no name yet.
	Elsewhere func(photo.Photo)
}

// Totals add up a scan.
type Totals struct {
	Photos int   // photos found
	Bytes  int64 // length of their files together
	Ours   int   // thumbnails made by Thumbpool that were passed over
	// Unsupported is how many of Photos are of a kind that cannot be read, by
	// their content; see [photo.Photo.Unsupported].
	Unsupported int
	// Elsewhere is how many photos belong to other parts, as far as their names
	// tell: nobody looks into their files.
	Elsewhere int
}

// Photos hands each photo of the sources to found, until that returns false. A
// source or a folder that cannot be read is a photo too, whose Unread says why.
// complete is true if all were found: neither found nor the end of ctx has kept
// any back. Photos reads the disk.
func Photos(ctx context.Context, sources []string, o Options, found func(photo.Photo) bool) (totals Totals, complete bool) {
	s := scanner{ctx: ctx, options: o, yield: found, visited: map[string]bool{}, parents: map[string]*photo.Origin{}, named: map[string]bool{}}
	resolved := resolve(sources)
	var groups []string
	for _, src := range resolved {
		switch {
		case src.isFile():
			s.named[photo.RealPath(src.path)] = true
		case src.group != "":
			groups = append(groups, src.group)
		}
	}
	s.groups = families(groups)
	for _, src := range resolved {
		if !s.source(src) {
			return s.totals, false
		}
	}
	return s.totals, true
}

type scanner struct {
	ctx     context.Context
	options Options
	yield   func(photo.Photo) bool
	nextID  int
	totals  Totals
	visited map[string]bool // folders entered, by their real path
	parents map[string]*photo.Origin
	named   map[string]bool // files given as sources, by their real path; false once found
	out     []string        // output folders, by their real path
	groups  map[string]int  // of the sources, by family
}

// source scans a folder or a file; false means that the scan is over.
func (s *scanner) source(src source) bool {
	if src.url {
		return s.found(photo.FromWeb(src.path, Redact(src.path)))
	}
	p := photo.Photo{Path: src.path, Root: filepath.Dir(src.path), Rel: filepath.Base(src.path), Shared: src.shared, Named: true}
	switch {
	case src.err != nil:
		return s.fail(p, src.err)
	case src.info.IsDir():
		out := s.options.Out
		if out == "" {
			out = filepath.Join(src.path, s.options.Inside)
		}
		s.out = append(s.out, photo.RealPath(out))
		in := photo.Photo{Root: src.path, Rel: ".", Origin: photo.NewOrigin(src.group, src.info)}
		return s.folder(in, s.groups[photo.FolderFamily(src.group)] > 1)
	}
	if !s.named[photo.RealPath(src.path)] {
		return true // named twice
	}
	s.named[photo.RealPath(src.path)] = false
	// A file that was named is a photo whatever else it is.
	p.Origin = s.parent(p.Root)
	s.look(&p, src.info)
	return s.found(p)
}

// parent is the origin of files in a folder that were chosen by themselves.
func (s *scanner) parent(folder string) *photo.Origin {
	o, ok := s.parents[folder]
	if !ok {
		info, _ := os.Stat(folder)
		o = photo.NewOrigin("", info)
		s.parents[folder] = o
	}
	return o
}

// folder scans the folder at in.Root/in.Rel: its files first, then the folders
// inside it. mixed says that thumbnails of other folders may come to lie among those
// of its photos.
func (s *scanner) folder(in photo.Photo, mixed bool) bool {
	dir := filename.Literal(filepath.Join(in.Root, in.Rel))
	real := photo.RealPath(dir)
	if s.visited[real] || in.Rel != "." && slices.Contains(s.out, real) {
		return true
	}
	s.visited[real] = true
	entries, err := os.ReadDir(dir)
	if err != nil {
		// What could be read of the folder is still worth having.
		failed := in
		failed.Path = dir
		err = fmt.Errorf("the folder cannot be read: %w", reason.Plain(err))
		if away := failed.Gone(); away != nil {
			err = away
		}
		if !s.fail(failed, err) {
			return false
		}
	}
	entries = s.wanted(in, entries, mixed)
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
		p := in
		p.Rel = filepath.Join(in.Rel, e.Name())
		p.Path = filename.Literal(filepath.Join(dir, e.Name()))
		if root, ok := strings.CutSuffix(p.Path, p.Rel); ok {
			p.Rel = p.Path[len(root):] // one text in memory, not two
		}
		if passedOver(e.Name()) || isHidden(p.Path) {
			continue
		}
		info, err := os.Stat(p.Path) // follows links
		switch {
		case err != nil && e.IsDir():
			folders = append(folders, p.Rel) // which will fail
			continue
		case err != nil:
			// A dangling link or a loop of links: a photo only by its name.
		case info.IsDir():
			folders = append(folders, p.Rel)
			continue
		}
		p.Shared = stems[stem(e.Name())] > 1
		if !s.file(p, info) {
			return false
		}
	}
	if !s.options.Subfolders {
		return true
	}
	beside := families(folders)
	for _, rel := range folders {
		sub := in
		sub.Rel = rel
		if !s.folder(sub, mixed || beside[photo.FolderFamily(filepath.Base(rel))] > 1) {
			return false
		}
	}
	return true
}

// file yields a file of a folder if it is, or claims to be, a photo. info is
// nil if there is nothing behind the name.
func (s *scanner) file(p photo.Photo, info fs.FileInfo) bool {
	if len(s.named) > 0 {
		if _, ok := s.named[photo.RealPath(p.Path)]; ok {
			return true // it was also chosen by itself
		}
	}
	if info != nil {
		if s.look(&p, info) {
			if s.options.Shard.takes(p) { // one of the shards counts it
				s.totals.Ours++
			}
			return true
		}
	}
	if p.Content == format.None && !format.Claims(p.Path) {
		return true
	}
	return s.found(p)
}

// look notes what can be seen of a photo's file, what it is by its content
// among it, and tells whether Thumbpool made it and nobody has changed it
// since. A file that cannot be read is of no format here; the worker that takes
// it up says why.
func (s *scanner) look(p *photo.Photo, info fs.FileInfo) (ours bool) {
	p.Size, p.ModTime, p.Mode = info.Size(), info.ModTime(), info.Mode()
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
	if p.See(f, head[:n]); p.Content != format.None {
		_, ours, _ = mark.Verify(f, info.Size())
	}
	return ours
}

// found yields a photo with the next number, if it is of our shard.
func (s *scanner) found(p photo.Photo) bool {
	if !s.options.Shard.takes(p) {
		s.totals.Elsewhere++
		if s.options.Elsewhere != nil && !p.OnWeb() {
			p.Elsewhere = true
			s.options.Elsewhere(p)
		}
		return s.ctx.Err() == nil
	}
	p.ID = s.nextID
	s.nextID++
	s.totals.Photos++
	s.totals.Bytes += p.Size
	if p.Unsupported() {
		s.totals.Unsupported++
	}
	return s.ctx.Err() == nil && s.yield(p)
}

// fail yields a source or folder that cannot be read.
func (s *scanner) fail(p photo.Photo, err error) bool {
	p.Unread = err
	return s.found(p)
}
