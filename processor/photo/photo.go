// Package photo is what all rooms of the engine share: a photo, as a value that
// says where it is, the steps of the work on it, and why it failed. It reads no
// pixels.
package photo

import (
	"hash/fnv"
	"io"
	"io/fs"
	"time"

	"thumbpool/processor/format"
)

// Photo is a source picture. It is a value that says where a picture is, and
// holds none of its pixels: a long run has as many of them waiting as a library
// has pictures.
type Photo struct {
	// ID numbers the photos of a scan from 0 in their natural order.
	ID int
	// Path is where the file is.
	Path string
	// Root is the chosen folder, or the folder of a file chosen by itself.
	Root string
	// Rel is Path relative to Root, with the system's separator.
	Rel string
	// Size is the file's length in bytes.
	Size int64
	// ModTime is when the file was last changed.
	ModTime time.Time
	// URL is where the photo comes from, if that is the web, without a user name
	// and a password. Until it is downloaded Path and Rel are the URL too, and
	// there is no Root.
	URL string

	// Content is what the file is by its content.
	Content format.Format
	// Origin is what is known of Root; nil if it is not from a scan.
	Origin *Origin
	// Shared says that another picture beside it differs only in its extension.
	Shared bool
	// Named says that the file was chosen by itself.
	Named bool
	// Elsewhere says that it belongs to another part of the library: it has a place
	// and no turn.
	Elsewhere bool
	// Mode says who may read the file.
	Mode fs.FileMode
	// Head is a hash of the file's first bytes, by which two photos of one
	// name, size and time are told apart.
	Head uint64
	// Unread is why the scan could not read it; such a photo has no turn.
	Unread error

	given *string // the URL with user name and password, if it has any; a pointer is not printed
}

// FromWeb is a photo that is to be downloaded from a URL, which is shown as
// shown: without a user name and a password. What must not be seen of it is
// kept where nothing that shows a photo comes upon it.
func FromWeb(url, shown string) Photo {
	p := Photo{Path: shown, Rel: shown, URL: shown}
	if shown != url {
		p.given = &url
	}
	return p
}

// OnWeb reports whether a photo still has to be downloaded.
func (p Photo) OnWeb() bool { return p.URL != "" && p.Root == "" }

// Address is the URL by which a photo is asked for, with the user name and the
// password that it may hold: it is not to be shown.
func (p Photo) Address() string {
	if p.given != nil {
		return *p.given
	}
	return p.URL
}

// Arrived is a photo from the web whose file is now at path, below root. Its
// URL is known from now on as it is shown.
func (p Photo) Arrived(path, root, rel string) Photo {
	p.Path, p.Root, p.Rel, p.given = path, root, rel, nil
	return p
}

// See notes what the photo's file tells of it: r reads the file, whose length is
// known, and head is its beginning, of which [format.SniffLen] bytes are enough.
func (p *Photo) See(r io.ReaderAt, head []byte) {
	if p.Content = format.Identify(r, p.Size, head); p.Content != format.None {
		h := fnv.New64a()
		_, _ = h.Write(head)
		p.Head = h.Sum64()
	}
}

// Unsupported reports whether the photo is, by its content, a picture of a kind
// that cannot be read: that is known as soon as it is found, before anybody asks
// for its thumbnail.
func (p Photo) Unsupported() bool {
	return p.Content != format.None && !p.Content.Readable()
}

// Group is the folder that keeps the photos of several sources apart under one
// output; empty if there is none.
func (p Photo) Group() string {
	if p.Origin == nil {
		return ""
	}
	return p.Origin.Group
}
