package processor

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"thumbpool/processor/download"
	"thumbpool/processor/format"
	"thumbpool/processor/place"
	"thumbpool/processor/pool"
	"thumbpool/processor/render"
)

// Ranges of the options. Sizes and blur are in pixels.
const (
	MinSize, MaxSize       = 16, 8192
	MinBlur, MaxBlur       = 0.0, 250.0
	MinQuality, MaxQuality = 1, 100
	MinWorkers, MaxWorkers = 1, 256
	MinPhotoMemory         = 64 << 20 // bytes
)

// OutputFolder is the name of the folder that thumbnails go to, inside each
// chosen folder, unless [Options.Out] says otherwise.
const OutputFolder = "thumbs"

// DownloadFolder is the name of the folder that photos from the web go to,
// beside that of their thumbnails, unless [Options.Downloads] says otherwise.
const DownloadFolder = "downloads"

// Mode says how a thumbnail's size follows from [Options.Size].
type Mode = render.Mode

// The modes. None enlarges a photo.
const (
	ModeFit    = render.ModeFit    // fits in a square box of that side
	ModeFill   = render.ModeFill   // cropped to a ratio, its longer side that long
	ModeWidth  = render.ModeWidth  // that wide
	ModeHeight = render.ModeHeight // that high
)

// Ratio is the shape of a cropped thumbnail, width to height.
type Ratio = render.Ratio

// MaxRatio is the largest number in a ratio.
const MaxRatio = 100

// ParseRatio reads "3:2".
func ParseRatio(s string) (Ratio, error) {
	w, h, ok := strings.Cut(s, ":")
	width, err1 := strconv.Atoi(w)
	height, err2 := strconv.Atoi(h)
	r := Ratio{W: width, H: height}
	if !ok || err1 != nil || err2 != nil || !validRatio(r) {
		return Ratio{}, fmt.Errorf("%q is no ratio such as 3:2", s)
	}
	return r, nil
}

func validRatio(r Ratio) bool {
	return r.W >= 1 && r.W <= MaxRatio && r.H >= 1 && r.H <= MaxRatio
}

// BlurUnit says which pixels [Options.Blur] counts.
type BlurUnit string

// The units of blur.
const (
	BlurOfPhoto     BlurUnit = "photo"     // pixels of the photo before it is reduced
	BlurOfThumbnail BlurUnit = "thumbnail" // pixels of the thumbnail
)

// Format is the file format of the thumbnails.
type Format string

// The formats a user can choose. FormatSame keeps the photo's own format where
// it can be written (JPEG, PNG, GIF, BMP, TIFF) and is JPEG for all others.
const (
	FormatSame Format = "same"
	FormatJPEG Format = "jpeg"
	FormatPNG  Format = "png"
)

// Existing says what happens when a thumbnail of an earlier run stands where a
// new one would go; see [place.Existing].
type Existing = place.Existing

// The choices for thumbnails of earlier runs.
const (
	// ExistingReplace makes every thumbnail anew.
	ExistingReplace = place.Replace
	// ExistingSkip leaves a thumbnail that is up to date: whole, and made from
	// the same photo, which has not changed, with the same options.
	ExistingSkip = place.Skip
	// ExistingRename keeps the earlier one and gives the new one a number.
	ExistingRename = place.KeepBoth
)

// Pool says where the photos are worked on.
type Pool = pool.Kind

// The pools that a user can choose.
const (
	// PoolSequential works on one photo after another: the baseline that the
	// others are compared with.
	PoolSequential = pool.Sequential
	// PoolGoroutines has its workers in this process.
	PoolGoroutines = pool.Goroutines
	// PoolProcesses has a child process for each worker. A photo that hangs,
	// exhausts memory or crashes its decoder costs itself and one process,
	// which is replaced.
	PoolProcesses = pool.Processes
)

// Options are what the user chose for a run. They are copied when a [Job]
// starts and never change after that; the number of workers has
// [Job.SetWorkers]. The zero value is not valid: begin with [DefaultOptions].
type Options struct {
	// Size is the side that Mode names, in pixels: that of a square box which
	// the thumbnail fits in, unless it says otherwise. A photo that is smaller
	// is not enlarged.
	Size int
	Mode Mode
	// Ratio is the shape of the thumbnail with [ModeFill].
	Ratio Ratio
	// Blur is the standard deviation of a Gaussian in pixels of the photo
	// before it is reduced (Pillow's GaussianBlur radius), or in those that
	// BlurUnit names. 0 is no blur.
	Blur     float64
	BlurUnit BlurUnit
	// Pool is where photos are worked on.
	Pool Pool
	// Workers is how many photos are worked on at the same time; a sequential
	// pool has one whatever it says.
	Workers int
	// PhotoTimeout is how long a photo may take, not counting what it waits for
	// memory.
	PhotoTimeout time.Duration
	// PhotoMemory is how many bytes a worker process may hold: a bound for
	// faults. What a sound photo needs, MemoryBudget bounds.
	PhotoMemory int64
	// Subfolders says whether folders inside a chosen folder are searched.
	Subfolders bool
	// Shard is the part of the photos that is worked on.
	Shard Shard
	// Out is the folder that thumbnails go to; empty means a folder named
	// [OutputFolder] inside each chosen folder.
	Out string
	// Downloads is the folder for photos from the web; empty means a folder
	// named [DownloadFolder] beside that of their thumbnails.
	Downloads string
	// Connections is how many photos are downloaded at the same time, and
	// PerHost how many of them from one server.
	Connections, PerHost int
	// DownloadTimeout is how long an attempt to download a photo may take,
	// DownloadRate how many bytes a second have to come, on average over each
	// 30 seconds; 0 for any.
	DownloadTimeout time.Duration
	DownloadRate    int64
	// PublicOnly downloads from public addresses only, not from this machine or
	// its networks: for lists of URLs whose origin is not known. A proxy that
	// the environment names is not used then.
	PublicOnly bool
	// Format is the thumbnails' file format.
	Format Format
	// Quality is the JPEG quality on libjpeg's scale.
	Quality int
	// Existing says what to do about thumbnails of an earlier run.
	Existing Existing
	// Wait says that a run waits for another one that is writing to its output
	// folder, and does not fail.
	Wait bool
	// MaxPixels is the largest photo that is opened, in pixels.
	MaxPixels int64
	// MaxFileBytes is the largest file that is opened, in bytes.
	MaxFileBytes int64
	// MemoryBudget bounds the bytes that photos being decoded hold together, in
	// all worker processes. A photo that needs more than all of it is refused.
	MemoryBudget int64
	// PreviewSide is the side of the box, in pixels, of the picture that
	// [Finished] carries for showing on a screen; 0 means none.
	PreviewSide int

	transport http.RoundTripper // for tests without a network; nil for the usual one
}

