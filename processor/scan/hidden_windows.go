package scan

import "golang.org/x/sys/windows"

// isHidden reports whether a file or folder carries Windows' hidden or system
// attribute.
func isHidden(path string) bool {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return false
	}
	attributes, err := windows.GetFileAttributes(name)
	return err == nil && attributes&(windows.FILE_ATTRIBUTE_HIDDEN|windows.FILE_ATTRIBUTE_SYSTEM) != 0
}
