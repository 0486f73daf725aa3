package render

import (
	"fmt"
	"io/fs"

	"thumbpool/processor/format"
	"thumbpool/processor/photo"
	"thumbpool/processor/reason"
)

// StepError says at which step a photo failed.
type StepError struct {
	Step photo.Step
	Err  error
}

func (e *StepError) Error() string { return e.Step.String() + ": " + e.Err.Error() }

// Unwrap returns the reason.
func (e *StepError) Unwrap() error { return e.Err }

// PanicError is a panic during a step.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("Thumbpool made a mistake with this photo: %v", e.Value)
}

// Reason says that the mistake is Thumbpool's own.
func (e *PanicError) Reason() reason.Reason {
	return reason.Reason{Key: reason.Mistake, Detail: e.Error()}
}

// notFileError says that something which is no file has the photo's name. It
// wraps [format.ErrNotPicture].
type notFileError struct{ mode fs.FileMode }

func (e *notFileError) Error() string {
	what := "something else"
	switch {
	case e.mode.IsDir():
		what = "a folder"
	case e.mode&fs.ModeNamedPipe != 0:
		what = "a pipe"
	case e.mode&fs.ModeDevice != 0:
		what = "a device"
	}
	return fmt.Sprintf("it is no file but %s: %v", what, format.ErrNotPicture)
}

func (e *notFileError) Unwrap() error { return format.ErrNotPicture }

// Reason says that it is no picture.
func (e *notFileError) Reason() reason.Reason {
	return reason.Reason{Key: reason.NotPicture, Detail: e.Error()}
}
