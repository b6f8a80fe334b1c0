package weights

import (
	"archive/zip"
	"path"
	"slices"
)

// torchMagic begins a file of PyTorch before version 1.6: a pickle of the
// number 0x1950a86a20f9469cfc6c.
const torchMagic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."

// torchRemedy tells how to convert PyTorch's files. float() is for types that
// NumPy lacks, such as bfloat16.
const torchRemedy = `its pickle is a program and is not run here; convert it with Python:
    import numpy, torch
    state = %s
    numpy.savez("model.npz", **{k: v.detach().float().numpy() for k, v in state.items()})`

// The second of its lines for each kind of file: a state_dict, a whole module, a
// TorchScript program.
const (
	torchState  = `torch.load("model.pt", map_location="cpu", weights_only=True)`
	torchModule = "\n(if it holds a module and not its state_dict, and you trust it: " + `state = torch.load("model.pt", map_location="cpu", weights_only=False).state_dict())`
	torchScript = `torch.jit.load("model.pt", map_location="cpu").state_dict()`
)

// checkPyTorch returns an error for the zip archive of torch.save or
// torch.jit.save: one folder with the pickle data.pkl and the tensors' bytes.
func checkPyTorch(entries []*zip.File) error {
	has := func(name string) bool {
		return slices.ContainsFunc(entries, func(f *zip.File) bool { return path.Base(f.Name) == name })
	}
	switch {
	case !has("data.pkl"):
		return nil
	case has("constants.pkl"):
		return wrong("it is a TorchScript program of PyTorch's; "+torchRemedy, torchScript)
	}
	return wrong("it is PyTorch's (.pt, .pth); "+torchRemedy+torchModule, torchState)
}
