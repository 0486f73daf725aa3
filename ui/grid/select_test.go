package grid

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor/reason"
)

const (
	shift = fyne.KeyModifierShift
	ctrl  = fyne.KeyModifierShortcutDefault
)

func span(from, to int) []int {
	var ids []int
	for id := from; id <= to; id++ {
		ids = append(ids, id)
	}
	return ids
}

func TestMultipleSelection(t *testing.T) {
	click := func(place int, held fyne.KeyModifier) func(*view) {
		return func(v *view) {
			v.held = held
			v.clock.pass(time.Second)
			v.tapped(place)
			v.held = 0
		}
	}
	key := func(held fyne.KeyModifier, keys ...fyne.KeyName) func(*view) {
		return func(v *view) {
			v.held = held
			press(v, keys...)
			v.held = 0
		}
	}
	all := func(v *view) { v.SelectAll() }
	tests := []struct {
		name    string
		do      []func(*view)
		want    []int
		current int
	}{
		{"a click", []func(*view){click(3, 0)}, []int{3}, 3},
		{"another click", []func(*view){click(3, 0), click(5, 0)}, []int{5}, 5},
		{"clicks with Control", []func(*view){click(3, 0), click(9, ctrl), click(6, ctrl)}, []int{3, 6, 9}, 6},
		{"a second click with Control", []func(*view){click(3, 0), click(9, ctrl), click(3, ctrl)}, []int{9}, 9},
		{"the last one stays", []func(*view){click(3, 0), click(3, ctrl)}, []int{3}, 3},
		{"a range", []func(*view){click(3, 0), click(7, shift)}, span(3, 7), 7},
		{"a range backwards", []func(*view){click(7, 0), click(3, shift)}, span(3, 7), 3},
		{"another range from the same origin", []func(*view){click(7, 0), click(3, shift), click(9, shift)}, span(7, 9), 9},
		{"a range beside others", []func(*view){click(1, 0), click(5, ctrl), click(7, shift|ctrl)}, []int{1, 5, 6, 7}, 7},
		{"a range when nothing is selected", []func(*view){click(4, shift)}, []int{4}, 4},
		{"a click after a range", []func(*view){click(3, 0), click(7, shift), click(5, 0)}, []int{5}, 5},
		{"a click on empty ground", []func(*view){click(3, 0), click(7, shift), click(-1, 0)}, []int{7}, 7},
		{"a click on empty ground with Control", []func(*view){click(3, 0), click(7, shift), click(-1, ctrl)}, span(3, 7), 7},
		{"arrows with Shift", []func(*view){click(5, 0), key(shift, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)}, []int{5, 6}, 6},
		{"a row with Shift", []func(*view){click(5, 0), key(shift, fyne.KeyDown)}, span(5, 9), 9},
		{"over the origin", []func(*view){click(5, 0), key(shift, fyne.KeyRight, fyne.KeyUp)}, span(2, 5), 2},
		{"to the end", []func(*view){click(5, 0), key(shift, fyne.KeyEnd)}, span(5, 11), 11},
		{"to the beginning", []func(*view){click(5, 0), key(shift, fyne.KeyHome)}, span(0, 5), 0},
		{"an arrow without Shift", []func(*view){click(5, 0), key(shift, fyne.KeyEnd), key(0, fyne.KeyLeft)}, []int{10}, 10},
		{"all", []func(*view){click(5, 0), all}, span(0, 11), 5},
		{"all when nothing was", []func(*view){all}, span(0, 11), 0},
		{"Escape", []func(*view){click(5, 0), all, key(0, fyne.KeyEscape)}, []int{5}, 5},
		{"from the timeline", []func(*view){click(5, 0), all, func(v *view) { v.Choose(2) }}, []int{2}, 2},
		{"another folder", []func(*view){click(5, 0), all, func(v *view) { v.Reset() }}, []int{}, -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := newView(t, 12) // rows of four
			said := 0
			v.OnPicked = func(n int) { said = n }
			for _, do := range tt.do {
				do(v)
			}
			if got := v.Picked(); !slices.Equal(got, tt.want) || v.Selected() != tt.current {
				t.Errorf("selected %v, current %d; want %v, %d", got, v.Selected(), tt.want, tt.current)
			}
			if said != len(tt.want) {
				t.Errorf("told of %d, want %d", said, len(tt.want))
			}
			outlines := 0
			for _, o := range v.board.outlines {
				if o.Visible() {
					outlines++
				}
			}
			if outlines != len(tt.want) {
				t.Errorf("%d cells have an outline, want %d", outlines, len(tt.want))
			}
		})
	}
}

