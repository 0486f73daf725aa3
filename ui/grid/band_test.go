package grid

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor/reason"
)

func TestTouched(t *testing.T) {
	s := shape{width: 4*100 + 3*16 + 2*24, columns: 4, side: 100} // cells at 24, 140, 256, 372 and 8, 124, 240
	at := fyne.NewPos
	tests := []struct {
		name string
		p, q fyne.Position
		want block
	}{
		{"nothing at the left", at(2, 50), at(20, 300), block{}},
		{"nothing above", at(2, 2), at(480, 6), block{}},
		{"nothing between two columns", at(126, 20), at(138, 400), block{}},
		{"nothing between two rows", at(2, 109), at(480, 122), block{}},
		{"nothing below", at(2, 350), at(480, 900), block{}},
		{"nothing where the last row ends", at(250, 250), at(480, 300), block{}},
		{"the edge of one", at(2, 20), at(24, 60), block{0, 1, 0, 1}},
		{"within one", at(150, 130), at(160, 140), block{1, 2, 1, 2}},
		{"two across a gap", at(120, 20), at(145, 30), block{0, 2, 0, 1}},
		{"upwards and to the left", at(480, 230), at(256, 109), block{2, 4, 1, 2}},
		{"all", at(0, 0), at(496, 900), block{0, 4, 0, 3}},
		{"the last row's cells", at(2, 350), at(496, 338), block{0, 4, 2, 3}},
		{"above the board", at(30, -50), at(40, -10), block{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, ends := range [][2]fyne.Position{{tt.p, tt.q}, {tt.q, tt.p}} {
				if got := s.touched(ends[0], ends[1], 10); got != tt.want { // the last row has two
					t.Errorf("from %v to %v it touches %v, want %v", ends[0], ends[1], got, tt.want)
				}
			}
		})
	}
	if got := s.touched(at(0, 0), at(496, 900), 0); got != (block{}) {
		t.Errorf("%v is touched where there are no cells", got)
	}
}

// TestTouchedIsWhatIsThere holds the arithmetic to the cells themselves.
func TestTouchedIsWhatIsThere(t *testing.T) {
	const cells = 14
	s := shapeFor(500, 80)
	for x := float32(-10); x < 510; x += 37 {
		for y := float32(-10); y < 500; y += 29 {
			p, q := fyne.NewPos(x, y), fyne.NewPos(260, 150)
			got := map[int]bool{}
			b := s.touched(p, q, cells)
			for row := b.top; row < b.bottom; row++ {
				for column := b.left; column < b.right && row*s.columns+column < cells; column++ {
					got[row*s.columns+column] = true
				}
			}
			for place := range cells {
				c := s.position(place)
				over := min(p.X, q.X) <= c.X+s.side && max(p.X, q.X) >= c.X && min(p.Y, q.Y) <= c.Y+s.side && max(p.Y, q.Y) >= c.Y
				if over != got[place] {
					t.Fatalf("from %v to %v: cell %d is touched: %v, want %v", p, q, place, got[place], over)
				}
			}
		}
	}
}

// drag moves the pointer from one place of the window to others.
func (v *view) drag(from fyne.Position, to ...fyne.Position) {
	for _, p := range to {
		v.board.Dragged(&fyne.DragEvent{
			PointEvent: fyne.PointEvent{Position: p.AddXY(0, v.scroll.Offset.Y)},
			Dragged:    fyne.NewDelta(p.X-from.X, p.Y-from.Y),
		})
		from = p
	}
}

// ground is empty: at the left of the first row's middle.
var ground = fyne.NewPos(4, 60)

// on is the middle of a cell.
func (v *view) on(place int) fyne.Position {
	return v.shape.position(place).AddXY(v.shape.side/2, v.shape.side/2-v.scroll.Offset.Y)
}

