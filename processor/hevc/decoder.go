package hevc

import (
	"bytes"
	"context"
	"errors"
	"slices"
)

// Picture is a decoded picture. Its planes are the Decoder's memory and hold
// until its next Decode.
type Picture struct {
	// Width and Height are samples of luma, without what the conformance window
	// cuts off.
	Width, Height int
	// SubX and SubY are for how many samples of luma in a row and in a column
	// there is one of chroma: 1 or 2.
	SubX, SubY int
	// Planes are luma, Cb and Cr, or luma alone.
	Planes []Plane
	// Colour is what the picture says of its colours.
	Colour Colour
	// Complete is the share of the picture that could be decoded, MinComplete
	// to 1. The rest is mid gray.
	Complete float64
	// Damaged says what is wrong with the data, or is nil.
	Damaged *DamageError
}

// Plane is a component: rows of samples that begin Stride samples apart, in
// Bytes where Depth is 8, in Words where it is more in any component.
type Plane struct {
	Bytes         []uint8
	Words         []uint16
	Stride        int
	Width, Height int
	Depth         int // bits per sample
}

// Limits bounds the picture that is decoded, in samples of luma to a side. A zero
// field sets no bound. It is coded in up to 63 more, which the conformance window
// cuts off.
type Limits struct{ Width, Height int }

// allow says whether a picture is within the bounds.
func (l Limits) allow(s *sps) bool {
	within := func(coded, cut, most int) bool { return most <= 0 || coded-cut <= most && coded <= most+63 }
	return within(s.width, s.window.left+s.window.right, l.Width) && within(s.height, s.window.top+s.window.bottom, l.Height)
}

// Decoder decodes intra pictures. The zero value is ready for use. A Decoder
// keeps its memory for the next picture; it must not be used by two goroutines
// at once.
type Decoder struct {
	sets
	record  []byte // the configuration that was read last,
	kept    sets   // and what is in it
	payload []byte
	bytes   surface[uint8]
	words   surface[uint16]
	walker  walker
	began   bool
	harm    DamageError
	harmed  bool
}

// sets are parameter sets by their numbers.
type sets struct {
	sps [16]*sps
	pps [64]*pps
}

// Decode decodes the first picture of data: NAL units behind their lengths, with
// the decoder configuration record (the payload of a box hvcC); or, where config
// is empty, a byte stream with start codes (annex B).
//
// Damaged data is decoded as far as it goes. If at least MinComplete of the
// picture is there, it is returned with Picture.Damaged set; otherwise the error
// is a *DamageError. Other errors match ErrUnsupported or ErrFormat, or are the
// context's, which is looked at between rows of coding tree blocks.
func (d *Decoder) Decode(ctx context.Context, config, data []byte, limits Limits) (Picture, error) {
	d.sets = sets{}
	d.began, d.harm, d.harmed = false, DamageError{}, false
	lengthSize := 0
	if len(config) > 0 {
		var err error
		if lengthSize, err = d.configure(config); err != nil {
			return Picture{}, err
		}
	}
	for u := range units(data, lengthSize) {
		more, err := d.unit(ctx, u, limits)
		if err != nil {
			return Picture{}, err
		}
		if !more {
			break
		}
	}
	if !d.began {
		return Picture{}, malformed("no picture in it")
	}
	return d.finish(ctx, len(data))
}

// configure takes in a decoder configuration record, which the tiles of a picture
// have in common, and returns how many bytes a length has.
func (d *Decoder) configure(record []byte) (lengthSize int, err error) {
	if bytes.Equal(record, d.record) {
		d.sets = d.kept
		return lengthSizeOf(record), nil
	}
	c, err := parseConfig(record)
	if err != nil {
		return 0, err
	}
	for _, u := range c.units {
		if err := d.parameters(u); err != nil {
			return 0, err
		}
	}
	d.record, d.kept = append(d.record[:0], record...), d.sets
	return c.lengthSize, nil
}

// parameters takes in a parameter set.
func (d *Decoder) parameters(u unit) error {
	if u.layer != 0 {
		return nil
	}
	switch u.kind {
	case nalSPS:
		s, err := parseSPS(u.body)
		if err != nil {
			return err
		}
		d.sps[s.id] = s
	case nalPPS:
		p, err := parsePPS(u.body)
		if err != nil {
			return err
		}
		d.pps[p.id] = p
	}
	return nil
}

// unit decodes a NAL unit, and says whether the picture may go on after it.
func (d *Decoder) unit(ctx context.Context, u unit, limits Limits) (more bool, err error) {
	switch {
	case u.layer != 0:
		return true, nil
	case u.kind == nalSPS, u.kind == nalPPS:
		if d.began { // of the picture after it
			return false, nil
		}
		return true, d.parameters(u)
	case u.kind <= nalLastTrailing, u.kind >= nalFirstIRAP && u.kind <= nalLastSlice:
		return d.segment(ctx, u, limits)
	}
	return true, nil
}

