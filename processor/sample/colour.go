package sample

// rgb is a colour in display space (sRGB, gamma encoded); 0 is black, 1 the
// brightest. Mixing in display space is what painters' palettes expect.
type rgb struct{ r, g, b float32 }

// hex turns 0xRRGGBB into a colour.
func hex(v uint32) rgb {
	return rgb{float32(v>>16) / 255, float32(v>>8&0xff) / 255, float32(v&0xff) / 255}
}

// mix is a at t = 0 and b at t = 1.
func mix(a, b rgb, t float32) rgb {
	return rgb{a.r + (b.r-a.r)*t, a.g + (b.g-a.g)*t, a.b + (b.b-a.b)*t}
}

// scale makes a colour darker (k < 1) or brighter.
func (c rgb) scale(k float32) rgb { return rgb{c.r * k, c.g * k, c.b * k} }

// screen adds light k·l to c as two slide projectors would, without passing 1.
func (c rgb) screen(l rgb, k float32) rgb {
	return rgb{
		1 - (1-c.r)*(1-l.r*k),
		1 - (1-c.g)*(1-l.g*k),
		1 - (1-c.b)*(1-l.b*k),
	}
}

// clamp limits x to 0…1.
func clamp(x float32) float32 {
	if x < 0 {
		return 0
	}
	if x > 1 {
		return 1
	}
	return x
}

// smoothstep rises from 0 at a to 1 at b, level at both ends. b may be below a.
func smoothstep(a, b, x float32) float32 {
	t := clamp((x - a) / (b - a))
	return t * t * (3 - 2*t)
}
