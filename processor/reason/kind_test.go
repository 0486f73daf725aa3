package reason

import (
	"os"
	"regexp"
	"testing"
)

// The keys are read from the source, so that none is forgotten.
func TestEveryKeyHasAKind(t *testing.T) {
	source, err := os.ReadFile("reason.go")
	if err != nil {
		t.Fatal(err)
	}
	keys := regexp.MustCompile(`Key = "([^"]+)"`).FindAllStringSubmatch(string(source), -1)
	if len(keys) < 40 {
		t.Fatalf("%d keys", len(keys))
	}
	for _, m := range keys {
		key := Key(m[1])
		if other := key == Unreadable || key == Other; (key.Kind() == KindOther) != other {
			t.Errorf("%s is of the kind %q", key, key.Kind())
		}
	}
}
