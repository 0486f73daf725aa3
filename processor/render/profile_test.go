package render

import (
	"bytes"
	"encoding/binary"
	"image"
	"os"
	"testing"

	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/plane"
)

// madeUpProfile is the head of an ICC profile (ICC.1:2022, 7.2) for a colour
// space, with a text in place of its tables.
func madeUpProfile(space, text string) []byte {
	p := make([]byte, 128, 128+len(text))
	copy(p[16:], space)
	copy(p[36:], "acsp")
	p = append(p, text...)
	binary.BigEndian.PutUint32(p, uint32(len(p)))
	return p
}

func TestProfilesAreTakenOver(t *testing.T) {
	wide := madeUpProfile("RGB ", "a wide gamut")
	tests := []struct {
		name    string
		profile []byte
		taken   bool
	}{
		{"a wide gamut", wide, true},
		{"sRGB", madeUpProfile("RGB ", "sRGB IEC61966-2.1"), false},
		{"of printing inks", madeUpProfile("CMYK", "inks"), false},
		{"too long", madeUpProfile("RGB ", string(make([]byte, maxProfile))), false},
		{"none", nil, false},
	}
	photo := plane.FromRGB(plane.FromImage(image.NewRGBA(image.Rect(0, 0, 64, 48))), 2)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var e jpeg.Encoder
			data, err := e.Encode(nil, photo, jpeg.EncodeOptions{Quality: 90, ICC: test.profile})
			if err != nil {
				t.Fatal(err)
			}
			path := write(t, "photo.jpg", func(f *os.File) error { _, err := f.Write(data); return err })
			for _, f := range []format.Format{format.JPEG, format.PNG} {
				recipe := plainRecipe(32)
				recipe.File = f
				_, thumb := render(t, path, recipe)
				got, err := format.ReadICC(bytes.NewReader(thumb.Data), int64(len(thumb.Data)), f)
				if err != nil {
					t.Fatal(err)
				}
				if want := test.taken; bytes.Equal(got, test.profile) != want && test.profile != nil || !want && got != nil {
					t.Errorf("%v: a profile of %d bytes, of the photo's %d", f, len(got), len(test.profile))
				}
			}
		})
	}
}
