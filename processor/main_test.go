package processor

import (
	"bytes"
	"context"
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

	"go.uber.org/goleak"
	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"thumbpool/processor/pool"
)

// TestMain makes the test's own program a worker process when it is started as
// one. Photos of some names do there what decoders should not.
func TestMain(m *testing.M) {
	if len(os.Args) != 2 || os.Args[1] != WorkerArgument {
		goleak.VerifyTestMain(m)
		return
	}
	var eaten [][]byte
	err := pool.Serve(os.Stdin, os.Stdout, func(memory pool.Memory) pool.Work[request, response] {
		work := newWork(memory)
		return func(ctx context.Context, q request) response {
			switch name := filepath.Base(q.Path); {
			case strings.HasPrefix(name, "hang"):
				select {}
			case strings.HasPrefix(name, "eat"):
				for {
					eaten = append(eaten, make([]byte, 4<<20))
				}
			case strings.HasPrefix(name, "die"):
				self, _ := os.FindProcess(os.Getpid())
				_ = self.Kill()
				select {}
			}
			return work(ctx, q)
		}
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// encoded returns a small picture with a gradient in the format that the
// extension names.
func encoded(t testing.TB, ext string, w, h int) []byte {
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

// tree writes files into a new folder. Their contents are: "picture", which is
// a picture of the format that the name claims; "picture.png", one of that
// format; or the text itself. A name that ends in a slash is a folder.
func tree(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			mkdir(t, path)
			continue
		}
		mkdir(t, filepath.Dir(path))
		data := []byte(content)
		if kind, ok := strings.CutPrefix(content, "picture"); ok {
			if kind == "" {
				kind = strings.ToLower(filepath.Ext(name))
			}
			data = encoded(t, kind, 40, 30)
		}
		write(t, path, data)
	}
	return root
}

func mkdir(t testing.TB, path string) {
	t.Helper()
	if err := os.MkdirAll(path, 0o777); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func symlink(t testing.TB, target, path string) {
	t.Helper()
	if err := os.Symlink(target, path); err != nil {
		t.Skip("no symbolic links here:", err)
	}
}

// files lists the files below a folder, sorted, with slashes.
func files(t testing.TB, root string) []string {
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
