package model

import (
	"reflect"
	"strings"
	"testing"

	"thumbpool/processor"
)

// what files of kinds that are not read begin with, by the order of their photos
var beginnings = []string{"8BPS\x00\x01", "\xFF\xD8\xFF\xE0", "\xFF\x4F\xFF\x51", "8BPS\x00\x01", "\xFF\xD8\xFF\xE0"}

// mixed is a scan of two Photoshop pictures, one of JPEG 2000 and two photos.
func mixed(t *testing.T) *Model {
	t.Helper()
	m := New()
	m.Choose([]string{"/p"}, true)
	for i, begins := range beginnings {
		p := photo(i)
		p.See(strings.NewReader(begins), []byte(begins))
		m.Apply([]processor.Event{processor.Found{Photo: p}}, start)
	}
	m.Apply([]processor.Event{processor.Scanned{Photos: len(beginnings)}}, start)
	return m
}

func TestWhatCannotBeReadIsSaidBeforeTheRun(t *testing.T) {
	m := mixed(t)
	h := m.Header()
	first, second := Say("header.kind", "N", 2, "Kind", "Photoshop"), Say("header.kind", "N", 1, "Kind", "JPEG 2000")
	want := []Text{Count("photos", 5), Count("header.never", 3), Say("header.kinds", "First", first, "Rest", second)}
	if got := []Text{h.Photos, h.Never, h.Kinds}; !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
	if got, want := m.Make().Label, Count("make.count", 2); !reflect.DeepEqual(got, want) {
		t.Errorf("the button says %+v, want %+v", got, want)
	}
	if got, want := m.Foot().Title.Text, Count("foot.ready", 2); !reflect.DeepEqual(got, want) {
		t.Errorf("the foot says %+v, want %+v", got, want)
	}
	if got := m.FirstReadable(1); len(got) != 1 || got[0] != photo(1).Path {
		t.Errorf("beside the settings is %q", got)
	}
	m.Choose([]string{"/q"}, true)
	m.Apply(found(1), start)
	if h := m.Header(); !h.Never.None() || !h.Kinds.None() {
		t.Errorf("of another folder it says %+v", h)
	}
}

func TestNothingIsSaidWhereAllCanBeRead(t *testing.T) {
	m := ready(3)
	if h := m.Header(); !h.Never.None() || !h.Kinds.None() {
		t.Errorf("it says %+v", h)
	}
	if id, ok := m.NextNever(1); ok {
		t.Errorf("%d is the next", id)
	}
}

func TestWhatCannotBeReadIsFoundInTurn(t *testing.T) {
	m := mixed(t)
	m.SetOrder(ByName)
	var ids []int
	for at := -1; len(ids) < 4; {
		id, ok := m.NextNever(at)
		if !ok {
			t.Fatal("there is no next one")
		}
		ids, at = append(ids, id), id
	}
	if want := []int{0, 2, 3, 0}; !reflect.DeepEqual(ids, want) {
		t.Errorf("one comes to %v, want %v", ids, want)
	}
}

func TestNothingIsMadeOfPhotosOfWhichNoneCanBeRead(t *testing.T) {
	m := New()
	m.Choose([]string{"/p"}, true)
	p := photo(0)
	p.See(strings.NewReader(beginnings[0]), []byte(beginnings[0]))
	m.Apply([]processor.Event{processor.Found{Photo: p}, processor.Scanned{Photos: 1}}, start)
	if got := m.Make(); got.Enabled || got.Reason.Key != "make.noneSupported" {
		t.Errorf("the button is %+v", got)
	}
}

// TestAPhotoFromTheWebIsKnownWhenItIsHere holds that it is counted then.
func TestAPhotoFromTheWebIsKnownWhenItIsHere(t *testing.T) {
	m := New()
	m.Choose([]string{"https://example.org/a.jpg"}, true)
	web := processor.Photo{ID: 0, Path: "https://example.org/a.jpg", Rel: "a.jpg"}
	here := photo(0)
	here.See(strings.NewReader(beginnings[0]), []byte(beginnings[0]))
	m.Apply([]processor.Event{processor.Found{Photo: web}}, start)
	before := m.Header().Never
	m.Apply([]processor.Event{processor.Downloaded{Photo: here}}, start)
	if got := m.Header().Never; !before.None() || !reflect.DeepEqual(got, Count("header.never", 1)) {
		t.Errorf("before it says %+v, then %+v", before, got)
	}
}
