package console

import (
	"io"
	"os"
	"sync"

	"golang.org/x/sys/windows"
)

// Writers returns what the program writes to: standard output and standard error,
// or the console of the terminal in their place. What is written without any of
// them is lost; that is no error.
func Writers() (out, err io.Writer) {
	terminal := sync.OnceValue(attach)
	return &writer{os.Stdout, terminal}, &writer{os.Stderr, terminal}
}

// writer writes to what the program was given, or else to the terminal.
type writer struct {
	given    *os.File
	terminal func() *os.File
}

// Write is [io.Writer]'s.
func (w *writer) Write(text []byte) (int, error) {
	if isThere(w.given) {
		return w.given.Write(text)
	}
	if f := w.terminal(); f != nil {
		return f.Write(text)
	}
	return len(text), nil
}

// isThere says whether there is something behind a standard handle: a console, a
// file or a pipe.
func isThere(f *os.File) bool {
	kind, err := windows.GetFileType(windows.Handle(f.Fd()))
	return err == nil && kind != windows.FILE_TYPE_UNKNOWN
}

// parent stands for the process that has started this one.
const parent = ^uint32(0) // ATTACH_PARENT_PROCESS

// attach opens the console of the terminal that the program was started from, and
// begins a line on it: the terminal has shown its prompt again already. Without a
// console it returns nil.
func attach() *os.File {
	attachConsole := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	if ok, _, _ := attachConsole.Call(uintptr(parent)); ok == 0 {
		return nil // started by Explorer, or from a program without one
	}
	h, err := windows.CreateFile(windows.StringToUTF16Ptr("CONOUT$"), windows.GENERIC_READ|windows.GENERIC_WRITE,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		return nil
	}
	f := os.NewFile(uintptr(h), "CONOUT$")
	_, _ = f.WriteString("\n") // what follows says whether it can be written to
	return f
}
