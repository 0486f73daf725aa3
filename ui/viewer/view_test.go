package viewer

import (
	"image"
	"math"
	"testing"
)

func shownOn(stage, photo vector) view {
	v := view{split: 0.5}
	v.setStage(stage, 0)
	v.setPhoto(photo)
	return v
}

func TestWholePhoto(t *testing.T) {
	tests := map[string]struct {
		stage, photo vector
		margin       float64
		want         image.Rectangle
	}{
		"wide":            {vector{1000, 600}, vector{6000, 3000}, 0, image.Rect(0, 50, 1000, 550)},
		"high":            {vector{1000, 600}, vector{2000, 4000}, 0, image.Rect(350, 0, 650, 600)},
		"with a margin":   {vector{1040, 640}, vector{6000, 3000}, 20, image.Rect(20, 70, 1020, 570)},
		"smaller":         {vector{1000, 600}, vector{100, 50}, 0, image.Rect(450, 275, 550, 325)},
		"tiny stage":      {vector{10, 10}, vector{1000, 1000}, 20, image.Rect(5, 5, 6, 6)},
		"one pixel":       {vector{1000, 600}, vector{1, 1}, 0, image.Rect(500, 300, 501, 301)},
		"a line of photo": {vector{1000, 600}, vector{50000, 1}, 0, image.Rect(0, 300, 1000, 301)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := shownOn(tt.stage, tt.photo)
			v.setStage(tt.stage, tt.margin)
			if got := v.frame(); got != tt.want {
				t.Errorf("the photo is at %v, want %v", got, tt.want)
			}
			if !v.whole() {
				t.Error("it is zoomed")
			}
		})
	}
}

func TestZoomLeavesWhatIsUnderThePointer(t *testing.T) {
	v := shownOn(vector{1000, 600}, vector{6000, 4000})
	at := vector{400, 250}
	under := func() vector {
		s := v.scale()
		return vector{v.centre.x + (at.x-v.stage.x/2)/s, v.centre.y + (at.y-v.stage.y/2)/s}
	}
	want := under()
	for _, zoom := range []float64{0.3, 1, 2.7, 8, 1, 0.5} {
		v.zoomTo(zoom, at)
		got := under()
		if math.Abs(got.x-want.x) > 1e-6 || math.Abs(got.y-want.y) > 1e-6 {
			t.Errorf("at zoom %g the pointer is over %v, want %v", zoom, got, want)
		}
	}
}

func TestZoomHasLimits(t *testing.T) {
	v := shownOn(vector{1000, 600}, vector{6000, 4000})
	v.zoomTo(100, vector{})
	if v.scale() != maxZoom {
		t.Errorf("the zoom is %g, want no more than %d", v.scale(), maxZoom)
	}
	v.zoomTo(0.01, vector{})
	if !v.whole() || v.frame() != image.Rect(50, 0, 950, 600) {
		t.Errorf("the photo is at %v, want the whole of it in the middle", v.frame())
	}
}

func TestPanEndsAtTheEdges(t *testing.T) {
	tests := map[string]struct {
		zoom   float64
		dx, dy float64
		want   image.Rectangle
	}{
		"right and down":          {1, 1e6, 1e6, image.Rect(0, 0, 6000, 4000)},
		"left and up":             {1, -1e6, -1e6, image.Rect(-5000, -3400, 1000, 600)},
		"a little":                {1, -10, 20, image.Rect(-2510, -1680, 3490, 2320)},
		"not where it is smaller": {0.16, 1e6, 1e6, image.Rect(20, 0, 980, 640)},
		"not at all when whole":   {0, 1e6, 1e6, image.Rect(50, 0, 950, 600)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := shownOn(vector{1000, 600}, vector{6000, 4000})
			v.zoomTo(tt.zoom, vector{500, 300})
			v.pan(tt.dx, tt.dy)
			if got := v.frame(); got != tt.want {
				t.Errorf("the photo is at %v, want %v", got, tt.want)
			}
		})
	}
}

func TestDivider(t *testing.T) {
	tests := map[string]struct {
		zoom, to float64
		want     int
	}{
		"in the photo":          {0, 200, 200},
		"left of the photo":     {0, 10, 50},
		"right of the photo":    {0, 999, 950},
		"zoomed":                {1, 200, 200},
		"zoomed, off the stage": {1, 4000, 1000},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := shownOn(vector{1000, 600}, vector{6000, 4000})
			v.zoomTo(tt.zoom, vector{500, 300})
			v.divide(tt.to)
			if got := v.divider(); got != tt.want {
				t.Errorf("the divider is at %d, want %d", got, tt.want)
			}
		})
	}
	v := shownOn(vector{1000, 600}, vector{6000, 4000})
	v.divide(275) // a quarter of the photo
	v.zoomTo(2, vector{500, 300})
	if got := v.divider(); got != 250 {
		t.Errorf("zoomed in, the divider is at %d, want it at a quarter of the stage", got)
	}
}

func TestWhatIsBetterKnownAboutAPhotoMovesNothing(t *testing.T) {
	v := shownOn(vector{1000, 600}, vector{256, 171})
	v.zoomTo(2, vector{300, 200})
	v.pan(5, 7)
	before := v.frame()
	v.setPhoto(vector{6000, 6000 * 171.0 / 256})
	if got := v.frame(); got != before {
		t.Errorf("the photo moved from %v to %v", before, got)
	}
}

func TestPart(t *testing.T) {
	frame := image.Rect(100, 50, 700, 450) // of a photo of 6000 × 4000
	tests := map[string]struct {
		thumb vector
		want  image.Rectangle
	}{
		"fits":          {vector{256, 171}, frame},
		"fits, tiny":    {vector{16, 11}, frame},
		"same size":     {vector{6000, 4000}, frame},
		"square":        {vector{256, 256}, image.Rect(200, 50, 600, 450)},
		"wide":          {vector{256, 144}, image.Rect(100, 81, 700, 419)},
		"high":          {vector{100, 200}, image.Rect(300, 50, 500, 450)},
		"nothing known": {vector{}, frame},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := part(frame, vector{6000, 4000}, tt.thumb); got != tt.want {
				t.Errorf("the thumbnail is at %v, want %v", got, tt.want)
			}
		})
	}
}

func TestWanted(t *testing.T) {
	tests := map[string]struct {
		photo vector
		zoom  float64
		want  int
	}{
		"whole":              {vector{6000, 4000}, 0, 900},
		"half":               {vector{6000, 4000}, 0.5, 3000},
		"every pixel":        {vector{6000, 4000}, 1, 6000},
		"enlarged":           {vector{6000, 4000}, 8, 6000},
		"more than memory":   {vector{20000, 20000}, 1, 8192},
		"very long":          {vector{100000, 100}, 1, 100000},
		"smaller than stage": {vector{300, 200}, 0, 300},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := shownOn(vector{1000, 600}, tt.photo)
			v.zoomTo(tt.zoom, vector{})
			if got := v.wanted(); got != tt.want {
				t.Errorf("wanted are %d pixels, want %d", got, tt.want)
			}
			w := float64(v.wanted())
			if pixels := w * w * min(v.photo.x, v.photo.y) / max(v.photo.x, v.photo.y); pixels > MaxPixels {
				t.Errorf("that is %.0f pixels", pixels)
			}
		})
	}
}
