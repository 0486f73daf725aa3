package format_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"slices"
	"testing"
)

// otherJPEG is a picture that is not the drawing, of that size.
func otherJPEG(w, h int) []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, w, h)), nil)
	return b.Bytes()
}

// withOthers are files in which there is more than the picture, each kind as its
// makers write it: what is shown is the first, or the one that all others are laid
// over.
func withOthers() map[string][]byte {
	xmp := func(text string) []byte {
		return segment(0xE1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"+
			"<rdf:Description "+text+"/></rdf:RDF></x:xmpmeta>"))
	}
	film := []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42\x00\x00\x00\x08mdat\xFF\xD8\xFF\xE0")
	// A multi-picture object's index (CIPA DC-007): two pictures.
	index := segment(0xE2, []byte("MPF\x00II*\x00\x08\x00\x00\x00\x02\x00"+
		"\x00\xB0\x07\x00\x04\x00\x00\x000100"+"\x01\xB0\x04\x00\x01\x00\x00\x00\x02\x00\x00\x00"+"\x00\x00\x00\x00"))
	second := image.NewGray(image.Rect(0, 0, width, height))
	frame := func(sequence byte) []byte { // fcTL: the whole canvas, for a second
		return chunk("fcTL", slices.Concat([]byte{0, 0, 0, sequence}, binary.BigEndian.AppendUint32(nil, width), binary.BigEndian.AppendUint32(nil, height),
			make([]byte, 8), []byte{0, 1, 0, 1, 0, 0}))
	}
	pixels := chunk("fdAT", append([]byte{0, 0, 0, 2}, zlibbed(make([]byte, (width+1)*height))...))
	animation := chunk("acTL", []byte{0, 0, 0, 2, 0, 0, 0, 0})
	return map[string][]byte{
		"multi-picture object":  append(writeJPEG(index), otherJPEG(width, height)...),
		"Ultra HDR":             append(writeJPEG(xmp("xmlns:hdrgm='http://ns.adobe.com/hdr-gain-map/1.0/' hdrgm:Version='1.0'"), index), otherJPEG(width/4, height/4)...),
		"motion photo":          append(writeJPEG(xmp("xmlns:GCamera='http://ns.google.com/photos/1.0/camera/' GCamera:MotionPhoto='1'")), film...),
		"Samsung motion photo":  slices.Concat(writeJPEG(), []byte("\x00\x00\x30\x0A\x10\x00\x00\x00MotionPhoto_Data"), film, []byte("SEFH\x6B\x00\x00\x00SEFT")),
		"animated PNG":          writePNG(slices.Concat(animation, frame(0)), slices.Concat(frame(1), pixels)),
		"animated PNG, a cover": writePNG(animation, slices.Concat(frame(0), chunk("fdAT", append([]byte{0, 0, 0, 1}, zlibbed(make([]byte, (width+1)*height))...)))),
		"animated WebP": riff(vp8x(2, width, height), riffChunk("ANIM", make([]byte, 6)), anmf(0, 0, width, height, vp8l(drawing(), [2]byte{0, 240})),
			anmf(0, 0, width, height, vp8l(second, [2]byte{0, 240}))),
		"WebP with a still after metadata": riff(vp8x(4, width, height), vp8l(drawing(), [2]byte{0, 240}), riffChunk("EXIF", exif(le, 1))),
	}
}

// TestFirstOrBasePicture shows of files with several pictures the right one.
func TestFirstOrBasePicture(t *testing.T) {
	for name, file := range withOthers() {
		t.Run(name, func(t *testing.T) {
			img, h, err := open(file)
			if err != nil || h.Width != width || h.Height != height {
				t.Fatalf("%+v, %v", h, err)
			}
			sameDrawing(t, img)
		})
	}
}

// TestPixelsOfPhotosAreSquare holds that a density which is another in height than
// in width stretches no photo: scanners and cameras write nonsense there, and neither
// browsers nor Pillow nor ImageMagick heed it. Faxes are the exception: see package
// tiff.
func TestPixelsOfPhotosAreSquare(t *testing.T) {
	wideBMP := writeBMP()
	binary.LittleEndian.PutUint32(wideBMP[38:], 8000)
	binary.LittleEndian.PutUint32(wideBMP[42:], 4000)
	wideGIF := writeGIF()
	wideGIF[12] = 113 // the ratio: (113 + 15) / 64
	for name, file := range map[string][]byte{
		"PNG, pHYs":          writePNG(chunk("pHYs", []byte{0, 0, 0, 2, 0, 0, 0, 1, 0}), nil),
		"PNG, per metre":     writePNG(chunk("pHYs", []byte{0, 0, 0x2E, 0x23, 0, 0, 0x0B, 0x13, 1}), nil),
		"JPEG, JFIF's ratio": writeJPEG(segment(0xE0, []byte("JFIF\x00\x01\x02\x00\x00\x02\x00\x01\x00\x00"))),
		"JPEG, per inch":     writeJPEG(segment(0xE0, []byte("JFIF\x00\x01\x02\x01\x01\x2C\x00\x48\x00\x00"))),
		"BMP":                wideBMP,
		"GIF":                wideGIF,
	} {
		t.Run(name, func(t *testing.T) {
			img, h, err := open(file)
			if err != nil || h.Width != width || h.Height != height {
				t.Fatalf("%+v, %v", h, err)
			}
			sameDrawing(t, img)
		})
	}
}
