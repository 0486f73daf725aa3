package option

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Option is the declaration of one option.
type Option struct {
	// Name is that of its field, Key that in JSON; an option without a key is
	// neither kept in a preset nor remembered.
	Name, Key string
	// Flag is that of the terminal program, without dashes; empty if it has none.
	Flag string
	// Min and Max are the least and the most, infinite where there are none;
	// both are 0 for what is no number.
	Min, Max float64
	// Choices are the words to choose from; nil if there are none.
	Choices []string
	// Unit is what is counted, such as "pixels"; empty for plain numbers.
	Unit string

	over bool // more than Min, not equal to it
	typ  string
	mark string
	when []string
}

// Of returns the declaration of the option of that name. It panics if there is
// none.
func Of(name string) Option {
	for o := range each(reflect.ValueOf(&struct {
		Choice
		Limits
	}{}).Elem()) {
		if o.Name == name {
			return o
		}
	}
	panic("option: there is none named " + name)
}

// Declared returns the options of a group, or of a struct that embeds groups, in
// the order of their fields. Fields that are not in a group are none.
func Declared(of any) []Option {
	var all []Option
	for o := range each(reflect.Indirect(reflect.ValueOf(of))) {
		all = append(all, o)
	}
	return all
}

// Texts returns the value of each option of a group, or of a struct that embeds
// groups, as a person would write it, by the option's name.
func Texts(of any) map[string]string {
	texts := map[string]string{}
	for o, v := range each(reflect.Indirect(reflect.ValueOf(of))) {
		texts[o.Name] = text(o, v)
	}
	return texts
}

// groups are the types whose fields are options.
var groups = map[reflect.Type]bool{
	reflect.TypeFor[Look](): true, reflect.TypeFor[Place](): true, reflect.TypeFor[Work](): true, reflect.TypeFor[Limits](): true,
}

// each yields the options in a struct with their fields.
func each(v reflect.Value) func(yield func(Option, reflect.Value) bool) {
	return func(yield func(Option, reflect.Value) bool) { walk(v, yield) }
}

func walk(v reflect.Value, yield func(Option, reflect.Value) bool) bool {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		switch {
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			if !walk(v.Field(i), yield) {
				return false
			}
		case groups[v.Type()]:
			if !yield(declared(f), v.Field(i)) {
				return false
			}
		}
	}
	return true
}

// declared reads the tags of a field.
func declared(f reflect.StructField) Option {
	o := Option{
		Name: f.Name, Key: f.Tag.Get("json"), Flag: f.Tag.Get("name"), Unit: f.Tag.Get("unit"),
		typ: f.Tag.Get("type"), mark: f.Tag.Get("mark"),
	}
	if o.Key == "-" {
		o.Key = ""
	}
	switch {
	case f.Tag.Get("kong") == "-":
		o.Flag = ""
	case o.Flag == "":
		o.Flag = dashed(f.Name)
	}
	if conditions, ok := f.Tag.Lookup("if"); ok {
		o.when = strings.Split(conditions, ",")
	}
	if words, ok := f.Tag.Lookup("choices"); ok {
		o.Choices = strings.Split(words, ",")
	}
	if over, ok := f.Tag.Lookup("over"); ok {
		o.Min, o.Max, o.over = number(over, 0), math.Inf(1), true
	}
	if span, ok := f.Tag.Lookup("range"); ok {
		least, most, _ := strings.Cut(span, ",")
		o.Min, o.Max = number(least, math.Inf(-1)), number(most, math.Inf(1))
	}
	return o
}

func number(s string, none float64) float64 {
	if s == "" {
		return none
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("option: " + err.Error()) // a tag is wrong
	}
	return n
}

// dashed is the name of a field as that of a flag: blur-unit for BlurUnit.
func dashed(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// Range is the range in words, such as "16 to 8192".
func (o Option) Range() string { return fmt.Sprintf("%g to %g", o.Min, o.Max) }

// Scale is what one of a number stands for in the terminal, by the name of its
// type there: bytes in a MB, pixels in a megapixel.
func Scale(typ string) float64 {
	return map[string]float64{"MB": 1 << 20, "kB": 1e3, "megapixels": 1e6}[typ]
}

// text is the value of an option as a person would write it.
func text(o Option, v reflect.Value) string {
	switch value := v.Interface().(type) {
	case encoding.TextMarshaler:
		t, _ := value.MarshalText() // what fails is not valid, and said to be so
		return string(t)
	case time.Duration:
		return value.String()
	}
	switch {
	case o.typ != "":
		return strconv.FormatFloat(float64(v.Int())/Scale(o.typ), 'g', -1, 64)
	case v.CanFloat():
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	}
	return fmt.Sprint(v.Interface())
}
