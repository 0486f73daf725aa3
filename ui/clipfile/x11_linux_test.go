package clipfile

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// display starts an X server of the test's own.
func display(t *testing.T) {
	t.Helper()
	program, err := exec.LookPath("Xvfb")
	if err != nil {
		t.Skip("needs Xvfb")
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "64x64x24")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	_ = w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Skip("Xvfb does not start")
	}
	t.Setenv("DISPLAY", ":"+strings.TrimSpace(number))
	t.Setenv("WAYLAND_DISPLAY", "")
}

// paste asks for the clipboard in a form, as another program does.
func paste(t *testing.T, form string) (string, error) {
	t.Helper()
	conn, err := xgb.NewConn()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	atom := func(name string) xproto.Atom {
		reply, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			t.Fatal(err)
		}
		return reply.Atom
	}
	window, err := xproto.NewWindowId(conn)
	if err != nil {
		t.Fatal(err)
	}
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	if err := xproto.CreateWindowChecked(conn, 0, window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check(); err != nil {
		t.Fatal(err)
	}
	property := atom("ANSWER")
	xproto.ConvertSelection(conn, window, atom("CLIPBOARD"), atom(form), property, xproto.TimeCurrentTime)
	late := time.AfterFunc(20*time.Second, conn.Close)
	defer late.Stop()
	for {
		event, failed := conn.WaitForEvent()
		if event == nil && failed == nil {
			t.Fatal("no answer")
		}
		if notify, ok := event.(xproto.SelectionNotifyEvent); ok {
			if notify.Property == xproto.AtomNone {
				return "", fmt.Errorf("refused")
			}
			break
		}
	}
	reply, err := xproto.GetProperty(conn, false, window, property, xproto.GetPropertyTypeAny, 0, 1<<24).Reply()
	if err != nil {
		t.Fatal(err)
	}
	if form != "TARGETS" {
		return string(reply.Value), nil
	}
	var names []string
	for i := 0; i < len(reply.Value); i += 4 {
		name, err := xproto.GetAtomName(conn, xproto.Atom(xgb.Get32(reply.Value[i:]))).Reply()
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name.Name)
	}
	slices.Sort(names)
	return strings.Join(names, " "), nil
}

func TestPaste(t *testing.T) {
	display(t)
	var many []string
	for i := range 20_000 { // more than one request carries
		many = append(many, fmt.Sprintf("/photos/a folder/IMG_%05d.jpg", i))
	}
	var c Clipboard
	defer c.Close()
	for _, paths := range [][]string{{"/photos/a.jpg", "/photos/b c.jpg"}, many, {"/photos/last.jpg"}} {
		if err := c.Copy(t.Context(), paths); err != nil {
			t.Fatal(err)
		}
		for form, want := range map[string]string{
			"text/uri-list":                uriList(paths),
			"x-special/gnome-copied-files": gnomeFiles(paths),
			"UTF8_STRING":                  strings.Join(paths, "\n"),
			"TARGETS":                      "TARGETS UTF8_STRING text/plain text/plain;charset=utf-8 text/uri-list x-special/gnome-copied-files",
		} {
			if got, err := paste(t, form); err != nil || got != want {
				t.Errorf("%d files as %s: %d bytes, %v; want %d bytes", len(paths), form, len(got), err, len(want))
			}
		}
		if _, err := paste(t, "image/png"); err == nil {
			t.Error("a form that is not offered was given")
		}
	}
}

func TestTheClipboardIsGivenUp(t *testing.T) {
	display(t)
	var first, second Clipboard
	defer second.Close()
	for _, c := range []*Clipboard{&first, &second} {
		if err := c.Copy(t.Context(), []string{"/a.jpg"}); err != nil {
			t.Fatal(err)
		}
	}
	<-first.owner.done // another program has copied
	first.Close()
	if _, err := paste(t, "text/uri-list"); err != nil {
		t.Error("the second one's files are gone with the first")
	}
}

func TestNoDisplay(t *testing.T) {
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	var c Clipboard
	if err := c.Copy(t.Context(), []string{"/a.jpg"}); err == nil {
		t.Error("copied to nowhere")
	}
}
