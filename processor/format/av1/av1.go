// Package av1 decodes still pictures of AV1, as AVIF files hold them, by dav1d:
// the decoder of VideoLAN, built for WebAssembly (see dav1d/build) and run in
// package sandbox. It takes no C compiler to build Thumbpool, reaches nothing of
// the system, and has as much memory as the picture was admitted for and no more.
//
// Sections are those of the AV1 Bitstream and Decoding Process, version 1.0.0 with
// errata 1.
package av1

import (
	"context"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"thumbpool/processor/format/heif"
	"thumbpool/processor/format/sandbox"
)

//go:embed dav1d/dav1d.wasm.gz
var packed []byte

// Decoder is the [heif.Decoder] of items of the type av01.
type Decoder struct{ program *sandbox.Program }

// NewDecoder returns a decoder, which costs nothing before it is used, and some
// tenths of a second when it first is. It may be used from many goroutines at once.
func NewDecoder() *Decoder { return &Decoder{sandbox.New(packed)} }

// Bytes is how much memory decoding takes at its peak, and the most that it may.
// Film grain is laid on a copy of the picture.
func Bytes(c heif.Coding) int64 {
	const program = 6 << 20 // its tables and its state, whatever the picture
	const beside = 1        // for a pixel: modes, filters, motion vectors
	const copies = 2
	size := 1.0
	if c.Depth > 8 {
		size = 2
	}
	const block = 128 // sides are rounded up to whole ones
	round := func(n int) float64 { return math.Ceil(float64(n)/block)*block + block }
	pixels := round(c.Width) * round(c.Height)
	return program + int64(math.Min(pixels*(c.Samples*size*copies+beside), 1<<60)) + 2*c.Length
}

// What dav1d says, as decode.c hands it on: errno's numbers in WASI, below zero.
const (
	noMemory    = -48
	outOfRange  = -68 // more pixels than are allowed
	unsupported = -50
	again       = -6 // it would go on with more data
)

// The fields of the result of decode.c, each of 32 bits.
const (
	width = iota
	height
	depth
	layout
	plane
	stride    = plane + 3
	primaries = stride + 2
	transfer  = primaries + 1
	matrix    = transfer + 1
	fullRange = matrix + 1
	fields    = fullRange + 1
)

// Decode decodes the picture of an item.
func (d *Decoder) Decode(ctx context.Context, c heif.Coded) (*heif.Samples, func(), error) {
	if c.Codec != "av01" {
		return nil, nil, heif.UnsupportedError(fmt.Sprintf("a HEIF picture coded as %q", c.Codec))
	}
	most := Bytes(heif.Coding{Width: c.Width, Height: c.Height, Samples: c.Samples, Depth: c.Depth, Length: int64(len(c.Data))})
	i, err := d.program.Start(ctx, most)
	if err != nil {
		return nil, nil, err
	}
	s, err := decode(i, c)
	if err != nil {
		i.Close()
		return nil, nil, err
	}
	return s, i.Close, nil
}

// errTooLarge says that a picture is larger, or of more samples, than was claimed.
var errTooLarge = errors.New("the picture is larger than its tables say")

// decode hands an item to the program, and takes the planes over where they lie.
func decode(i *sandbox.Instance, c heif.Coded) (*heif.Samples, error) {
	if len(c.Data) > math.MaxInt32 {
		return nil, errTooLarge
	}
	at, err := i.Call("room", uint64(len(c.Data)))
	if err != nil {
		return nil, err
	}
	if at == 0 {
		return nil, errTooLarge
	}
	room, err := i.Bytes(at, uint32(len(c.Data)))
	if err != nil {
		return nil, err
	}
	copy(room, c.Data)
	pixels := min(uint64(c.Width)*uint64(c.Height), math.MaxUint32)
	at, err = i.Call("decode", uint64(at), uint64(len(c.Data)), pixels, uint64(c.Point))
	if err != nil {
		return nil, err
	}
	b, err := i.Bytes(at, 4*fields)
	if err != nil {
		return nil, err
	}
	var f [fields]uint32
	for n := range f {
		f[n] = binary.LittleEndian.Uint32(b[4*n:])
	}
	if f[height] == 0 {
		return nil, failure(int32(f[width]), i.Refused())
	}
	return samples(i, f)
}

// failure says what an error of dav1d means.
func failure(code int32, refused bool) error {
	switch {
	case code == outOfRange, code == noMemory, refused:
		return errTooLarge
	case code == unsupported:
		return heif.UnsupportedError("this kind of AV1")
	case code == again:
		return errors.New("a part of the coded picture is missing")
	}
	return errors.New("the coded picture is corrupt")
}

// samples returns the planes where the program has them.
func samples(i *sandbox.Instance, f [fields]uint32) (*heif.Samples, error) {
	s := &heif.Samples{
		Width: int(f[width]), Height: int(f[height]), Depth: int(f[depth]), SubX: 1, SubY: 1,
		Colour: heif.CICP{Primaries: int(f[primaries]), Transfer: int(f[transfer]), Matrix: int(f[matrix]), FullRange: f[fullRange] != 0, Said: true},
	}
	planes := 3
	switch f[layout] { // Dav1dPixelLayout
	case 0:
		planes = 1
	case 1:
		s.SubX, s.SubY = 2, 2
	case 2:
		s.SubX = 2
	}
	for n := range planes {
		p := heif.SamplePlane{Stride: int(int32(f[stride+min(n, 1)]))}
		h := s.Height
		if n > 0 {
			h = (h + s.SubY - 1) / s.SubY
		}
		var err error
		if p.Pix, err = i.Bytes(f[plane+n], uint32(p.Stride*h)); err != nil {
			return nil, err
		}
		s.Planes = append(s.Planes, p)
	}
	return s, nil
}
