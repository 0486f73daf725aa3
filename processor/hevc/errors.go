package hevc

import (
	"errors"
	"fmt"

	"thumbpool/processor/reason"
)

// ErrFormat matches (with errors.Is) the error for data that is no H.265
// picture, or one whose parameter sets are broken or missing.
var ErrFormat = errors.New("not a usable H.265 picture")

// ErrUnsupported matches the error for a picture with something in it that
// this package does not do.
var ErrUnsupported = errors.New("unsupported kind of H.265 picture")

// UnsupportedError names what in a picture this package does not do.
type UnsupportedError struct {
	// What is the tool or the kind of picture, such as "inter prediction".
	What string
}

func (e *UnsupportedError) Error() string { return "H.265 with " + e.What + " is not supported" }

// Is makes it match ErrUnsupported.
func (e *UnsupportedError) Is(target error) bool { return target == ErrUnsupported }

// Reason says that it is a rare variant, and which.
func (e *UnsupportedError) Reason() reason.Reason {
	return reason.Reason{Key: reason.Variant, Detail: e.Error()}
}

// MinComplete is the share of a damaged picture that must have been decoded
// for Decode to return the picture rather than the damage as an error.
const MinComplete = 0.25

// DamageError says what is wrong with data whose picture could be decoded in
// part. Picture.Damaged holds one when enough of the picture is there; Decode
// returns one when it is not.
type DamageError struct {
	// Truncated reports that the data simply ends too early. Otherwise there
	// is wrong data at Offset, or a slice of the picture is missing.
	Truncated bool
	// Offset is about where in the data the damage was met, in bytes.
	Offset int
	// Complete is the share of the picture that was decoded, 0 to 1.
	Complete float64
}

func (e *DamageError) Error() string {
	share := int(e.Complete * 100)
	if e.Truncated {
		return fmt.Sprintf("the picture data is cut short after %d bytes, with %d %% of the picture", e.Offset, share)
	}
	return fmt.Sprintf("the picture data is damaged after %d bytes: %d %% of the picture could be read", e.Offset, share)
}

// Reason says where the picture ends or is wrong, and how much of it was read.
func (e *DamageError) Reason() reason.Reason {
	r := reason.Reason{Key: reason.PartDamaged, Bytes: int64(e.Offset), Percent: int(e.Complete * 100)}
	if e.Truncated {
		r.Key = reason.CutShort
	}
	return r
}

func unsupported(format string, args ...any) error {
	return &UnsupportedError{What: fmt.Sprintf(format, args...)}
}

func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrFormat, fmt.Sprintf(format, args...))
}