func TestEscapeGoesOnWhenOneIsSelected(t *testing.T) {
	v := newView(t, 4)
	passed := 0
	v.window.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { passed++ })
	v.tapped(1)
	v.SelectAll()
	press(v, fyne.KeyEscape)
	if passed != 0 {
		t.Error("Escape ended the selection and went on")
	}
	press(v, fyne.KeyEscape)
	if passed != 1 {
		t.Error("Escape did not go on to the window")
	}
}

func TestTheSelectionFollowsThePhotos(t *testing.T) {
	v := newView(t, 8)
	v.begin()
	v.tapped(1)
	v.held = ctrl
	v.tapped(4)
	v.apply(done(7, nil), done(4, nil))
	if got, want := v.Picked(), []int{4, 1}; !slices.Equal(got, want) {
		t.Errorf("selected %v, want %v: in the order shown", got, want)
	}
}

func TestTheMenu(t *testing.T) {
	v := newView(t, 12)
	asked := 0
	v.OnMenu = func(fyne.Position) { asked++ }
	right := func(place int) {
		v.board.TappedSecondary(&fyne.PointEvent{Position: v.shape.position(place).AddXY(20, 20)})
	}
	right(3)
	if asked != 1 || !slices.Equal(v.Picked(), []int{3}) {
		t.Errorf("asked %d times, selected %v, want the cell under the pointer", asked, v.Picked())
	}
	v.held = shift
	v.tapped(5)
	v.held = 0
	right(4)
	if asked != 2 || !slices.Equal(v.Picked(), []int{3, 4, 5}) || v.Selected() != 4 {
		t.Errorf("asked %d times, selected %v, current %d, want the selection kept", asked, v.Picked(), v.Selected())
	}
	right(9)
	if !slices.Equal(v.Picked(), []int{9}) {
		t.Errorf("selected %v, want the cell under the pointer alone", v.Picked())
	}
	v.board.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(3, 3)})
	if asked != 3 {
		t.Error("there is a menu for empty ground")
	}
	press(v, desktop.KeyMenu)
	v.held = shift
	press(v, fyne.KeyF10)
	if asked != 5 {
		t.Errorf("asked %d times, want 5: by the menu key and Shift+F10 too", asked)
	}
}

func TestSelectionLooks(t *testing.T) {
	v := newView(t, 10)
	v.begin()
	v.apply(done(0, scene(256, 170)), done(1, scene(170, 256)), done(2, scene(256, 170)), failure(3, reason.Damaged, "the file ends after 1.2 of 6.4 MB"), done(4, scene(256, 170)))
	v.tapped(1)
	v.held = shift
	v.tapped(5)
	test.AssertRendersToImage(t, "selection.png", v.window.Canvas())
	v.FocusLost()
	test.AssertRendersToImage(t, "selection-elsewhere.png", v.window.Canvas())
}

func BenchmarkSelectAll(b *testing.B) {
	v := newView(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		v.SelectAll()
		v.choose(50)
	}
}

func BenchmarkExtend(b *testing.B) {
	v := newView(b, 100_000)
	v.choose(0)
	b.ReportAllocs()
	for b.Loop() { // Shift and an arrow at the end of a long range
		v.extend(99_998, false)
		v.extend(99_999, false)
	}
}

func TestPicks(t *testing.T) {
	var p picks
	for _, id := range []int{3, 64, 65, 3, 100_000} {
		p.add(id)
	}
	p.remove(64)
	p.remove(64)
	p.remove(7)
	if got := fmt.Sprint(p.n, p.has(3), p.has(64), p.has(65), p.has(100_000), p.has(-1), p.has(200_000)); got != "3 true false true true false false" {
		t.Error(got)
	}
	p.clear()
	p.add(70)
	if p.n != 1 || p.has(3) || p.has(65) {
		t.Error("after clear there are others than what was added")
	}
}
