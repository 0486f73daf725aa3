// Package plane holds 8-bit sample planes: the form in which a photo flows
// from the decoder through reduction, blur and orientation to the encoder,
// without ever becoming packed RGBA on the way to the file.
//
// A Plane is a view on memory that somebody else owns (a decoder's buffer, a
// worker's scratch); nothing here starts goroutines or keeps references, so
// different planes may be used from different goroutines at will.
package plane

// Plane is one component of a picture: H rows of W samples of 8 bits each,
// row y beginning at Pix[y*Stride]. Stride is at least W.
type Plane struct {
	Pix    []byte
	Stride int
	W, H   int
}

// Row returns the W samples of row y, 0 ≤ y < H.
func (p Plane) Row(y int) []byte {
	return p.Pix[y*p.Stride : y*p.Stride+p.W : y*p.Stride+p.W]
}

// Resize makes p a tight plane of w × h samples, reusing its memory where it
// is large enough. The contents are undefined afterwards.
func (p *Plane) Resize(w, h int) {
	if n := w * h; cap(p.Pix) < n {
		p.Pix = make([]byte, n)
	} else {
		p.Pix = p.Pix[:n]
	}
	p.Stride, p.W, p.H = w, w, h
}
