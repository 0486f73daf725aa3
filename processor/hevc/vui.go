package hevc

// profileTierLevel steps over profile_tier_level (7.3.3). What a picture needs
// is said by its tools; the profile adds nothing.
func profileTierLevel(r *bitReader, layers int) {
	r.skip(2 + 1 + 5 + 32 + 4 + 43 + 1) // general profile
	r.skip(8)                           // general_level_idc
	if layers == 0 {
		return
	}
	var profile, level [8]bool
	for i := range layers {
		profile[i], level[i] = r.flag(), r.flag()
	}
	r.skip(2 * (8 - layers))
	for i := range layers {
		if profile[i] {
			r.skip(88)
		}
		if level[i] {
			r.skip(8)
		}
	}
}

// parseRefSet steps over a short-term reference picture set (7.3.7). Sets are
// those before it. inSlice says that it stands in a slice header, where it may
// follow from any of the sequence's sets.
func parseRefSet(r *bitReader, sets []refSet, inSlice bool) refSet {
	if len(sets) > 0 && r.flag() { // inter_ref_pic_set_prediction_flag
		delta := 1
		if inSlice {
			delta += r.ueMost(len(sets) - 1)
		}
		r.skip(1) // delta_rps_sign
		r.ue()    // abs_delta_rps_minus1
		var set refSet
		for range sets[len(sets)-delta].pictures + 1 {
			used := r.flag()
			if used || r.flag() { // used_by_curr_pic_flag, use_delta_flag
				set.pictures++
			}
		}
		return set
	}
	n := r.ueMost(16)
	n += r.ueMost(16)
	for range n {
		r.ue()    // delta_poc_s0_minus1, s1
		r.skip(1) // used_by_curr_pic_s0_flag, s1
	}
	return refSet{n}
}

// vui reads video usability information (E.2.1): of all that, only the colours.
func (s *sps) vui(r *bitReader, layers int) {
	const extendedSAR = 255
	if r.flag() && r.u(8) == extendedSAR {
		r.skip(32)
	}
	if r.flag() { // overscan_info_present_flag
		r.skip(1)
	}
	if r.flag() { // video_signal_type_present_flag
		r.skip(3)
		s.colour.FullRange = r.flag()
		if r.flag() {
			s.colour.Primaries, s.colour.Transfer, s.colour.Matrix = int(r.u(8)), int(r.u(8)), int(r.u(8))
		}
	}
	if r.flag() { // chroma_loc_info_present_flag
		r.ue()
		r.ue()
	}
	r.skip(3)     // neutral_chroma_indication_flag, field_seq_flag, frame_field_info_present_flag
	if r.flag() { // default_display_window_flag: a hint, not a part of decoding
		r.ue()
		r.ue()
		r.ue()
		r.ue()
	}
	if r.flag() { // vui_timing_info_present_flag
		r.skip(64)
		if r.flag() {
			r.ue()
		}
		if r.flag() {
			hrd(r, layers)
		}
	}
	if r.flag() { // bitstream_restriction_flag
		r.skip(3)
		for range 5 {
			r.ue()
		}
	}
}

// hrd steps over hrd_parameters (E.2.2) with the common information.
func hrd(r *bitReader, layers int) {
	nal, vcl := r.flag(), r.flag()
	subPic := false
	if nal || vcl {
		if subPic = r.flag(); subPic {
			r.skip(8 + 5 + 1 + 5)
		}
		r.skip(4 + 4)
		if subPic {
			r.skip(4)
		}
		r.skip(5 + 5 + 5)
	}
	for range layers + 1 {
		lowDelay, count := false, 1
		fixed := r.flag() // fixed_pic_rate_general_flag
		if !fixed {
			fixed = r.flag() // fixed_pic_rate_within_cvs_flag
		}
		if fixed {
			r.ue()
		} else {
			lowDelay = r.flag()
		}
		if !lowDelay {
			count = 1 + r.ueMost(31)
		}
		for _, present := range []bool{nal, vcl} {
			if !present {
				continue
			}
			for range count { // sub_layer_hrd_parameters (E.2.3)
				r.ue()
				r.ue()
				if subPic {
					r.ue()
					r.ue()
				}
				r.skip(1)
			}
		}
	}
}
