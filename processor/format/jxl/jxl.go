// Package jxl reads JPEG XL (ISO/IEC 18181): its header by a reader of its own, and
// its pixels by libjxl, built for WebAssembly (see libjxl/build) and run in package
// sandbox. Building Thumbpool takes no C++ compiler for it; the decoder reaches
// nothing of the system, and has as much memory as the picture was admitted for and
// no more.
//
// Different files may be read from different goroutines.
package jxl

import (
	"context"
	_ "embed"
	"encoding/binary"
	"errors"
	"image"
	"io"
	"math"

	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/sandbox"
)

//go:embed libjxl/libjxl.wasm.gz
var packed []byte

// Decoder decodes pictures.
type Decoder struct{ program *sandbox.Program }

// NewDecoder returns a decoder, which costs nothing before it is used, and some
// tenths of a second when it first is. It may be used from many goroutines at once.
func NewDecoder() *Decoder { return &Decoder{sandbox.New(packed)} }

// Colour is what the samples of a decoded picture mean.
type Colour struct {
	// Primaries and Transfer are code points of ISO/IEC 23091-2, 0 where none say
	// it.
	Primaries, Transfer int
	// Profile is an ICC profile that says the same, nil if there is none.
	Profile []byte
}

// Bytes is how much memory Decode takes at its peak for a file of so many bytes,
// and the most that it may take.
func (h Header) Bytes(length int64) int64 {
	return int64(math.Min(h.pixels()*4, 1<<60)) + h.decoding(length)
}

func (h Header) pixels() float64 { return float64(h.Width) * float64(h.Height) }

// decoding is what the decoder takes: the file, the pixels, and for each what it
// works on. How much that is depends on how the picture is coded, of which a header
// says a part only: what is usual is granted to any picture, and what is rare to
// small ones.
func (h Header) decoding(length int64) int64 {
	const program, small = 24 << 20, 128 << 20
	const rare = 64.0
	usual := 24.0 // whole numbers for every sample, in a copy or two
	switch {
	case h.Frame == FrameVarDCT && h.HasAlpha, h.Frame == FrameVarDCT && h.Extra > 0:
		usual = 48
	case h.Frame == FrameVarDCT:
		usual = 14
	case h.XYB:
		usual = 32
	}
	usual += 8 * float64(h.Extra)
	bytes := max(h.pixels()*usual, min(h.pixels()*rare, small))
	return program + length + int64(min(bytes, 1<<60))
}

// What libjxl says, of JxlDecoderStatus.
const (
	success  = 0
	needMore = 2
)

// The fields of the result of decode.cc, each of 32 bits.
const (
	status = iota
	width
	height
	channels
	pixels
	profile
	profileSize
	primaries
	transfer
	fields
)

// Decode returns the picture of a file of size bytes with header h: as stored, with
// 8 bits a sample, in the colours that ReadColour says; an image.Gray, an
// image.NRGBA, or an image.RGBA if Premultiplied. Of an animation it is the first
// frame. It stops soon after ctx is done.
func (d *Decoder) Decode(ctx context.Context, r io.ReaderAt, size int64, h Header) (image.Image, error) {
	i, err := d.program.Start(ctx, h.decoding(size))
	if err != nil {
		return nil, err
	}
	defer i.Close()
	f, err := call(i, r, size, true)
	if err != nil {
		return nil, err
	}
	switch {
	case f[status] == success:
	case f[status] == needMore:
		return nil, io.ErrUnexpectedEOF
	case i.Refused():
		return nil, sandbox.ErrMemory
	default:
		return nil, errors.New("the coded picture is corrupt")
	}
	n := 3
	if h.Gray {
		n = 1
	}
	if h.HasAlpha {
		n++
	}
	if int(f[width]) != h.Width || int(f[height]) != h.Height || int(f[channels]) != n {
		return nil, errors.New("the picture is not of the kind that its header says")
	}
	pix, err := i.Bytes(f[pixels], f[width]*f[height]*f[channels])
	if err != nil {
		return nil, err
	}
	return unpack(pix, h), nil
}

// call hands the first bytes of a file to the program.
func call(i *sandbox.Instance, r io.ReaderAt, n int64, withPixels bool) (f [fields]uint32, err error) {
	if n > math.MaxInt32 {
		return f, sandbox.ErrMemory
	}
	at, err := i.Call("room", uint64(n))
	if err != nil {
		return f, err
	}
	if at == 0 {
		return f, sandbox.ErrMemory
	}
	room, err := i.Bytes(at, uint32(n))
	if err != nil {
		return f, err
	}
	if err := piece.Fill(r, room, 0); err != nil {
		return f, err
	}
	// What is there is never called the whole file, of which libjxl would say that it
	// is corrupt where it ends early.
	const more = 1
	var wanted uint64
	if withPixels {
		wanted = 1
	}
	if at, err = i.Call("decode", uint64(at), uint64(n), more, wanted); err != nil {
		return f, err
	}
	b, err := i.Bytes(at, 4*fields)
	if err != nil {
		return f, err
	}
	for n := range f {
		f[n] = binary.LittleEndian.Uint32(b[4*n:])
	}
	return f, nil
}

// unpack copies pixels out of the program's memory.
func unpack(pix []byte, h Header) image.Image {
	r := image.Rect(0, 0, h.Width, h.Height)
	if h.Gray && !h.HasAlpha {
		m := image.NewGray(r)
		copy(m.Pix, pix)
		return m
	}
	m := image.NewNRGBA(r)
	out := m.Pix
	switch {
	case h.Gray:
		for ; len(pix) >= 2; pix, out = pix[2:], out[4:] {
			out[0], out[1], out[2], out[3] = pix[0], pix[0], pix[0], pix[1]
		}
	case h.HasAlpha:
		copy(out, pix)
	default:
		for ; len(pix) >= 3; pix, out = pix[3:], out[4:] {
			out[0], out[1], out[2], out[3] = pix[0], pix[1], pix[2], 255
		}
	}
	if h.Premultiplied {
		for p := m.Pix; len(p) >= 4; p = p[4:] {
			p[0], p[1], p[2] = min(p[0], p[3]), min(p[1], p[3]), min(p[2], p[3])
		}
		return &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: r}
	}
	return m
}

// ReadColour returns what the samples that Decode returns mean. A file from which
// that cannot be read says nothing; the error is that of r or of ctx.
func (d *Decoder) ReadColour(ctx context.Context, r io.ReaderAt, size int64) (Colour, error) {
	const memory = 64 << 20
	i, err := d.program.Start(ctx, memory)
	if err != nil {
		return Colour{}, err
	}
	defer i.Close()
	// A profile may be long; the header alone is not.
	for n := min(size, 64<<10); ; n = min(size, 16*n) {
		f, err := call(i, r, n, false)
		switch {
		case errors.Is(err, sandbox.ErrMemory), errors.Is(err, sandbox.ErrFailed), errors.Is(err, io.ErrUnexpectedEOF):
			return Colour{}, nil
		case err != nil:
			return Colour{}, err
		case f[status] == needMore && n < size && n < 8<<20:
			continue
		case f[status] != success:
			return Colour{}, nil
		}
		c := Colour{Primaries: int(f[primaries]), Transfer: int(f[transfer])}
		b, err := i.Bytes(f[profile], f[profileSize])
		if err == nil && len(b) > 0 {
			c.Profile = append([]byte(nil), b...)
		}
		return c, nil
	}
}
