package assets

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"io/fs"
	"testing"
)

func TestEveryIconIsEmbeddedAndNamed(t *testing.T) {
	names, err := fs.Glob(files, "icons/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != len(Icons()) {
		t.Errorf("%d files for %d icons: %v", len(names), len(Icons()), names)
	}
	for _, icon := range Icons() {
		if len(icon.SVG()) == 0 {
			t.Errorf("icon %s is missing", icon)
		}
	}
	if got := Icon("no such icon").SVG(); got != nil {
		t.Errorf("an unknown icon is %q, want nil", got)
	}
}

// Fyne's recolouring replaces fills, keeps strokes as they are, and drops every
// element and attribute that it does not know.
func TestIconsCanBeRecoloured(t *testing.T) {
	for _, icon := range Icons() {
		d := xml.NewDecoder(bytes.NewReader(icon.SVG()))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", icon, err)
			}
			element, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			attr := map[string]string{}
			for _, a := range element.Attr {
				attr[a.Name.Local] = a.Value
			}
			switch element.Name.Local {
			case "svg":
				if attr["viewBox"] != "0 0 24 24" {
					t.Errorf("%s: viewBox is %q", icon, attr["viewBox"])
				}
			case "path":
				if len(attr) != 2 || attr["fill"] != "#000" || attr["d"] == "" {
					t.Errorf("%s: a path may have a black fill and d, but has %v", icon, attr)
				}
			default:
				t.Errorf("%s: element %s is not a path", icon, element.Name.Local)
			}
		}
	}
}

func TestAppIcon(t *testing.T) {
	c, err := png.DecodeConfig(bytes.NewReader(AppIcon()))
	if err != nil {
		t.Fatal(err)
	}
	if c.Width != 512 || c.Height != 512 {
		t.Errorf("the icon is %d × %d, want 512 × 512", c.Width, c.Height)
	}
}
