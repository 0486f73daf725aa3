package ui

import (
	"context"
	"errors"
	"image"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/ui/model"
	"thumbpool/ui/picture"
	"thumbpool/ui/viewer"
	"thumbpool/ui/words"
)

// view opens the viewer on a photo.
func (w *Window) view(id int) {
	w.shell.Tips().Hide()
	w.opened = id
	w.viewer.Open(w.viewed(id))
	w.show()
}

// updateViewer shows in the viewer what has become of its photo.
func (w *Window) updateViewer() {
	if w.viewer.Visible() {
		w.viewer.Update(w.viewed(w.opened))
	}
}

// leftViewer goes back to the photo in the grid.
func (w *Window) leftViewer(keyboard bool) {
	w.show()
	if keyboard {
		w.win.Canvas().Focus(w.grid)
	}
}

// viewed is a photo as the viewer wants it.
func (w *Window) viewed(id int) viewer.Item {
	c := w.control.Model().Cell(id)
	photo, output := c.Photo.Path, c.Output
	item := viewer.Item{
		Name: model.Name(c.Photo.Rel), Place: w.control.Model().Place(id) + 1, Total: len(w.control.Model().Shown()),
		Photo: c.PhotoSize, Thumbnail: c.ThumbSize, Times: c.Times, Version: c.Version,
		Kind: words.Say(c.Kind()),
		Original: func(ctx context.Context, side int) (*image.RGBA, error) {
			return w.load(ctx, photo, side)
		},
	}
	if why := words.Say(c.WholeReason()); c.HasPicture() {
		item.Note = why
	} else {
		item.Reason = why
	}
	if c.HasPicture() {
		item.Picture, _ = w.store.Get(picture.Key{ID: id, Version: c.Version})
		item.Thumb = func(ctx context.Context) (*image.RGBA, error) {
			return w.load(ctx, output, int(option.Of("Size").Max))
		}
	}
	return item
}

// viewNeighbour goes to the next or previous photo of the grid.
func (w *Window) viewNeighbour(by int) {
	shown := w.control.Model().Shown()
	place := w.control.Model().Place(w.opened) + by
	if place < 0 || place >= len(shown) {
		return
	}
	w.grid.Choose(shown[place])
	w.view(shown[place])
}

// openViewed opens the thumbnail, or the photo if there is none, with the
// desktop's program.
func (w *Window) openViewed() {
	c := w.control.Model().Cell(w.opened)
	if c.HasPicture() {
		w.control.OpenFile(c.Output)
		return
	}
	w.control.OpenFile(c.Photo.Path)
}

// showViewed shows in the file manager what openViewed opens.
func (w *Window) showViewed() {
	if files := w.control.Model().Files([]int{w.opened}).OnDisk; len(files) > 0 {
		w.control.Reveal(files)
	}
}

// selected follows the selection of the grid.
func (w *Window) selected(id int) {
	w.timeline.Select(id)
	if id < 0 {
		w.previewFirst()
		return
	}
	w.preview.ShowPhoto(w.control.Model().Cell(id).Photo.Path)
}

// picked says how many photos are selected if there are several.
func (w *Window) picked(n int) {
	t := model.Text{}
	if n > 1 {
		t = model.Count("header.selected", n)
	}
	w.header.ShowSelected(t)
}

// previewTries is how many photos are tried for one to show beside the settings.
const previewTries = 8

// previewFirst shows the first photo that can be read beside the settings while
// none is selected.
func (w *Window) previewFirst() {
	if w.grid.Selected() >= 0 {
		return
	}
	if paths := w.control.Model().FirstReadable(previewTries); len(paths) > 0 {
		w.preview.ShowFirst(paths)
	}
}

// reasonOf says to a person why a picture could not be read.
func reasonOf(err error) string {
	if e, ok := errors.AsType[*processor.PhotoError](err); ok {
		_, whole := model.Why(e.Reason)
		return words.Say(whole)
	}
	return err.Error()
}
