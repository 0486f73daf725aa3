package processor

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"thumbpool/processor/format"
	"thumbpool/processor/mark"
	"thumbpool/processor/render"
)

// Version is the program's version, which thumbnails also carry.
const Version = "1.0.0"

// output is where a photo's thumbnail goes.
type output struct {
	path    string // empty: nowhere
	format  format.Format
	comment string // what the thumbnail will carry
	current bool   // a thumbnail with that comment, newer than the photo, is there
}

// save writes an encoded thumbnail, with its comment, to its place and returns
// the file's length in bytes.
func (o output) save(encoded []byte) (int64, error) {
	if o.path == "" {
		return int64(len(encoded)), nil
	}
	data, err := mark.Insert(o.format, encoded, o.comment)
	if err != nil {
		return 0, fmt.Errorf("the thumbnail cannot be marked: %w", err)
	}
	return int64(len(data)), save(o.path, data)
}

// places finds the place of each photo's thumbnail. The error is not the
// photo's, but of where all thumbnails go.
type places interface {
	plan(photo Photo) (output, error)
}

// nowhere is for thumbnails that are made and not kept.
type nowhere struct{ options Options }

func (n nowhere) plan(photo Photo) (output, error) {
	return output{format: n.options.formatFor(photo)}, nil
}

// planner gives every photo of a job a place of its own for its thumbnail. It
// is asked for one photo after the other in the order of the scan, so that the
// same photos get the same names in every run. It is not for concurrent use.
type planner struct {
	options Options
	taken   map[string]bool
	folders map[string]error // output folders that have been made ready
}

func newPlanner(o Options) *planner {
	return &planner{options: o, taken: map[string]bool{}, folders: map[string]error{}}
}

// plan returns the place for a photo's thumbnail. The error, which is the
// output folder's and not the photo's, is the same for every photo that would
// go there; a [goneError] means that the photo's own folder is not there.
func (p *planner) plan(photo Photo) (output, error) {
	folder := p.folder(photo)
	if err := p.ready(folder, photo); err != nil {
		return output{}, err
	}
	recipe := recipe(p.options)
	recipe.Format = p.options.formatFor(photo)
	out := output{format: recipe.Format, comment: comment(photo, recipe)}
	for name := range names(filepath.Base(photo.Rel), extensions(recipe.Format), photo.shared) {
		path := filepath.Join(folder, name)
		key := strings.ToLower(path) // some file systems do not distinguish case
		if p.taken[key] {
			continue
		}
		free, current, err := p.free(path, photo, out.comment)
		if err != nil {
			return output{}, fmt.Errorf("the output folder %s cannot be used: %w", folder, plain(err))
		}
		if free {
			p.taken[key] = true
			out.path, out.current = path, current
			break
		}
	}
	return out, nil
}

// folder is the folder that a photo's thumbnail goes to.
func (p *planner) folder(photo Photo) string {
	if p.options.Out == "" {
		return filepath.Join(photo.Root, OutputFolder, filepath.Dir(photo.Rel))
	}
	return filepath.Join(p.options.Out, photo.group, filepath.Dir(photo.Rel))
}

// ready makes an output folder, and removes what an earlier run that was
// killed may have left in it. A folder of photos that is gone is not made anew
// for the sake of the output folder inside it.
func (p *planner) ready(folder string, photo Photo) error {
	if err, done := p.folders[folder]; done {
		return err
	}
	if p.options.Out == "" {
		if err := gone(photo); err != nil {
			return err
		}
	}
	err := os.MkdirAll(folder, 0o777)
	if err != nil {
		err = fmt.Errorf("the output folder %s cannot be made: %w", folder, plain(err))
	} else {
		removeStale(folder)
	}
	p.folders[folder] = err
	return err
}

// formatFor is the format of a photo's thumbnail.
func (o Options) formatFor(photo Photo) format.Format {
	switch {
	case o.Format == FormatPNG:
		return format.PNG
	case o.Format == FormatSame && render.Writable(photo.content):
		return photo.content
	}
	return format.JPEG
}

// free reports whether a thumbnail may go to path, because nothing is there or
// a thumbnail that may be replaced; and whether that one is up to date.
func (p *planner) free(path string, photo Photo, comment string) (free, current bool, err error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, false, nil
	case err != nil:
		return false, false, err
	}
	have, ours := readMark(path)
	if !ours || p.options.Existing == ExistingRename {
		return false, false, nil
	}
	return true, p.options.Existing == ExistingSkip && have == comment && info.ModTime().After(photo.ModTime), nil
}

// readMark returns the comment of the thumbnail at path; ours is false for
// every file that Thumbpool did not make or that cannot be read.
func readMark(path string) (comment string, ours bool) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return "", false // a link may lead to an original
	}
	f, err := os.Open(path)
	if err != nil {
		return "", false
	}
	defer func() { _ = f.Close() }()
	comment, ours, err = mark.Read(f, info.Size())
	return comment, ours && err == nil
}

// comment is what a thumbnail carries: who made it, from which file, how. It
// does not name the version, so that thumbnails stay up to date with a new one
// that makes the same picture.
func comment(photo Photo, recipe render.Recipe) string {
	return fmt.Sprintf("%sthumbnail of=%s %v", mark.Prefix, url.PathEscape(filepath.Base(photo.Path)), recipe)
}

// extensions are the file name extensions of a format, the usual one first.
func extensions(f format.Format) []string {
	switch f {
	case format.JPEG:
		return []string{".jpg", ".jpeg", ".jpe", ".jfif"}
	case format.PNG:
		return []string{".png"}
	case format.GIF:
		return []string{".gif"}
	case format.BMP:
		return []string{".bmp", ".dib"}
	case format.TIFF:
		return []string{".tif", ".tiff"}
	}
	return nil
}

// names yields the names that a thumbnail may get, the best first and without
// end: the photo's own; its own with the extension changed, unless another
// photo has (or could get) that; its own with an extension added; and those
// with a number.
func names(photo string, extensions []string, shared bool) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		ext := filepath.Ext(photo)
		base, add := strings.TrimSuffix(photo, ext), extensions[0]
		switch {
		case base == "": // ".jpg" by itself is a name, not an extension
			base = photo
		case fits(ext, extensions):
			add = ext
		case shared:
			base = photo
		}
		if !yield(shorten(base, add)) {
			return
		}
		if full := shorten(photo, extensions[0]); !fits(ext, extensions) && base != photo && !yield(full) {
			return
		}
		for n := 2; ; n++ {
			if !yield(shorten(base, fmt.Sprintf(" (%d)%s", n, add))) {
				return
			}
		}
	}
}

func fits(ext string, extensions []string) bool {
	for _, e := range extensions {
		if strings.EqualFold(ext, e) {
			return true
		}
	}
	return false
}

// maxName is the longest file name, in bytes, that every usual system takes.
const maxName = 255

// shorten joins a name and its ending, and cuts the name, between letters,
// where they are too long together.
func shorten(name, ending string) string {
	if room := maxName - len(ending); len(name) > room {
		for room > 0 && !utf8.RuneStart(name[room]) {
			room--
		}
		name = name[:room]
	}
	return name + ending
}
