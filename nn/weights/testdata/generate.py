"""Writes the files that the tests read: NumPy's own, of every order and width,
with what two small networks answer, computed here by NumPy alone.

Run in this folder; the files were made with Python 3.11.2, NumPy 1.24.2.

Not made here: plain.npz is what `train` and `export` write for the recipe
one.json; keyorder.npz and doublequotes.npz hold the same values under headers
that numpy.save does not write and NumPy reads; empty_extra.safetensors holds
them with one more tensor, of shape [0].
"""

import json
import os
import struct

import numpy as np

rng = np.random.default_rng(7)


def normal(*shape):
    return rng.normal(0, 0.5, shape)


def safetensors(path, arrays):
    head, body = {"__metadata__": {"format": "np"}}, b""
    for name, a in arrays.items():
        b = a.tobytes()
        kind = {"float16": "F16", "float32": "F32", "float64": "F64"}[a.dtype.name]
        head[name] = {"dtype": kind, "shape": a.shape, "data_offsets": [len(body), len(body) + len(b)]}
        body += b
    text = json.dumps(head).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + body)


# mlp: 6 inputs, dense 4, relu, dense 10, as the book writes it.
mlp = {"W1": normal(6, 4), "b1": normal(4), "W2": normal(4, 10), "b2": normal(10)}
x = rng.random((3, 6))
y = np.maximum(x @ mlp["W1"] + mlp["b1"], 0) @ mlp["W2"] + mlp["b2"]
np.savez("mlp-predictions.npz", x=x.astype("f4"), y=y.astype("f4"))
np.savez("mlp-f8.npz", **mlp)
np.savez_compressed("mlp-f4-compressed.npz", **{k: v.astype("f4") for k, v in mlp.items()})
np.savez("mlp-big-endian.npz", **{k: v.astype(">f4" if k < "b" else ">f8") for k, v in mlp.items()})
np.savez("mlp-fortran.npz", **{k: np.asfortranarray(v) for k, v in mlp.items()})
np.savez("mlp-f2.npz", **{k: v.astype("f2") for k, v in mlp.items()})
np.savez("mlp-order.npz", *mlp.values())
np.savez("mlp-out-in.npz", **{k: v.T for k, v in mlp.items()})  # .T is in Fortran's order
safetensors("mlp.safetensors", {k: v.astype("f4") for k, v in mlp.items()})
safetensors("mlp-f8.safetensors", mlp)
os.makedirs("mlp-folder", exist_ok=True)
for i, v in enumerate(mlp.values()):
    np.save(f"mlp-folder/arr_{i}.npy", v)

# conv: 1x4x4, conv 2 filters of 3x3 with pad 1, batch normalisation, relu,
# dense 10; names as PyTorch's nn.Sequential has them.
conv = {
    "0.weight": normal(2, 1, 3, 3), "0.bias": normal(2),
    "1.weight": 1 + normal(2), "1.bias": normal(2),
    "1.running_mean": normal(2), "1.running_var": rng.random(2) + 0.5,
    "1.num_batches_tracked": np.array(3),
    "3.weight": normal(10, 32), "3.bias": normal(10),
}
x = rng.random((3, 1, 4, 4))
padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
h = np.zeros((3, 2, 4, 4))
for i in range(4):
    for j in range(4):
        h[:, :, i, j] = np.einsum("ncij,fcij->nf", padded[:, :, i : i + 3, j : j + 3], conv["0.weight"])


def channels(a):
    return a[None, :, None, None]


h += channels(conv["0.bias"])
h = (h - channels(conv["1.running_mean"])) / np.sqrt(channels(conv["1.running_var"]) + 1e-5)
h = np.maximum(h * channels(conv["1.weight"]) + channels(conv["1.bias"]), 0)
y = h.reshape(3, -1) @ conv["3.weight"].T + conv["3.bias"]
np.savez("conv-predictions.npz", x=x.astype("f4"), y=y.astype("f4"))
np.savez("conv-torch.npz", **conv)

# what cannot be read
np.savez("bad-objects.npz", W1=np.array({"W1": 1}, dtype=object))
np.savez("bad-integers.npz", W1=np.arange(6))
np.savez("bad-nan.npz", **{**mlp, "b1": np.full(4, np.nan)})
np.savez("bad-huge.npz", **{**mlp, "b1": np.full(4, 1e300)})
