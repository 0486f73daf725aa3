package model

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// figure is a value of a text, written so that it is easy to read: a text of
// the units as "1 min 12 s".
func figure(v any) string {
	switch v := v.(type) {
	case Decimal:
		return fmt.Sprintf("%.*f", v.Places, v.Value)
	case Text:
		unit, ok := strings.CutPrefix(v.Key, "unit.")
		switch {
		case !ok:
			return fmt.Sprint(v)
		case unit == "two":
			return figure(v.Args["Large"]) + " " + figure(v.Args["Small"])
		case unit == "less":
			return "<" + figure(v.Args["Figure"])
		}
		return figure(v.Args["N"]) + " " + unit
	}
	return fmt.Sprint(v)
}

func TestTimes(t *testing.T) {
	ms := time.Millisecond
	tests := []struct {
		d                        time.Duration
		took, remaining, exactly string
	}{
		{0, "<0.1 s", "1 s", "0.0 ms"},
		{340 * time.Microsecond, "<0.1 s", "1 s", "0.3 ms"},
		{9960 * time.Microsecond, "<0.1 s", "1 s", "10 ms"},
		{340 * ms, "0.3 s", "1 s", "340 ms"},
		{999900 * time.Microsecond, "1.0 s", "1 s", "1.00 s"},
		{2944 * ms, "2.9 s", "3 s", "2.94 s"},
		{9949 * ms, "9.9 s", "10 s", "9.95 s"},
		{9960 * ms, "10 s", "10 s", "9.96 s"},
		{59 * time.Second, "59 s", "59 s", "59.0 s"},
		{72 * time.Second, "1 min 12 s", "1 min 10 s", "72.0 s"},
		{11*time.Minute + 20*time.Second, "11 min 20 s", "11 min", "11 min 20 s"},
		{65 * time.Minute, "1 h 5 min", "1 h 5 min", "1 h 5 min"},
		{2*time.Hour + 20*time.Second, "2 h", "2 h", "2 h"},
	}
	for _, tt := range tests {
		if got := figure(Took(tt.d)); got != tt.took {
			t.Errorf("Took(%v) is %q, want %q", tt.d, got, tt.took)
		}
		if got := figure(remaining(tt.d)); got != tt.remaining {
			t.Errorf("remaining(%v) is %q, want %q", tt.d, got, tt.remaining)
		}
		if got := figure(Exactly(tt.d)); got != tt.exactly {
			t.Errorf("Exactly(%v) is %q, want %q", tt.d, got, tt.exactly)
		}
	}
}

func TestBytes(t *testing.T) {
	tests := map[int64]string{
		-1: "0 bytes", 0: "0 bytes", 1: "1 bytes", 999: "999 bytes", 1000: "1.0 kB", 9949: "9.9 kB", 60_000: "60 kB",
		999_499: "999 kB", 999_600: "1.0 MB", 6_400_000: "6.4 MB", 3_100_000_000: "3.1 GB", 5_300_000_000_000: "5.3 TB",
	}
	for n, want := range tests {
		if got := figure(Bytes(n)); got != want {
			t.Errorf("Bytes(%d) is %q, want %q", n, got, want)
		}
	}
}

func TestShares(t *testing.T) {
	for v, want := range map[float64]string{0.94: "0.9 times", 1: "1.0 times", 7.64: "7.6 times", 9.96: "10 times", 12.4: "12 times"} {
		if got := figure(Times(v)); got != want {
			t.Errorf("Times(%v) is %q, want %q", v, got, want)
		}
	}
	if got := figure(Percent(0.296)); got != "30 percent" {
		t.Errorf("a share is %q", got)
	}
}

func TestFiguresKeepTheirRoom(t *testing.T) {
	two := func(min, s int) Text {
		return Say("foot.left", "Time", Say("unit.two", "Large", Say("unit.min", "N", min), "Small", Say("unit.s", "N", s)))
	}
	tests := []struct{ text, want Text }{
		{two(3, 10), two(88, 88)},
		{Say("foot.left", "Time", Say("unit.s", "N", 8)), Say("foot.left", "Time", Say("unit.s", "N", 88))},
		{Say("x", "N", 1234, "M", Decimal{2.5, 1}, "S", "as it is"), Say("x", "N", 8888, "M", Decimal{88, 1}, "S", "as it is")},
		{Say("foot.paused"), Say("foot.paused")},
	}
	for _, tt := range tests {
		if got := tt.text.widest(); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%v becomes as wide as %v, want %v", tt.text, got, tt.want)
		}
	}
}
