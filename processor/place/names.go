package place

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"thumbpool/processor/format"
)

// maxName is the longest file name, in bytes, that every usual system takes.
const maxName = 255

// maxPortable is the longest file name that also those systems take which
// write more than the name in its place, as eCryptfs does.
const maxPortable = 143

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
	return []string{"." + strings.ToLower(f.String())}
}

// names yields the names that a thumbnail may get, the best first and without
// end: the photo's own; its own with the extension changed, unless another
// photo has (or could get) that; its own with an extension added; and those
// with a number. None is longer than most bytes.
func names(photo string, extensions []string, shared bool, most int) func(yield func(string) bool) {
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
		best := shorten(base, add, most)
		if !yield(best) {
			return
		}
		// Where both are cut, they may be the same.
		if full := shorten(photo, extensions[0], most); !fits(ext, extensions) && full != best && !yield(full) {
			return
		}
		for n := 2; ; n++ {
			if !yield(shorten(base, fmt.Sprintf(" (%d)%s", n, add), most)) {
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

// shorten joins a name and its ending, and cuts the name, between letters,
// where they are too long together.
func shorten(name, ending string, most int) string {
	if room := most - len(ending); len(name) > room {
		letter := room // where the one begins that may not be cut
		for letter > room-utf8.UTFMax && !utf8.RuneStart(name[letter]) {
			letter--
		}
		if utf8.RuneStart(name[letter]) { // else there are no letters
			room = letter
		}
		name = name[:room]
	}
	return name + ending
}
