package encode

import (
	"bytes"
	"image"
	"image/png"
	"testing"
)

func TestAProfileLeavesThePNGWhole(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 9, 7))
	img.Pix[13] = 200
	var plain bytes.Buffer
	if err := png.Encode(&plain, img); err != nil {
		t.Fatal(err)
	}
	with, err := insertProfile(plain.Bytes(), []byte("a profile"))
	if err != nil {
		t.Fatal(err)
	}
	back, err := png.Decode(bytes.NewReader(with)) // checks every chunk's sum
	if err != nil || !bytes.Equal(back.(*image.Gray).Pix, img.Pix) {
		t.Errorf("%v, %v", back, err)
	}
}
