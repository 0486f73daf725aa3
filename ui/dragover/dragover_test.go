package dragover

import (
	"image"
	"testing"
)

func TestOver(t *testing.T) {
	s := scene{
		window: image.Rect(100, 100, 500, 400),
		above:  []image.Rectangle{image.Rect(300, 50, 600, 200), image.Rect(0, 390, 50, 500)},
	}
	tests := []struct {
		name string
		at   image.Point
		want bool
	}{
		{"in the window", image.Pt(200, 300), true},
		{"its first pixel", image.Pt(100, 100), true},
		{"the pixel after its last", image.Pt(500, 300), false},
		{"beside it", image.Pt(50, 300), false},
		{"on a window over it", image.Pt(400, 150), false},
		{"under the edge of that window", image.Pt(400, 200), true},
		{"on a window that is elsewhere", image.Pt(10, 400), false},
	}
	for _, tt := range tests {
		if got := s.over(tt.at); got != tt.want {
			t.Errorf("%s: over is %v", tt.name, got)
		}
	}
}
