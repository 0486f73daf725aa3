package clipfile

import (
	"net/url"
	"strings"
)

// uriList writes files as text/uri-list does (RFC 2483).
func uriList(paths []string) string {
	var b strings.Builder
	for _, p := range paths {
		b.WriteString(address(p))
		b.WriteString("\r\n")
	}
	return b.String()
}

// gnomeFiles writes files as file managers that descend from GNOME's do.
func gnomeFiles(paths []string) string {
	lines := []string{"copy"}
	for _, p := range paths {
		lines = append(lines, address(p))
	}
	return strings.Join(lines, "\n")
}

func address(path string) string {
	return (&url.URL{Scheme: "file", Path: path}).String()
}
