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
	// Own is the variance of the blur that the source has already, in squares
	// of its samples, from 0 to 1/12: the mean of so many pixels is what a
	// decoder makes of them. It is taken off the Gaussian's, and where there
	// is none left, the source is sharpened by what is missing.
	Own float64
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

// Component says how fine the samples of one component are in one direction.
// Chroma of a 4:2:0 photo decoded at 1/8, for a thumbnail that is 4:2:0 too,
// is {8, 2, 2}; luma of the same is {8, 1, 1}.
type Component struct {
	// Shrink is how many samples of the photo the decoder has made one of.
	Shrink int
	// Sub and Out are how many pixels share a sample by subsampling, in the
	// photo and in the thumbnail. Sub has a fraction where another component
	// has three samples in the place of this one's two.
	Sub float64
	Out int
}

// Axis returns the axis of component c. An output sample at the end that lies
// half outside the thumbnail is whole, as sizes of components round up (ITU-T
// T.81, A.1.1).
func (p Photo) Axis(c Component) Axis {
	scale := float64(p.Pixels) / float64(p.Thumb)
	dst := (p.Thumb + c.Out - 1) / c.Out
	n := float64(c.Shrink)
	return Axis{
		To:    float64(dst*c.Out) * scale / (float64(c.Shrink) * c.Sub),
		Dst:   dst,
		Sigma: p.Radius / (scale * float64(c.Out)),
		Own:   (1 - 1/(n*n)) / 12,
	}
}

// Enough reports whether component c of the photo holds all that the thumbnail
// will show: whether it has a quarter more samples than its output, or lies
// under a blur that hides the difference. Either way the thumbnail is at
// 41 dB (PSNR) or more from the one made from the whole photo.
func (p Photo) Enough(c Component) bool {
	in := float64(c.Shrink) * c.Sub
	scale := float64(p.Pixels) / float64(p.Thumb)
	return 1.25*in <= scale*float64(c.Out) || in <= 1.6*p.Radius
}

// step is the distance between two output samples, in samples of the source.
func (a Axis) step() float64 { return (a.To - a.From) / float64(a.Dst) }

// centre is where output sample i has its middle in the source.
func (a Axis) centre(i int) float64 { return a.From + (float64(i)+0.5)*a.step() }

// variance is that of the blur to be added, in squares of source samples.
// Below zero it asks for sharpening.
func (a Axis) variance() float64 {
	sigma := a.Sigma * a.step()
	return sigma*sigma - a.Own
}

// valid reports whether the axis can be computed at all.
func (a Axis) valid() bool {
	return a.Dst > 0 && a.To > a.From && a.Sigma >= 0 && a.Own >= 0 && a.Own <= 1.0/12 &&
		!math.IsInf(a.To-a.From, 0) && !math.IsInf(a.Sigma, 0)
}
