package heif

import (
	"context"
	"errors"
	"image"
	"image/draw"
	"io"
)

// Tile is a coded picture that was decoded, in its place: X and Y pixels from the
// upper left corner of the picture that it is a part of.
type Tile struct {
	X, Y    int
	Samples *Samples
}

// Decode decodes a picture of the file, all of it as stored: neither cut nor
// turned. Where its samples are luma and chroma and nothing is transparent, they
// stay so: an image.YCbCr holds what is coded, brought to 8 bits, by the matrix
// and in the range of [Image.Colours], and an image.Gray is of full range. Other
// pictures become image.NRGBA, image.RGBA if Premultiplied, of full range, in the
// colours that the file has.
//
// Of a grid of which tiles cannot be decoded, decoded is the share of them that
// could, and the error is that of the first; the others are gray.
func (f *File) Decode(ctx context.Context, img *Image, d Decoder) (m image.Image, decoded float64, err error) {
	p := &painter{ctx: ctx, file: f, decoder: d}
	if img.over {
		m, err = p.layers(img)
	} else {
		var c canvas
		if c, err = newCanvas(img); err == nil {
			m, err = p.whole(c, img)
		}
	}
	if err != nil {
		return nil, 0, err
	}
	if p.done == 0 {
		return nil, 0, p.err
	}
	return m, p.done / (p.done + p.failed), p.err
}

// painter puts the coded pictures of a tree together.
type painter struct {
	ctx          context.Context //nolint:containedctx // it is one call's, in several
	file         *File
	decoder      Decoder
	done, failed float64 // coded pictures, and parts of them
	err          error   // of the first that failed
}

// whole returns a picture that a canvas was made for.
func (p *painter) whole(c canvas, img *Image) (image.Image, error) {
	if err := p.paint(c, img, 0, 0); err != nil {
		return nil, err
	}
	return c.image(), nil
}

// paint draws a picture with its upper left corner at x, y.
func (p *painter) paint(c canvas, img *Image, x, y int) error {
	if img.over {
		layers, err := p.layers(img)
		if err != nil {
			return err
		}
		return c.put(x, y, layers)
	}
	for n, tile := range img.tiles {
		if err := p.paint(c, tile, x+img.places[n].x, y+img.places[n].y); err != nil {
			return err
		}
	}
	if img.coded != nil {
		if err := p.one(c, img, x, y); err != nil {
			return err
		}
	}
	return p.mask(c, img, x, y)
}

// one decodes and draws a coded picture. That it cannot be decoded is remembered,
// and no error unless nothing else can.
func (p *painter) one(c canvas, img *Image, x, y int) error {
	s, release, err := p.samples(img)
	var lawful UnsupportedError
	switch {
	case p.ctx.Err() != nil:
		err = p.ctx.Err()
	case err == nil:
		err = c.draw(Tile{x, y, s}, img.Colours(s))
	case errors.As(err, &lawful):
	default:
		if p.failed++; p.err == nil {
			p.err = err
		}
		return nil
	}
	if release != nil {
		release()
	}
	if err == nil {
		p.done += 1 - s.Lost
		p.failed += s.Lost
		if p.err == nil {
			p.err = s.Damage
		}
	}
	return err
}

// samples decodes a coded picture.
func (p *painter) samples(img *Image) (*Samples, func(), error) {
	if err := p.ctx.Err(); err != nil {
		return nil, nil, err
	}
	if img.coded.missing != nil {
		return nil, nil, img.coded.missing
	}
	data, err := p.file.read(img.coded.data, p.file.size)
	if err != nil {
		return nil, nil, err
	}
	c := Coded{
		Codec: img.coded.codec, Config: img.coded.config, Data: data, Point: img.coded.point,
		Width: img.Width, Height: img.Height, Samples: img.coded.form.samples(), Depth: img.coded.form.depth,
	}
	s, release, err := p.decoder.Decode(p.ctx, c)
	if err != nil {
		return nil, nil, err
	}
	if err := s.check(img); err != nil {
		if release != nil {
			release()
		}
		return nil, nil, err
	}
	return s.fit(img.Width, img.Height), release, nil
}

