package userdir

import "golang.org/x/sys/windows"

// Pictures returns the user's folder for pictures, which need not be there; home is
// the user's folder.
func Pictures(home string) string {
	path, err := windows.KnownFolderPath(windows.FOLDERID_Pictures, windows.KF_FLAG_DONT_VERIFY)
	if err != nil {
		return fallback(home)
	}
	return path
}
