package encode

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"
	"sync"

	"github.com/deepteams/webp"

	"thumbpool/processor/plane"
	"thumbpool/processor/reason"
)

// SideError says that a thumbnail has more pixels a side than its format can
// have.
type SideError struct{ Pixels int }

func (e *SideError) Error() string {
	return fmt.Sprintf("one side of the thumbnail has %d pixels, a WebP at most %d", e.Pixels, webp.MaxDimension)
}

// Reason says the side and the limit.
func (e *SideError) Reason() reason.Reason {
	return reason.Reason{Key: reason.Side, Pixels: int64(e.Pixels), Most: webp.MaxDimension}
}

// losslessEffort is libwebp's usual one: more takes longer and gains little.
const losslessEffort = 75

// writeWebP writes a lossy WebP (RFC 9649), or a lossless one of a photo that has
// a palette, whose few colours come out smaller and unchanged that way.
func (e *Encoder) writeWebP(dst []byte, p plane.Picture, o Options) ([]byte, error) {
	w, h := p.Size()
	if side := max(w, h); side > webp.MaxDimension {
		return nil, &SideError{side}
	}
	img := p.NRGBA()
	f := webpFile{w: w, h: h, icc: o.ICC, exif: o.Metadata.EXIF, xmp: o.Metadata.XMP}
	var err error
	switch {
	case o.Few && indexed(img, true) != nil:
		f.alpha = !img.Opaque()
		f.picture, err = bitstream(img, &webp.Options{Lossless: true, Quality: losslessEffort, Method: 4})
	case img.Opaque():
		f.picture, err = bitstream(img, lossy(o.Quality))
	default:
		f.alpha = true
		if f.transparency, err = alphaChunk(img); err == nil {
			fillTransparent(img)
			f.picture, err = bitstream(img, lossy(o.Quality))
		}
	}
	if err != nil {
		return nil, err
	}
	return f.append(dst), nil
}

func lossy(quality int) *webp.Options {
	o := webp.DefaultOptions()
	o.Quality = float32(quality)
	o.Segments = 1 // more gain nothing in this encoder, and cost quality
	return o
}

// fillTables has the library fill its tables for chroma. It does so in its first
// picture and says too early that they are full: a second picture at that time would
// have lost its colours.
var fillTables = sync.OnceFunc(func() {
	_ = webp.Encode(io.Discard, image.NewNRGBA(image.Rect(0, 0, 2, 2)), lossy(1)) // nobody wants it
})

// bitstream is the chunk of a picture, head included.
func bitstream(img image.Image, o *webp.Options) ([]byte, error) {
	const head = 12 // of a simple file, which holds nothing else
	fillTables()
	var b bytes.Buffer
	if err := webp.Encode(&b, img, o); err != nil {
		return nil, err
	}
	if b.Len() < head+chunkHead || string(b.Bytes()[head:head+3]) != "VP8" {
		return nil, errors.New("the encoder wrote no simple WebP")
	}
	return b.Bytes()[head:], nil
}

// alphaChunk is the payload of an ALPH chunk (RFC 9649, section 2.7.1.2): alpha as
// the green of a lossless picture, without that one's head. The library has a way
// to such chunks too, but libwebp cannot read what it packs there.
func alphaChunk(img *image.NRGBA) ([]byte, error) {
	const packed, losslessHead = 1, 5
	green := image.NewNRGBA(img.Rect)
	for i := 0; i < len(img.Pix); i += 4 {
		green.Pix[i+1], green.Pix[i+3] = img.Pix[i+3], 255
	}
	b, err := bitstream(green, &webp.Options{Lossless: true, Quality: losslessEffort, Method: 4})
	if err != nil {
		return nil, err
	}
	n := int(binary.LittleEndian.Uint32(b[4:]))
	if n < losslessHead || n > len(b)-chunkHead {
		return nil, errors.New("the encoder wrote no lossless picture")
	}
	return append([]byte{packed}, b[chunkHead+losslessHead:chunkHead+n]...), nil
}

// fillTransparent makes a picture opaque. A pixel that cannot be seen gets the
// colour of one that can, before it in its row or else behind it, so that edges
// keep theirs when the colours of neighbours run into each other.
func fillTransparent(img *image.NRGBA) {
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:4*img.Rect.Dx()]
		var last []byte
		for i := 0; i < len(row); i += 4 {
			switch px := row[i : i+4]; {
			case px[3] != 0 && last == nil:
				for j := 0; j < i; j += 4 {
					copy(row[j:], px[:3])
				}
				last = px
			case px[3] != 0:
				last = px
			case last != nil:
				copy(px, last[:3])
			}
		}
		for i := 3; i < len(row); i += 4 {
			row[i] = 255
		}
	}
}

// chunkHead is the length of a chunk's name and length.
const chunkHead = 8

// webpFile is what a WebP file holds, each nil where there is none.
type webpFile struct {
	w, h              int
	alpha             bool
	icc, transparency []byte
	exif, xmp         []byte
	picture           []byte // a whole chunk
}

// append writes the file: a simple one where it holds nothing but its picture,
// else an extended one (RFC 9649, section 2.7).
func (f webpFile) append(dst []byte) []byte {
	const hasICC, hasAlpha, hasEXIF, hasXMP = 1 << 5, 1 << 4, 1 << 3, 1 << 2
	at := len(dst)
	dst = append(dst, "RIFF\x00\x00\x00\x00WEBP"...)
	if f.icc != nil || f.transparency != nil || f.exif != nil || f.xmp != nil {
		var flags byte
		if f.icc != nil {
			flags |= hasICC
		}
		if f.alpha {
			flags |= hasAlpha
		}
		if f.exif != nil {
			flags |= hasEXIF
		}
		if f.xmp != nil {
			flags |= hasXMP
		}
		w, h := f.w-1, f.h-1
		dst = appendChunk(dst, "VP8X", []byte{flags, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
	}
	dst = appendChunk(dst, "ICCP", f.icc)
	dst = appendChunk(dst, "ALPH", f.transparency)
	dst = append(dst, f.picture...)
	dst = appendChunk(dst, "EXIF", f.exif)
	dst = appendChunk(dst, "XMP ", f.xmp)
	binary.LittleEndian.PutUint32(dst[at+4:], uint32(len(dst)-at-chunkHead))
	return dst
}

// appendChunk adds a chunk, padded to an even length; nothing of no payload.
func appendChunk(dst []byte, name string, payload []byte) []byte {
	if payload == nil {
		return dst
	}
	dst = append(dst, name...)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(payload)))
	dst = append(dst, payload...)
	return append(dst, make([]byte, len(payload)&1)...)
}
