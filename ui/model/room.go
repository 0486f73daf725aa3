package model

// Sizes of the window and of the grid's cells, dp.
const (
	LeastWidth, LeastHeight = 760, 600 // of the window

	UsualCell    = 144 // side of a cell, unless another is chosen
	SmallestCell = 80
	LargestCell  = 400
)

// Appearance is the choice between dark and light.
type Appearance string

// The choices. Follow takes what the desktop says.
const (
	Follow Appearance = ""
	Dark   Appearance = "dark"
	Light  Appearance = "light"
)
