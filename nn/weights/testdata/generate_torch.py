"""Writes the files of PyTorch's that the tests recognise.

Run in this folder; the files were made with Python 3.11.2, PyTorch 1.13.1.
"""

import torch

torch.manual_seed(1)
net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3))
torch.save(net.state_dict(), "torch.pt")
torch.save(net.state_dict(), "torch-legacy.pth", _use_new_zipfile_serialization=False)
torch.jit.save(torch.jit.script(net), "torch-script.pt")
