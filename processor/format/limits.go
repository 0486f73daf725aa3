package format

import (
	"fmt"
	"strconv"

	"thumbpool/processor/reason"
)

// Limits bounds what a file may ask for, so that a small file that claims to
// be a huge picture costs nothing. A zero field sets no bound.
type Limits struct {
	MaxPixels int64 // width × height
	MaxSide   int   // pixels of the longer side
	MaxBytes  int64 // size of the file
	MaxMemory int64 // bytes that decoding takes at its peak
}

// DefaultLimits admits every photo that a camera or a phone makes today and the
// panoramas stitched from them: 100,000 pixels a side, 512 MB; and 800 MB of
// memory. What that is enough for depends on what decoding takes: a JPEG of 200
// megapixels is decoded at the scale of its thumbnail and needs little; of what
// is decoded as a whole it is 200 megapixels with the usual four bytes each.
func DefaultLimits() Limits {
	return Limits{MaxSide: 100_000, MaxBytes: 512e6, MaxMemory: 800e6}
}

// LimitError says which limit a picture exceeds.
type LimitError struct {
	Of         Quantity
	Have, Most int64 // the picture's figure and the limit's
}

// Quantity is what a limit is about.
type Quantity string

// The quantities.
const (
	Pixels Quantity = "pixels"
	Side   Quantity = "pixels a side"
	Bytes  Quantity = "bytes"
	Memory Quantity = "bytes of memory"
)

// Error reads for example "the picture has 400 megapixels; the limit is 150".
func (e *LimitError) Error() string {
	have, unit, most := millions(float64(e.Have)), "megapixels", millions(float64(e.Most))
	switch e.Of {
	case Side:
		have, unit, most = strconv.FormatInt(e.Have, 10), string(Side), strconv.FormatInt(e.Most, 10)
	case Bytes:
		unit = "MB"
	case Memory:
		return "the picture needs " + have + " MB of memory; the limit is " + most
	}
	return "the picture has " + have + " " + unit + "; the limit is " + most
}

// Reason says which limit it is, with both figures.
func (e *LimitError) Reason() reason.Reason {
	switch e.Of {
	case Side:
		return reason.Reason{Key: reason.Side, Pixels: e.Have, Most: e.Most}
	case Bytes:
		return reason.Reason{Key: reason.Bytes, Bytes: e.Have, Most: e.Most}
	case Memory:
		return reason.Reason{Key: reason.TooMuchMemory, Bytes: e.Have, Most: e.Most}
	}
	return reason.Reason{Key: reason.Pixels, Pixels: e.Have, Most: e.Most}
}

// Check returns a *LimitError if the picture with header h in a file of size
// bytes is larger than allowed, and an error if it has no size at all.
func (l Limits) Check(h Header, size int64) error {
	if h.Width <= 0 || h.Height <= 0 {
		return damaged(fmt.Sprintf("the header claims %d × %d pixels", h.Width, h.Height))
	}
	if l.MaxBytes > 0 && size > l.MaxBytes {
		return &LimitError{Bytes, size, l.MaxBytes}
	}
	if side := max(h.Width, h.Height); l.MaxSide > 0 && side > l.MaxSide {
		return &LimitError{Side, int64(side), int64(l.MaxSide)}
	}
	if pixels := float64(h.Width) * float64(h.Height); l.MaxPixels > 0 && pixels > float64(l.MaxPixels) {
		return &LimitError{Pixels, int64(min(pixels, 9e18)), l.MaxPixels}
	}
	return nil
}

// CheckMemory returns a *LimitError if that many bytes are more than allowed.
func (l Limits) CheckMemory(bytes int64) error {
	if l.MaxMemory > 0 && bytes > l.MaxMemory {
		return &LimitError{Memory, bytes, l.MaxMemory}
	}
	return nil
}

// millions writes n in millions, with a decimal only where it matters.
func millions(n float64) string {
	n /= 1e6
	if n < 10 || n < 1000 && n != float64(int(n)) {
		return strconv.FormatFloat(n, 'f', 1, 64)
	}
	return strconv.FormatFloat(n, 'f', 0, 64)
}
