// Package option declares what a user can choose: each option once, as a field
// whose tags say all that others need to know of it.
//
//	                 ┌─ flags of the terminal program   name, short, placeholder, help, type, group
//	a field's tags ──┼─ presets, remembered settings    json
//	                 ├─ what is wrong, and its repair   range, over, choices
//	                 └─ marks in thumbnails             mark, if
//
// The names of the tags for flags are those of github.com/alecthomas/kong, which
// this package does not need. The others:
//
//	range:"1,100"     least and most; without a most there is none
//	over:"0"          more than that
//	choices:"a,b"     one of these words
//	unit:"pixels"     what is counted, for messages
//	type:"MB"         what one of the terminal's numbers stands for; see [Scale]
//	varies:"cores"    what an option is that is not given, where that differs from one
//	                  machine to the next
//	mark:"size"       what it is called in marks; without it, it is not in them
//	if:"Mode=fill"    in marks only if the field of the same struct has that value;
//	                  | between values, != for any other, and a comma between conditions
//
// The fields come in groups: [Look] is what a preset holds, [Place] and [Work]
// are remembered besides, [Limits] never are, so that a better default reaches
// everyone. An option more is a field more, and the step that uses it.
package option

import "time"

// Look is what a thumbnail looks like.
type Look struct {
	// Mode says which side of the thumbnail Size is.
	Mode Mode `json:"mode" choices:"fit,fill,width,height" mark:"mode" help:"Fit in a square box, fill and crop to --ratio, or go by the width or the height."`
	// Size is the side that Mode names, in pixels: that of a square box which
	// the thumbnail fits in, unless it says otherwise. A photo that is smaller
	// is not enlarged.
	Size int `json:"size" short:"s" range:"16,8192" unit:"pixels" mark:"size" help:"Longest side of a thumbnail, ${range} pixels; with --mode, the side that it names."`
	// Ratio is the shape of the thumbnail with [ModeFill].
	Ratio Ratio `json:"ratio" placeholder:"W:H" mark:"ratio" if:"Mode=fill" help:"Shape of the thumbnails with --mode=fill."`
	// Blur is the standard deviation of a Gaussian in pixels of the photo
	// before it is reduced (Pillow's GaussianBlur radius), or in those that
	// BlurUnit names. 0 is no blur.
	Blur     float64  `json:"blur" short:"b" range:"0,250" unit:"pixels" mark:"blur" help:"Blur: standard deviation in pixels, ${range}."`
	BlurUnit BlurUnit `json:"blurUnit" choices:"photo,thumbnail" mark:"of" if:"BlurUnit=thumbnail" help:"Whether --blur counts pixels of the photo or of the thumbnail."`
	// Format is the thumbnails' file format.
	Format Format `json:"format" choices:"same,jpeg,png,webp" mark:"format" help:"File format: that of the photo, jpeg, png or webp."`
	// Quality is the quality of JPEG, on libjpeg's scale, and of WebP, on libwebp's.
	Quality int `json:"quality" range:"1,100" mark:"quality" if:"Format=JPEG|WebP" help:"Quality of JPEG and WebP, ${range}."`
	// NeverLarger keeps no thumbnail whose file is longer than its photo's where
	// both have the same size in pixels: a JPEG or WebP gets a lower quality, and
	// of what cannot become short enough there is none.
	NeverLarger bool `json:"neverLarger" mark:"never-larger" if:"NeverLarger=true" help:"Where a thumbnail has its photo's size, keep none with a longer file: lower the quality of JPEG and WebP until it is not, else make none."`
	// Background is behind a transparent photo where transparency cannot be
	// kept.
	Background Color `json:"background" placeholder:"RRGGBB" mark:"background" if:"Format=JPEG|BMP,Background!=ffffff" help:"Colour behind transparent photos where transparency cannot be kept, in JPEG and BMP: six hexadecimal digits, white or black."`
	// Metadata says what a thumbnail carries of what its photo tells in EXIF, XMP
	// and IPTC.
	Metadata Metadata `json:"metadata" choices:"none,copy,no-location" mark:"metadata" if:"Metadata!=none" help:"What the photo tells of itself in EXIF, XMP and IPTC: none of it, copy it, or copy all but where it was taken."`
	// Times gives a thumbnail the time of its photo's last change.
	Times bool `json:"times" mark:"times" if:"Times=true" help:"Give each thumbnail the modification time of its photo."`
	// Color says which colours the thumbnails have.
	Color ColorChoice `json:"color" choices:"srgb,keep" mark:"color" if:"Color=keep" help:"Colours: srgb, which shows alike everywhere, or keep those of the photo with its profile where the format has room for one."`
}

