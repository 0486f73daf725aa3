package viewer

import (
	"image"
	"math"
)

// Limits of the zoom and what a key does.
const (
	maxZoom  = 8    // pixels of the screen for one of the photo
	zoomStep = 1.25 // for a key
	panStep  = 0.15 // of the stage, for a key
)

// vector is a place or a distance, in pixels of the screen or of the photo.
type vector struct{ x, y float64 }

// view is which part of a photo is seen on a stage, and where the divider
// between before and after is. Its arithmetic is in pixels.
type view struct {
	stage  vector // size in pixels of the screen
	photo  vector // size in pixels of the photo
	margin float64
	zoom   float64 // pixels of the screen for one of the photo; 0 shows the whole photo
	centre vector  // pixel of the photo in the middle of the stage
	split  float64 // where the divider is in what is seen of the photo, from 0 to 1
}

// empty says whether there is nothing to see.
func (v *view) empty() bool {
	return v.stage.x < 1 || v.stage.y < 1 || v.photo.x < 1 || v.photo.y < 1
}

// fit is the zoom that shows the whole photo; it enlarges none.
func (v *view) fit() float64 {
	room := vector{max(1, v.stage.x-2*v.margin), max(1, v.stage.y-2*v.margin)}
	return min(1, room.x/v.photo.x, room.y/v.photo.y)
}

// scale is the zoom in use.
func (v *view) scale() float64 {
	if v.zoom == 0 {
		return v.fit()
	}
	return v.zoom
}

// whole says whether the whole photo is shown.
func (v *view) whole() bool { return v.zoom == 0 }

// showWhole goes back to the whole photo.
func (v *view) showWhole() {
	v.zoom = 0
	v.clamp()
}

// setPhoto changes to a photo of the given size, or to what is better known
// about the size of this one: the same part of it stays in sight.
func (v *view) setPhoto(size vector) {
	if v.photo.x > 0 && size.x > 0 {
		f := size.x / v.photo.x
		v.zoom /= f
		v.centre = vector{v.centre.x * f, v.centre.y * f}
	}
	v.photo = size
	v.clamp()
}

// setStage changes the size of the stage.
func (v *view) setStage(size vector, margin float64) {
	v.stage, v.margin = size, margin
	v.clamp()
}

// kept is what stays the same from one photo to the next: how large the pixels
// are, and where in the photo one looks.
type kept struct {
	zoom   float64 // 0 for the whole photo
	seen   float64 // share of the photo's width that the stage shows
	centre vector  // from 0 to 1
}

// keep notes what to keep.
func (v *view) keep() kept {
	if v.empty() || v.whole() {
		return kept{}
	}
	return kept{v.zoom, v.stage.x / v.zoom / v.photo.x, vector{v.centre.x / v.photo.x, v.centre.y / v.photo.y}}
}

// resume goes to what was kept. If the photo's size is only guessed, it shows
// as much of it as before instead of pixels of the same size.
func (v *view) resume(k kept, guessed bool) {
	if k.zoom == 0 || v.empty() {
		return
	}
	zoom := k.zoom
	if guessed {
		zoom = v.stage.x / k.seen / v.photo.x
	}
	v.zoomTo(zoom, vector{})
	if !v.whole() {
		v.centre = vector{k.centre.x * v.photo.x, k.centre.y * v.photo.y}
		v.clamp()
	}
}

// zoomTo changes the zoom and leaves what is at a place of the stage there.
func (v *view) zoomTo(zoom float64, at vector) {
	if v.empty() {
		return
	}
	if zoom <= v.fit()*1.001 {
		v.showWhole()
		return
	}
	old := v.scale()
	zoom = min(zoom, maxZoom)
	d := vector{at.x - v.stage.x/2, at.y - v.stage.y/2}
	v.centre.x += d.x/old - d.x/zoom
	v.centre.y += d.y/old - d.y/zoom
	v.zoom = zoom
	v.clamp()
}

// pan moves the photo over the stage.
func (v *view) pan(dx, dy float64) {
	v.centre.x -= dx / v.scale()
	v.centre.y -= dy / v.scale()
	v.clamp()
}

// clamp keeps the photo on the stage: in the middle of it where it is smaller,
// without gaps where it is larger.
func (v *view) clamp() {
	if v.empty() {
		return
	}
	v.centre.x = clampCentre(v.centre.x, v.photo.x, v.stage.x/v.scale())
	v.centre.y = clampCentre(v.centre.y, v.photo.y, v.stage.y/v.scale())
	if v.whole() {
		v.centre = vector{v.photo.x / 2, v.photo.y / 2}
	}
}

func clampCentre(centre, photo, seen float64) float64 {
	if photo <= seen {
		return photo / 2
	}
	return min(max(centre, seen/2), photo-seen/2)
}

// frame is where the photo is on the stage; most of it may be outside.
func (v *view) frame() image.Rectangle {
	s := v.scale()
	x := int(math.Round(v.stage.x/2 - v.centre.x*s))
	y := int(math.Round(v.stage.y/2 - v.centre.y*s))
	w := max(1, int(math.Round(v.photo.x*s)))
	h := max(1, int(math.Round(v.photo.y*s)))
	return image.Rect(x, y, x+w, y+h)
}

// seen is the part of the stage that the photo covers.
func (v *view) seen() image.Rectangle {
	return v.frame().Intersect(image.Rect(0, 0, int(v.stage.x), int(v.stage.y)))
}

// divider is where on the stage after begins.
func (v *view) divider() int {
	r := v.seen()
	return r.Min.X + int(math.Round(v.split*float64(r.Dx())))
}

// divide moves the divider to a place of the stage.
func (v *view) divide(x float64) {
	r := v.seen()
	if r.Dx() > 0 {
		v.split = min(max((x-float64(r.Min.X))/float64(r.Dx()), 0), 1)
	}
}

// part is where in a frame of a whole photo its thumbnail is. A thumbnail of
// another shape shows the largest middle part of that shape.
func part(frame image.Rectangle, photo, thumb vector) image.Rectangle {
	if thumb.x < 1 || thumb.y < 1 || photo.x < 1 || photo.y < 1 {
		return frame
	}
	rx, ry := thumb.x/photo.x, thumb.y/photo.y
	if math.Abs(rx-ry) <= 0.75*max(1/photo.x, 1/photo.y) { // no more than rounding
		return frame
	}
	k := max(rx, ry)
	w := int(math.Round(float64(frame.Dx()) * rx / k))
	h := int(math.Round(float64(frame.Dy()) * ry / k))
	at := frame.Min.Add(image.Pt((frame.Dx()-w)/2, (frame.Dy()-h)/2))
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(w, h))}
}

// MaxPixels bounds the original that is kept in memory, in pixels: 256 MiB, and
// a third more for its reductions.
const MaxPixels = 64 << 20

// wanted is the longer side, in pixels, of the original that shows what is in
// sight at its best: no more than the photo has, nor than MaxPixels allow.
func (v *view) wanted() int {
	r := v.frame()
	return min(max(r.Dx(), r.Dy()), v.largest())
}

// largest is the longest side of an original that is ever asked for.
func (v *view) largest() int {
	bound := math.Sqrt(MaxPixels / (v.photo.x * v.photo.y))
	return int(max(v.photo.x, v.photo.y) * min(1, bound))
}
