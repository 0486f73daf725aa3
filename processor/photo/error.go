package photo

import (
	"fmt"

	"thumbpool/processor/reason"
)

// Error says which photo failed, at which step and why.
type Error struct {
	Photo Photo
	Step  Step
	// Reason is why, in a form that can be said in any language.
	Reason reason.Reason
	Err    error
	// Stack is where in the program a photo failed whose reason is a fault of
	// Thumbpool's own, for a report to its makers: it tells nothing of the
	// photo. It is empty for all others.
	Stack string
}

// NewError returns the error of a photo that failed at a step because of err,
// which says its reason or is the system's; see [reason.Of].
func NewError(p Photo, step Step, err error) *Error {
	err = reason.Plain(err)
	return &Error{Photo: p, Step: step, Reason: because(step, err), Err: err}
}

// because is the reason of an error that happened in a step. The step decides
// where nobody has said a reason: what fails in saving is not saved, and what
// fails in decoding is damaged.
func because(step Step, err error) reason.Reason {
	r := reason.Of(err)
	switch step {
	case StepSave:
		switch r.Key {
		case reason.Permission:
			return reason.Reason{Key: reason.Forbidden}
		case reason.Gone, reason.Unreadable, reason.Other:
			return reason.Reason{Key: reason.NotSaved, Detail: err.Error()}
		}
	case StepDecode:
		switch r.Key {
		case reason.Unreadable, reason.Other:
			return reason.Reason{Key: reason.Damaged, Detail: r.Detail}
		}
	}
	return r
}

// Error names the photo, the step and the reason.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: %s: %v", e.Photo.Path, e.Step, e.Err)
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// Kind is the kind of failure, for people.
func (e *Error) Kind() reason.Kind { return e.Reason.Key.Kind() }

// Why is why the photo failed, in English for a person, without its path.
func (e *Error) Why() string { return e.Err.Error() }
