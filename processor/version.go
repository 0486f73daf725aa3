// Code generated from FyneApp.toml by make version; DO NOT EDIT.

package processor

// Version is the program's version.
const Version = "1.0.0"
