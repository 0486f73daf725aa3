package render

import (
	"context"
	"image"
	"os"
	"runtime/debug"
	"time"

	"thumbpool/processor/colour"
	"thumbpool/processor/encode"
	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/option"
	"thumbpool/processor/photo"
	"thumbpool/processor/plane"
	"thumbpool/processor/resample"
)

// Renderer renders photos for one worker. It must not be used by two
// goroutines at the same time.
type Renderer struct {
	memory Memory // nil for as much as there is
	now    func() time.Duration
	held   held
}

// held is what a renderer keeps from photo to photo, so that a photo like the
// one before allocates next to nothing.
type held struct {
	file    []byte // the photo's file
	decoder jpeg.Decoder
	resizer resample.Resizer
	reduced [4]plane.Plane
	upright [4]plane.Plane
	preview [4]plane.Plane
	lights  [3]plane.Plane // of YCbCr whose colours are converted
	encoder encode.Encoder // with the encoded thumbnail
}

// keepMemory is the most memory of a photo, in bytes, that is kept for the next:
// that of a JPEG file of 24 megapixels and its planes.
const keepMemory = 24 << 20

// bytes is what is held for a photo.
func (h *held) bytes() int {
	n := cap(h.file) + h.decoder.Bytes()
	for i := range h.reduced {
		n += cap(h.reduced[i].Pix) + cap(h.upright[i].Pix)
	}
	for i := range h.lights {
		n += cap(h.lights[i].Pix)
	}
	return n
}

// NewRenderer returns a renderer that takes its memory from memory, or as much
// as it needs if that is nil, and the time from now, a clock that only moves
// forward.
func NewRenderer(memory Memory, now func() time.Duration) *Renderer {
	return &Renderer{memory: memory, now: now}
}

// work is a photo on its way through the steps.
type work struct {
	*Renderer
	path   string
	recipe Recipe

	file    *os.File
	content content // of the file
	size    int64   // of the file, in bytes
	header  format.Header
	keep    func(bytes int64) // gives memory back, all but so much
	shrink  bool              // package jpeg reads it, and held.file holds it
	photo   decoded
	few     bool          // colours: the photo has a palette
	source  colour.Source // which colours the photo has
	profile []byte        // that the thumbnail carries, nil if it is sRGB
	picture plane.Picture // the thumbnail
	thumb   Thumbnail
}

type step struct {
	name photo.Step
	run  func(*work, context.Context) error
}

// whole is the way from a photo to a thumbnail.
var whole = [...]step{
	{photo.StepRead, (*work).open},
	{photo.StepWait, (*work).admit},
	{photo.StepRead, (*work).read},
	{photo.StepDecode, (*work).decode},
	{photo.StepReduce, (*work).reduce},
	{photo.StepOrient, (*work).orient},
	{photo.StepEncode, (*work).encode},
	{photo.StepReduce, (*work).preview},
}

// seen is the way of a picture that is only shown, and not written.
var seen = [...]step{
	{photo.StepRead, (*work).open},
	{photo.StepWait, (*work).admit},
	{photo.StepRead, (*work).read},
	{photo.StepDecode, (*work).decode},
	{photo.StepReduce, (*work).reduce},
	{photo.StepOrient, (*work).orient},
	{photo.StepReduce, (*work).preview},
}

// Render makes the thumbnail of the photo at path. Between two steps it looks
// at ctx and returns its error. Other errors are a [*StepError] that wraps one
// of the errors of packages format, jpeg or os, or a [*PanicError]. The times
// are right in either case.
func (r *Renderer) Render(ctx context.Context, path string, recipe Recipe) (Thumbnail, error) {
	w := &work{Renderer: r, path: path, recipe: recipe}
	err := w.do(ctx, whole[:])
	return w.thumb, err
}

// Load reads the picture at path and returns it upright and reduced to fit a
// box of the given side, in pixels, with a tight stride. Its errors are those
// of [Renderer.Render].
func (r *Renderer) Load(ctx context.Context, path string, side int) (*image.RGBA, error) {
	recipe := Recipe{Look: option.Look{Size: side}, PreviewSide: side, Limits: format.DefaultLimits()}
	w := &work{Renderer: r, path: path, recipe: recipe}
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
			w.held = held{} // who knows what it holds
		}
	}()
	return s.run(w, ctx)
}
