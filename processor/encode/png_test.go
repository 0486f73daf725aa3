package encode

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/metadata"
	"thumbpool/processor/plane"
)

// What goes along leaves the picture whole: every chunk's sum is checked.
func TestWhatGoesAlongLeavesThePNGWhole(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 9, 7))
	img.Pix[13] = 200
	var e Encoder
	file, err := e.Encode(plane.FromImage(img), Options{Format: format.PNG, ICC: []byte("a profile"), Metadata: metadata.Set{EXIF: []byte("e"), XMP: []byte("x"), Dots: [2]float64{300, 300}}})
	if err != nil {
		t.Fatal(err)
	}
	back, err := png.Decode(bytes.NewReader(file))
	if err != nil || !bytes.Equal(back.(*image.Gray).Pix, img.Pix) {
		t.Errorf("%v, %v", back, err)
	}
}
