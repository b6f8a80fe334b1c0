// Package golden holds what PyTorch computes for the engine's layers, losses and
// optimisers: the numbers that the engine's tests compare with. generate.py, by
// which they were made, says how to make them again; each file names the version
// of PyTorch. It is imported by tests only.
package golden

import "embed"

// Files are the JSON files.
//
//go:embed *.json
var Files embed.FS
