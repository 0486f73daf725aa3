package render

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"thumbpool/processor/photo"
)

// ending is a context that ends when it is looked at for the last time.
type ending struct {
	context.Context
	looks *int
}

func (e ending) Err() error {
	if *e.looks--; *e.looks < 0 {
		return context.Canceled
	}
	return nil
}

func endingAfter(t *testing.T, looks int) ending { return ending{t.Context(), &looks} }

func TestReadingEndsWithTheContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, make([]byte, 20<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p := make([]byte, 20<<20)
	if n, err := (content{t.Context(), f}).ReadAt(p, 0); n != len(p) || err != nil {
		t.Errorf("%d bytes, error %v", n, err)
	}
	if n, err := (content{endingAfter(t, 2), f}).ReadAt(p, 0); n > len(p)/2 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d bytes after the context ended, error %v", n, err)
	}
}

// TestLookingThroughAFileEndsWithTheContext has a PNG that is nothing but empty
// chunks: looking for its pixels takes long.
func TestLookingThroughAFileEndsWithTheContext(t *testing.T) {
	head := "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00\x90\x91\x68\x36"
	file := append([]byte(head), bytes.Repeat([]byte("\x00\x00\x00\x00teSt\x9a\x9f\x8d\x5e"), 100_000)...)
	path := filepath.Join(t.TempDir(), "photo.png")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := newRenderer(1<<30).Render(endingAfter(t, 20), path, plainRecipe(50))
	var at *StepError
	if !errors.As(err, &at) || at.Step != photo.StepRead || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that reading was canceled", err)
	}
}
