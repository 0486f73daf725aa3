package assets

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"thumbpool/processor/format"
)

// onLinux are the types under which desktops know the kinds of files.
var onLinux = map[format.Format][]string{
	format.JPEG: {"image/jpeg"}, format.PNG: {"image/png"}, format.GIF: {"image/gif"}, format.BMP: {"image/bmp"},
	format.TIFF: {"image/tiff"}, format.WebP: {"image/webp"}, format.HEIC: {"image/heic", "image/heif"},
	format.AVIF: {"image/avif"}, format.JPEGXL: {"image/jxl"},
	format.RAW: {"image/x-canon-cr2", "image/x-canon-cr3", "image/x-nikon-nef", "image/x-sony-arw", "image/x-adobe-dng", "image/x-dcraw"},
}

// raw are the endings that cameras give.
var raw = []string{".cr2", ".cr3", ".nef", ".nrw", ".arw", ".sr2", ".dng", ".raf", ".orf", ".rw2", ".pef", ".srw", ".x3f", ".3fr", ".iiq"}

// TestDesktopsOfferWhatIsRead holds that menus of files and "open with" are there
// for every kind that the engine reads.
func TestDesktopsOfferWhatIsRead(t *testing.T) {
	read := func(name string) string {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	setup := read("windows/setup.nsi")
	menus := map[string]string{}
	for _, name := range []string{"io.github.thumbpool.Thumbpool.desktop", "thumbpool.servicemenu.desktop", "thumbpool.nemo_action", "thumbpool.nautilus.py"} {
		menus[name] = read("linux/" + name)
	}
	for f := format.JPEG; f.String() != "unknown"; f++ {
		if !f.Readable() {
			continue
		}
		endings := format.Extensions(f)[:1]
		if f == format.RAW {
			endings = raw
		}
		for _, e := range endings {
			if !strings.Contains(setup, `${DO} "`+e+`"`) {
				t.Errorf("Windows' menus are not for %s", e)
			}
		}
		if len(onLinux[f]) == 0 {
			t.Errorf("nobody says under which type Linux knows %s", f)
		}
		for _, mime := range onLinux[f] {
			for name, text := range menus {
				if !regexp.MustCompile(`[;"=]` + regexp.QuoteMeta(mime) + `[;"]`).MatchString(text) {
					t.Errorf("%s is not for %s", name, mime)
				}
			}
		}
	}
	for _, m := range regexp.MustCompile(`\$\{DO\} "(\.\w+)"`).FindAllStringSubmatch(setup, -1) {
		if !format.Claims("a" + m[1]) {
			t.Errorf("Windows' menus are for %s, which is no picture", m[1])
		}
	}
}
