// Package console is where the window's program says what is to be read in a
// terminal: its version, its help, why it does not start.
//
// Windows gives a program with a window no console, not even that of the terminal
// which it is started from, but does hand it a file or a pipe that its output is
// redirected to. So there the writers take what they were given, and only where
// that is nothing, and only when there is something to say, the console of the
// terminal: a window that is attached to one ends with it, and hears its Ctrl-C.
package console
