package picker

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/godbus/dbus/v5"
)

// The XDG desktop portal, as in
// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.FileChooser.html
const (
	portalName   = "org.freedesktop.portal.Desktop"
	portalPath   = "/org/freedesktop/portal/desktop"
	openFileCall = "org.freedesktop.portal.FileChooser.OpenFile"
	saveFileCall = "org.freedesktop.portal.FileChooser.SaveFile"
	responseName = "org.freedesktop.portal.Request.Response"
)

// askDesktop asks the portal. It talks D-Bus itself and not through
// rymdport/portal, which turns a + in a folder's name into a space.
func askDesktop(ctx context.Context, q question) (string, error) {
	conn, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return "", errNone
	}
	defer conn.Close()

	responses := make(chan *dbus.Signal, 8)
	conn.Signal(responses)
	if err := conn.AddMatchSignalContext(ctx, dbus.WithMatchInterface("org.freedesktop.portal.Request"), dbus.WithMatchMember("Response")); err != nil {
		return "", errNone
	}
	var request dbus.ObjectPath
	method := openFileCall
	if q.save {
		method = saveFileCall
	}
	call := conn.Object(portalName, portalPath).CallWithContext(ctx, method, 0, "", q.title, portalOptions(q))
	if err := call.Store(&request); err != nil {
		return "", errNone
	}
	for {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case signal, ok := <-responses:
			if !ok {
				return "", errors.New("the desktop's dialog is gone")
			}
			if signal.Name == responseName && signal.Path == request {
				return chosenPath(signal.Body)
			}
		}
	}
}

func portalOptions(q question) map[string]dbus.Variant {
	options := map[string]dbus.Variant{
		"handle_token": dbus.MakeVariant("thumbpool" + rand.Text()),
		"modal":        dbus.MakeVariant(true),
	}
	if q.start != "" {
		options["current_folder"] = dbus.MakeVariant(append([]byte(q.start), 0))
	}
	if q.save {
		options["current_name"] = dbus.MakeVariant(q.name)
		options["filters"] = dbus.MakeVariant(portalFilters(q.kinds))
	} else {
		options["directory"] = dbus.MakeVariant(true)
	}
	return options
}

// filter is a kind of file as the portal wants it: a(sa(us)).
type filter struct {
	Name  string
	Rules []rule
}

// rule is a pattern of names, which is what Type 0 means.
type rule struct {
	Type    uint32
	Pattern string
}

func portalFilters(kinds []Kind) []filter {
	var filters []filter
	for _, k := range kinds {
		filters = append(filters, filter{k.Name, []rule{{0, "*" + k.Ending}}})
	}
	return filters
}

// chosenPath reads a Response: a status, 0 for success, and results with the
// chosen URIs.
func chosenPath(body []any) (string, error) {
	var status uint32
	var results map[string]dbus.Variant
	if err := dbus.Store(body, &status, &results); err != nil {
		return "", fmt.Errorf("the desktop's dialog: %w", err)
	}
	if status != 0 {
		return "", nil
	}
	uris, _ := results["uris"].Value().([]string)
	if len(uris) == 0 {
		return "", nil
	}
	u, err := url.Parse(uris[0])
	if err != nil || !strings.EqualFold(u.Scheme, "file") {
		return "", fmt.Errorf("the desktop's dialog gave %q, which is no file", uris[0])
	}
	return u.Path, nil
}
