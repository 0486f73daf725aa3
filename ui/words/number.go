package words

import (
	"strconv"
	"strings"
)

// Figure writes a number to be typed over: with the decimal sign of the user's
// language, and nothing between thousands.
func Figure(v float64, places int) string {
	s := strconv.FormatFloat(v, 'f', places, 64)
	if places > 0 {
		s = strings.Replace(s, ".", Of("number.decimal"), 1)
	}
	return s
}

// ParseFigure reads a number as [Figure] writes it. Either decimal sign will do,
// and a whole number may have its thousands apart.
func ParseFigure(s string, places int) (float64, error) {
	s = strings.TrimSpace(s)
	if places == 0 {
		s = strings.ReplaceAll(s, Of("number.group"), "")
	}
	return strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
}

// number writes a number to be read.
func number(v float64, places int) string {
	s := Figure(v, places)
	sign := s[:len(s)-len(strings.TrimLeft(s, "-"))]
	s = s[len(sign):]
	whole := len(s)
	if places > 0 {
		whole -= places + len(Of("number.decimal"))
	}
	if whole <= 3 {
		return sign + s
	}
	if few, _ := strconv.Atoi(Of("number.together")); whole <= few {
		return sign + s
	}
	group := Of("number.group")
	for at := whole - 3; at > 0; at -= 3 {
		s = s[:at] + group + s[at:]
	}
	return sign + s
}
