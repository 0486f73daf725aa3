// Package reason says why a photo failed or is damaged, in a form that can be
// said in any language: a key, the figures that belong to it, and what is known
// beyond them in English.
//
// Every error of the engine that knows why says it itself, by a method
//
//	Reason() reason.Reason
//
// and [Of] finds that, wherever in a chain of errors it is, or sorts what the
// system has said. The package imports nothing of the house, so that every room
// may name its reasons.
package reason

import (
	"errors"
	"io/fs"
	"syscall"
	"time"
)

// Reason is why a photo failed or is damaged. It is a value without pointers,
// which crosses from process to process. The zero value is no reason.
type Reason struct {
	Key Key
	// The figures that belong to the key; the others are zero.
	Bytes   int64         // where a file ends or is wrong, how long it is, or what it may be
	Most    int64         // a limit of bytes, pixels or pixels a side
	Pixels  int64         // of the photo, or of its longer side
	Percent int           // of the picture that could be read
	Limit   time.Duration // that a photo may take
	Status  int           // of HTTP
	Format  string        // name of a kind of file
	// Detail is the whole reason in English where key and figures do not say it
	// all; it is empty where they do.
	Detail string
}

// Key names a reason. It never changes.
type Key string

// The reasons.
const (
	EndsEarly   Key = "endsEarly"   // after Bytes
	CutShort    Key = "cutShort"    // after Bytes, with Percent of the picture
	PartDamaged Key = "partDamaged" // after Bytes, Percent of the picture could be read
	Damaged     Key = "damaged"     // Detail

	Format  Key = "format"  // Format cannot be read
	Raw     Key = "raw"     // of a camera, without a picture in it that can be shown
	Variant Key = "variant" // a rare variant cannot be read: Detail

	// A camera raw's own picture has Pixels on its longer side, fewer than were asked
	// for: no failure.
	SmallPreview Key = "smallPreview"

	Empty      Key = "empty"      // a file of no bytes
	Zeros      Key = "zeros"      // a file of nothing but zeros
	Film       Key = "film"       // a film, not a picture
	Text       Key = "text"       // text, not a picture
	NotPicture Key = "notPicture" // something else: Detail

	Pixels        Key = "pixels"        // Pixels are over the limit of Most
	Side          Key = "side"          // a side of Pixels is over the limit of Most
	Bytes         Key = "bytes"         // Bytes are over the limit of Most
	TooMuchMemory Key = "tooMuchMemory" // it needs Bytes, over the limit of Most, and was not begun

	Gone       Key = "gone"       // the file
	FolderGone Key = "folderGone" // the whole folder
	Permission Key = "permission" // the file may not be read
	Unreadable Key = "unreadable" // the system cannot read it: Detail

	InTheWay   Key = "inTheWay"   // another file has the thumbnail's name
	Forbidden  Key = "forbidden"  // the thumbnail's folder may not be written
	NotSaved   Key = "notSaved"   // the thumbnail: Detail
	Busy       Key = "busy"       // another run writes to the thumbnail's folder
	OutputAway Key = "outputAway" // the thumbnail's folder is no longer where it was
	DiskFull   Key = "diskFull"
	Longer     Key = "longer" // as a file of Format the thumbnail is longer than its photo's, and the user wants none then

	Time    Key = "time"    // it took longer than Limit
	Memory  Key = "memory"  // its worker process held more than Most
	Worker  Key = "worker"  // its worker process ended: Detail
	Mistake Key = "mistake" // of Thumbpool's own: Detail

	Address     Key = "address"     // not one of the web: Detail
	NotFound    Key = "notFound"    // the server answers Status
	Refused     Key = "refused"     // the server answers Status
	Server      Key = "server"      // the server answers Status
	Redirect    Key = "redirect"    // to where it must not: Detail
	Unreachable Key = "unreachable" // the server: Detail
	Insecure    Key = "insecure"    // the connection: Detail
	Interrupted Key = "interrupted" // the download: Detail
	NoAnswer    Key = "noAnswer"    // in time: Detail
	TooSlow     Key = "tooSlow"     // the server sends: Detail
	NotPublic   Key = "notPublic"   // the server's address: Detail
	SentOther   Key = "sentOther"   // the server sent no picture: Detail
	DownloadBig Key = "downloadBig" // over the limit: Detail
	Download    Key = "download"    // it cannot be saved: Detail

	Other Key = "other" // Detail
)

// Of returns the reason that an error gives: the first in its chain that says
// one, or what it means if the system said it. No error is no reason.
func Of(err error) Reason {
	var says interface{ Reason() Reason }
	switch {
	case err == nil:
		return Reason{}
	case errors.As(err, &says):
		return says.Reason()
	case IsDiskFull(err):
		return Reason{Key: DiskFull}
	case errors.Is(err, fs.ErrNotExist):
		return Reason{Key: Gone}
	case errors.Is(err, fs.ErrPermission):
		return Reason{Key: Permission}
	}
	if _, ok := errors.AsType[syscall.Errno](err); ok {
		return Reason{Key: Unreadable, Detail: err.Error()}
	}
	return Reason{Key: Other, Detail: err.Error()}
}

// Plain drops the path that the os package puts in front of a reason, for an
// error that names the file already, and says in words what is usual. Where
// somebody has wrapped that reason in words, these stay.
func Plain(err error) error {
	path, ok := err.(*fs.PathError) //nolint:errorlint // only the outermost error
	if !ok {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &plain{"the file is no longer there", err}
	case errors.Is(err, fs.ErrPermission):
		return &plain{"no permission to open it", err}
	case IsDiskFull(err):
		return &plain{"the disk is full", err}
	}
	return &plain{path.Err.Error(), err}
}

type plain struct {
	text string
	err  error
}

func (e *plain) Error() string { return e.text }
func (e *plain) Unwrap() error { return e.err }
