package format

import (
	"compress/flate"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"strings"

	"thumbpool/processor/format/bmp"
	"thumbpool/processor/format/container"
	"thumbpool/processor/format/heif"
	"thumbpool/processor/format/sandbox"
	"thumbpool/processor/format/tiff"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/reason"
)

// DamageError says that a file is a picture, but a broken one. When Decode
// returns it together with an image, that image holds what could be decoded.
type DamageError struct {
	Text  string  // reads by itself, for example "the file ends early (after 1.2 of 6.4 MB)"
	Ends  int64   // the file ends early, after so many bytes; 0 if it is whole
	Shown float64 // share of the picture that was decoded, 0 to 1; 0 where there is no image
	Err   error   // what the decoder said, may be nil
}

func (e *DamageError) Error() string { return e.Text }

// Unwrap returns the decoder's error.
func (e *DamageError) Unwrap() error { return e.Err }

// Reason says where the file ends, if it ends early, or else what is damaged.
func (e *DamageError) Reason() reason.Reason {
	if e.Ends > 0 {
		return reason.Reason{Key: reason.EndsEarly, Bytes: e.Ends}
	}
	return reason.Reason{Key: reason.Damaged, Detail: e.Text}
}

func damaged(text string) error { return &DamageError{Text: text} }

// explain turns a decoder's error into one that a person can read: one that
// wraps ErrUnsupported, or a *DamageError; those that are so already pass. at is how many of the file's size bytes had been read.
func explain(err error, at, size int64) error {
	var damage *DamageError
	switch {
	case err == nil, errors.As(err, &damage), errors.Is(err, ErrUnsupported),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	if variant, ok := unsupported(err); ok {
		return &UnsupportedError{Variant: variant}
	}
	if endsEarly(err) && at >= size {
		return &DamageError{Text: fmt.Sprintf("the file ends early (after %s)", megabytes(size)), Ends: size, Err: err}
	}
	if errors.Is(err, jpeg.ErrFormat) {
		return &DamageError{Text: err.Error(), Err: err}
	}
	text := plain(err)
	if at < size {
		text += " (near " + share(at, size) + ")"
	}
	return &DamageError{Text: "the picture is damaged: " + text, Err: err}
}

// unsupported tells whether a decoder's error means that the file is sound
// but of a variant that the decoder does not know.
func unsupported(err error) (variant string, ok bool) {
	var j jpeg.UnsupportedError
	var p png.UnsupportedError
	var b bmp.UnsupportedError
	var t tiff.UnsupportedError
	var hf heif.UnsupportedError
	switch {
	case errors.As(err, &j):
		return string(j), true
	case errors.As(err, &p):
		return "this PNG (" + string(p) + ")", true
	case errors.As(err, &b):
		return string(b), true
	case errors.As(err, &t):
		return string(t), true
	case errors.Is(err, sandbox.ErrMemory):
		return "a picture that takes so much memory to decode", true
	case errors.Is(err, sandbox.ErrUnavailable):
		return "decoding this picture on this machine", true
	case errors.As(err, &hf):
		return string(hf), true
	}
	return "", false
}

// endsEarly tells whether the error is how a decoder says that data is missing.
func endsEarly(err error) bool {
	if p, ok := errors.AsType[png.FormatError](err); ok {
		return p == "not enough pixel data" || string(p) == io.ErrUnexpectedEOF.Error()
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// plain returns the error's text without the names of packages and types.
func plain(err error) string {
	var corrupt flate.CorruptInputError
	switch {
	case errors.As(err, &corrupt), errors.Is(err, zlib.ErrHeader), errors.Is(err, zlib.ErrChecksum), errors.Is(err, zlib.ErrDictionary):
		return "the compressed data is corrupt"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "a part of it is cut short"
	case errors.Is(err, container.ErrTooMany):
		return container.ErrTooMany.Error()
	}
	text := err.Error()
	switch {
	case strings.HasSuffix(text, "invalid checksum"):
		return "its check sum is wrong"
	case strings.HasSuffix(text, "invalid format"):
		return "its structure is wrong"
	case strings.HasSuffix(text, io.ErrUnexpectedEOF.Error()):
		return "a part of it is cut short"
	}
	for _, prefix := range []string{"png: ", "invalid format: ", "webp: ", "vp8l: ", "vp8: ", "riff: ", "lzw: ", "ccitt: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return text
}

// share writes a part of a file and the whole, for example "1.2 of 6.4 MB".
func share(part, whole int64) string {
	p, w := megabytes(part), megabytes(whole)
	if unit := w[strings.LastIndexByte(w, ' '):]; strings.HasSuffix(p, unit) {
		p = strings.TrimSuffix(p, unit)
	}
	return p + " of " + w
}

// megabytes writes a size in MB, small ones in kB or bytes.
func megabytes(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 100_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
