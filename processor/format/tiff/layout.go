package tiff

import (
	"errors"
	"fmt"
	"image/color"
	"math"
)

// The values of the field Compression.
const (
	packNone       = 1
	packHuffman    = 2 // CCITT group 3 without ends of lines
	packG3         = 3
	packG4         = 4
	packLZW        = 5
	packOldJPEG    = 6
	packJPEG       = 7
	packDeflate    = 8
	packBits       = 32773
	packOldDeflate = 32946
)

// The values of the field PhotometricInterpretation.
const (
	whiteIsZero = 0
	blackIsZero = 1
	rgb         = 2
	paletted    = 3
	cmyk        = 5
	yCbCr       = 6
	cieLab      = 8
)

// The values of the field SampleFormat that mean whole numbers from 0.
const (
	unsigned  = 1
	undefined = 4
)

// The values of the field ExtraSamples for the first sample beyond the colours.
const (
	alphaAssociated   = 1 // colours are multiplied by it
	alphaUnassociated = 2
)

// layout says how the pixels of a picture lie in the file.
type layout struct {
	width, height int
	photometric   uint64
	compression   uint64
	predictor     uint64
	fillOrder     uint64
	bits          int    // of a sample
	samples       int    // of a pixel
	colours       int    // samples that are not extra
	alpha         uint64 // kind of the first extra sample, 0 where it is no alpha
	planes        int    // 1, or samples where each has a plane of its own
	subX, subY    int    // subsampling of chroma

	segWidth, segHeight int // of a strip or tile
	across, down        int // strips or tiles in the picture
	tiled               bool
}

// readLayout reads the fields that say how the pixels lie, except where.
func readLayout(d *Directory) (*layout, error) {
	width, height := d.uint(TagImageWidth, 0), d.uint(TagImageLength, 0)
	if width == 0 || height == 0 || width > math.MaxInt32 || height > math.MaxInt32 {
		return nil, fmt.Errorf("the header claims %d × %d pixels", width, height)
	}
	l := &layout{
		width: int(width), height: int(height),
		compression: d.uint(tagCompression, packNone),
		predictor:   d.uint(tagPredictor, 1),
		fillOrder:   d.uint(tagFillOrder, 1),
		planes:      1, subX: 1, subY: 1,
	}
	var known bool
	if l.photometric, known = d.Uint(tagPhotometric); !known {
		l.photometric = blackIsZero // of the guesses the most frequent
	}
	if l.compression == 0 {
		l.compression = packNone
	}
	if f := d.uint(tagSampleFormat, unsigned); f != unsigned && f != undefined && l.photometric != cieLab {
		// The range that they span, and so what is black and white, is anyone's guess.
		return nil, UnsupportedError("a TIFF with signed or floating-point samples")
	}
	if err := l.readSamples(d); err != nil {
		return nil, err
	}
	if l.photometric == yCbCr && l.compression != packJPEG {
		sub := append(d.Uints(tagYCbCrSubSamp, 2), 2, 2)
		if len(sub) == 4 {
			l.subX, l.subY = int(sub[0]), int(sub[1])
		} else {
			l.subX, l.subY = 2, 2
		}
	}
	if err := l.readSegments(d); err != nil {
		return nil, err
	}
	return l, l.check()
}

// readSamples reads how a pixel is made up.
func (l *layout) readSamples(d *Directory) error {
	const most = 64 // samples per pixel
	samples := d.uint(tagSamplesPerPixel, 1)
	depths := d.Uints(tagBitsPerSample, most)
	if len(depths) == 0 {
		depths = []uint64{1}
	}
	switch l.photometric {
	case whiteIsZero, blackIsZero, paletted:
		l.colours = 1
	case rgb, yCbCr, cieLab:
		l.colours = 3
	case cmyk:
		l.colours = 4
	default:
		return UnsupportedError(fmt.Sprintf("the colour model %d of this TIFF", l.photometric))
	}
	if _, told := d.Uint(tagSamplesPerPixel); !told && len(depths) >= l.colours {
		samples = uint64(len(depths))
	}
	if samples > most || int(samples) < l.colours {
		return fmt.Errorf("%d samples make no pixel", samples)
	}
	l.samples, l.bits = int(samples), int(min(depths[0], 128))
	for _, depth := range depths[:min(len(depths), l.samples)] {
		if depth != depths[0] {
			return UnsupportedError("a TIFF with samples of different length")
		}
	}
	if l.samples > l.colours && l.photometric != paletted {
		l.alpha = d.uint(tagExtraSamples, alphaUnassociated)
		if l.alpha > alphaUnassociated {
			l.alpha = 0
		}
	}
	if d.uint(tagPlanarConfig, 1) == 2 && l.samples > 1 {
		l.planes = l.samples
	}
	return nil
}

