package viewer

import (
	"fmt"

	"thumbpool/ui/control"
	"thumbpool/ui/words"
)

// showWords says what is known about the item that is open.
func (v *Viewer) showWords() {
	i := v.item
	v.place.SetText("")
	if i.Total > 0 {
		v.place.SetText(words.Of("viewer.place", "N", i.Place, "Total", i.Total))
	}
	control.SetVisible(v.previous, i.Total == 0 || i.Place > 1)
	control.SetVisible(v.next, i.Total == 0 || i.Place < i.Total)
	v.facts.set(i.Times)
	v.showSizes()
	v.showProblem()
	v.showZoom()
}

// showSizes says how large photo and thumbnail are.
func (v *Viewer) showSizes() {
	size := func(x, y int) string { return fmt.Sprintf("%d × %d", x, y) }
	photo, thumb := v.item.Photo, v.item.Thumbnail
	text := ""
	switch {
	case photo.X > 0 && thumb.X > 0:
		text = words.Of("viewer.sizes", "Photo", size(photo.X, photo.Y), "Thumbnail", size(thumb.X, thumb.Y))
	case photo.X > 0:
		text = words.Of("viewer.size", "Photo", size(photo.X, photo.Y))
	}
	v.sizes.SetText(text)
	v.layoutHead(v.Size())
}

// showProblem says why a picture is missing or odd, in place of the times.
func (v *Viewer) showProblem() {
	text := v.item.Note
	switch {
	case v.originalError != "":
		text = words.Of("viewer.noPhoto", "Reason", v.originalError)
	case v.thumbFail != "":
		text = words.Of("viewer.noThumb", "Reason", v.thumbFail)
	}
	v.problem.SetText(text)
	control.SetVisible(v.problem, text != "")
	control.SetVisible(v.facts, text == "")
}

// showZoom says how large a pixel of the photo is on the screen.
func (v *Viewer) showZoom() {
	w := &v.stage.view
	text := ""
	if !w.empty() && v.item.Photo.X > 0 && v.item.Kind == "" {
		text = words.Of("viewer.zoom", "Percent", fmt.Sprintf("%.0f", w.scale()*100))
	}
	v.zoom.SetLabel(text)
	control.SetVisible(v.zoom, text != "")
}
