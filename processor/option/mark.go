package option

import (
	"reflect"
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

// holds reports whether a condition such as "Mode=fill" or "Mode!=fill" is true
// of a struct; an empty one is.
func holds(condition string, of reflect.Value) bool {
	if name, value, found := strings.Cut(condition, "!="); found {
		return text(Option{}, of.FieldByName(name)) != value
	}
	name, value, found := strings.Cut(condition, "=")
	return !found || text(Option{}, of.FieldByName(name)) == value
}
