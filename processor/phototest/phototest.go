// Package phototest makes folders of small pictures for the tests of the engine.
package phototest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// Many are the contents of a folder of n photos, for [Tree]: p0.jpg, p1.jpg …
func Many(n int) map[string]string {
	m := map[string]string{}
	for i := range n {
		m[fmt.Sprintf("p%d.jpg", i)] = "picture"
	}
	return m
}

// Encoded returns a small picture with a gradient in the format that the
// extension names.
func Encoded(t testing.TB, ext string, w, h int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{uint8(x * 255 / w), uint8(y * 255 / h), 90, 255})
		}
	}
	var buf bytes.Buffer
	var err error
	switch ext {
	case ".jpg":
		err = jpeg.Encode(&buf, img, nil)
	case ".png":
		err = png.Encode(&buf, img)
	case ".gif":
		err = gif.Encode(&buf, img, nil)
	case ".bmp":
		err = bmp.Encode(&buf, img)
	case ".tif":
		err = tiff.Encode(&buf, img, nil)
	default:
		t.Fatalf("no encoder for %s", ext)
	}
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// Tree writes files into a new folder. Their contents are: "picture", which is
// a picture of the format that the name claims; "picture.png", one of that
// format; or the text itself. A name that ends in a slash is a folder.
func Tree(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			Mkdir(t, path)
			continue
		}
		Mkdir(t, filepath.Dir(path))
		data := []byte(content)
		if kind, ok := strings.CutPrefix(content, "picture"); ok {
			if kind == "" {
				kind = strings.ToLower(filepath.Ext(name))
			}
			data = Encoded(t, kind, 40, 30)
		}
		Write(t, path, data)
	}
	return root
}

// Mkdir makes a folder and those above it.
func Mkdir(t testing.TB, path string) {
	t.Helper()
	if err := os.MkdirAll(path, 0o777); err != nil {
		t.Fatal(err)
	}
}

// Write writes a file.
func Write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// Symlink makes a symbolic link, or skips the test where there are none.
func Symlink(t testing.TB, target, path string) {
	t.Helper()
	if err := os.Symlink(target, path); err != nil {
		t.Skip("no symbolic links here:", err)
	}
}

// Files lists the files below a folder, sorted, with slashes.
func Files(t testing.TB, root string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(root, path)
			list = append(list, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
