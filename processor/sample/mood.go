package sample

// mood is a palette with the weather that suits it.
type mood struct {
	name string

	sky       [4]rgb  // zenith, upper, lower, horizon
	disc      rgb     // the sun or the moon itself
	glow      rgb     // the light around it
	glowing   float32 // how far that light carries, 0…1
	haze      rgb     // what distance fades to
	mid, near rgb     // ground in the middle distance, and at the viewer's feet
	lit       rgb     // ground that faces the light
	relief    float32 // contrast between lit and shaded slopes, 0…1
	snow      rgb     // lit snow; black means there is none
	snowShade rgb
	cloudLit  rgb
	cloudDark rgb
	clouds    float32 // likelihood of clouds, 0…1
	mist      float32 // how much mist lies between the ridges, 0…1
	water     float32 // likelihood of water, 0…1
	trees     float32 // likelihood of trees on the near ridge, 0…1
	low, high float64 // height of the sun above the horizon, as a part of the sky

	night  bool // stars, and a moon for a sun
	galaxy bool // the Milky Way instead of a moon
	aurora bool
	dunes  bool // soft sand instead of rock
	veiled bool // the sun is behind the mist
	noon   bool // the sun is above the picture, and lights without being seen
}

// moods in the order in which consecutive seeds take them, so that neighbours
// in a folder contrast. Twelve of them: a folder of 24 has each one twice.
var moods = [...]mood{
	{
		name: "amber sunset",
		sky:  [4]rgb{hex(0x46406f), hex(0xb4637a), hex(0xf09a62), hex(0xffd79a)},
		disc: hex(0xfff6dc), glow: hex(0xffc873), glowing: 0.95,
		haze: hex(0xe99f70), mid: hex(0x7d4a4c), near: hex(0x190f18), lit: hex(0xd98a5c), relief: 0.45,
		cloudLit: hex(0xffc994), cloudDark: hex(0x8c5372),
		clouds: 0.7, mist: 0.45, water: 0.4, trees: 0.5, low: 0.08, high: 0.34,
	},
	{
		name: "teal dusk",
		sky:  [4]rgb{hex(0x082430), hex(0x124a56), hex(0x3b8d8a), hex(0xb4dcc6)},
		disc: hex(0xfbf6df), glow: hex(0xcdebd0), glowing: 0.8,
		haze: hex(0x78b5ac), mid: hex(0x1c4f57), near: hex(0x05151b), lit: hex(0x5f9f94), relief: 0.35,
		cloudLit: hex(0xbfe3d0), cloudDark: hex(0x235e68),
		clouds: 0.5, mist: 0.6, water: 0.35, trees: 0.7, low: 0.12, high: 0.5,
	},
	{
		name: "alpine noon",
		sky:  [4]rgb{hex(0x1a57a6), hex(0x3b82cc), hex(0x86bbe6), hex(0xdceef7)},
		disc: hex(0xffffff), glow: hex(0xf4faff), glowing: 0.55,
		haze: hex(0xa9cbe6), mid: hex(0x3f5f62), near: hex(0x10211c), lit: hex(0x8c9a92), relief: 0.9,
		snow: hex(0xfbfdff), snowShade: hex(0x86a9d2),
		cloudLit: hex(0xffffff), cloudDark: hex(0xa9c3dc),
		clouds: 0.8, mist: 0.2, water: 0.55, trees: 0.8, low: 1.05, high: 1.25,
		noon: true,
	},
	{
		name: "milky way",
		sky:  [4]rgb{hex(0x070818), hex(0x10142f), hex(0x262550), hex(0x80587a)},
		disc: hex(0xffe2c8), glow: hex(0xd98a66), glowing: 0.55,
		haze: hex(0x3d3560), mid: hex(0x1a1a38), near: hex(0x04040b), lit: hex(0x3d3b66), relief: 0.25,
		cloudLit: hex(0x5a4a70), cloudDark: hex(0x15142c),
		clouds: 0.15, mist: 0.35, water: 0.4, trees: 0.6, low: 0.0, high: 0.04,
		night: true, galaxy: true,
	},
	{
		name: "pale dawn",
		sky:  [4]rgb{hex(0x7197b8), hex(0xa3c0cf), hex(0xdfdad0), hex(0xffe6cb)},
		disc: hex(0xfffdf6), glow: hex(0xfff0cf), glowing: 0.8,
		haze: hex(0xcdc6c0), mid: hex(0x566876), near: hex(0x1a242c), lit: hex(0xcabfb2), relief: 0.4,
		cloudLit: hex(0xfff1de), cloudDark: hex(0xa3b1bf),
		clouds: 0.65, mist: 0.8, water: 0.6, trees: 0.5, low: 0.1, high: 0.4,
	},
	{
		name: "ember",
		sky:  [4]rgb{hex(0x1c1124), hex(0x5a2032), hex(0xbf4a30), hex(0xffa552)},
		disc: hex(0xffefc4), glow: hex(0xff8f3f), glowing: 0.9,
		haze: hex(0xb4513a), mid: hex(0x4a2029), near: hex(0x0d0609), lit: hex(0x9c4632), relief: 0.35,
		cloudLit: hex(0xff8a4a), cloudDark: hex(0x3f1a2a),
		clouds: 0.85, mist: 0.4, water: 0.45, trees: 0.5, low: 0.02, high: 0.2,
	},
	{
		name: "misty forest",
		sky:  [4]rgb{hex(0xaebfc0), hex(0xc2cecb), hex(0xd9dfd8), hex(0xebece2)},
		disc: hex(0xfffdf2), glow: hex(0xfff9e6), glowing: 0.5,
		haze: hex(0xc6d0cb), mid: hex(0x2f4b46), near: hex(0x0c1a1a), lit: hex(0x6f877b), relief: 0.25,
		cloudLit: hex(0xf2f3ec), cloudDark: hex(0xb3c0be),
		clouds: 0.3, mist: 1, water: 0.2, trees: 1, low: 0.4, high: 0.7,
		veiled: true,
	},
	{
		name: "blue night",
		sky:  [4]rgb{hex(0x050a1d), hex(0x0c1c42), hex(0x1f4173), hex(0x5b87b0)},
		disc: hex(0xf6f4e6), glow: hex(0x9ec3ea), glowing: 0.65,
		haze: hex(0x3c6291), mid: hex(0x142a4e), near: hex(0x030812), lit: hex(0x4a72a4), relief: 0.45,
		snow: hex(0xa9c6e6), snowShade: hex(0x2c4c7c),
		cloudLit: hex(0x6f96c4), cloudDark: hex(0x0f2348),
		clouds: 0.45, mist: 0.45, water: 0.5, trees: 0.7, low: 0.45, high: 0.82,
		night: true,
	},
	{
		name: "rose",
		sky:  [4]rgb{hex(0x46568c), hex(0x8b81b4), hex(0xe3a3b0), hex(0xffdcc6)},
		disc: hex(0xfff6ea), glow: hex(0xffc9b2), glowing: 0.75,
		haze: hex(0xd9a8b8), mid: hex(0x685880), near: hex(0x1d172b), lit: hex(0xdc9aa0), relief: 0.75,
		snow: hex(0xffd8d0), snowShade: hex(0x8e86bc),
		cloudLit: hex(0xffccc2), cloudDark: hex(0x8f7fae),
		clouds: 0.7, mist: 0.4, water: 0.5, trees: 0.5, low: 0.1, high: 0.36,
	},
	{
		name: "desert gold",
		sky:  [4]rgb{hex(0x3f7caa), hex(0x86aec4), hex(0xecd8b0), hex(0xffecc6)},
		disc: hex(0xfffbee), glow: hex(0xffeabc), glowing: 0.8,
		haze: hex(0xecca9c), mid: hex(0xb36a38), near: hex(0x4a200c), lit: hex(0xf2b868), relief: 0.85,
		cloudLit: hex(0xfff2dc), cloudDark: hex(0xb9b0ac),
		clouds: 0.35, mist: 0.15, water: 0, trees: 0, low: 0.2, high: 0.5,
		dunes: true,
	},
	{
		name: "northern lights",
		sky:  [4]rgb{hex(0x040a18), hex(0x071a2e), hex(0x0d3442), hex(0x2f6a68)},
		disc: hex(0x9fffd0), glow: hex(0x57e0a8), glowing: 0.2,
		haze: hex(0x1e4a54), mid: hex(0x0e2933), near: hex(0x02070a), lit: hex(0x3c7c7c), relief: 0.6,
		snow: hex(0x9fd9cf), snowShade: hex(0x1f4a58),
		cloudLit: hex(0x3f7f7a), cloudDark: hex(0x081c28),
		clouds: 0.1, mist: 0.3, water: 0.75, trees: 0.7, low: 0.1, high: 0.3,
		night: true, aurora: true,
	},
	{
		name: "lavender",
		sky:  [4]rgb{hex(0x262a54), hex(0x575391), hex(0xab8cbc), hex(0xf6d0c6)},
		disc: hex(0xfff6ea), glow: hex(0xf9d2c0), glowing: 0.7,
		haze: hex(0xb49dc0), mid: hex(0x514a78), near: hex(0x121026), lit: hex(0x9a86b4), relief: 0.45,
		cloudLit: hex(0xf4c6cc), cloudDark: hex(0x5a5390),
		clouds: 0.6, mist: 0.65, water: 0.5, trees: 0.4, low: 0.1, high: 0.45,
	},
}

// snowy tells whether the mood's summits carry snow.
func (m *mood) snowy() bool { return m.snow != rgb{} }
