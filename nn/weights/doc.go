// Package weights exchanges a network's weights with other programs by NumPy's
// .npy and .npz and by safetensors, and rounds them to half precision. It is for
// native tools; the page's worker does not link it.
//
// Files are not trusted: every reader compares what a header claims with what
// the file holds before it allocates, and takes at most safetensors.MaxFile
// bytes and twice recipe.MaxParams values, whatever the size of an uncompressed entry.
package weights
