package sandbox

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// newRoom sets so many bytes aside, rounded up to pages; none where there are none.
func newRoom(most int64) *room {
	most = (most + page - 1) / page * page
	at, err := windows.VirtualAlloc(0, uintptr(most), windows.MEM_RESERVE, windows.PAGE_NOACCESS)
	if err != nil {
		return &room{}
	}
	start := *(**byte)(unsafe.Pointer(&at)) // memory of the system's, which Go does not move
	return &room{all: unsafe.Slice(start, most)}
}

// use has the system give the first size bytes, which it does when they are touched.
func (r *room) use(size uint64) bool {
	if size == 0 {
		return true
	}
	_, err := windows.VirtualAlloc(uintptr(unsafe.Pointer(unsafe.SliceData(r.all))), uintptr(size), windows.MEM_COMMIT, windows.PAGE_READWRITE)
	return err == nil
}

// Free gives the memory back.
func (r *room) Free() {
	if r.all != nil {
		_ = windows.VirtualFree(uintptr(unsafe.Pointer(unsafe.SliceData(r.all))), 0, windows.MEM_RELEASE) // of what VirtualAlloc gave
		r.all = nil
	}
}