// check holds that what came from a decoder is what the tables claim, so that
// nobody reads beyond it.
func (s *Samples) check(img *Image) error {
	form := form{depth: s.Depth}
	if len(s.Planes) == 3 {
		form.subX, form.subY = s.SubX, s.SubY
	}
	if s.Width <= 0 || s.Height <= 0 || s.Depth < 8 || s.Depth > 16 || len(s.Planes) != 1 && len(s.Planes) != 3 {
		return errors.New("there is no picture in it")
	}
	if want := img.coded.form; form.samples() > want.samples() || form.bytes() > want.bytes() {
		return errors.New("the picture is not of the kind that its tables say")
	}
	for i := range s.Planes {
		w, h := s.sides(i)
		if p := s.Planes[i]; p.Stride < w*s.size() || len(p.Pix) < (h-1)*p.Stride+w*s.size() {
			return io.ErrUnexpectedEOF
		}
	}
	return nil
}

// sides returns how many samples a plane has in a row and in a column.
func (s *Samples) sides(plane int) (w, h int) {
	if plane == 0 {
		return s.Width, s.Height
	}
	return (s.Width + s.SubX - 1) / s.SubX, (s.Height + s.SubY - 1) / s.SubY
}

// size is how many bytes a sample has.
func (s *Samples) size() int {
	if s.Depth > 8 {
		return 2
	}
	return 1
}

// fit returns the samples at the size that the tables claim: what is too large is
// cut, since coded pictures may end in what is not shown, and one layer of many
// that is too small is enlarged.
func (s *Samples) fit(w, h int) *Samples {
	if s.Width >= w && s.Height >= h {
		s.Width, s.Height = w, h
		return s
	}
	out := &Samples{Width: w, Height: h, SubX: s.SubX, SubY: s.SubY, Depth: s.Depth, Colour: s.Colour, Lost: s.Lost, Damage: s.Damage}
	for i, p := range s.Planes {
		fw, fh := s.sides(i)
		tw, th := out.sides(i)
		n := s.size()
		q := SamplePlane{Pix: make([]byte, tw*th*n), Stride: tw * n}
		for y := range th {
			from, to := p.Pix[y*fh/th*p.Stride:], q.Pix[y*q.Stride:]
			for x := range tw {
				copy(to[x*n:x*n+n], from[x*fw/tw*n:])
			}
		}
		out.Planes = append(out.Planes, q)
	}
	return out
}

// mask draws the transparency of a picture that lies at x, y.
func (p *painter) mask(c canvas, img *Image, x, y int) error {
	if img.Alpha == nil {
		return nil
	}
	sub := &painter{ctx: p.ctx, file: p.file, decoder: p.decoder}
	gray := &lumas{gray: image.NewGray(image.Rect(0, 0, img.Alpha.Width, img.Alpha.Height))}
	if _, err := sub.whole(gray, img.Alpha); err != nil || sub.failed > 0 {
		return err // what has no transparency that can be read is seen
	}
	return c.mask(image.Rect(x, y, x+img.Width, y+img.Height), gray.gray, img.Premultiplied)
}

// layers returns an overlay: its tiles one over the other, on its ground.
func (p *painter) layers(img *Image) (image.Image, error) {
	m := image.NewRGBA(image.Rect(0, 0, img.Width, img.Height))
	draw.Draw(m, m.Rect, image.NewUniform(ground(img.ground)), image.Point{}, draw.Src)
	for n, tile := range img.tiles {
		c := &pixels{m: image.NewNRGBA(image.Rect(0, 0, tile.Width, tile.Height))}
		from, err := p.whole(c, tile)
		if err != nil {
			return nil, err
		}
		at := image.Pt(img.places[n].x, img.places[n].y)
		draw.Draw(m, from.Bounds().Add(at), from, image.Point{}, draw.Over)
	}
	return m, nil
}
