package t81

// Zigzag maps the place of a coefficient in the file to its row-major index in
// the block, 8·v + u (figure A.6).
func Zigzag() (order [64]uint8) {
	x, y := 0, 0
	for k := range order {
		order[k] = uint8(8*y + x)
		switch {
		case (x+y)%2 == 0 && x == 7:
			y++
		case (x+y)%2 == 0 && y == 0:
			x++
		case (x+y)%2 == 0:
			x, y = x+1, y-1
		case y == 7:
			x++
		case x == 0:
			y++
		default:
			x, y = x-1, y+1
		}
	}
	return order
}
