package hevc

// Limits of this package, beyond those of the standard.
const (
	maxBitDepth = 12
	maxSide     = 1 << 16 // samples; callers bound what they want to decode
)

// chroma formats (6.2, chroma_format_idc).
const (
	chroma400 = iota
	chroma420
	chroma422
	chroma444
)

// window is what a conformance window cuts off, in samples of luma (7.4.3.2.1).
type window struct{ left, right, top, bottom int }

// Colour is what the picture's VUI says of its colours: code points of ITU-T
// H.273. 2 stands for unspecified.
type Colour struct {
	Primaries, Transfer, Matrix int
	FullRange                   bool
}

// sps is a sequence parameter set (7.3.2.2).
type sps struct {
	id               int
	chroma           int
	width, height    int // in luma samples, before the conformance window
	window           window
	depth            [3]int // bits per sample of each component
	log2MaxPoc       int
	log2MinCb        int
	log2Ctb          int
	log2MinTb        int
	log2MaxTb        int
	maxDepthIntra    int
	scalingEnabled   bool
	scaling          *scalingList // nil for flat
	sao              bool
	pcm              bool
	pcmDepth         [3]int
	log2MinPcm       int
	log2MaxPcm       int
	pcmNoFilter      bool
	refSets          []refSet
	longTerm         bool
	longTermRefs     int
	temporalMVP      bool
	strongSmoothing  bool
	noSmoothing      bool // intra_smoothing_disabled_flag
	colour           Colour
	rotate           bool // transform_skip_rotation_enabled_flag
	skipContext      bool // transform_skip_context_enabled_flag
	implicitRDPCM    bool
	persistentRice   bool
	unsupportedTools string // what of the set no picture of this package may use

	// Derived.
	ctbWidth, ctbHeight int
	subX, subY          [3]int // log2 of the horizontal and vertical subsampling
}

// refSet is how many pictures a short-term reference picture set has (7.3.7);
// intra pictures need no more of it than to step over it.
type refSet struct{ pictures int }

// components returns how many planes there are.
func (s *sps) components() int {
	if s.chroma == chroma400 {
		return 1
	}
	return 3
}

// parseSPS reads a sequence parameter set, without the NAL unit's header.
func parseSPS(body []byte) (*sps, error) {
	r := &bitReader{data: unescape(nil, body)}
	s := &sps{colour: Colour{2, 2, 2, false}}
	r.skip(4) // sps_video_parameter_set_id
	layers := int(r.u(3))
	r.skip(1) // sps_temporal_id_nesting_flag
	profileTierLevel(r, layers)
	s.id = r.ueMost(15)
	s.chroma = r.ueMost(3)
	if s.chroma == chroma444 && r.flag() {
		s.unsupportedTools = "separate colour planes"
	}
	s.width, s.height = r.ueMost(maxSide), r.ueMost(maxSide)
	if r.flag() {
		s.window = window{r.ueMost(maxSide), r.ueMost(maxSide), r.ueMost(maxSide), r.ueMost(maxSide)}
	}
	luma, chroma := 8+r.ueMost(8), 8+r.ueMost(8)
	s.depth = [3]int{luma, chroma, chroma}
	s.log2MaxPoc = 4 + r.ueMost(12)
	first := layers
	if r.flag() { // sps_sub_layer_ordering_info_present_flag
		first = 0
	}
	for range layers - first + 1 {
		r.ue()
		r.ue()
		r.ue()
	}
	s.coding(r)
	for range r.ueMost(64) {
		s.refSets = append(s.refSets, parseRefSet(r, s.refSets, false))
	}
	if s.longTerm = r.flag(); s.longTerm {
		s.longTermRefs = r.ueMost(32)
		r.skip(s.longTermRefs * (s.log2MaxPoc + 1))
	}
	s.temporalMVP = r.flag()
	s.strongSmoothing = r.flag()
	if r.flag() {
		s.vui(r, layers)
	}
	s.extensions(r)
	if r.over {
		return nil, malformed("a sequence parameter set is cut short or has values out of range")
	}
	return s, s.derive()
}

