package latest

import (
	"slices"
	"testing"
)

func TestPostedShowsTheLastAndPostsOnce(t *testing.T) {
	var posts []func()
	var shown []int
	say := Posted(func(f func()) { posts = append(posts, f) }, func(v int) { shown = append(shown, v) })
	for v := range 5 {
		say(v)
	}
	if len(posts) != 1 {
		t.Fatalf("%d functions were posted", len(posts))
	}
	posts[0]()
	say(7)
	if len(posts) != 2 {
		t.Fatalf("%d functions were posted, want another one", len(posts))
	}
	posts[1]()
	if want := []int{4, 7}; !slices.Equal(shown, want) {
		t.Errorf("shown are %v, want %v", shown, want)
	}
}

func TestPostedWithAPostThatRunsAtOnce(t *testing.T) {
	var shown []int
	say := Posted(func(f func()) { f() }, func(v int) { shown = append(shown, v) })
	say(1)
	say(2)
	if want := []int{1, 2}; !slices.Equal(shown, want) {
		t.Errorf("shown are %v, want %v", shown, want)
	}
}
