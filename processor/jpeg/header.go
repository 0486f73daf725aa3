package jpeg

import "bytes"

// Header is what a JPEG file says of its picture before any pixel.
type Header struct {
	// Width and Height are the size in pixels as stored, that is, before any
	// Exif orientation is applied: 1 to 65,535.
	Width, Height int
	// Components is 1, 3 or 4, and Colour what they are.
	Components int
	Colour     Colour
	// Sampling says how fine the components are.
	Sampling [4]Sampling
	// Progressive reports that the picture is coded in passes of growing
	// detail (T.81 annex G), Arithmetic that its entropy coding is arithmetic
	// (annex D) and not that of Huffman.
	Progressive, Arithmetic bool
}

// Sampling is how many samples a component has in each direction, 1 to 4, where
// another may have more or fewer (T.81 section A.1.1). It is zero for a
// component that there is not.
type Sampling struct{ H, V int }

// Sub returns how many pixels share a sample of component i in each direction:
// 1 to 4, with fractions such as 1.5 where one component has three samples and
// this one two.
func (h Header) Sub(i int) (x, y float64) {
	var most Sampling
	for _, s := range h.Sampling {
		most.H, most.V = max(most.H, s.H), max(most.V, s.V)
	}
	return float64(most.H) / float64(h.Sampling[i].H), float64(most.V) / float64(h.Sampling[i].V)
}

// DecodeBytes is how much memory [Decoder.Decode] takes for the picture at these
// scales, beside the file and some hundred kilobytes that it takes for any.
func (h Header) DecodeBytes(scales [4]Scale) int64 {
	f := frame{width: h.Width, height: h.Height, n: h.Components, progressive: h.Progressive, arithmetic: h.Arithmetic}
	for i := range f.n {
		f.comps[i].h, f.comps[i].v = h.Sampling[i].H, h.Sampling[i].V
	}
	f.layOut()
	var n int64
	for i := range f.n {
		c := &f.comps[i]
		blocks := int64(c.stride) * int64(c.rows)
		c.scale = scalings[scales[i]]
		perBlock := int64(c.scale.size * c.scale.size)
		if f.buffered() {
			perBlock *= 3 // two bytes a coefficient, and a byte a sample
		}
		if f.progressive && c.scale.need != 0 {
			perBlock += 8 // component.hist
		}
		n += blocks * perBlock
	}
	return n
}

// ReadHeader reads the header of a JPEG file as far as the first scan. The data
// need not be the whole file, as long as it reaches that far; where the frame
// header leaves the height open (T.81 section B.2.5), the first scan has to be
// in it too.
//
// The error matches ErrUnsupported for a file that Decode would not read for
// its kind and ErrFormat for one that is broken or no JPEG file.
func ReadHeader(data []byte) (Header, error) {
	var f frame
	if err := f.find(data, nil); err != nil {
		return Header{}, err
	}
	return f.header(), nil
}

// HeaderReader puts together the header of a file of which the segments come
// one by one, as they do from a file that is not in memory. The zero value is
// ready for use.
type HeaderReader struct{ frame frame }

// Segment takes the segments of the file, in their order, up to that of the
// first scan; it needs to see frame headers and APP0, APP8 and APP14 segments, and
// does nothing for others. Its errors are those of [ReadHeader].
func (r *HeaderReader) Segment(marker byte, payload []byte) error {
	return r.frame.segment(marker, payload)
}

// Framed tells whether the frame header was there, and Tall whether the height
// is known; if it is not, it follows on the first scan in a DNL segment.
func (r *HeaderReader) Framed() bool { return r.frame.n > 0 }

// Tall tells whether the height is known.
func (r *HeaderReader) Tall() bool { return r.frame.height > 0 }

// Header returns the header, which is valid if it is Framed and Tall.
func (r *HeaderReader) Header() Header { return r.frame.header() }

// find walks the file up to its first scan. Table segments on the way go to
// tables, if not nil.
func (f *frame) find(data []byte, tables func(marker byte, payload []byte) error) error {
	if !bytes.HasPrefix(data, []byte{0xFF, markerSOI}) {
		return malformed("it does not begin like a JPEG file")
	}
	r := markerReader{data: data, pos: 2}
	for {
		f.sos = r.pos
		m, payload, ok := r.next()
		switch {
		case ok && m != markerSOS && m != markerEOI:
			if err := f.segment(m, payload); err != nil {
				return err
			}
			if tables == nil {
				continue
			}
			if err := tables(m, payload); err != nil {
				return err
			}
			continue
		case f.n == 0 && !ok:
			return malformed("it ends before the size of the picture")
		case f.n == 0:
			return malformed("it has no frame header")
		case f.height == 0:
			if err := f.findHeight(data, r.pos); err != nil {
				return err
			}
		}
		f.colour = f.decideColour()
		f.layOut()
		return nil
	}
}

// findHeight finds the number of lines where the frame header leaves it open:
// in the segment behind the first scan (T.81 section B.2.5), whose data begins
// at pos.
func (f *frame) findHeight(data []byte, pos int) error {
	r := markerReader{data: data, pos: findScanEnd(data, pos)}
	m, payload, ok := r.next()
	if !ok || m != markerDNL {
		return malformed("its height is missing")
	}
	return f.segment(m, payload)
}
