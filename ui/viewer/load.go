package viewer

import (
	"context"
	"image"
	"runtime/debug"
)

// unknownSide is the side of the original that is asked for when the photo's
// size is not known: what comes tells it.
const unknownSide = 8192

// largeSide is the longer side of an original, in pixels, from which on its
// memory is worth a collection.
const largeSide = 4096

// loaded is a picture that was read, or nothing.
type loaded struct {
	picture pyramid
	side    int // that was asked for
	err     error
}

// load reads the original, if what is there is too small for what is seen. One
// at a time: while it is read, the thumbnail or a smaller one stands in.
func (v *Viewer) load() {
	if v.item.Original == nil || v.item.Kind != "" || v.loading || v.complete || v.stage.view.stage.x < 1 {
		return
	}
	side := unknownSide
	if v.item.Photo.X > 0 {
		w := &v.stage.view
		side = w.wanted()
		if side <= v.stage.before.side() {
			return
		}
		if side = max(side, 2*v.stage.before.side()); side > w.largest()/2 && v.stage.before != nil {
			side = w.largest() // not by small steps
		}
	}
	read := v.item.Original
	v.loading = true
	v.originals.Do(func(ctx context.Context) loaded {
		if side >= largeSide {
			debug.FreeOSMemory() // of the photo before, or both would be in memory
		}
		return newLoaded(side)(read(ctx, side))
	})
}

// giveBack returns the memory of the photos that were shown to the system, when
// what is still being read has ended. Without it that would take minutes.
func (v *Viewer) giveBack() {
	v.originals.Do(func(context.Context) loaded {
		debug.FreeOSMemory()
		return loaded{}
	})
}

// loadThumb reads the thumbnail.
func (v *Viewer) loadThumb() {
	read := v.item.Thumb
	if read == nil || v.item.Kind != "" {
		return
	}
	v.thumbs.Do(func(ctx context.Context) loaded { return newLoaded(0)(read(ctx)) })
}

func newLoaded(side int) func(*image.RGBA, error) loaded {
	return func(img *image.RGBA, err error) loaded { return loaded{newPyramid(img), side, err} }
}

// drop forgets what is being read for the item that is open.
func (v *Viewer) drop() {
	v.originals.Drop()
	v.thumbs.Drop()
	v.loading, v.complete = false, false
	v.originalError, v.thumbFail = "", ""
}

// originalArrived runs on the UI thread.
func (v *Viewer) originalArrived(l loaded) {
	if l.picture == nil && l.err == nil {
		return
	}
	v.loading = false
	if l.err != nil {
		v.complete = true // what there is of it
		v.originalError = v.reason(l.err)
		if v.stage.before == nil {
			v.stage.alone()
		}
		v.showProblem()
		return
	}
	if v.item.Photo.X <= 0 {
		v.item.Photo = l.picture[0].Rect.Size()
		v.showSizes()
	}
	v.complete = l.picture.side() < l.side
	v.stage.setBefore(l.picture, v.item.Photo)
	v.changed()
}

// thumbArrived runs on the UI thread.
func (v *Viewer) thumbArrived(l loaded) {
	if l.err != nil {
		v.thumbFail = v.reason(l.err)
		if v.stage.after == nil {
			v.stage.alone()
		}
		v.showProblem()
		return
	}
	if v.item.Thumbnail.X <= 0 {
		v.item.Thumbnail = l.picture[0].Rect.Size()
		v.showSizes()
	}
	v.stage.setAfter(l.picture, v.item.Thumbnail)
	v.changed()
}
