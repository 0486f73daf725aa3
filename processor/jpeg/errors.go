package jpeg

import (
	"errors"
	"fmt"

	"thumbpool/processor/reason"
)

// ErrUnsupported matches (with errors.Is) the error for a sound file of a kind
// that is not read: more than 8 bits a sample, lossless or hierarchical coding,
// JPEG-LS, two components or more than four.
var ErrUnsupported = errors.New("not supported")

// ErrFormat matches the error for data that is no JPEG file, or one whose
// headers are broken so badly that nothing can be decoded.
var ErrFormat = errors.New("the picture is damaged")

// UnsupportedError names a kind of file that is not read, such as "JPEG with
// lossless coding".
type UnsupportedError string

func (e UnsupportedError) Error() string { return string(e) + " is " + ErrUnsupported.Error() }

// Unwrap returns ErrUnsupported.
func (e UnsupportedError) Unwrap() error { return ErrUnsupported }

// Reason names the kind.
func (e UnsupportedError) Reason() reason.Reason {
	return reason.Reason{Key: reason.Variant, Detail: e.Error()}
}

// formatError says what is wrong with the headers of a file.
type formatError struct{ what string }

func (e *formatError) Error() string { return ErrFormat.Error() + ": " + e.what }

// Unwrap returns ErrFormat.
func (e *formatError) Unwrap() error { return ErrFormat }

// Reason says what is wrong.
func (e *formatError) Reason() reason.Reason {
	return reason.Reason{Key: reason.Damaged, Detail: e.Error()}
}

// MinComplete is the share of a damaged picture that must have been decoded
// for Decode to return the picture rather than the damage as an error.
const MinComplete = 0.25

// DamageError says what is wrong with a file whose picture could be decoded
// in part. Picture.Damaged holds one when enough of the picture is there;
// Decode returns one when it is not.
type DamageError struct {
	// Truncated reports that the data simply ends too early, as after an
	// interrupted copy. Otherwise there is wrong data at Offset.
	Truncated bool
	// Offset is about where in the file the damage was met, in bytes.
	Offset int
	// Complete is the share of the picture's blocks that were decoded, 0 to 1.
	Complete float64
}

func (e *DamageError) Error() string {
	share := int(e.Complete * 100)
	if e.Truncated {
		return fmt.Sprintf("the file is cut short: it ends after %s, with %d %% of the picture", megabytes(e.Offset), share)
	}
	return fmt.Sprintf("the picture data is damaged after %s: %d %% of the picture could be read", megabytes(e.Offset), share)
}

// Reason says where the picture ends or is wrong, and how much of it was read.
func (e *DamageError) Reason() reason.Reason {
	r := reason.Reason{Key: reason.PartDamaged, Bytes: int64(e.Offset), Percent: int(e.Complete * 100)}
	if e.Truncated {
		r.Key = reason.CutShort
	}
	return r
}

// megabytes returns a number of bytes as a person reads it.
func megabytes(n int) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d bytes", n)
}

func unsupported(format string, args ...any) error {
	return UnsupportedError("JPEG with " + fmt.Sprintf(format, args...))
}

func malformed(format string, args ...any) error {
	return &formatError{fmt.Sprintf(format, args...)}
}