// DefaultOptions returns the options of a first start: 256 pixels, blur 2, a
// worker per core, thumbs/ in the chosen folder.
func DefaultOptions() Options {
	web := download.DefaultOptions()
	return Options{
		Size:         256,
		Mode:         ModeFit,
		Ratio:        Ratio{W: 1, H: 1},
		Blur:         2,
		BlurUnit:     BlurOfPhoto,
		Pool:         PoolGoroutines,
		PhotoTimeout: 30 * time.Second,
		PhotoMemory:  1 << 30,
		Workers:      min(max(runtime.GOMAXPROCS(0), MinWorkers), MaxWorkers),
		Connections:  16,
		PerHost:      4,

		DownloadTimeout: web.AttemptTimeout,
		DownloadRate:    web.LeastRate,

		Format:       FormatSame,
		Quality:      85,
		Existing:     ExistingReplace,
		MaxPixels:    150_000_000,
		MaxFileBytes: 512_000_000,
		MemoryBudget: format.DefaultLimits().MaxMemory,
	}
}

// FieldError says which option is wrong and why, in words for a person.
type FieldError struct {
	Field  string // name of the field of Options, such as "Size"
	Reason string // such as "must be between 16 and 8192 pixels"
}

func (e *FieldError) Error() string { return e.Field + " " + e.Reason }

// Validate reports every option that is out of range: the error joins one
// [*FieldError] per wrong field and is nil when all are right.
func (o Options) Validate() error {
	var errs []error
	check := func(ok bool, field, format string, args ...any) {
		if !ok {
			errs = append(errs, &FieldError{Field: field, Reason: fmt.Sprintf(format, args...)})
		}
	}
	check(o.Size >= MinSize && o.Size <= MaxSize, "Size", "must be between %d and %d pixels", MinSize, MaxSize)
	check(slices.Contains([]Mode{ModeFit, ModeFill, ModeWidth, ModeHeight}, o.Mode), "Mode", "must be fit, fill, width or height")
	check(validRatio(o.Ratio), "Ratio", "must have numbers between 1 and %d", MaxRatio)
	check(slices.Contains([]BlurUnit{BlurOfPhoto, BlurOfThumbnail}, o.BlurUnit), "BlurUnit", "must be photo or thumbnail")
	check(!math.IsNaN(o.Blur) && o.Blur >= MinBlur && o.Blur <= MaxBlur, "Blur", "must be between %g and %g pixels", MinBlur, MaxBlur)
	check(o.Workers >= MinWorkers && o.Workers <= MaxWorkers, "Workers", "must be between %d and %d", MinWorkers, MaxWorkers)
	check(slices.Contains([]Pool{PoolSequential, PoolGoroutines, PoolProcesses}, o.Pool), "Pool", "must be sequential, goroutines or processes")
	check(o.PhotoTimeout > 0, "PhotoTimeout", "must be more than 0")
	check(o.PhotoMemory >= MinPhotoMemory, "PhotoMemory", "must be at least %d MB", MinPhotoMemory>>20)
	check(o.Shard.valid(), "Shard", "must be K/N with K from 1 to N and N up to %d", MaxShards)
	check(o.Connections >= 1 && o.Connections <= MaxWorkers, "Connections", "must be between 1 and %d", MaxWorkers)
	check(o.PerHost >= 1, "PerHost", "must be at least 1")
	check(o.DownloadTimeout > 0, "DownloadTimeout", "must be more than 0")
	check(o.DownloadRate >= 0, "DownloadRate", "must not be less than 0")
	check(o.Quality >= MinQuality && o.Quality <= MaxQuality, "Quality", "must be between %d and %d", MinQuality, MaxQuality)
	check(slices.Contains([]Format{FormatSame, FormatJPEG, FormatPNG}, o.Format), "Format", "must be same, jpeg or png")
	check(slices.Contains([]Existing{ExistingReplace, ExistingSkip, ExistingRename}, o.Existing), "Existing", "must be replace, skip or rename")
	check(o.MaxPixels > 0, "MaxPixels", "must be more than 0")
	check(o.MaxFileBytes > 0, "MaxFileBytes", "must be more than 0")
	check(o.MemoryBudget > 0, "MemoryBudget", "must be more than 0")
	check(o.PreviewSide >= 0 && o.PreviewSide <= MaxSize, "PreviewSide", "must be between 0 and %d pixels", MaxSize)
	return errors.Join(errs...)
}
