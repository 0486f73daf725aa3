package render

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"thumbpool/processor/format"
)

// Renderer renders photos for one worker. It must not be used by two
// goroutines at the same time.
type Renderer struct {
	budget *Budget
	now    func() time.Duration
	out    []byte // the encoded thumbnail, reused from photo to photo
}

// NewRenderer returns a renderer that waits for memory on budget and takes the
// time from now, a clock that only moves forward.
func NewRenderer(budget *Budget, now func() time.Duration) *Renderer {
	return &Renderer{budget: budget, now: now}
}

// work is a photo on its way through the steps.
type work struct {
	*Renderer
	path   string
	recipe Recipe

	file    *os.File
	size    int64 // of the file, in bytes
	header  format.Header
	release func() // gives the memory back to the budget
	img     image.Image
	thumb   Thumbnail

	// What reduced pixels no longer tell of the photo.
	monochrome bool
	palette    color.Palette
}

type step struct {
	name Step
	run  func(*work, context.Context) error
}

// general is the way of every format: full-size pixels, then imaging.
var general = [...]step{
	{StepRead, (*work).open},
	{StepWait, (*work).admit},
	{StepDecode, (*work).decode},
	{StepReduce, (*work).reduce},
	{StepOrient, (*work).orient},
	{StepBlur, (*work).blur},
	{StepEncode, (*work).encode},
	{StepReduce, (*work).preview},
}

// seen is the way of a picture that is only shown, and not written.
var seen = [...]step{
	{StepRead, (*work).open},
	{StepDecode, (*work).decode},
	{StepReduce, (*work).reduce},
	{StepOrient, (*work).orient},
	{StepReduce, (*work).preview},
}

// Render makes the thumbnail of the photo at path. Between two steps it looks
// at ctx and returns its error. Other errors are a [*StepError] that wraps one
// of the errors of package format or os, or a [*PanicError]. The times are
// right in either case.
func (r *Renderer) Render(ctx context.Context, path string, recipe Recipe) (Thumbnail, error) {
	w := &work{Renderer: r, path: path, recipe: recipe}
	err := w.do(ctx, general[:])
	return w.thumb, err
}

// Load reads the picture at path and returns it upright and reduced to fit a
// box of the given side, in pixels, as [Preview] does. It does not wait for a
// budget: its caller bounds how many run at the same time.
func Load(ctx context.Context, path string, side int) (*image.RGBA, error) {
	began := time.Now()
	w := &work{
		Renderer: NewRenderer(nil, func() time.Duration { return time.Since(began) }),
		path:     path,
		recipe:   Recipe{Size: side, PreviewSide: side, Limits: format.DefaultLimits()},
	}
	err := w.do(ctx, seen[:])
	return w.thumb.Preview, err
}

// do takes a photo through the steps.
func (w *work) do(ctx context.Context, steps []step) error {
	defer w.close()
	for _, s := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		start := w.now()
		err := w.attempt(ctx, s)
		w.thumb.Times[s.name] += w.now() - start
		if err != nil {
			return &StepError{s.name, err}
		}
	}
	return nil
}

// attempt takes one step. A panic in it, which only a fault of a decoder or of
// our own can cause, is an error of this one photo.
func (w *work) attempt(ctx context.Context, s step) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Value: v, Stack: debug.Stack()}
			w.out = nil // who knows what it holds
		}
	}()
	return s.run(w, ctx)
}

// open opens the file, for reading only, and looks at its header.
func (w *work) open(context.Context) error {
	// A pipe or a device would block or never end: look before opening.
	info, err := os.Stat(w.path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("it is no file but %s: %w", describe(info.Mode()), format.ErrNotPicture)
	}
	w.size = info.Size()
	if w.file, err = os.Open(w.path); err != nil {
		return err
	}
	if w.size == 0 {
		return fmt.Errorf("the file is empty: %w", format.ErrNotPicture)
	}
	head := make([]byte, min(w.size, format.SniffLen))
	if _, err := w.file.ReadAt(head, 0); err != nil {
		return err
	}
	w.header, err = format.ReadHeader(w.file, w.size, format.Sniff(head, w.path))
	if err != nil {
		return err
	}
	return w.recipe.Limits.Check(w.header, w.size)
}

func describe(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}

// admit waits until there is memory for the photo.
func (w *work) admit(ctx context.Context) (err error) {
	w.release, err = w.budget.acquire(ctx, w.header.DecodeBytes())
	return err
}

func (w *work) decode(ctx context.Context) error {
	img, err := format.Decode(ctx, w.file, w.size, w.header)
	var damage *format.DamageError
	if img != nil && errors.As(err, &damage) {
		w.thumb.Damaged = damage
		err = nil
	}
	switch img := img.(type) {
	case *image.Gray, *image.Gray16:
		w.monochrome = true
	case *image.Paletted:
		w.palette = img.Palette
	}
	w.img = img
	return err
}

func (w *work) close() {
	if w.file != nil {
		_ = w.file.Close() // it was only read
	}
	if w.release != nil {
		w.release()
	}
}
