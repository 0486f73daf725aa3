package option

import (
	"reflect"
	"slices"
	"strings"
)

// Mark returns the look in the form that a thumbnail's comment carries, with
// the name of the file format that the thumbnail has: two thumbnails of one
// photo are the same picture if it is the same. What has no say in the picture
// is not in it, so that changing it makes no thumbnail anew.
func (l Look) Mark(format string) string {
	l.Format = Format(format)
	v := reflect.ValueOf(l)
	var parts []string
	for o, field := range each(v) {
		if o.mark != "" && holds(o.when, v) {
			parts = append(parts, o.mark+"="+text(o, field))
		}
	}
	return strings.Join(parts, " ")
}

// holds reports whether conditions such as "Mode=fill", "Mode=fit|fill" or
// "Mode!=fill" are all true of a struct.
func holds(conditions []string, of reflect.Value) bool {
	for _, c := range conditions {
		name, value, other := strings.Cut(c, "!=")
		if !other {
			name, value, _ = strings.Cut(c, "=")
		}
		if slices.Contains(strings.Split(value, "|"), text(Option{}, of.FieldByName(name))) == other {
			return false
		}
	}
	return true
}
