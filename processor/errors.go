package processor

import (
	"errors"
	"fmt"
	"io/fs"

	"thumbpool/processor/download"
	"thumbpool/processor/format"
	"thumbpool/processor/render"
)

// Step is a part of the work on a photo.
type Step = render.Step

// Times holds the time that each [Step] took.
type Times = render.Times

// The steps, in their order.
const (
	StepScan     = render.StepScan
	StepDownload = render.StepDownload
	StepWait     = render.StepWait
	StepRead     = render.StepRead
	StepDecode   = render.StepDecode
	StepReduce   = render.StepReduce
	StepOrient   = render.StepOrient
	StepEncode   = render.StepEncode
	StepSave     = render.StepSave
)

// ErrorKind groups the reasons why photos fail, for people.
type ErrorKind string

// The kinds of failure.
const (
	KindDamaged     ErrorKind = "damaged"        // the file's content is broken or cut short
	KindUnsupported ErrorKind = "unsupported"    // a picture of a kind that is not read
	KindNoPicture   ErrorKind = "no picture"     // named like a picture, but it is none
	KindTooLarge    ErrorKind = "too large"      // over a limit of pixels, side or bytes
	KindMissing     ErrorKind = "missing"        // the file is no longer there
	KindGone        ErrorKind = "folder gone"    // its whole folder is no longer there
	KindPermission  ErrorKind = "no permission"  // the file may not be read
	KindOutput      ErrorKind = "not writable"   // the thumbnail may not be written
	KindDiskFull    ErrorKind = "disk full"      // no room for the thumbnail
	KindTimeout     ErrorKind = "too slow"       // it took longer than a worker process may
	KindMemory      ErrorKind = "out of memory"  // it needed more than a worker process may
	KindCrash       ErrorKind = "crashed"        // a fault of Thumbpool's own
	KindDownload    ErrorKind = "not downloaded" // the web did not give it
	KindOther       ErrorKind = "error"
)

// PhotoError says which photo failed, at which step and why.
type PhotoError struct {
	Photo Photo
	Op    Step
	Kind  ErrorKind
	Err   error
	// Stack is where in the program a photo of KindCrash failed, for a report
	// to its makers: it tells nothing of the photo; see [crash.Clean]. It is
	// empty for all others.
	Stack string
}

// Error names the photo, the step and the reason.
func (e *PhotoError) Error() string {
	return fmt.Sprintf("%s: %s: %v", e.Photo.Path, e.Op, e.Err)
}

// Unwrap returns the reason.
func (e *PhotoError) Unwrap() error { return e.Err }

// Reason is why the photo failed, in words for a person, without its path.
func (e *PhotoError) Reason() string { return e.Err.Error() }

func kindOf(op Step, err error) ErrorKind {
	var limit *format.LimitError
	var damage *format.DamageError
	var crash *render.PanicError
	var away *goneError
	var web *download.Error
	switch {
	case errors.As(err, &web):
		return downloadKind(web)
	case errors.As(err, &away):
		return KindGone
	case errors.As(err, &crash):
		return KindCrash
	case isDiskFull(err):
		return KindDiskFull
	case op == StepSave:
		return KindOutput
	case errors.Is(err, fs.ErrNotExist):
		return KindMissing
	case errors.Is(err, fs.ErrPermission):
		return KindPermission
	case errors.As(err, &limit):
		return KindTooLarge
	case errors.Is(err, format.ErrNotPicture):
		return KindNoPicture
	case errors.Is(err, format.ErrUnsupported):
		return KindUnsupported
	case errors.As(err, &damage), op == StepDecode:
		return KindDamaged
	}
	return KindOther
}

// plain drops the path that the os package puts in front of a reason: the
// photo's path is in the PhotoError already. Where somebody has wrapped that
// reason in words, these stay.
func plain(err error) error {
	path, ok := err.(*fs.PathError) //nolint:errorlint // only the outermost error
	if !ok {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &plainError{"the file is no longer there", err}
	case errors.Is(err, fs.ErrPermission):
		return &plainError{"no permission to open it", err}
	case isDiskFull(err):
		return &plainError{"the disk is full", err}
	}
	return &plainError{path.Err.Error(), err}
}

type plainError struct {
	text string
	err  error
}

func (e *plainError) Error() string { return e.text }
func (e *plainError) Unwrap() error { return e.err }