func TestBand(t *testing.T) {
	band := func(held fyne.KeyModifier, from fyne.Position, places ...int) func(*view) {
		return func(v *view) {
			v.held = held
			for i, p := range places {
				to := v.on(p)
				if i > 0 {
					from = v.on(places[i-1])
				}
				v.drag(from, to)
			}
			v.held = 0
		}
	}
	end := func(v *view) { v.board.DragEnd() }
	back := func(from int) func(*view) {
		return func(v *view) { v.drag(v.on(from), ground) }
	}
	esc := func(v *view) { press(v, fyne.KeyEscape) }
	click := func(place int) func(*view) { return func(v *view) { v.tapped(place) } }
	below := fyne.NewPos(690, 480)
	tests := []struct {
		name    string
		do      []func(*view)
		want    []int
		current int
	}{
		{"a row", []func(*view){band(0, ground, 2), end}, []int{0, 1, 2}, 0},
		{"a block", []func(*view){band(0, ground, 5), end}, []int{0, 1, 4, 5}, 0},
		{"there and back", []func(*view){band(0, ground, 9, 1), end}, []int{0, 1}, 0},
		{"from below", []func(*view){band(0, below, 9), end}, []int{9}, 9},
		{"from below, further", []func(*view){band(0, below, 5), end}, []int{5, 6, 7, 9}, 7},
		{"in place of what was selected", []func(*view){click(8), band(0, ground, 1), end}, []int{0, 1}, 0},
		{"beside what was selected", []func(*view){click(8), band(ctrl, ground, 1), end}, []int{0, 1, 8}, 0},
		{"beside it, and back", []func(*view){click(8), band(ctrl, ground, 5, 0), end}, []int{0, 8}, 0},
		{"with Shift", []func(*view){click(8), band(shift, ground, 1), end}, []int{0, 1, 8}, 0},
		{"back to the ground", []func(*view){click(8), band(0, ground, 1), back(1), end}, []int{8}, 8},
		{"back to the ground when nothing was selected", []func(*view){band(0, ground, 1), back(1), end}, []int{}, -1},
		{"Escape", []func(*view){click(8), band(0, ground, 1), esc}, []int{8}, 8},
		{"Escape, and on", []func(*view){click(8), band(0, ground, 1), esc, band(0, ground, 2), end}, []int{8}, 8},
		{"another after Escape", []func(*view){click(8), band(0, ground, 1), esc, end, band(0, ground, 2), end}, []int{0, 1, 2}, 0},
		{"Escape afterwards", []func(*view){band(0, ground, 1), end, esc}, []int{0}, 0},
		{"a click on the ground afterwards", []func(*view){band(0, ground, 1), end, click(-1)}, []int{0}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := newView(t, 10) // rows of four
			said, current := 0, -1
			v.OnPicked = func(n int) { said = n }
			v.OnSelect = func(id int) { current = id }
			v.focus()
			if v.Reset(); v.Selected() >= 0 {
				t.Fatal("something is selected to begin with")
			}
			current = -1
			for _, do := range tt.do {
				do(v)
			}
			if got := v.Picked(); !slices.Equal(got, tt.want) || v.Selected() != tt.current {
				t.Errorf("selected %v, current %d; want %v, %d", got, v.Selected(), tt.want, tt.current)
			}
			if said != len(tt.want) || current != tt.current {
				t.Errorf("told of %d and photo %d", said, current)
			}
			if v.band.frame.Visible() {
				t.Error("the band is still drawn")
			}
		})
	}
}

func TestAnotherFolderEndsABand(t *testing.T) {
	v := newView(t, 10)
	v.drag(ground, v.on(5))
	v.Reset()
	v.board.DragEnd()
	if got := v.Picked(); len(got) != 0 || v.Selected() >= 0 || v.band.frame.Visible() {
		t.Errorf("selected %v", got)
	}
}

