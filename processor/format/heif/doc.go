// Package heif reads the boxes of HEIF files, of which AVIF and HEIC are: which
// of their items is the picture, what it is put together from, and how it is to
// be shown. It decodes no picture itself. What it holds coded, it hands to a
// [Decoder], and what comes back it puts together, tile by tile:
//
//	file ─► Read ─► *Image ─► Tiles ─► one coded item ─► Decoder ─► Samples ─► image
//	        boxes   the tree   one after another         AV1, HEVC  planes     8 bits
//
// A decoder is plugged in at this one place. It gets a [Coded]: the four
// characters that name the codec, the payload of its configuration property
// (av1C, hvcC) and the bytes of the item, all extents in a row. It returns
// [Samples]: planes of luma and chroma as coded, of 8 to 16 bits, before any
// conversion of colours. Rotation, mirroring, cropping, alpha, grids and overlays
// are this package's; a decoder knows nothing of them.
//
// Every number of boxes, items, properties, extents, cells and pixels is believed
// only within the file and within bounds, so that a file costs memory and time by
// its length and by the pixels of the picture that it is admitted for.
//
// Nothing is kept between calls; different files may be read from different
// goroutines.
//
// Sections are those of ISO/IEC 23008-12:2022 (HEIF), of ISO/IEC 14496-12:2022
// (BMFF) where it is named, and of the AV1 Image File Format 1.1 (AVIF).
package heif
