//go:build !nohevc

package format

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"

	"thumbpool/processor/format/heif"
	"thumbpool/processor/hevc"
)

// hevcIncluded tells whether pictures of H.265 can be decoded. The build tag nohevc
// leaves the decoder out.
const hevcIncluded = true

// hevcDecoder decodes the pictures of H.265 in one file, tile after tile in the same
// memory.
type hevcDecoder struct {
	decoder hevc.Decoder
	planes  [3][]byte // of more than 8 bits
}

// Decode decodes the picture of an item.
func (d *hevcDecoder) Decode(ctx context.Context, c heif.Coded) (*heif.Samples, func(), error) {
	p, err := d.decoder.Decode(ctx, c.Config, c.Data, hevc.Limits{Width: c.Width, Height: c.Height})
	if lawful, ok := errors.AsType[*hevc.UnsupportedError](err); ok {
		return nil, nil, heif.UnsupportedError("H.265 with " + lawful.What)
	}
	if err != nil {
		return nil, nil, err
	}
	s := &heif.Samples{Width: p.Width, Height: p.Height, SubX: p.SubX, SubY: p.SubY, Depth: p.Planes[0].Depth}
	s.Colour = heif.CICP{
		Primaries: p.Colour.Primaries, Transfer: p.Colour.Transfer, Matrix: p.Colour.Matrix,
		FullRange: p.Colour.FullRange, Said: true,
	}
	if p.Damaged != nil {
		s.Lost, s.Damage = 1-p.Complete, p.Damaged
	}
	for i, plane := range p.Planes {
		if plane.Depth != s.Depth {
			return nil, nil, heif.UnsupportedError("H.265 with chroma of other bits than luma")
		}
		s.Planes = append(s.Planes, d.samplePlane(i, plane))
	}
	return s, nil, nil
}

// samplePlane returns a component in bytes.
func (d *hevcDecoder) samplePlane(i int, p hevc.Plane) heif.SamplePlane {
	if p.Words == nil {
		return heif.SamplePlane{Pix: p.Bytes, Stride: p.Stride}
	}
	pix := slices.Grow(d.planes[i][:0], 2*p.Width*p.Height)
	for y := range p.Height {
		for _, v := range p.Words[y*p.Stride:][:p.Width] {
			pix = binary.LittleEndian.AppendUint16(pix, v)
		}
	}
	d.planes[i] = pix
	return heif.SamplePlane{Pix: pix, Stride: 2 * p.Width}
}

// hevcBytes is how much memory that takes at its peak.
func hevcBytes(c heif.Coding) int64 {
	n := hevc.Bytes(c.Width, c.Height, c.Samples, c.Depth, c.Length)
	if c.Depth > 8 { // the planes in bytes
		n += int64(2 * float64(c.Width) * float64(c.Height) * c.Samples)
	}
	return n
}

// hevcColour is what a coded picture says of its colours.
func hevcColour(c heif.Coded) heif.CICP {
	colour, ok := hevc.ReadColour(c.Config, c.Data)
	return heif.CICP{
		Primaries: colour.Primaries, Transfer: colour.Transfer, Matrix: colour.Matrix,
		FullRange: colour.FullRange, Said: ok,
	}
}
