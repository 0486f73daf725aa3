package userdir

// Pictures returns the user's folder for pictures: the Finder translates its name.
func Pictures(home string) string { return fallback(home) }
