package heif

import "context"

// Coded is one picture as it is coded: all that a [Decoder] gets.
type Coded struct {
	// Codec is the type of the item: "av01", "hvc1", "hev1" and so on.
	Codec string
	// Config is the payload of its configuration property, av1C or hvcC, without
	// the head of the box.
	Config []byte
	// Data is what the item holds, of all extents: OBUs of AV1, or NAL units of
	// HEVC, each after its length, of which hvcC says how long it is.
	Data []byte
	// Width and Height are the pixels that the file claims for it (ispe). A
	// decoder that finds more in Data refuses them before it takes memory for
	// them: no more were asked room for.
	Width, Height int
	// Samples is how many samples a pixel has by Config, 1 without colour and up
	// to 3, and Depth how many bits each; more are refused, too.
	Samples float64
	Depth   int
	// Point is the operating point to be decoded, of AV1 in layers.
	Point int
}

// Decoder decodes the pictures in HEIF files.
type Decoder interface {
	// Decode returns the planes of a picture. It stops soon after ctx is done and
	// returns its error. Where it is a lawful picture of a kind that the decoder
	// does not know, the error is an [UnsupportedError]. The planes are the
	// caller's until release is called, which happens once, and may be nil.
	Decode(ctx context.Context, c Coded) (s *Samples, release func(), err error)
}

// Samples are a decoded picture: luma and two chroma as coded, neither converted
// nor turned.
type Samples struct {
	// Width and Height are the luma's. Chroma has a sample for SubX × SubY of
	// them, each 1 or 2, the last of a row and of a column for fewer.
	Width, Height int
	SubX, SubY    int
	// Depth is how many bits a sample has, 8 to 16.
	Depth int
	// Planes are luma, Cb and Cr; those of a picture without colour are luma alone.
	Planes []SamplePlane
	// Colour is what the coded picture itself says of its colours. What the
	// file's boxes say goes before it.
	Colour CICP
	// Lost is the share of the picture that could not be decoded and is gray, less
	// than 1, and Damage why, nil if there is none.
	Lost   float64
	Damage error
}

// SamplePlane is one component, in rows that begin Stride bytes apart. A sample
// has one byte, or two where Depth is over 8, the low one first.
type SamplePlane struct {
	Pix    []byte
	Stride int
}

// CICP says of samples which colours they mean, in the code points of ISO/IEC
// 23091-2 (ITU-T H.273). 2 is "unspecified". The zero value says nothing.
type CICP struct {
	Primaries, Transfer, Matrix int
	// FullRange tells whether black is 0 and white all ones; else they are 16 and
	// 235 of 255.
	FullRange bool
	// Said tells that this was said at all.
	Said bool
}

// UnsupportedError names a lawful feature that is not read.
type UnsupportedError string

func (e UnsupportedError) Error() string { return "heif: " + string(e) + " is not supported" }
