package hevc

// angles are how far a prediction direction moves over a block's side, in
// thirty-seconds of a sample (Table 8-5), by mode.
var angles = [35]int{
	0, 0, 32, 26, 21, 17, 13, 9, 5, 2, 0, -2, -5, -9, -13, -17, -21, -26,
	-32, -26, -21, -17, -13, -9, -5, -2, 0, 2, 5, 9, 13, 17, 21, 26, 32,
}

// inverseAngles are 8192 / angle, for modes 11 to 25 (Table 8-6).
var inverseAngles = [15]int{
	-4096, -1638, -910, -630, -482, -390, -315, -256, -315, -390, -482, -630, -910, -1638, -4096,
}

func (s *surface[T]) predict(f *frame, b block, nb neighbours, verbatim bool) {
	p := &s.planes[b.c]
	n := 1 << b.log2
	edge := s.edge[:4*n+1]
	p.gather(edge, b, nb)
	if !f.sps.noSmoothing && (b.c == 0 || f.sps.chroma == chroma444) && smooths(b.mode, b.log2) {
		edge = smoothed(edge, s.smooth[:4*n+1], n, p.depth, f.sps.strongSmoothing && b.c == 0 && b.log2 == 5)
	}
	to := p.at(b.x, b.y)
	soften := b.c == 0 && b.log2 < 5
	switch b.mode {
	case modePlanar:
		planar(to, p.stride, edge, b.log2)
	case modeDC:
		level(to, p.stride, edge, b.log2, soften)
	default:
		s.angular(to, p, edge, b, soften && !(f.sps.implicitRDPCM && verbatim))
	}
}

// gather puts the samples around a block into one row (8.4.4.2.2): from the
// lowest at the left up to the corner, which is number 2n, and on to the right
// along the top. What there is none of gets the value of the one before, or else
// of the first that there is.
func (p *samples[T]) gather(edge []T, b block, nb neighbours) {
	n := 1 << b.log2
	at := b.y*p.stride + b.x
	if nb.left {
		from := n - nb.belowLeft
		i := at - 1 + (n+nb.belowLeft-1)*p.stride
		for k := from; k < 2*n; k++ {
			edge[k] = p.pix[i]
			i -= p.stride
		}
		repeat(edge[:from], edge[from])
	}
	if nb.corner {
		edge[2*n] = p.pix[at-p.stride-1]
	}
	if nb.top {
		copy(edge[2*n+1:3*n+1], p.pix[at-p.stride:])
	}
	if nb.topRight > 0 {
		copy(edge[3*n+1:3*n+1+nb.topRight], p.pix[at-p.stride+n:])
	}
	if !nb.left {
		first := T(1) << (p.depth - 1)
		switch {
		case nb.corner:
			first = edge[2*n]
		case nb.top:
			first = edge[2*n+1]
		case nb.topRight > 0:
			first = edge[3*n+1]
		}
		repeat(edge[:2*n], first)
	}
	if !nb.corner {
		edge[2*n] = edge[2*n-1]
	}
	if !nb.top {
		repeat(edge[2*n+1:3*n+1], edge[2*n])
	}
	repeat(edge[3*n+1+nb.topRight:], edge[3*n+nb.topRight])
}

func repeat[T sample](to []T, v T) {
	for i := range to {
		to[i] = v
	}
}

// smooths says whether the samples around a block are filtered (8.4.4.2.3):
// modes away from horizontal and vertical, the more the larger the block.
func smooths(mode, log2 int) bool {
	if mode == modeDC || log2 == 2 {
		return false
	}
	away := min(abs(mode-modeVertical), abs(mode-modeHorizontal))
	return away > [3]int{7, 1, 0}[log2-3]
}

func abs(v int) int { return max(v, -v) }

// smoothed filters the samples around a block (8.4.4.2.3). strong allows for a
// plain ramp where they change little.
func smoothed[T sample](edge, to []T, n, depth int, strong bool) []T {
	last := 4 * n
	low, corner, high := int(edge[0]), int(edge[2*n]), int(edge[last])
	to[0], to[last] = edge[0], edge[last]
	limit := 1 << (depth - 5)
	if strong && abs(corner+high-2*int(edge[3*n])) < limit && abs(corner+low-2*int(edge[n])) < limit {
		for i := 1; i < 2*n; i++ {
			to[i] = T(((2*n-i)*low + i*corner + n) >> 6)
			to[2*n+i] = T(((2*n-i)*corner + i*high + n) >> 6)
		}
		to[2*n] = edge[2*n]
		return to
	}
	a, b := int(edge[0]), int(edge[1])
	for i := 1; i < last; i++ {
		c := int(edge[i+1])
		to[i] = T((a + 2*b + c + 2) >> 2)
		a, b = b, c
	}
	return to
}

