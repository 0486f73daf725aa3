package rail

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"thumbpool/ui/control"
	"thumbpool/ui/look"
)

// Measures in dp. Those of the photos are as in the drawings of the window.
const (
	photosAt  = 18
	folderAt  = 44
	chooseAt  = 84
	checkAt   = 124
	photosEnd = checkAt + 20

	captionSize  = 20
	underCaption = 4 // between a heading and its first setting
	reasonSize   = 18
	minGap       = 10 // between the sections
	maxGap       = 20
	leastPreview = 64 // height of the preview
	mostPreview  = 160

	// fixed is all that is as high in every window; three gaps and the preview
	// come in addition.
	fixed = photosEnd + captionSize + underCaption + control.ChipsSize + 2*control.SettingSize + captionSize + underCaption + look.ControlSize +
		8 + reasonSize + 6 + look.PrimarySize + look.RailPadding
	smallest = fixed + 3*minGap + leastPreview
)

// places are where the parts are that move with the height of the window, dp
// from the top.
type places struct {
	thumbnail, size, blur, preview, previewHeight, workers, output, reason, make float32
}

// placesIn shares out the height: first among the gaps, then to the preview.
// What is left stays free above the button.
func placesIn(height float32) places {
	room := max(height, smallest) - fixed - leastPreview
	gap := min(room/3, maxGap)
	var p places
	p.previewHeight = min(leastPreview+room-3*gap, mostPreview)
	p.thumbnail = photosEnd + gap
	p.size = p.thumbnail + captionSize + underCaption
	p.blur = p.size + control.ChipsSize + gap
	p.preview = p.blur + control.SettingSize
	p.workers = p.preview + p.previewHeight + gap
	p.output = p.workers + control.SettingSize
	p.make = height - look.RailPadding - look.PrimarySize
	p.reason = p.make - 6 - reasonSize
	return p
}

// arrange places what is as wide as what it says.
func (r *Rail) arrange() {
	s := r.Size()
	if s.Width <= 0 {
		return // not laid out yet
	}
	r.size.Refresh()
	r.blur.Refresh()
	w := s.Width - 2*look.RailPadding
	natural := min(r.preset.Natural(), w-r.thumbnailCaption.Natural()-12)
	control.Place(r.preset, look.RailPadding+w-natural, placesIn(s.Height).thumbnail, natural, captionSize)
}

// CreateRenderer is Fyne's.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	back := &canvas.Rectangle{}
	folder := container.NewThemeOverride(r.Folder, look.Flat{NoBar: true})
	parts := []fyne.CanvasObject{
		back, r.photosCaption, r.folderProblem, folder, r.Choose, r.Subfolders, r.thumbnailCaption, r.preset,
		r.size, r.blur, r.actions.Preview, r.workers, r.outputCaption, r.Output, r.reason, r.Make,
	}
	d := &control.Drawing{Parts: parts}
	d.Arrange = func(s fyne.Size) {
		back.Resize(s)
		p := placesIn(s.Height)
		x, w := float32(look.RailPadding), s.Width-2*look.RailPadding
		control.Place(r.photosCaption, x, photosAt, w/2, captionSize)
		control.Place(r.folderProblem, x, photosAt, w, captionSize)
		control.Place(folder, x, folderAt, w, look.ControlSize)
		control.Place(r.Choose, x, chooseAt, w, look.ControlSize)
		control.Place(r.Subfolders, x, checkAt, r.Subfolders.MinSize().Width, captionSize)
		control.Place(r.thumbnailCaption, x, p.thumbnail, w/2, captionSize)
		control.Place(r.size, x, p.size, w, control.ChipsSize)
		control.Place(r.blur, x, p.blur, w, control.SettingSize)
		control.Place(r.workers, x, p.workers, w, control.SettingSize)
		control.Place(r.actions.Preview, x, p.preview, w, p.previewHeight)
		control.Place(r.outputCaption, x, p.output, w, captionSize)
		control.Place(r.Output, x, p.output+captionSize+underCaption, w, look.ControlSize)
		control.Place(r.reason, x, p.reason, w, reasonSize)
		control.Place(r.Make, x, p.make, w, look.PrimarySize)
		r.arrange()
	}
	d.Smallest = func() fyne.Size { return fyne.NewSize(look.RailWidth-1, smallest) }
	d.Paint = func() { back.FillColor = look.Color(look.Surface) }
	return control.Drawn(d)
}