// readSegments reads the size of strips or tiles (sections 8 and 15).
func (l *layout) readSegments(d *Directory) error {
	if w, ok := d.Uint(tagTileWidth); ok {
		h := d.uint(tagTileLength, 0)
		// By the standard they are multiples of 16. Smaller ones cost too much
		// time, as they may share their data; they may be larger than the picture, but not so much that they
		// cost more memory than it.
		if w < 16 || h < 16 || w > uint64(l.width)+4096 || h > uint64(l.height)+4096 {
			return fmt.Errorf("tiles of %d × %d are impossible", w, h)
		}
		l.segWidth, l.segHeight, l.tiled = int(w), int(h), true
	} else {
		l.segWidth, l.segHeight = l.width, l.height
		if rows := d.uint(tagRowsPerStrip, 0); rows > 0 && rows < uint64(l.height) {
			l.segHeight = int(rows)
		}
	}
	l.across = (l.width + l.segWidth - 1) / l.segWidth
	l.down = (l.height + l.segHeight - 1) / l.segHeight
	return nil
}

// check refuses what this package does not read.
func (l *layout) check() error {
	switch l.compression {
	case packNone, packHuffman, packG3, packG4, packLZW, packJPEG, packDeflate, packBits, packOldDeflate: // known
	case packOldJPEG:
		return UnsupportedError("JPEG of the old style within a TIFF")
	default:
		return UnsupportedError(fmt.Sprintf("the compression %d of this TIFF", l.compression))
	}
	if l.compression == packJPEG && l.planes > 1 {
		return UnsupportedError("JPEG in planes within a TIFF")
	}
	if l.isFax() && (l.bits != 1 || l.samples != 1) {
		return errors.New("fax compression needs pixels of one bit")
	}
	if l.subX != 1 || l.subY != 1 {
		ok := (l.subX == 1 || l.subX == 2 || l.subX == 4) && (l.subY == 1 || l.subY == 2 || l.subY == 4)
		if !ok || l.planes != 1 || l.bits != 8 || l.samples != 3 {
			return UnsupportedError("this chroma subsampling in a TIFF")
		}
	}
	return l.checkDepth()
}

func (l *layout) isFax() bool {
	return l.compression == packHuffman || l.compression == packG3 || l.compression == packG4
}

// checkDepth refuses depths other than those of baseline TIFF (sections 3 to
// 6) and their extension to whole words.
func (l *layout) checkDepth() error {
	var ok bool
	switch {
	case l.bits == 1 || l.bits == 2 || l.bits == 4:
		ok = l.colours == 1
	case l.photometric == paletted, l.compression == packJPEG:
		ok = l.bits == 8
	default:
		ok = l.bits == 8 || l.bits == 16 || l.bits == 32
	}
	switch {
	case !ok:
		return UnsupportedError(fmt.Sprintf("a TIFF with %d bits a sample in this form", l.bits))
	case l.predictor == horizontal && l.bits < 8, l.predictor > horizontal:
		return UnsupportedError(fmt.Sprintf("the predictor %d in this TIFF", l.predictor))
	}
	return nil
}

// palette reads the field ColorMap (section 5): all reds, all greens, all blues.
func (l *layout) palette(d *Directory) (color.Palette, error) {
	n := 1 << l.bits
	m := d.Uints(tagColorMap, 3*n)
	if len(m) < 3*n {
		return nil, errors.New("its colour table is missing")
	}
	shift := 0 // of values that wrongly have 8 bits
	for _, v := range m {
		if v > 255 {
			shift = 8
		}
	}
	p := make(color.Palette, n)
	for i := range p {
		p[i] = color.RGBA{byte(m[i] >> shift), byte(m[n+i] >> shift), byte(m[2*n+i] >> shift), 0xFF}
	}
	return p, nil
}
