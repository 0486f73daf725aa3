package reason

import "golang.org/x/sys/windows"

const fullDisk = windows.ERROR_DISK_FULL
