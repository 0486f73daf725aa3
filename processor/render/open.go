package render

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
)

// open opens the file, for reading only, and looks at its header.
func (w *work) open(ctx context.Context) error {
	// A pipe or a device would block or never end: look before opening.
	info, err := os.Stat(w.path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &notFileError{info.Mode()}
	}
	if w.size = info.Size(); w.size == 0 {
		return &format.NotPictureError{Content: format.Empty}
	}
	if w.file, err = os.Open(w.path); err != nil {
		return err
	}
	w.content = content{ctx, w.file}
	head := make([]byte, min(w.size, format.SniffLen))
	if _, err := w.content.ReadAt(head, 0); err != nil {
		return err
	}
	w.header, err = format.ReadHeader(w.content, w.size, format.Identify(w.content, w.size, head))
	if err != nil {
		return err
	}
	w.shrink = w.header.IsJPEG()
	_, length := w.header.Picture(w.content, w.size)
	return w.recipe.Limits.Check(w.header, length)
}

// content reads the photo's file until the context ends: a file may be made so
// that looking through it takes for ever.
type content struct {
	ctx  context.Context
	file *os.File
}

// ReadAt reads a piece at a time.
func (c content) ReadAt(p []byte, off int64) (n int, err error) {
	const piece = 4 << 20
	for n < len(p) && err == nil {
		if err := c.ctx.Err(); err != nil {
			return n, err
		}
		var got int
		got, err = c.file.ReadAt(p[n:min(len(p), n+piece)], off+int64(n))
		n += got
	}
	return n, err
}

// admit waits until there is memory for the photo.
func (w *work) admit(ctx context.Context) error {
	need := w.header.DecodeBytes()
	if w.shrink {
		need = w.shrunkBytes()
	}
	return w.acquire(ctx, need)
}

// acquire takes the memory that decoding and what comes after it need. A photo
// that needs more than there ever is, is refused.
func (w *work) acquire(ctx context.Context, decode int64) (err error) {
	planes, rest := w.thumbBytes()
	need := max(decode+planes, rest)
	if err := w.recipe.Limits.CheckMemory(need); err != nil || w.memory == nil {
		return err
	}
	w.keep, err = w.memory.Acquire(ctx, need)
	return err
}

// shrunkBytes is what package jpeg holds of the photo: the file, and what it
// keeps of the picture at the scales.
func (w *work) shrunkBytes() int64 {
	_, length := w.header.Picture(w.content, w.size)
	return length + w.header.JPEG.DecodeBytes(w.scales())
}

// thumbBytes is what a thumbnail holds: planes beside the decoded photo, rest
// after it, when the planes are turned, packed and encoded.
func (w *work) thumbBytes() (planes, rest int64) {
	x, y := w.sides(w.header.Width, w.header.Height)
	pixels := int64(x.Thumb) * int64(y.Thumb)
	planes = 4 * pixels // of RGBA and CMYK, which have most
	switch {            // packed, then encoded
	case w.recipe.File == format.JPEG:
		rest = planes + 3*pixels + pixels // three of converted colours; it has a byte a pixel at most, but for noise
	case w.recipe.File != format.WebP:
		rest = planes + 4*pixels + 4*pixels
	case w.header.HasAlpha: // which is packed as a lossless picture
		rest = planes + 4*pixels + 40*pixels
	default:
		rest = planes + 4*pixels + 16*pixels
	}
	if w.header.Orientation > 1 {
		rest += planes
	}
	return planes, rest
}

// letGo gives back the memory of the pixels, of which there is the thumbnail
// now. What a photo like the next would use again is kept if it is little.
func (w *work) letGo() {
	w.photo = decoded{}
	if w.held.bytes() > keepMemory {
		w.held.file, w.held.decoder = nil, jpeg.Decoder{}
	}
	if w.keep != nil {
		_, rest := w.thumbBytes()
		w.keep(rest)
	}
}

// read reads the file of a photo that package jpeg decodes, and of every photo
// which colours it has.
func (w *work) read(context.Context) (err error) {
	if !w.shrink { // package format reads what it needs
		w.source, err = format.ReadColour(w.content, w.size, w.header)
		return err
	}
	picture, length := w.header.Picture(w.content, w.size)
	if m := &w.held; int64(cap(m.file)) < length {
		m.file = make([]byte, length)
	} else {
		m.file = m.file[:length]
	}
	n, err := picture.ReadAt(w.held.file, 0)
	if err != nil && !errors.Is(err, io.EOF) { // it may have become shorter
		return err
	}
	w.held.file = w.held.file[:n]
	if w.header.Format == format.RAW { // which says beside its picture what that lacks
		w.source, err = format.ReadColour(w.content, w.size, w.header)
		return err
	}
	w.source, err = format.ReadColour(bytes.NewReader(w.held.file), int64(n), w.header)
	return err
}

// close lets go of the photo, whatever became of it.
func (w *work) close() {
	if w.file != nil {
		_ = w.file.Close() // it was only read
	}
	w.photo = decoded{}
	if w.held.bytes() > keepMemory {
		w.held = held{encoder: w.held.encoder} // which the caller has yet to write
	}
	if w.keep != nil {
		w.keep(0)
	}
}
