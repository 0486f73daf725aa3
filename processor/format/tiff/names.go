package tiff

import "fmt"

// The values of the field Compression that are read.
const (
	packNone       = 1
	packHuffman    = 2 // CCITT group 3 without ends of lines
	packG3         = 3
	packG4         = 4
	packLZW        = 5
	packOldJPEG    = 6
	packJPEG       = 7
	packDeflate    = 8
	packHuffWords  = 32771 // as packHuffman, but rows begin at words
	packBits       = 32773
	packOldDeflate = 32946
	packLZMA       = 34925
	packZstd       = 50000
	packWebP       = 50001
)

// compressionName names a compression that is not read.
func compressionName(value uint64) string {
	names := map[uint64]string{
		9: "JBIG", 10: "JBIG", 34661: "JBIG", 34715: "JBIG2",
		22610: "JPEG XR", 34934: "JPEG XR", 32766: "NeXT", 32809: "ThunderScan",
		32895: "IT8", 32896: "IT8", 32897: "IT8", 32898: "IT8",
		32908: "Pixar Film", 32909: "Pixar Log", 32947: "Kodak DCS",
		33003: "JPEG 2000", 33004: "JPEG 2000", 33005: "JPEG 2000", 34712: "JPEG 2000",
		34676: "SGI Log", 34677: "SGI Log", 34713: "Nikon NEF", 34718: "Microsoft's MDI", 34719: "Microsoft's MDI", 34720: "Microsoft's MDI",
		34887: "LERC", 34892: "lossy DNG", 34933: "PNG", 50002: "JPEG XL", 52546: "JPEG XL", 65000: "Kodak DCR", 65535: "Pentax PEF",
	}
	if name, ok := names[value]; ok {
		return name
	}
	return fmt.Sprintf("unknown (%d)", value)
}

// The values of the field PhotometricInterpretation that are read.
const (
	whiteIsZero = 0
	blackIsZero = 1
	rgb         = 2
	paletted    = 3
	cmyk        = 5
	yCbCr       = 6
	cieLab      = 8
	iccLab      = 9
	ituLab      = 10
)

// photometricName names a colour model that is not read.
func photometricName(value uint64) string {
	names := map[uint64]string{
		4: "a mask", 32803: "a sensor's mosaic", 34892: "a sensor's linear values",
		32844: "CIE Log L", 32845: "CIE Log LUV", 51177: "a depth map", 52527: "a photometric mask",
	}
	if name, ok := names[value]; ok {
		return name
	}
	return fmt.Sprintf("the colour model %d", value)
}

// The values of the field SampleFormat.
const (
	unsigned  = 1
	signed    = 2
	float     = 3
	undefined = 4 // taken for unsigned
)

// The values of the field ExtraSamples for the first sample beyond the colours.
const (
	alphaAssociated   = 1 // colours are multiplied by it
	alphaUnassociated = 2
)

// The values of the field Predictor.
const (
	horizontal    = 2 // each sample is the difference from the one before it (section 14)
	floatingPoint = 3 // the bytes of each significance together, each the difference from the one before (technical note 3)
)