func TestADragOnACellIsNoBand(t *testing.T) {
	v := newView(t, 10)
	v.drag(v.on(1), v.on(1).AddXY(3, 2))
	v.board.DragEnd()
	if got := v.Picked(); !slices.Equal(got, []int{1}) {
		t.Errorf("selected %v, want the cell that was clicked with an unsteady hand", got)
	}
	v.drag(v.on(1), v.on(6))
	v.board.DragEnd()
	if got := v.Picked(); !slices.Equal(got, []int{1}) || v.scroll.Offset.Y != 0 {
		t.Errorf("selected %v at %v after a drag from cell to cell", got, v.scroll.Offset)
	}
}

func TestABandScrollsAtTheEdges(t *testing.T) {
	v := newView(t, 400) // a hundred rows
	bottom := v.scroll.Size().Height
	v.drag(ground, fyne.NewPos(200, bottom-30))
	v.clock.pass(edgeTick)
	if v.scroll.Offset.Y != 0 {
		t.Fatal("it scrolls in the middle")
	}
	v.drag(fyne.NewPos(200, bottom-30), fyne.NewPos(200, bottom-12))
	for range 10 {
		v.clock.pass(edgeTick)
	}
	if got := v.scroll.Offset.Y; !near(got, 10*edgeStep/2) {
		t.Errorf("scrolled to %v in ten steps half way into the edge, want %v", got, 10*edgeStep/2)
	}
	was := len(v.Picked())
	v.drag(fyne.NewPos(200, bottom-12), fyne.NewPos(200, bottom+500))
	for range 40 {
		v.clock.pass(edgeTick)
	}
	if got := v.scroll.Offset.Y; !near(got, 60+40*3*edgeStep) || len(v.Picked()) <= was {
		t.Errorf("scrolled to %v with %d selected", got, len(v.Picked()))
	}
	for range 1000 {
		v.clock.pass(edgeTick)
	}
	if got := len(v.Picked()); got != 200 { // two columns
		t.Errorf("%d selected at the end, want 200", got)
	}
	if n := len(v.clock.alarms); n != 0 {
		t.Errorf("%d steps wait at the end", n)
	}
	end := v.scroll.Offset.Y
	v.drag(fyne.NewPos(200, bottom+500), fyne.NewPos(200, -10))
	v.clock.pass(edgeTick)
	v.board.DragEnd()
	up := v.scroll.Offset.Y
	v.clock.pass(edgeTick)
	if up >= end || v.scroll.Offset.Y != up {
		t.Errorf("from %v up to %v, and to %v after the end", end, up, v.scroll.Offset.Y)
	}
}

func TestTheWheelScrollsBelowABand(t *testing.T) {
	v := newView(t, 400)
	v.drag(ground, fyne.NewPos(200, 200))
	before := len(v.Picked())
	v.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -400)})
	if v.scroll.Offset.Y == 0 || len(v.Picked()) <= before {
		t.Errorf("at %v %d are selected, before %d", v.scroll.Offset.Y, len(v.Picked()), before)
	}
}

func TestBandLooks(t *testing.T) {
	v := newView(t, 10)
	v.begin()
	v.apply(done(0, scene(256, 170)), done(1, scene(170, 256)), done(2, scene(256, 170)), failure(3, reason.Damaged, "the file ends after 1.2 of 6.4 MB"), done(4, scene(256, 170)))
	v.drag(fyne.NewPos(620, 480), v.on(6).AddXY(-20, -10), v.on(2).AddXY(20, 30))
	test.AssertRendersToImage(t, "band.png", v.window.Canvas())
}

func BenchmarkBand(b *testing.B) {
	v := newView(b, 100_000)
	height := v.board.MinSize().Height
	v.drag(ground, fyne.NewPos(690, 200))
	b.ReportAllocs()
	for b.Loop() { // a band over all of them that grows and shrinks by a row
		v.band.to = fyne.NewPos(690, height-200)
		v.stretchBand()
		v.band.to = fyne.NewPos(690, height-400)
		v.stretchBand()
	}
}