// segment decodes a slice segment.
func (d *Decoder) segment(ctx context.Context, u unit, limits Limits) (more bool, err error) {
	first := len(u.body) > 0 && u.body[0]&0x80 != 0
	if d.began && first { // the next picture
		return false, nil
	}
	d.payload = unescape(slices.Grow(d.payload[:0], len(u.body)), u.body)
	w := &d.walker
	var before *slice
	if n := len(w.slices); d.began && n > 0 {
		before = &w.slices[n-1]
	}
	h, p, at, err := sliceParser{&d.sps, &d.pps}.parse(u, d.payload, before)
	switch {
	case err != nil && d.began && !errors.Is(err, ErrUnsupported):
		d.damage(u, 0)
		return true, nil
	case err != nil:
		return false, err
	case d.began && p != w.frame.pps:
		d.damage(u, 0)
		return true, nil
	}
	if !d.began {
		if err := d.begin(p, limits); err != nil {
			return false, err
		}
	}
	if w.ctuSlice[h.address] != ctuMissing {
		d.damage(u, 0)
		return true, nil
	}
	w.slices = append(w.slices, h)
	err = w.segment(ctx, d.payload, at)
	if errors.Is(err, errDamaged) {
		d.damage(u, w.cabac.pos)
		return true, nil
	}
	return true, err
}

// begin makes room for a picture.
func (d *Decoder) begin(p *pps, limits Limits) error {
	s := d.sps[p.spsID]
	if err := s.supported(); err != nil {
		return err
	}
	if p.screen {
		return unsupported("tools for screen content")
	}
	if !limits.allow(s) {
		return malformed("%d × %d samples, which is more than the file claims", s.width, s.height)
	}
	w := &d.walker
	if err := w.reset(s, p); err != nil {
		return err
	}
	if max(s.depth[0], s.depth[1]) > 8 {
		d.words.reset(s)
		w.canvas = &d.words
	} else {
		d.bytes.reset(s)
		w.canvas = &d.bytes
	}
	d.began = true
	return nil
}

// damage notes that a slice segment is wrong after so many bytes of its data.
func (d *Decoder) damage(u unit, after int) {
	if !d.harmed {
		d.harmed = true
		d.harm = DamageError{Truncated: u.cut, Offset: u.at + min(after, len(u.body))}
	}
}

// finish runs the loop filters, and returns the picture.
func (d *Decoder) finish(ctx context.Context, length int) (Picture, error) {
	w := &d.walker
	all := len(w.ctuSlice)
	share := float64(w.done) / float64(all)
	if w.done < all {
		if !d.harmed {
			d.harmed = true
			d.harm = DamageError{Truncated: true, Offset: length}
		}
		for i, s := range w.ctuSlice {
			if s < 0 {
				w.canvas.blank(&w.frame, i)
			}
		}
	}
	d.harm.Complete = share
	if share < MinComplete {
		harm := d.harm
		return Picture{}, &harm
	}
	for row := range w.sps.ctbHeight {
		if err := ctx.Err(); err != nil {
			return Picture{}, err
		}
		w.canvas.deblock(&w.frame, row)
		if row > 0 && w.sps.sao {
			w.canvas.offset(&w.frame, row-1)
		}
	}
	if w.sps.sao {
		w.canvas.offset(&w.frame, w.sps.ctbHeight-1)
	}
	return d.picture(share), nil
}

func (d *Decoder) picture(share float64) Picture {
	s := d.walker.sps
	p := Picture{
		Width: s.width - s.window.left - s.window.right, Height: s.height - s.window.top - s.window.bottom,
		SubX: 1 << s.subX[1], SubY: 1 << s.subY[1], Colour: s.colour, Complete: share,
	}
	if d.harmed {
		harm := d.harm
		p.Damaged = &harm
	}
	for c := range s.components() {
		out := Plane{
			Width: (p.Width + 1<<s.subX[c] - 1) >> s.subX[c], Height: (p.Height + 1<<s.subY[c] - 1) >> s.subY[c],
			Depth: s.depth[c],
		}
		x, y := s.window.left>>s.subX[c], s.window.top>>s.subY[c]
		if max(s.depth[0], s.depth[1]) > 8 {
			out.Words, out.Stride = d.words.planes[c].at(x, y), d.words.planes[c].stride
		} else {
			out.Bytes, out.Stride = d.bytes.planes[c].at(x, y), d.bytes.planes[c].stride
		}
		p.Planes = append(p.Planes, out)
	}
	return p
}

// Bytes is how much memory decoding takes at its peak: a picture of so many
// samples of luma, and so many of all components for one of luma, of depth bits,
// from length bytes of data.
func Bytes(width, height int, samples float64, depth int, length int64) int64 {
	const beside = 0.5 // for a sample of luma: modes, QPs, edges, offsets
	const fixed = 256 << 10
	size := 1.0
	if depth > 8 {
		size = 2
	}
	w, h := float64(width+63), float64(height+63)
	rows := 2 * 66 * w * samples * size // that loop filters look back at
	return fixed + int64(min(w*h*(samples*size+beside)+rows, 1<<60)) + length
}

// ReadColour returns what the first sequence parameter set in a configuration
// record, or else among the units at the beginning of data, says of colours, and
// whether there is one.
func ReadColour(record, data []byte) (Colour, bool) {
	c, err := parseConfig(record)
	if err != nil {
		return Colour{}, false
	}
	for u := range units(data, c.lengthSize) {
		c.units = append(c.units, u)
	}
	for _, u := range c.units {
		if u.kind == nalSPS && u.layer == 0 {
			s, err := parseSPS(u.body)
			if err != nil {
				return Colour{}, false
			}
			return s.colour, true
		}
	}
	return Colour{}, false
}
