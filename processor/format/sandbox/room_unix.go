//go:build unix

package sandbox

import "golang.org/x/sys/unix"

// newRoom sets so many bytes aside, rounded up to pages; none where there are none.
func newRoom(most int64) *room {
	most = (most + page - 1) / page * page
	all, err := unix.Mmap(-1, 0, int(most), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return &room{}
	}
	return &room{all: all}
}

// use is for other systems: here, a page is given when it is touched.
func (r *room) use(uint64) bool { return true }

// Free gives the memory back.
func (r *room) Free() {
	if r.all != nil {
		_ = unix.Munmap(r.all) // of what Mmap gave
		r.all = nil
	}
}