// coding reads the part about block sizes, scaling lists and tools.
func (s *sps) coding(r *bitReader) {
	s.log2MinCb = 3 + r.ueMost(3)
	s.log2Ctb = s.log2MinCb + r.ueMost(3)
	s.log2MinTb = 2 + r.ueMost(3)
	s.log2MaxTb = s.log2MinTb + r.ueMost(3)
	r.ueMost(4) // max_transform_hierarchy_depth_inter
	s.maxDepthIntra = r.ueMost(4)
	if s.scalingEnabled = r.flag(); s.scalingEnabled {
		s.scaling = defaultScaling()
		if r.flag() {
			s.scaling = parseScaling(r)
		}
	}
	r.skip(1) // amp_enabled_flag
	s.sao = r.flag()
	if s.pcm = r.flag(); s.pcm {
		luma, chroma := 1+int(r.u(4)), 1+int(r.u(4))
		s.pcmDepth = [3]int{luma, chroma, chroma}
		s.log2MinPcm = 3 + r.ueMost(2)
		s.log2MaxPcm = s.log2MinPcm + r.ueMost(2)
		s.pcmNoFilter = r.flag()
	}
}

// extensions reads the extensions of a sequence parameter set (7.3.2.2.2 on).
func (s *sps) extensions(r *bitReader) {
	if !r.flag() {
		return
	}
	rangeExt := r.flag()
	r.skip(2) // sps_multilayer_extension_flag, sps_3d_extension_flag: other layers
	screen := r.flag()
	r.skip(4)
	if rangeExt {
		s.rangeExtension(r)
	}
	if screen && s.unsupportedTools == "" {
		s.unsupportedTools = "tools for screen content"
	}
}

// rangeExtension reads sps_range_extension (7.3.2.2.2).
func (s *sps) rangeExtension(r *bitReader) {
	s.rotate = r.flag()
	s.skipContext = r.flag()
	s.implicitRDPCM = r.flag()
	r.skip(1) // explicit_rdpcm_enabled_flag: for inter prediction
	extended := r.flag()
	s.noSmoothing = r.flag()
	r.skip(1) // high_precision_offsets_enabled_flag: for inter prediction
	s.persistentRice = r.flag()
	aligned := r.flag()
	switch {
	case extended:
		s.unsupportedTools = "extended precision"
	case aligned:
		s.unsupportedTools = "aligned bypass decoding"
	}
}

// derive works out what follows from the values, and whether they go together.
func (s *sps) derive() error {
	if s.width == 0 || s.height == 0 || s.width%(1<<s.log2MinCb) != 0 || s.height%(1<<s.log2MinCb) != 0 {
		return malformed("%d × %d samples, in blocks of %d", s.width, s.height, 1<<s.log2MinCb)
	}
	if s.log2Ctb < 4 || s.log2Ctb > 6 || s.log2MinTb >= s.log2MinCb || s.log2MaxTb > min(s.log2Ctb, 5) ||
		s.maxDepthIntra > s.log2Ctb-s.log2MinTb {
		return malformed("blocks of %d to %d samples, transformed by %d to %d",
			1<<s.log2MinCb, 1<<s.log2Ctb, 1<<s.log2MinTb, 1<<s.log2MaxTb)
	}
	if s.pcm && (s.log2MinPcm < s.log2MinCb || s.log2MaxPcm > min(s.log2Ctb, 5) ||
		s.pcmDepth[0] > s.depth[0] || s.pcmDepth[1] > s.depth[1]) {
		return malformed("PCM blocks that are too large, or of too many bits")
	}
	if s.chroma != chroma400 {
		for i := 1; i < 3; i++ {
			s.subX[i] = map[int]int{chroma420: 1, chroma422: 1}[s.chroma]
			s.subY[i] = map[int]int{chroma420: 1}[s.chroma]
		}
	}
	s.window.left <<= s.subX[1]
	s.window.right <<= s.subX[1]
	s.window.top <<= s.subY[1]
	s.window.bottom <<= s.subY[1]
	if s.window.left+s.window.right >= s.width || s.window.top+s.window.bottom >= s.height {
		return malformed("a conformance window that leaves no picture")
	}
	s.ctbWidth = (s.width + 1<<s.log2Ctb - 1) >> s.log2Ctb
	s.ctbHeight = (s.height + 1<<s.log2Ctb - 1) >> s.log2Ctb
	return nil
}

// supported says what of the set this package does not do.
func (s *sps) supported() error {
	switch {
	case s.unsupportedTools != "":
		return unsupported("%s", s.unsupportedTools)
	case max(s.depth[0], s.depth[1]) > maxBitDepth:
		return unsupported("%d bits", max(s.depth[0], s.depth[1]))
	}
	return nil
}
