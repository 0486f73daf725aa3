package grid

import (
	"fmt"
	"testing"

	"thumbpool/processor"
)

// TestPicturesWaitUntilTheGridRests leaps through the grid as the bar does:
// pictures are read when it stands still, and only those that are in sight then.
func TestPicturesWaitUntilTheGridRests(t *testing.T) {
	const photos = 400
	v := newView(t, photos)
	v.begin()
	var evs []processor.Event
	for id := range photos {
		v.loads[fmt.Sprintf("/p/thumbs/%d.jpg", id)] = picture3x2(100)
		evs = append(evs, done(id, nil))
	}
	v.scrollTo(3000)
	v.apply(evs...)
	v.clock.pass(leapRest)
	for _, y := range []float32{6000, 9000} {
		v.scrollTo(y)
		v.clock.pass(leapRest / 2)
	}
	if !v.board.leaping {
		t.Fatal("the grid is said to rest between two leaps")
	}
	v.clock.pass(leapRest)
	if v.board.leaping {
		t.Fatal("the grid is said to leap though it rests")
	}
	all := func() bool {
		for _, c := range v.board.cells {
			if !c.face.shown {
				return false
			}
		}
		return true
	}
	for !all() {
		(<-v.posts)() // each reading ends in a post; a test that waits in vain ends with all of them
	}
	v.scrollTo(6000)
	if all() {
		t.Error("pictures were read of cells that were in sight between two leaps")
	}
}