// DefaultLook is that of a first start.
func DefaultLook() Look {
	return Look{
		Size:       256,
		Mode:       ModeFit,
		Ratio:      Ratio{W: 1, H: 1},
		Blur:       2,
		BlurUnit:   BlurOfPhoto,
		Format:     FormatSame,
		Quality:    85,
		Background: White,
		Metadata:   MetadataNone,
		Color:      ColorSRGB,
	}
}

// Place is where photos and thumbnails are.
type Place struct {
	// Subfolders says whether folders inside a chosen folder are searched.
	Subfolders bool `json:"subfolders" name:"recursive" short:"r" help:"Search the folders inside folders too."`
	// Out is the folder that thumbnails go to; empty means a folder of a fixed
	// name inside each chosen folder.
	Out string `json:"out" short:"o" placeholder:"DIR" help:"Folder for the thumbnails; without it, ${folder} inside each folder of photos."`
	// Existing says what to do about thumbnails of an earlier run.
	Existing Existing `json:"existing" choices:"replace,skip,rename" help:"What to do about thumbnails of an earlier run: replace them, skip photos whose thumbnail is up to date, or rename the new ones."`
	// Wait says that a run waits for another one that is writing to its output
	// folder, and does not fail.
	Wait bool `json:"-" help:"If another run is writing to the same output folder, wait until it is over."`
	// Downloads is the folder for photos from the web; empty means a folder of a
	// fixed name beside that of their thumbnails.
	Downloads string `json:"-" placeholder:"DIR" help:"Folder for photos from the web; without it, ${downloads} beside the folder of the thumbnails."`
}

// Work is who works on the photos.
type Work struct {
	// Workers is how many photos are worked on at the same time; a sequential
	// pool has one whatever it says.
	Workers int `json:"workers" short:"w" range:"1,256" varies:"the number of cores" help:"Photos worked on at the same time."`
	// Pool is where photos are worked on.
	Pool Pool `json:"pool" choices:"sequential,goroutines,processes" help:"Where photos are worked on: one after another, in this process, or in a process for each worker, which a bad photo cannot take down."`
}

// Limits bound what a run may take. They are those of the version of the
// program, or of one run of it.
type Limits struct {
	// MaxPixels is the largest photo that is opened, in pixels; 0 for any whose
	// decoding MemoryBudget has room for.
	MaxPixels int64 `json:"-" name:"max-megapixels" type:"megapixels" range:"0," help:"Largest photo that is opened, in megapixels; 0 for any that there is memory for."`
	// MaxFileBytes is the largest file that is opened, in bytes.
	MaxFileBytes int64 `json:"-" kong:"-" over:"0"`
	// MemoryBudget bounds the bytes that photos being decoded hold together, in
	// all worker processes. A photo that needs more than all of it is refused.
	MemoryBudget int64 `json:"-" kong:"-" over:"0"`
	// PhotoTimeout is how long a photo may take, not counting what it waits for
	// memory.
	PhotoTimeout time.Duration `json:"-" over:"0" help:"Longest time for a photo, in every pool, not counting what it waits for memory."`
	// PhotoMemory is how many bytes a worker process may hold: a bound for
	// faults. What a sound photo needs, MemoryBudget bounds.
	PhotoMemory int64 `json:"-" type:"MB" placeholder:"MB" range:"67108864," help:"Most memory that a worker process may hold with --pool=processes, in MB: a bound for faults. What photos need is bounded in every pool."`
	// Connections is how many photos are downloaded at the same time, and
	// PerHost how many of them from one server.
	Connections int `json:"-" range:"1,256" help:"Downloads at the same time."`
	PerHost     int `json:"-" range:"1," help:"Downloads at the same time from one server."`
	// DownloadTimeout is how long an attempt to download a photo may take,
	// DownloadRate how many bytes a second have to come, on average over each
	// 30 seconds; 0 for any.
	DownloadTimeout time.Duration `json:"-" name:"download-time" over:"0" help:"Longest time for an attempt to download a photo."`
	DownloadRate    int64         `json:"-" type:"kB" placeholder:"KB" range:"0," help:"Fewest kB a second that a server has to send, on average over 30 seconds; 0 for any."`
	// PublicOnly downloads from public addresses only, not from this machine or
	// its networks: for lists of URLs whose origin is not known. A proxy that
	// the environment names is not used then.
	PublicOnly bool `json:"-" help:"Download from public addresses only, not from this machine or its networks: for lists of unknown origin. No proxy is used then."`
}

// Choice is what of the options is a user's, and remembered.
type Choice struct {
	Look  `group:"Thumbnails"`
	Place `group:"Places"`
	Work  `group:"Work"`
}
