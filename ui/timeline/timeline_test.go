package timeline

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/ui/look"
	"thumbpool/ui/uitest"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// newTimeline shows a timeline as wide as in a window of 1280 dp.
func newTimeline(t testing.TB, a look.Appearance, height float32) (*Timeline, fyne.Window) {
	test.NewTempApp(t).Settings().SetTheme(look.New(a))
	l := New(nameOf)
	w := test.NewTempWindow(t, container.NewStack(canvas.NewRectangle(look.Color(look.Surface)), l))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(952, height))
	return l, w
}

func TestLooks(t *testing.T) {
	tests := []struct {
		name   string
		run    simulation
		height float32
		done   bool
		mark   int
	}{
		{"few", simulation{workers: 2, photos: 10, mean: 120 * ms, fail: 9}, Height(2), true, 4},
		{"running", simulation{workers: 8, photos: 120, mean: 90 * ms, slow: 30, fail: 100, undone: 8}, Height(8), false, 61},
		{"done", simulation{workers: 8, photos: 248, mean: 90 * ms, slow: 40, fail: 120}, Height(8), true, -1},
		{"many", simulation{workers: 8, photos: 20_000, mean: 80 * ms, slow: 500, fail: 5000}, Height(8), true, 1250},
		{"lanes", simulation{workers: 32, photos: 900, mean: 90 * ms, slow: 100, fail: 300}, Height(32), true, -1},
	}
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		for _, tt := range tests {
			t.Run(fmt.Sprint(tt.name, "-", a), func(t *testing.T) {
				l, w := newTimeline(t, a, tt.height)
				l.Select(tt.mark)
				tt.run.feed(l.Apply)
				if tt.done {
					l.Apply([]processor.Event{processor.Done{}}, epoch.Add(time.Hour))
				}
				test.AssertRendersToImage(t, fmt.Sprintf("%s-%s.png", tt.name, a), w.Canvas())
			})
		}
	}
}

// comeAndGo is a run in which workers are added and retired.
func comeAndGo(l *Timeline) {
	at := func(d time.Duration, evs ...processor.Event) { l.Apply(evs, epoch.Add(d)) }
	id := 0
	work := func(worker int, from, to time.Duration) {
		for ; from < to; from += 50 * ms {
			at(from, processor.Started{Photo: processor.Photo{ID: id}, Worker: worker, At: from})
			at(from+47*ms, finished(worker, id, from, from+47*ms))
			id++
		}
	}
	at(0, processor.Workers{Target: 2, Running: 2})
	work(1, 0, 1000*ms)
	work(2, 0, 400*ms)
	at(300*ms, processor.Workers{Target: 4, Running: 4, At: 300 * ms})
	work(3, 300*ms, 700*ms)
	work(4, 300*ms, 700*ms)
	at(700*ms, processor.Workers{Target: 2, Running: 2, At: 700 * ms})
	work(2, 800*ms, 1000*ms) // it waited for photos
}

func TestWorkersThatComeAndGoAreSeen(t *testing.T) {
	l, w := newTimeline(t, look.Dark, Height(4))
	comeAndGo(l)
	test.AssertRendersToImage(t, "workers.png", w.Canvas())
}

func move(l *Timeline, x, y float32) {
	l.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

func TestTheTipNamesAPhoto(t *testing.T) {
	tests := []struct {
		name       string
		run        simulation
		x, y       float32
		who, times string
	}{
		{"a photo", simulation{workers: 2, photos: 10, mean: 120 * ms}, 60, 16, "IMG_2000.jpg", "80 ms decode 54 ms reduce 16 ms save 11 ms"},
		{"one that failed", simulation{workers: 1, photos: 4, mean: 120 * ms, fail: 2}, 40, 24, "IMG_2000.jpg", "Failed after 22 ms"},
		{"one in hand", simulation{workers: 1, photos: 1, mean: 60 * ms, undone: 1}, 28, 24, "IMG_2000.jpg", "1.00 s so far"},
		{"between the lanes", simulation{workers: 2, photos: 10, mean: 120 * ms}, 60, 1, "", ""},
		{"beside the lanes", simulation{workers: 2, photos: 10, mean: 120 * ms}, 10, 16, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, _ := newTimeline(t, look.Dark, Height(2))
			tt.run.feed(l.Apply)
			l.Apply(nil, epoch.Add(time.Second/30+time.Second))
			move(l, tt.x, tt.y)
			who, times := "", ""
			if l.tip.back.Visible() {
				who, times = l.tip.who.Text, l.tip.times.Text
				for _, p := range l.tip.parts {
					if p.Visible() {
						times += " " + p.Text
					}
				}
			}
			if who != tt.who || times != tt.times {
				t.Errorf("says %q, %q; want %q, %q", who, times, tt.who, tt.times)
			}
			l.MouseOut()
			if l.tip.back.Visible() {
				t.Error("the tip stays when the pointer has gone")
			}
		})
	}
}