// planar is a mode that weighs the four sides (8.4.4.2.4).
func planar[T sample](to []T, stride int, edge []T, log2 int) {
	n := 1 << log2
	top, below, right := edge[2*n+1:][:n], int(edge[n-1]), int(edge[3*n+1])
	for y := range n {
		row := to[y*stride:][:n]
		left := int(edge[2*n-1-y])
		for x := range row {
			v := (n-1-x)*left + (x+1)*right + (n-1-y)*int(top[x]) + (y+1)*below + n
			row[x] = T(v >> (log2 + 1))
		}
	}
}

// level is the mode DC: the mean, and for small luma blocks a soft change to
// it at the left and the top (8.4.4.2.5).
func level[T sample](to []T, stride int, edge []T, log2 int, soften bool) {
	n := 1 << log2
	sum := n
	for _, v := range edge[n : 2*n] {
		sum += int(v)
	}
	for _, v := range edge[2*n+1 : 3*n+1] {
		sum += int(v)
	}
	mean := sum >> (log2 + 1)
	for y := range n {
		repeat(to[y*stride:][:n], T(mean))
	}
	if !soften {
		return
	}
	for i := 1; i < n; i++ {
		to[i] = T((int(edge[2*n+1+i]) + 3*mean + 2) >> 2)
		to[i*stride] = T((int(edge[2*n-1-i]) + 3*mean + 2) >> 2)
	}
	to[0] = T((int(edge[2*n-1]) + 2*mean + int(edge[2*n+1]) + 2) >> 2)
}

// angular is a mode with a direction (8.4.4.2.6).
func (s *surface[T]) angular(to []T, p *samples[T], edge []T, b block, soften bool) {
	n, stride := 1<<b.log2, p.stride
	angle := angles[b.mode]
	vertical := b.mode >= 18

	// ref[n] is the corner; from there on it goes along the side that the
	// direction comes from, and before it lie samples of the other side.
	ref := s.ref[:3*n+1]
	if vertical {
		copy(ref[n:], edge[2*n:])
	} else {
		for i := range 2*n + 1 {
			ref[n+i] = edge[2*n-i]
		}
	}
	if last := (n * angle) >> 5; last < -1 {
		inverse := inverseAngles[b.mode-11]
		for i := -1; i >= last; i-- {
			k := (i*inverse + 128) >> 8
			if vertical {
				ref[n+i] = edge[2*n-k]
			} else {
				ref[n+i] = edge[2*n+k]
			}
		}
	}
	if vertical {
		for y := range n {
			move := (y + 1) * angle
			slant(to[y*stride:][:n], ref[n+1+move>>5:], move&31)
		}
	} else {
		var line [32]T
		for x := range n {
			move := (x + 1) * angle
			slant(line[:n], ref[n+1+move>>5:], move&31)
			for y, v := range line[:n] {
				to[y*stride+x] = v
			}
		}
	}
	if angle != 0 || !soften {
		return
	}
	most, corner := 1<<p.depth-1, int(edge[2*n])
	for i := range n {
		if vertical {
			to[i*stride] = T(min(max(int(edge[2*n+1])+(int(edge[2*n-1-i])-corner)>>1, 0), most))
		} else {
			to[i] = T(min(max(int(edge[2*n-1])+(int(edge[2*n+1+i])-corner)>>1, 0), most))
		}
	}
}

// slant sets a row from samples between those of ref, so many thirty-seconds of
// one after the first.
func slant[T sample](row, ref []T, part int) {
	if part == 0 {
		copy(row, ref)
		return
	}
	ref = ref[:len(row)+1]
	a := int(ref[0])
	for x := range row {
		b := int(ref[x+1])
		row[x] = T(((32-part)*a + part*b + 16) >> 5)
		a = b
	}
}
