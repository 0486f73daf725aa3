package single

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"

	"thumbpool/processor/place"
)

// usual is how starts reach each other on this system. Windows has sockets in
// folders too, but neither in its older versions nor under Wine.
var usual line = loopback{}

// Folder returns a folder that is the user's alone, for lock and port: in the
// user's local data, which Windows lets nobody else but administrators read.
func Folder() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return own(filepath.Join(base, "thumbpool"))
}

// private is always true: the user's local data are the user's own.
func private(fs.FileInfo) bool { return true }

// display tells the sessions of one user apart, such as one at the machine and
// one from afar: a window is of no use in another one.
func display() string {
	var session uint32
	if windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &session) != nil {
		return "0"
	}
	return fmt.Sprint(session)
}

// release removes the lock, which has to be closed before. Who takes it just then
// has it open, and so keeps it. The folder goes if nothing else is in it.
func release(folder string, lock *os.File) {
	_ = lock.Close()
	_ = place.Remove(lock.Name())
	_ = place.Remove(folder)
}

// letToFront lets the first start put its window in front of all others, which
// Windows allows only who was started by the user just now.
func letToFront(process int) {
	call := windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")
	if call.Find() == nil {
		_, _, _ = call.Call(uintptr(process)) // without it the window's button blinks
	}
}
