package option

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// FieldError says which option is wrong and why, in words for a person.
type FieldError struct {
	Field  string // name of the field, such as "Size"
	Flag   string // that of the terminal program, without dashes; empty if it has none
	Reason string // such as "must be between 16 and 8192 pixels"
}

func (e *FieldError) Error() string { return e.Field + " " + e.Reason }

// Check returns a [*FieldError] for every option of a group, or of a struct that
// embeds groups, that is out of range.
func Check(of any) []error {
	var errs []error
	for o, v := range each(reflect.Indirect(reflect.ValueOf(of))) {
		if p := o.problem(v); p != "" {
			errs = append(errs, &FieldError{Field: o.Name, Flag: o.Flag, Reason: p})
		}
	}
	return errs
}

// problem says what is wrong about a value; empty if nothing is.
func (o Option) problem(v reflect.Value) string {
	if p, ok := reflect.TypeAssert[interface{ problem() string }](v); ok {
		return p.problem()
	}
	if o.Choices != nil && !slices.Contains(o.Choices, v.String()) {
		last := len(o.Choices) - 1
		return fmt.Sprintf("must be %s or %s", strings.Join(o.Choices[:last], ", "), o.Choices[last])
	}
	if o.Min == 0 && o.Max == 0 {
		return ""
	}
	var n float64
	switch {
	case v.CanFloat():
		n = v.Float()
	default:
		n = float64(v.Int())
	}
	if n >= o.Min && n <= o.Max && (!o.over || n > o.Min) { // NaN is not
		return ""
	}
	return o.bounds()
}

// bounds says in words what a number must be.
func (o Option) bounds() string {
	least, most, unit := o.Min, o.Max, o.Unit
	if scale := Scale(o.typ); scale != 0 {
		least, most, unit = least/scale, most/scale, o.typ
	}
	switch {
	case o.over:
		return fmt.Sprintf("must be more than %g", least)
	case most > 1e18 && least == 0: // there is no most
		return "must not be less than 0"
	case most > 1e18:
		return strings.TrimSpace(fmt.Sprintf("must be at least %g %s", least, unit))
	}
	return strings.TrimSpace(fmt.Sprintf("must be between %g and %g %s", least, most, unit))
}

// Read sets the options of a group, or of a struct that embeds groups, that a
// JSON object has under their keys, capitals or not. What cannot be as it is
// there is left: the others do not suffer for it. The error is that of a text
// that is no JSON object.
func Read(object []byte, into any) error {
	var have map[string]json.RawMessage
	if err := json.Unmarshal(object, &have); err != nil {
		return fmt.Errorf("options: %w", err)
	}
	values := map[string]json.RawMessage{}
	for key, value := range have {
		values[strings.ToLower(key)] = value
	}
	for o, v := range each(reflect.ValueOf(into).Elem()) {
		raw, ok := values[strings.ToLower(o.Key)]
		if !ok || o.Key == "" {
			continue
		}
		value := reflect.New(v.Type())
		if err := json.Unmarshal(raw, value.Interface()); err == nil && o.problem(value.Elem()) == "" {
			v.Set(value.Elem())
		}
	}
	return nil
}
