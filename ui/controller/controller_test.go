package controller

import "testing"

// What was on its way when the window went does nothing when it comes.
func TestWhatWasOnItsWayDoesNothing(t *testing.T) {
	posts := make(chan func(), 1)
	c := New(Config{Preferences: preferences{}, Cores: 4, Post: func(f func()) { posts <- f }})
	ran := false
	c.Post(func() { ran = true })
	c.detached.Store(true)
	(<-posts)()
	if ran {
		t.Error("it ran without a window")
	}
	c.Post(func() {})
	if len(posts) != 0 {
		t.Error("something is posted to a window that is gone")
	}
}
