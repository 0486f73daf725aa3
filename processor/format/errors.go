package format

import (
	"errors"

	"thumbpool/processor/reason"
)

// ErrUnsupported is wrapped by the errors of files that are pictures, but of a
// format, or a variant of one, that cannot be read.
var ErrUnsupported = errors.New("not supported")

// UnsupportedError says which format, or which variant of one, cannot be read.
// It wraps ErrUnsupported.
type UnsupportedError struct {
	Format  Format
	Variant string // such as "this PNG (color depth)"; empty if it is the format
}

func (e *UnsupportedError) Error() string {
	switch {
	case e.Variant != "":
		return e.Variant + " is " + ErrUnsupported.Error()
	case e.Format == RAW:
		return "the camera raw file holds no picture that can be shown"
	}
	return e.Format.String() + " pictures are " + ErrUnsupported.Error()
}

// Unwrap returns ErrUnsupported.
func (e *UnsupportedError) Unwrap() error { return ErrUnsupported }

// Reason names the format or the variant.
func (e *UnsupportedError) Reason() reason.Reason {
	switch {
	case e.Variant != "":
		return reason.Reason{Key: reason.Variant, Detail: e.Error()}
	case e.Format == RAW:
		return reason.Reason{Key: reason.Raw}
	}
	return reason.Reason{Key: reason.Format, Format: e.Format.String()}
}

// ErrNotPicture is wrapped by the errors of files that are no pictures.
var ErrNotPicture = errors.New("not a picture")

// NotPictureError says what a file holds in place of a picture. It wraps
// ErrNotPicture.
type NotPictureError struct{ Content Content }

// Content is what there may be in place of a picture.
type Content string

// The contents.
const (
	Empty   Content = "the file is empty"
	Zeros   Content = "the file holds zeros"
	Film    Content = "the file is a film"
	Text    Content = "the file holds text"
	Unknown Content = "its content is of no known kind"
)

func (e *NotPictureError) Error() string { return ErrNotPicture.Error() + ": " + string(e.Content) }

// Unwrap returns ErrNotPicture.
func (e *NotPictureError) Unwrap() error { return ErrNotPicture }

// Reason says what the file holds.
func (e *NotPictureError) Reason() reason.Reason {
	switch e.Content {
	case Empty:
		return reason.Reason{Key: reason.Empty}
	case Zeros:
		return reason.Reason{Key: reason.Zeros}
	case Film:
		return reason.Reason{Key: reason.Film}
	case Text:
		return reason.Reason{Key: reason.Text}
	}
	return reason.Reason{Key: reason.NotPicture}
}
