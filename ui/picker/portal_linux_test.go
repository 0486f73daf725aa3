package picker

import (
	"errors"
	"testing"

	"github.com/godbus/dbus/v5"
)

func TestChosenPath(t *testing.T) {
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
			got, err := chosenPath(tt.body)
			if got != tt.want || (err != nil) != tt.fails {
				t.Errorf("got %q and %v", got, err)
			}
		})
	}
}

func TestWithoutAPortalThereIsNoDialog(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	if _, err := askDesktop(t.Context(), question{title: "Choose"}); !errors.Is(err, errNone) {
		t.Errorf("error is %v, want %v", err, errNone)
	}
}

func TestPortalOptions(t *testing.T) {
	folder := portalOptions(question{start: "/home/me"})
	if folder["directory"].Value() != true || string(folder["current_folder"].Value().([]byte)) != "/home/me\x00" {
		t.Errorf("options for a folder are %v", folder)
	}
	file := portalOptions(question{save: true, name: "Report.csv", kinds: []Kind{{"Table", ".csv"}}})
	if _, is := file["directory"]; is || file["current_name"].Value() != "Report.csv" {
		t.Errorf("options for a file are %v", file)
	}
	if got := file["filters"].Signature().String(); got != "a(sa(us))" {
		t.Errorf("filters have the signature %s", got)
	}
}
