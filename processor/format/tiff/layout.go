package tiff

import (
	"errors"
	"fmt"
	"image/color"
	"math"
)

// layout says how the pixels of a picture lie in the file.
type layout struct {
	width, height int
	photometric   uint64
	compression   uint64
	predictor     uint64
	fillOrder     uint64
	faxOptions    uint64
	format        uint64 // of samples: unsigned, signed or float
	bits          int    // of a sample
	samples       int    // of a pixel
	colours       int    // samples that are not extra
	alpha         uint64 // kind of the first extra sample, 0 where it is no alpha
	planes        int    // 1, or samples where each has a plane of its own
	subX, subY    int    // subsampling of chroma

	segWidth, segHeight int // of a strip or tile
	across, down        int // strips or tiles in the picture
	tiled               bool

	shownWidth, shownHeight int // with square pixels
	codec                   codecCost
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
		format:      d.uint(tagSampleFormat, unsigned),
		planes:      1, subX: 1, subY: 1,
	}
	if l.compression == 0 {
		l.compression = packNone
	}
	if l.compression == packG3 {
		l.faxOptions = d.uint(tagT4Options, 0)
	}
	if l.format == undefined || l.isLab() {
		l.format = unsigned
	}
	if err := l.readSamples(d); err != nil {
		return nil, err
	}
	if l.photometric == yCbCr && !l.hasOwnFormat() {
		l.subX, l.subY = subsampling(d)
	}
	if err := l.readSegments(d); err != nil {
		return nil, err
	}
	if err := l.check(); err != nil {
		return nil, err
	}
	l.readShape(d)
	var err error
	l.codec, err = l.readCodec(d)
	return l, err
}

// subsampling reads how many pixels share a chroma sample in a row and a column
// (section 21), which is 2 and 2 where it is not said.
func subsampling(d *Directory) (x, y int) {
	sub := d.Uints(tagYCbCrSubSamp, 2)
	if len(sub) < 2 {
		return 2, 2
	}
	const most = 64 // of which only 1, 2 and 4 are read
	return int(min(sub[0], most)), int(min(sub[1], most))
}

// readSamples reads how a pixel is made up.
func (l *layout) readSamples(d *Directory) error {
	const most = 64 // samples per pixel
	depths := d.Uints(tagBitsPerSample, most)
	samples := d.samplesPerPixel()
	if len(depths) == 0 {
		depths = []uint64{1}
	}
	l.photometric = d.photometric()
	switch l.photometric {
	case whiteIsZero, blackIsZero, paletted:
		l.colours = 1
	case rgb, yCbCr, cieLab, iccLab, ituLab:
		l.colours = 3
	case cmyk:
		l.colours = 4
	default:
		return UnsupportedError(photometricName(l.photometric) + " in TIFF")
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
	if l.samples > l.colours {
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
	w, tiled := d.Uint(tagTileWidth)
	rows := d.uint(tagRowsPerStrip, 0)
	l.segWidth, l.segHeight = l.width, l.height
	switch {
	case l.compression == packOldJPEG: // however many strips it lies in, it is one
	case tiled:
		h := d.uint(tagTileLength, 0)
		// By the standard they are multiples of 16. Smaller ones cost too much
		// time, as they may share their data; they may be larger than the picture, but not so much that they
		// cost more memory than it.
		if w < 16 || h < 16 || w > uint64(l.width)+4096 || h > uint64(l.height)+4096 {
			return fmt.Errorf("tiles of %d × %d are impossible", w, h)
		}
		l.segWidth, l.segHeight, l.tiled = int(w), int(h), true
	case rows > 0 && rows < uint64(l.height):
		l.segHeight = int(rows)
	}
	l.across = (l.width + l.segWidth - 1) / l.segWidth
	l.down = (l.height + l.segHeight - 1) / l.segHeight
	return nil
}

// check refuses what this package does not read.
func (l *layout) check() error {
	switch l.compression {
	case packNone, packHuffman, packHuffWords, packG3, packG4, packLZW, packOldJPEG, packJPEG, packDeflate, packBits, packOldDeflate, packLZMA, packZstd, packWebP:
	default:
		return UnsupportedError(compressionName(l.compression) + " compression in TIFF")
	}
	if l.isFax() && (l.bits != 1 || l.samples != 1) {
		return errors.New("fax compression needs pixels of one bit")
	}
	if l.compression == packOldJPEG && (l.planes > 1 || l.samples != l.colours) {
		return UnsupportedError("JPEG of the old style in TIFF, in planes or with alpha,")
	}
	if l.compression == packWebP && (l.planes > 1 || l.photometric != rgb || l.samples > 4 || l.bits != 8) {
		return UnsupportedError("WebP compression in TIFF of other than red, green and blue")
	}
	if l.subX != 1 || l.subY != 1 {
		ok := (l.subX == 1 || l.subX == 2 || l.subX == 4) && (l.subY == 1 || l.subY == 2 || l.subY == 4)
		if !ok || l.planes != 1 || l.bits != 8 || l.samples != 3 {
			return UnsupportedError("this chroma subsampling in TIFF")
		}
	}
	return l.checkDepth()
}

// isLab tells whether colours are in CIE L*a*b*, in any of three forms.
func (l *layout) isLab() bool {
	return l.photometric == cieLab || l.photometric == iccLab || l.photometric == ituLab
}

func (l *layout) isFax() bool {
	switch l.compression {
	case packHuffman, packHuffWords, packG3, packG4:
		return true
	}
	return false
}

// hasOwnFormat tells whether a strip or tile is a picture file, more or less,
// which itself says how it is subsampled.
func (l *layout) hasOwnFormat() bool {
	return l.isJPEG() || l.compression == packWebP
}

// checkDepth refuses samples of depths and kinds that are not read.
func (l *layout) checkDepth() error {
	whole := l.bits == 8 || l.bits == 16 || l.bits == 32 || l.bits == 64
	var ok bool
	switch l.format {
	case unsigned:
		ok = l.bits >= 1 && l.bits <= 32 || l.bits == 64
	case signed:
		ok = whole
	case float:
		ok = l.bits == 16 || l.bits == 24 || l.bits == 32 || l.bits == 64
	default:
		return UnsupportedError("a TIFF with complex numbers for samples")
	}
	switch {
	case l.photometric == paletted:
		ok = l.format == unsigned && l.bits <= 8
	case l.isLab():
		ok = l.bits == 8 || l.bits == 16
	case l.hasOwnFormat():
		ok = l.bits == 8
	}
	switch {
	case !ok:
		return UnsupportedError(fmt.Sprintf("a TIFF with %d bits a sample in this form", l.bits))
	case l.predictor == horizontal && !whole, l.predictor == floatingPoint && l.format != float, l.predictor > floatingPoint:
		return UnsupportedError(fmt.Sprintf("the predictor %d in this TIFF", l.predictor))
	}
	return nil
}

// readPalette reads the field ColorMap (section 5): all reds, all greens, all blues.
func (l *layout) readPalette(d *Directory) (color.Palette, error) {
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
