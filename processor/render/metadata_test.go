package render

import (
	"bytes"
	"encoding/binary"
	"image"
	"os"
	"testing"

	"thumbpool/processor/encode"
	"thumbpool/processor/format"
	"thumbpool/processor/metadata"
	"thumbpool/processor/option"
	"thumbpool/processor/plane"
)

// exifBy is an EXIF block that names an artist.
func exifBy(artist string) []byte {
	b := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x3b\x00\x02")
	b = binary.BigEndian.AppendUint32(b, uint32(len(artist)))
	b = append(b, "\x00\x00\x00\x1a\x00\x00\x00\x00"...)
	return append(b, artist...)
}

func TestThumbnailsTellOfTheirPhotosOnlyWhatIsWished(t *testing.T) {
	const artist = "Somebody Known\x00"
	p := plane.FromImage(image.NewNRGBA(image.Rect(0, 0, 64, 48)))
	for _, in := range []format.Format{format.JPEG, format.PNG, format.WebP, format.TIFF} {
		photo := p
		if in == format.JPEG {
			photo = plane.FromRGB(p, 1)
		}
		var e encode.Encoder
		data, err := e.Encode(photo, encode.Options{Format: in, Quality: 90, Metadata: metadata.Set{EXIF: exifBy(artist)}})
		if err != nil {
			t.Fatal(err)
		}
		path := write(t, "photo"+format.Extensions(in)[0], func(f *os.File) error { _, err := f.Write(data); return err })
		for _, out := range []format.Format{format.JPEG, format.PNG, format.WebP, format.TIFF} {
			for wish, tells := range map[option.Metadata]bool{option.MetadataNone: false, option.MetadataCopy: true, option.MetadataNoLocation: true} {
				recipe := plainRecipe(32)
				recipe.File, recipe.Metadata = out, wish
				thumb, err := newRenderer(1<<30).Render(t.Context(), path, recipe)
				if err != nil {
					t.Fatal(err)
				}
				if got := bytes.Contains(thumb.Data, []byte(artist)); got != tells {
					t.Errorf("%v to %v, metadata %v: the artist is named: %v", in, out, wish, got)
				}
			}
		}
	}
}
