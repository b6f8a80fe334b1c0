// Package weights moves a network's weights between here and other programs:
// NumPy's .npy and .npz, safetensors, and half precision. It is for native
// tools; the page's worker does not link it.
//
// Files come from anywhere: every reader checks what a header claims against
// what the file holds before it allocates, and takes no more than maxFile
// bytes and maxValues values, whatever a compressed entry unfolds to.
package weights
