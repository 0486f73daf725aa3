package resample

import "math"

// Axis says how one direction, width or height, of a source plane becomes the
// same direction of the output. It is comparable, and equal axes cost their
// kernel only once per [Resizer].
type Axis struct {
	// From and To bound the interval of the source, in its own samples
	// counted from the outer edge of the first, that the output covers. They
	// may have fractions, and may reach outside the source, where the border
	// sample continues. From < To.
	From, To float64
	// Dst is the number of samples of the output, at least 1.
	Dst int
	// Sigma is the standard deviation of the Gaussian in samples of the
	// output; 0 means no blur, and there is no largest value.
	Sigma float64
}

// Whole maps all n samples of a source to dst samples blurred by sigma samples
// of the output.
func Whole(n, dst int, sigma float64) Axis {
	return Axis{To: float64(n), Dst: dst, Sigma: sigma}
}

// Photo describes one direction of a photo on its way to its thumbnail, from
// which the axis of every component follows.
type Photo struct {
	// Pixels and Thumb are the photo's and the thumbnail's size in this
	// direction, in their own pixels.
	Pixels, Thumb int
	// Radius is the Gaussian's standard deviation in pixels of the photo.
	Radius float64
}

// Axis returns the axis of a component of which each source sample stands for
// in pixels of the photo and each output sample for out pixels of the
// thumbnail. Chroma of a 4:2:0 photo decoded at 1/8, for a thumbnail that is
// 4:2:0 too, has in = 16 and out = 2; at full size and for 4:4:4 it has in = 2
// and out = 1. A last output sample that lies half outside the thumbnail is
// whole, as the JPEG standard wants it (ITU-T T.81 A.1.1: sizes round up).
func (p Photo) Axis(in float64, out int) Axis {
	scale := float64(p.Pixels) / float64(p.Thumb)
	dst := (p.Thumb + out - 1) / out
	return Axis{
		To:    float64(dst*out) * scale / in,
		Dst:   dst,
		Sigma: p.Radius / (scale * float64(out)),
	}
}

// step is the distance between two output samples, in samples of the source.
func (a Axis) step() float64 { return (a.To - a.From) / float64(a.Dst) }

// centre is where output sample i has its middle in the source.
func (a Axis) centre(i int) float64 { return a.From + (float64(i)+0.5)*a.step() }

// valid reports whether the axis can be computed at all.
func (a Axis) valid() bool {
	return a.Dst > 0 && a.To > a.From && a.Sigma >= 0 &&
		!math.IsInf(a.To-a.From, 0) && !math.IsInf(a.Sigma, 0)
}
