package render

import (
	"thumbpool/processor/colour"
	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/plane"
)

// settle decides which colours the thumbnail has: those of sRGB, or, if that is
// wished and its format can say so, the photo's own.
func (w *work) settle() {
	if w.keepsColours() {
		w.profile = w.source.Profile()
	}
	if w.profile == nil {
		w.toSRGB(&w.picture)
	}
}

// keepsColours reports whether the thumbnail is to carry a profile and can. It
// cannot if it is not made of what the profile is for, as one of CMYK never is;
// and what lies on a background, which is a colour of sRGB, is sRGB too.
func (w *work) keepsColours() bool {
	if w.recipe.Color != option.ColorKeep || !carriesProfile(w.recipe.File) {
		return false
	}
	switch w.picture.Kind {
	case plane.Gray:
		return w.source.Model() == colour.Gray && w.recipe.File != format.WebP // where gray is red, green and blue
	case plane.RGBA:
		return w.source.Model() == colour.RGB && w.recipe.File != format.JPEG
	case plane.CMYK:
		return false
	case plane.YCbCr:
		return w.source.Model() == colour.RGB && w.source.IsJFIF()
	}
	return w.source.Model() == colour.RGB
}

// carriesProfile reports whether thumbnails of a format are written with a colour
// profile where they need one.
func carriesProfile(f format.Format) bool {
	return f == format.JPEG || f == format.PNG || f == format.TIFF || f == format.WebP
}

// toSRGB converts the colours of a picture that are those of the photo.
func (w *work) toSRGB(p *plane.Picture) {
	s := w.source
	switch {
	case p.Kind == plane.CMYK && (s.IsSRGB() || s.Model() != colour.CMYK):
		p.MixInks()
	case p.Kind == plane.CMYK:
		for y := range p.Planes[0].H {
			s.CMYK(p.Planes[0].Row(y), p.Planes[1].Row(y), p.Planes[2].Row(y), p.Planes[3].Row(y))
		}
		p.Kind, p.Planes[3] = plane.RGB, plane.Plane{}
	case p.Kind == plane.YCbCr && s.Recodes() && w.recipe.File == format.JPEG:
		recode(p, s)
	case p.Kind == plane.YCbCr && !(s.IsSRGB() && s.IsJFIF()):
		w.lightsOf(p)
	case p.Kind == plane.Gray && !s.IsSRGB():
		table := s.Gray()
		for y := range p.Planes[0].H {
			row := p.Planes[0].Row(y)
			for x, v := range row {
				row[x] = table[v]
			}
		}
	case p.Kind >= plane.RGB && !s.IsSRGB():
		p.Unmultiply()
		for y := range p.Planes[0].H {
			s.RGB(p.Planes[0].Row(y), p.Planes[1].Row(y), p.Planes[2].Row(y))
		}
		p.Multiply()
	}
}

// recode converts a YCbCr picture with as many chroma samples as luma, or one for
// two by two, as a thumbnail has that is to be a JPEG.
func recode(p *plane.Picture, s colour.Source) {
	luma, cb, cr := &p.Planes[0], &p.Planes[1], &p.Planes[2]
	for y := range cb.H {
		if p.ChromaY == 1 {
			s.Recode(luma.Row(y), cb.Row(y), cr.Row(y))
		} else {
			s.RecodeBlocks(luma.Row(2*y), luma.Row(min(2*y+1, luma.H-1)), cb.Row(y), cr.Row(y))
		}
	}
}

// lightsOf makes a YCbCr picture RGB, in memory that is kept for the next.
func (w *work) lightsOf(p *plane.Picture) {
	lights := &w.held.lights
	for i := range lights {
		lights[i].Resize(p.Size())
	}
	for y := range p.Planes[0].H {
		c := y / p.ChromaY
		w.source.YCbCr(p.Planes[0].Row(y), p.Planes[1].Row(c), p.Planes[2].Row(c), p.ChromaX, lights[0].Row(y), lights[1].Row(y), lights[2].Row(y))
	}
	*p = plane.Picture{Kind: plane.RGB, ChromaX: 1, ChromaY: 1, Planes: [4]plane.Plane{lights[0], lights[1], lights[2]}}
}
