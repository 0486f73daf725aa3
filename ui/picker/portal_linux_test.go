package picker

import (
	"errors"
	"testing"

	"github.com/godbus/dbus/v5"
)

func TestChosenFolder(t *testing.T) {
	uris := func(list ...string) map[string]dbus.Variant {
		return map[string]dbus.Variant{"uris": dbus.MakeVariant(list)}
	}
	tests := []struct {
		name  string
		body  []any
		want  string
		fails bool
	}{
		{"a folder", []any{uint32(0), uris("file:///home/me/Pictures")}, "/home/me/Pictures", false},
		{"spaces, letters and a plus", []any{uint32(0), uris("file:///home/me/Caf%C3%A9%20C++")}, "/home/me/Café C++", false},
		{"cancelled", []any{uint32(1), map[string]dbus.Variant{}}, "", false},
		{"no folder", []any{uint32(0), map[string]dbus.Variant{}}, "", false},
		{"not a file", []any{uint32(0), uris("mtp://phone/DCIM")}, "", true},
		{"nonsense", []any{"?"}, "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := chosenFolder(tt.body)
			if got != tt.want || (err != nil) != tt.fails {
				t.Errorf("got %q and %v", got, err)
			}
		})
	}
}

func TestWithoutAPortalThereIsNoDialog(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	if _, err := askDesktop(t.Context(), "Choose", ""); !errors.Is(err, errNone) {
		t.Errorf("error is %v, want %v", err, errNone)
	}
}
