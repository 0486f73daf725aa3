// Package memorytest measures memory, for tests that promise how much something
// takes or keeps. What other goroutines take meanwhile is counted with it.
package memorytest

import "runtime"

// Allocated returns how many bytes of memory do takes, those that it gives back
// included.
func Allocated(do func()) int64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}

// Held returns how many bytes of the heap are in use.
func Held() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what finalizers let go of
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
