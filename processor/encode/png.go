package encode

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/png"
	"math"
	"slices"

	"thumbpool/processor/plane"
)

// writePNG writes gray pixels of 8 bits, a palette where that has all colours of the
// thumbnail, or nearly those of a photo that has a palette, and else RGB or RGBA.
func (e *Encoder) writePNG(dst []byte, p plane.Picture, o Options) ([]byte, error) {
	img := pixels(p)
	if full, ok := img.(*image.NRGBA); ok {
		if few := indexed(full, o.Few); few != nil {
			img = few
		}
	}
	at := len(dst)
	buf := bytes.NewBuffer(dst)
	if err := png.Encode(buf, img); err != nil {
		return nil, err
	}
	chunks, err := pngChunks(o)
	if err != nil {
		return nil, err
	}
	dst = buf.Bytes()
	if len(dst)-at < headPNG {
		return nil, errors.New("the encoder wrote no PNG")
	}
	return slices.Insert(dst, at+headPNG, chunks...), nil
}

// pixels is the picture as packed pixels, gray ones if it has no colours.
func pixels(p plane.Picture) image.Image {
	if p.Kind == plane.Gray {
		return p.Planes[0].Gray()
	}
	return p.NRGBA()
}

// headPNG is the length of a PNG's signature and first chunk.
const headPNG = 8 + 8 + 13 + 4

// pngChunks are the chunks that go along with a picture, all of which may stand
// before the palette (PNG third edition, 5.6 and 11.3; XMP specification part 3,
// section 1.1.5).
func pngChunks(o Options) (out []byte, err error) {
	add := func(name string, payload []byte) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(payload)))
		at := len(out)
		out = append(append(out, name...), payload...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[at:]))
	}
	if o.ICC != nil {
		body := bytes.NewBufferString("photo\x00\x00") // a name, and the compression method
		z := zlib.NewWriter(body)
		if _, err := z.Write(o.ICC); err != nil {
			return nil, err
		}
		if err := z.Close(); err != nil {
			return nil, err
		}
		add("iCCP", body.Bytes())
	}
	if dots := o.Metadata.Dots; dots[0] > 0 {
		const inch, perMetre = 0.0254, 1
		body := binary.BigEndian.AppendUint32(nil, uint32(math.Round(dots[0]/inch)))
		body = binary.BigEndian.AppendUint32(body, uint32(math.Round(dots[1]/inch)))
		add("pHYs", append(body, perMetre))
	}
	if o.Metadata.EXIF != nil {
		add("eXIf", o.Metadata.EXIF)
	}
	if o.Metadata.XMP != nil {
		add("iTXt", append([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), o.Metadata.XMP...))
	}
	return out, nil
}
