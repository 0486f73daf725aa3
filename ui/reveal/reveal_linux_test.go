package reveal

import (
	"bufio"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

// bus starts a session bus of the test's own.
func bus(t *testing.T) *dbus.Conn {
	t.Helper()
	program, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skip("needs dbus-daemon")
	}
	cmd := exec.Command(program, "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Skip("dbus-daemon does not start")
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// manager is a file manager that notes what it is to show.
type manager struct{ asked chan []string }

// ShowItems is the method of the bus.
func (m *manager) ShowItems(uris []string, _ string) *dbus.Error {
	m.asked <- uris
	return nil
}

func TestTheFileManagerIsAsked(t *testing.T) {
	conn := bus(t)
	if err := Files(t.Context(), []string{"/a.jpg"}); !errors.Is(err, ErrNone) {
		t.Errorf("without a file manager the error is %v, want %v", err, ErrNone)
	}
	m := &manager{asked: make(chan []string, 2)}
	if err := conn.Export(m, managerPath, managerName); err != nil {
		t.Fatal(err)
	}
	if reply, err := conn.RequestName(managerName, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("the name: %v, %v", reply, err)
	}
	if err := Files(t.Context(), []string{"/photos/a.jpg", "/photos/Ísland #1/b+c d.jpg"}); err != nil {
		t.Fatal(err)
	}
	want := []string{"file:///photos/a.jpg", "file:///photos/%C3%8Dsland%20%231/b+c%20d.jpg"}
	if got := <-m.asked; !slices.Equal(got, want) {
		t.Errorf("asked to show %q, want %q", got, want)
	}
	many := make([]string, 3*most)
	for i := range many {
		many[i] = "/a.jpg"
	}
	if err := Files(t.Context(), many); err != nil {
		t.Fatal(err)
	}
	if got := len(<-m.asked); got != most {
		t.Errorf("asked to show %d files, want %d at most", got, most)
	}
}

func TestWithoutABusThereIsNoFileManager(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	if err := Files(t.Context(), []string{"/a.jpg"}); !errors.Is(err, ErrNone) {
		t.Errorf("error is %v, want %v", err, ErrNone)
	}
}
