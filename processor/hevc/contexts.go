package hevc

// Contexts, by the syntax element that they are for.
const (
	ctxSAOMerge       = 0
	ctxSAOType        = ctxSAOMerge + 1
	ctxSplitCU        = ctxSAOType + 1
	ctxBypass         = ctxSplitCU + 3 // cu_transquant_bypass_flag
	ctxPartMode       = ctxBypass + 1
	ctxPrevIntra      = ctxPartMode + 1 // prev_intra_luma_pred_flag
	ctxIntraChroma    = ctxPrevIntra + 1
	ctxSplitTransform = ctxIntraChroma + 1
	ctxCbfLuma        = ctxSplitTransform + 3
	ctxCbfChroma      = ctxCbfLuma + 2
	ctxQPDelta        = ctxCbfChroma + 5
	ctxChromaQPFlag   = ctxQPDelta + 2
	ctxChromaQPIndex  = ctxChromaQPFlag + 1
	ctxResScaleAbs    = ctxChromaQPIndex + 1
	ctxResScaleSign   = ctxResScaleAbs + 8
	ctxTransformSkip  = ctxResScaleSign + 2
	ctxLastX          = ctxTransformSkip + 2
	ctxLastY          = ctxLastX + 18
	ctxSubBlock       = ctxLastY + 18 // coded_sub_block_flag
	ctxSig            = ctxSubBlock + 4
	ctxGreater1       = ctxSig + 44
	ctxGreater2       = ctxGreater1 + 24
	contexts          = ctxGreater2 + 6
)

// initValues are the values that contexts begin with in intra slices (Tables
// 9-5 to 9-37, initType 0).
var initValues = [contexts]uint8{
	153,           // sao_merge_left_flag, sao_merge_up_flag
	200,           // sao_type_idx_luma, sao_type_idx_chroma
	139, 141, 157, // split_cu_flag
	154,           // cu_transquant_bypass_flag
	184,           // part_mode
	184,           // prev_intra_luma_pred_flag
	63,            // intra_chroma_pred_mode
	153, 138, 138, // split_transform_flag
	111, 141, // cbf_luma
	94, 138, 182, 154, 154, // cbf_cb, cbf_cr
	154, 154, // cu_qp_delta_abs
	154,                                    // cu_chroma_qp_offset_flag
	154,                                    // cu_chroma_qp_offset_idx
	154, 154, 154, 154, 154, 154, 154, 154, // log2_res_scale_abs_plus1
	154, 154, // res_scale_sign_flag
	139, 139, // transform_skip_flag
	110, 110, 124, 125, 140, 153, 125, 127, 140, 109, 111, 143, 127, 111, 79, 108, 123, 63, // last_sig_coeff_x_prefix
	110, 110, 124, 125, 140, 153, 125, 127, 140, 109, 111, 143, 127, 111, 79, 108, 123, 63, // last_sig_coeff_y_prefix
	91, 171, 134, 141, // coded_sub_block_flag
	111, 111, 125, 110, 110, 94, 124, 108, 124, 107, 125, 141, 179, 153, 125, 107, // sig_coeff_flag
	125, 141, 179, 153, 125, 107, 125, 141, 179, 153, 125, 140, 139, 182, 182, 152,
	136, 152, 136, 153, 136, 139, 111, 136, 139, 111,
	141, 111, // sig_coeff_flag with transform_skip_context_enabled_flag
	140, 92, 137, 138, 140, 152, 138, 139, 153, 74, 149, 92, 139, 107, 122, 152, // coeff_abs_level_greater1_flag
	140, 179, 166, 182, 140, 227, 122, 197,
	138, 153, 136, 167, 152, 152, // coeff_abs_level_greater2_flag
}

// models is the state of all that the arithmetic decoder adapts: contexts, and
// the statistics of persistent Rice adaptation.
type models struct {
	ctx  [contexts]uint8
	rice [4]uint8 // StatCoeff
}

// init sets the contexts for the QP of a slice (9.3.2.2).
func (m *models) init(qp int) {
	qp = min(max(qp, 0), 51)
	for i, v := range initValues {
		slope, offset := int(v>>4)*5-45, int(v&15)<<3-16
		state := min(max(slope*qp>>4+offset, 1), 126)
		if state <= 63 {
			m.ctx[i] = uint8(63-state) << 1
		} else {
			m.ctx[i] = uint8(state-64)<<1 | 1
		}
	}
	m.rice = [4]uint8{}
}
