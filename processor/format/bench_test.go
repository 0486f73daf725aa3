package format_test

import (
	"bytes"
	"context"
	"image"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"io"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"thumbpool/processor/format"
	"thumbpool/processor/sample"
)

// BenchmarkDecode reads the header and the pixels of files of the formats whose
// decoders are our own.
func BenchmarkDecode(b *testing.B) {
	photo := sample.Render(1, 600, 400)
	few := image.NewPaletted(photo.Rect, palette.WebSafe)
	draw.Draw(few, few.Rect, photo, image.Point{}, draw.Src)
	packed := func(c tiff.CompressionType) func(io.Writer) error {
		return func(w io.Writer) error { return tiff.Encode(w, photo, &tiff.Options{Compression: c}) }
	}
	for _, test := range []struct {
		name   string
		encode func(w io.Writer) error
	}{
		{"bmp/colours", func(w io.Writer) error { return bmp.Encode(w, photo) }},
		{"bmp/palette", func(w io.Writer) error { return bmp.Encode(w, few) }},
		{"gif", func(w io.Writer) error { return gif.Encode(w, few, nil) }},
		{"tiff/plain", packed(tiff.Uncompressed)},
		{"tiff/deflate", packed(tiff.Deflate)},
	} {
		var file bytes.Buffer
		if err := test.encode(&file); err != nil {
			b.Fatal(err)
		}
		r, size := bytes.NewReader(file.Bytes()), int64(file.Len())
		kind := format.Sniff(file.Bytes()[:format.SniffLen])
		b.Run(test.name+"/header", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := format.ReadHeader(r, size, kind); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(test.name+"/pixels", func(b *testing.B) {
			b.ReportAllocs()
			h, err := format.ReadHeader(r, size, kind)
			for b.Loop() && err == nil {
				_, err = format.Decode(context.Background(), r, size, h)
			}
			if err != nil {
				b.Fatal(err)
			}
		})
	}
}