func TestTheTipStaysWithinTheSides(t *testing.T) {
	l, _ := newTimeline(t, look.Dark, Height(8))
	simulation{workers: 8, photos: 20_000, mean: 80 * ms, slow: 500, fail: 5000}.feed(l.Apply)
	l.Apply([]processor.Event{processor.Done{}}, epoch.Add(time.Hour))
	shown := 0
	for x := float32(0); x < 952; x++ {
		move(l, x, 64)
		if !l.tip.back.Visible() {
			continue
		}
		shown++
		if at, size := l.tip.back.Position(), l.tip.back.Size(); at.X < 0 || at.X+size.Width > 952 || at.Y+size.Height > 64 {
			t.Fatalf("at %g the tip is %v large at %v", x, size, at)
		}
	}
	if shown < 900 {
		t.Errorf("a tip shows at %d places", shown)
	}
}

func TestTip(t *testing.T) {
	for _, a := range []look.Appearance{look.Dark, look.Light} {
		l, w := newTimeline(t, a, 160)
		simulation{workers: 3, photos: 40, mean: 90 * ms, fail: 12}.feed(l.Apply)
		move(l, 500, 100)
		test.AssertRendersToImage(t, fmt.Sprintf("tip-%s.png", a), w.Canvas())
	}
}

func TestAClickSelects(t *testing.T) {
	l, _ := newTimeline(t, look.Dark, Height(2))
	selected := -1
	l.OnSelect = func(id int) { selected = id }
	simulation{workers: 2, photos: 10, mean: 120 * ms}.feed(l.Apply)
	l.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, 16)})
	if selected != 0 || l.chart.mark.Worker == 0 {
		t.Errorf("photo %d, marked %+v", selected, l.chart.mark)
	}
	selected = -1
	l.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 16)})
	if selected != -1 {
		t.Errorf("beside the lanes is photo %d", selected)
	}
	l.Reset()
	if _, ok := l.At(fyne.NewPos(60, 16)); ok || l.chart.photos != 0 {
		t.Error("the run before is still there")
	}
}

func TestWhatIsSaidOfThePicture(t *testing.T) {
	tests := []struct {
		workers, photos int
		want            string
	}{
		{8, 248, "Timeline of 8 workers, 248 photos"},
		{1, 10, "Timeline of 1 worker, 10 photos"},
	}
	for _, tt := range tests {
		l, _ := newTimeline(t, look.Dark, Height(8))
		simulation{workers: tt.workers, photos: tt.photos, mean: 90 * ms}.feed(l.Apply)
		if got := l.AccessibilityLabel(); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestRows(t *testing.T) {
	for _, scale := range []float32{1, 1.5, 2} {
		for n := 1; n <= 256; n++ {
			h := int(Height(n) * scale)
			r := rowsFor(n, h, scale)
			if top, bottom := r.y(0), r.y(n-1)+r.bar; top < 0 || bottom > h {
				t.Fatalf("%d lanes in %d pixels reach from %d to %d", n, h, top, bottom)
			}
			for lane := range n {
				if r.pitch >= 2 && r.at(float64(r.y(lane))+float64(r.bar)/2) != lane {
					t.Fatalf("%d lanes in %d pixels: the middle of lane %d is in %d", n, h, lane, r.at(float64(r.y(lane))+float64(r.bar)/2))
				}
			}
			if float64(r.every(scale))*r.pitch < labelPitch*float64(scale) && r.every(scale) < 64 {
				t.Fatalf("%d lanes in %d pixels: numbers touch", n, h)
			}
		}
	}
	if r := rowsFor(8, 128, 1); r.bar != 10 || r.pitch != 16 || r.at(-20) != -1 || r.at(500) != -1 {
		t.Errorf("%+v", r)
	}
}

func TestPaintingAnySize(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Dark))
	var p painter
	for _, run := range []simulation{{workers: 1}, {workers: 300, photos: 900, mean: 10 * ms, fail: 7, undone: 60}, {workers: 2, photos: 5, mean: ms, undone: 2}} {
		c := run.chart()
		c.choose(2)
		for _, size := range [][2]int{{0, 0}, {1, 1}, {3, 200}, {2000, 1}, {640, 90}} {
			for _, scale := range []float32{0.7, 1, 3} {
				img := p.paint(c, size[0], size[1], scale)
				if img.Rect.Dx() != size[0] || img.Rect.Dy() != size[1] || img.Stride != 4*size[0] {
					t.Fatalf("%v: a picture of %v with a stride of %d", size, img.Rect, img.Stride)
				}
				for i := 3; i < len(img.Pix); i += 4 {
					if img.Pix[i] != 0xff {
						t.Fatalf("%v: pixel %d can be seen through", size, i/4)
					}
				}
			}
		}
	}
}

func BenchmarkPaint(b *testing.B) {
	for _, n := range []int{10, 248, 20_000, 200_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			test.NewTempApp(b).Settings().SetTheme(look.New(look.Dark))
			c := simulation{workers: 8, photos: n, mean: 80 * ms, slow: 100, fail: 5000}.chart()
			var p painter
			b.ReportAllocs()
			for b.Loop() {
				p.paint(c, 950, 130, 1)
			}
		})
	}
}

func BenchmarkApply(b *testing.B) {
	const n = 20_000
	evs := simulation{workers: 8, photos: n, mean: 80 * ms, slow: 500, fail: 5000}.events()
	batch := make([]processor.Event, len(evs))
	for i, e := range evs {
		batch[i] = e.ev
	}
	b.ReportAllocs()
	for b.Loop() {
		c := newChart()
		c.apply(batch, epoch)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/photo")
}
