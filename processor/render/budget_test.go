package render

import (
	"context"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"testing"
	"time"

	"thumbpool/processor/format"
)

// ledger is a memory without bound that notes what is taken and kept of it.
type ledger struct{ held []int64 }

func (l *ledger) Acquire(_ context.Context, bytes int64) (keep func(int64), err error) {
	l.held = append(l.held, bytes)
	return func(n int64) { l.held = append(l.held, n) }, nil
}

func TestMemoryIsGivenBackWhenThePixelsAreLetGo(t *testing.T) {
	const w, h = 1000, 800
	rect := image.Rect(0, 0, w, h)
	file := write(t, "photo.png", func(f *os.File) error { return png.Encode(f, image.NewNRGBA(rect)) })
	var l ledger
	r := NewRenderer(&l, func() time.Duration { return 0 })
	if _, err := r.Render(t.Context(), file, plainRecipe(100)); err != nil {
		t.Fatal(err)
	}
	const thumb = 100 * 80 * 16
	if len(l.held) != 3 || l.held[0] < 4*w*h || l.held[1] > thumb || l.held[2] != 0 {
		t.Errorf("held %d bytes in turn, want those of the pixels, of the thumbnail, none", l.held)
	}
}

// TestALargeThumbnailIsPartOfTheNeed has one of the photo's own size.
func TestALargeThumbnailIsPartOfTheNeed(t *testing.T) {
	const side = 1000
	file := write(t, "photo.png", func(f *os.File) error { return png.Encode(f, image.NewNRGBA(image.Rect(0, 0, side, side))) })
	var small, large ledger
	for size, l := range map[int]*ledger{100: &small, side: &large} {
		recipe := plainRecipe(size)
		recipe.File = format.PNG
		if _, err := NewRenderer(l, func() time.Duration { return 0 }).Render(t.Context(), file, recipe); err != nil {
			t.Fatal(err)
		}
	}
	if least := small.held[0] + 4*side*side; large.held[0] < least {
		t.Errorf("a thumbnail of the photo's size is admitted by %d bytes, a small one by %d", large.held[0], small.held[0])
	}
}

// TestWhatIsLargeIsNotKept holds a renderer to keeping no more than it may for
// the next photo.
func TestWhatIsLargeIsNotKept(t *testing.T) {
	file := write(t, "photo.jpg", func(f *os.File) error {
		return jpeg.Encode(f, image.NewGray(image.Rect(0, 0, 6000, 6000)), nil)
	})
	r := newRenderer(1 << 30)
	for _, size := range []int{100, 6000} {
		recipe := plainRecipe(size)
		recipe.File, recipe.Quality = format.JPEG, 50
		if _, err := r.Render(t.Context(), file, recipe); err != nil {
			t.Fatal(err)
		}
		if n := r.held.bytes(); n == 0 && size == 100 || n > keepMemory {
			t.Errorf("%d bytes are kept after a thumbnail of %d pixels", n, size)
		}
	}
}

func TestWhatNeedsTooMuchIsRefusedBeforeItIsRead(t *testing.T) {
	path := write(t, "photo.png", func(f *os.File) error { return png.Encode(f, image.NewNRGBA(image.Rect(0, 0, 500, 500))) })
	recipe := plainRecipe(50)
	recipe.Limits.MaxMemory = 1 << 20
	var l ledger
	_, err := NewRenderer(&l, func() time.Duration { return 0 }).Render(t.Context(), path, recipe)
	if limit, ok := errors.AsType[*format.LimitError](err); !ok || limit.Of != format.Memory || limit.Most != 1<<20 || limit.Have < 1e6 || len(l.held) > 0 {
		t.Errorf("error %v, held %d", err, l.held)
	}
}
