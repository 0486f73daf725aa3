// Package resample reduces sample planes and blurs them in the same movement.
//
// # Method
//
// A thumbnail is the photo convolved with a Gaussian and then reduced with a
// bicubic filter. Both are linear and both are separable, so the two filters
// are convolved with each other once per size, and the product is applied in
// one pass down the columns and one along the rows. A Gaussian of standard
// deviation r pixels of the photo is one of r × scale samples of the
// thumbnail: the blur costs a few more taps on the small picture where it
// would have cost a pass over the large one.
//
// The picture that this makes is the one that Pillow makes with
// GaussianBlur(r) at full size followed by resize(BICUBIC): Keys' cubic with
// a = -1/2, widened by the reduction so that nothing aliases, its window cut
// at the border and brought back to a sum of one; the Gaussian, which comes
// first there, sees the border samples repeated for ever, so what its tails
// reach outside is counted for the border sample.
//
// A Gaussian much wider than a sample of the output leaves a picture so smooth
// that few samples describe it. Such a blur is gathered on a coarse grid and
// spread from there to the output with cubic B-splines, whose own variance is
// taken off the Gaussian's: see gather.go. Any standard deviation therefore
// costs about the same, and there is no largest one.
//
// # Arithmetic
//
// Coefficients are 16-bit fixed point and add up to exactly one, so a flat
// area stays flat. Between the two passes samples keep six bits of fraction
// and are not clipped. Two rows of the output are computed at once, in plain
// Go by the halves of 64-bit words (words.go), and where the processor has
// AVX2 by its vectors (vectors_amd64.go), with the same result to the bit. The
// build tag purego leaves the vectors out.
//
// # Geometry
//
// The source need not be the photo: a decoder that shrinks on load hands over
// a plane of fewer samples, of which the last may lie only partly inside the
// photo, and chroma planes have a size of their own. An [Axis] therefore maps
// a real interval of the source to the output. Samples are areas, centred
// half a sample in, as JPEG decoders and JFIF place luma and chroma. A sample
// that such a decoder has made of many is their mean, which is a slight blur of
// its own; it is taken off the one that is asked for. [Photo] works all of this
// out for the components of a photo.
//
// A [Resizer] belongs to one goroutine; what it computes depends on nothing
// but its arguments.
package resample
