package latest

import "sync"

// Posted returns a function that has show called on the UI thread, which post
// leads to, with the last value that it was given: one call at most is on its
// way. It may be called in any goroutine.
func Posted[T any](post func(func()), show func(T)) func(T) {
	var mu sync.Mutex
	var last T
	waiting := false
	present := func() {
		mu.Lock()
		v := last
		waiting = false
		mu.Unlock()
		show(v)
	}
	return func(v T) {
		mu.Lock()
		last = v
		first := !waiting
		waiting = true
		mu.Unlock()
		if first {
			post(present)
		}
	}
}
