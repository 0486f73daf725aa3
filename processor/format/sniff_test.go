package format_test

import (
	"errors"
	"testing"

	"thumbpool/processor/format"
)

func TestSniff(t *testing.T) {
	tests := []struct {
		name string
		head string
		want format.Format
	}{
		{"a.jpg", "\xFF\xD8\xFF\xE0", format.JPEG},
		{"a.heic", "\xFF\xD8\xFF\xE0", format.JPEG},
		{"no extension", "\x89PNG\r\n\x1A\n", format.PNG},
		{"a.png", "\x89PNG\n\x1A\n", format.None}, // its line ends were converted
		{"a.gif", "GIF87a", format.GIF},
		{"a.gif", "GIF89a", format.GIF},
		{"a.gif", "GIF90a", format.None},
		{"a.bmp", "BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00", format.BMP},
		{"a.bmp", "BM\x00\x00\x00\x00\x00\x00\x00\x00\x1A\x00\x00\x00\x0C\x00\x00\x00", format.BMP},
		{"a.txt", "BMW 320i, built in 1985", format.None},
		{"a.tif", "II*\x00\x08\x00\x00\x00", format.TIFF},
		{"a.tif", "MM\x00*\x00\x00\x00\x08", format.TIFF},
		{"a.btf", "II+\x00\x08\x00\x00\x00", format.TIFF},
		{"a.NEF", "MM\x00*\x00\x00\x00\x08", format.TIFF}, // a name says nothing
		{"a.crw", "II\x1A\x00\x00\x00HEAPCCDR", format.RAW},
		{"a.tif", "II*\x00\x10\x00\x00\x00CR\x02\x00", format.RAW},
		{"a.rw2", "IIU\x00\x18\x00\x00\x00", format.RAW},
		{"a.orf", "IIRO\x08\x00\x00\x00", format.RAW},
		{"a.raf", "FUJIFILMCCD-RAW 0201", format.RAW},
		{"a.cr3", "\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom", format.RAW},
		{"a.webp", "RIFF\x24\x00\x00\x00WEBPVP8 ", format.WebP},
		{"a.wav", "RIFF\x24\x00\x00\x00WAVEfmt ", format.None},
		{"a.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", format.HEIC},
		{"a.heif", "\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", format.HEIC},
		{"a.avif", "\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1", format.AVIF},
		{"a.avif", "\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif", format.AVIF},
		{"a.mp4", "\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42", format.None},
		{"a.jxl", "\xFF\x0A\x00", format.JPEGXL},
		{"a.jxl", "\x00\x00\x00\x0CJXL \r\n\x87\n", format.JPEGXL},
		{"a.jp2", "\x00\x00\x00\x0CjP  \r\n\x87\n", format.JPEG2000},
		{"a.j2k", "\xFF\x4F\xFF\x51", format.JPEG2000},
		{"a.psd", "8BPS\x00\x01", format.PSD},
		{"a.jpg", "", format.None},
		{"a.jpg", "hello", format.None},
	}
	for _, test := range tests {
		if got := format.Sniff([]byte(test.head)); got != test.want {
			t.Errorf("%s with %q is %v, want %v", test.name, test.head, got, test.want)
		}
		for n := range test.head {
			format.Sniff([]byte(test.head[:n])) // must not panic
		}
	}
}

func TestClaims(t *testing.T) {
	for name, want := range map[string]bool{
		"a.jpg": true, "a.JPEG": true, "dir.d/a.jfif": true, "a.CR2": true, "trailing dot..jpg": true, ".jpg": true,
		"a": false, "a.txt": false, "jpg": false, "a.jpg.txt": false, "a.mp4": false, "a.": false, "": false,
	} {
		if got := format.Claims(name); got != want {
			t.Errorf("%q claims %v", name, got)
		}
	}
}

func TestNotPicture(t *testing.T) {
	for head, want := range map[string]string{
		"":                            "not a picture: the file is empty",
		"Dear all,\r\n\tGrüße":        "not a picture: the file holds text",
		"Gr\xC3":                      "not a picture: the file holds text", // cut within a letter
		"\x00\x00\x00\x00":            "not a picture: the file holds zeros",
		"\x00\x00\x00\x18ftypisom":    "not a picture: the file is a film",
		"\x01\x02 noise \xFF\xFE\x80": "not a picture: its content is of no known kind",
	} {
		err := format.NotPicture([]byte(head))
		if err.Error() != want || !errors.Is(err, format.ErrNotPicture) {
			t.Errorf("%q: %q, want %q", head, err, want)
		}
	}
}

func TestFormatNames(t *testing.T) {
	seen := map[string]bool{}
	for f := format.None; f <= format.PSD; f++ {
		if seen[f.String()] || f.String() == "unknown" {
			t.Errorf("the name %q of format %d", f, f)
		}
		seen[f.String()] = true
	}
	if format.None.Readable() || !format.WebP.Readable() || format.PSD.Readable() || format.Format(200).String() != "unknown" {
		t.Error("Readable or String is wrong")
	}
}
