package single

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"

	"thumbpool/processor/place"
)

// socket is a line that is a socket in the folder, which nobody else reaches into.
type socket struct{}

func (socket) path(folder string) string { return filepath.Join(folder, "socket-"+display()) }

func (s socket) listen(folder string) (net.Listener, error) {
	path := s.path(folder)
	if info, err := os.Lstat(path); err == nil && info.Mode().Type() == fs.ModeSocket {
		_ = place.Remove(path) // of one that crashed; if it cannot be removed, listening fails
	}
	return net.Listen("unix", path) // whose Close removes it
}

func (s socket) dial(folder string, late time.Time) (net.Conn, error) {
	return net.DialTimeout("unix", s.path(folder), time.Until(late))
}
