package plane

import "image"

// Kind says what the planes of a [Picture] hold.
type Kind int

const (
	Gray  Kind = iota // luma
	YCbCr             // luma and two chroma, full range BT.601 as in JFIF
	RGB               // red, green, blue
	RGBA              // red, green, blue, each multiplied by alpha, and alpha
	CMYK              // cyan, magenta, yellow, black: 0 is no ink, 255 all of it
)

// Planes returns how many planes a picture of this kind has.
func (k Kind) Planes() int {
	switch k {
	case Gray:
		return 1
	case RGBA, CMYK:
		return 4
	default:
		return 3
	}
}

// Picture is a photo or a thumbnail in planes. Those beyond Kind.Planes() are
// not used. All that are have the same size, except for chroma.
type Picture struct {
	Kind   Kind
	Planes [4]Plane
	// ChromaX and ChromaY say how many luma samples share one chroma sample
	// in a row and in a column: 1, 2 or 4 for YCbCr, 1 for all others. The
	// last chroma sample of a row or column may have fewer.
	ChromaX, ChromaY int
}

// Size returns the width and height of the picture in pixels.
func (p Picture) Size() (w, h int) { return p.Planes[0].W, p.Planes[0].H }

// Gray returns the plane as an image on the same memory.
func (p Plane) Gray() *image.Gray {
	return &image.Gray{Pix: p.Pix, Stride: p.Stride, Rect: image.Rect(0, 0, p.W, p.H)}
}

// newPicture makes a picture of w × h pixels, each with its own chroma.
func newPicture(kind Kind, w, h int) Picture {
	p := Picture{Kind: kind, ChromaX: 1, ChromaY: 1}
	for i := range kind.Planes() {
		p.Planes[i].Resize(w, h)
	}
	return p
}

// rows returns row y of the first three planes.
func (p Picture) rows(y int) (a, b, c []byte) {
	return p.Planes[0].Row(y), p.Planes[1].Row(y), p.Planes[2].Row(y)
}
