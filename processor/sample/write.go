package sample

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"thumbpool/processor/place"
)

// Options say what Write makes. Start from [DefaultOptions].
type Options struct {
	Count      int     // pictures, at least 1
	Megapixels float64 // size of each in millions of pixels, 0.001…400
	Seed       uint64  // of the first picture; each next one has the next seed
	Quality    int     // of the JPEG files, 1…100

	// Progress, if not nil, is told after each picture how many there are by
	// now. Its calls do not overlap; they come from goroutines of Write.
	Progress func(done, total int)
}

// DefaultOptions are 24 pictures of 12 megapixels, as a camera would save them.
func DefaultOptions() Options {
	return Options{Count: 24, Megapixels: 12, Seed: 48, Quality: 90} // a seed that shows all there is
}

// Validate tells which options are out of range, if any.
func (o Options) Validate() error {
	var errs []error
	if o.Count < 1 {
		errs = append(errs, fmt.Errorf("count is %d, but must be at least 1", o.Count))
	}
	if !(o.Megapixels >= 0.001 && o.Megapixels <= 400) {
		errs = append(errs, fmt.Errorf("megapixels is %g, but must be from 0.001 to 400", o.Megapixels))
	}
	if o.Quality < 1 || o.Quality > 100 {
		errs = append(errs, fmt.Errorf("quality is %d, but must be from 1 to 100", o.Quality))
	}
	return errors.Join(errs...)
}

// firstNumber is the number in the name of the first picture.
const firstNumber = 2001

// memoryForPixels bounds what the pictures in hand take, in bytes.
const memoryForPixels = 512 << 20

// Write makes pictures in dir, which it creates if need be, and returns their
// paths in the order of their names: IMG_2001.jpg, IMG_2002.jpg and so on.
//
// Picture i shows [Render] of seed o.Seed+i. Among 24 pictures there are
// landscape and portrait formats and a panorama, cameras held in every way
// (the pixels are stored as the sensor saw them, EXIF tells how to turn them),
// a progressive JPEG and a black-and-white one.
//
// A file is whole or absent, and one that exists already is left as it is and
// counts as made. If ctx ends or a file cannot be written, Write stops within a
// picture and returns the paths of those that exist together with the error.
func Write(ctx context.Context, dir string, o Options) ([]string, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("sample pictures: %w", err)
	}
	if err := place.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("sample pictures: %w", err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	queue := make(chan int)
	made := make([]string, o.Count) // by picture; empty while it does not exist
	var done progress
	var workers sync.WaitGroup
	for range o.workers() {
		workers.Go(func() {
			w := writer{dir: dir, options: o}
			for i := range queue {
				path, err := w.picture(ctx, i)
				if err != nil {
					cancel(err)
					return
				}
				made[i] = path
				done.step(o)
			}
		})
	}
	for i := range o.Count {
		select {
		case queue <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(queue)
	workers.Wait()

	paths := make([]string, 0, o.Count)
	for _, path := range made {
		if path != "" {
			paths = append(paths, path)
		}
	}
	if err := context.Cause(ctx); err != nil {
		return paths, fmt.Errorf("sample pictures: %w", err)
	}
	return paths, nil
}

// workers is how many pictures are in hand at once: one per processor, fewer
// where they are large.
func (o Options) workers() int {
	fit := int(memoryForPixels / (4e6 * o.Megapixels))
	return max(1, min(runtime.GOMAXPROCS(0), fit, o.Count))
}

// progress counts pictures for [Options.Progress].
type progress struct {
	mu   sync.Mutex
	done int
}

func (p *progress) step(o Options) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if o.Progress != nil {
		o.Progress(p.done, o.Count)
	}
}

// writer makes one picture after the other; it belongs to one goroutine.
type writer struct {
	dir     string
	options Options
	pix     []byte // used again for each picture
}

// picture makes picture i unless it exists, and returns its path.
func (w *writer) picture(ctx context.Context, i int) (string, error) {
	path := filepath.Join(w.dir, fmt.Sprintf("IMG_%04d.jpg", firstNumber+i))
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return path, err
	}
	f := frames[i%len(frames)]
	img, err := w.render(ctx, f, w.options.Seed+uint64(i))
	if err != nil {
		return "", err
	}
	app1 := exif(taken(i), f.held)
	err = place.Write(path, place.Nothing, 0o644, func(file io.Writer) error {
		return encode(checked{ctx, file}, img, f.coding, w.options.Quality, app1)
	})
	if errors.Is(err, fs.ErrExist) {
		return path, nil // it came meanwhile
	}
	return path, err
}

// render paints the picture of a seed as the camera of f would have stored it.
func (w *writer) render(ctx context.Context, f frame, seed uint64) (*image.RGBA, error) {
	width, height := f.size(w.options.Megapixels)
	rect := f.held.stored(width, height)
	if need := 4 * width * height; cap(w.pix) < need {
		w.pix = make([]byte, need)
	} else {
		w.pix = w.pix[:need]
	}
	p := newPainter(seed, width, height)
	for y := range height {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		at, step := f.held.place(width, height, y)
		p.paint(w.pix, at, step, y)
	}
	return &image.RGBA{Pix: w.pix, Stride: 4 * rect.Dx(), Rect: rect}, nil
}

// taken is when picture i was taken: a walk from one spring morning on.
func taken(i int) time.Time {
	const between = 47 * time.Minute
	return time.Date(2026, time.March, 14, 6, 20, 0, 0, time.UTC).Add(time.Duration(i) * between)
}

// checked is a writer that fails once its context has ended, so that encoding
// a large picture stops with it.
type checked struct {
	ctx context.Context //nolint:containedctx // lives for one call
	w   io.Writer
}

func (c checked) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(p)
}
