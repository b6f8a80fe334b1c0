#!/usr/bin/python3
"""Golden numbers: what PyTorch computes for the layers, losses and optimisers of
package nn, from the same inputs.

    apt-get install python3-torch
    /usr/bin/python3 assets/golden/generate.py

overwrites the JSON files beside this script. Everything is computed in float64
from inputs that float32 holds exactly, and rounded to float32 once, so that the
files hold the right answer, not another float32 answer. The inputs follow from
the case's name: adding a case changes no other.

A case is a name, a kind, arguments (numbers) and arrays (dims and row-major
data). Names of arrays: x, y, dx, dy; a parameter p and its gradient dp; a state s
and what training makes of it, s after.
"""

import json
import pathlib
import zlib

import numpy
import torch
from torch import nn
from torch.nn import functional

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def exact(a):
    """Rounds to float32, in float64."""
    return torch.from_numpy(numpy.asarray(a, dtype=numpy.float32).astype(numpy.float64))


class Case:
    def __init__(self, name, kind, **args):
        self.name, self.kind, self.args, self.arrays = name, kind, args, {}
        self.rng = numpy.random.Generator(numpy.random.PCG64(zlib.crc32(name.encode())))

    def random(self, *dims, scale=1.0):
        return exact(self.rng.standard_normal(dims) * scale)

    def spread(self, *dims):
        """Values in random order, no two alike: no ties and no kinks at zero."""
        n = int(numpy.prod(dims))
        return exact(((self.rng.permutation(n) * 2 + 1 - n) / n * 2 + 1e-3).reshape(dims))

    def put(self, **arrays):
        for name, a in arrays.items():
            a = a.detach()
            data = [float(v) for v in a.numpy().astype(numpy.float32).ravel()]
            if not numpy.isfinite(data).all():
                raise ValueError(f"{self.name}: {name} is not finite")
            self.arrays[name.replace("_", " ")] = {"dims": list(a.shape), "data": data}

    def layer(self, x, f, **params):
        """Records y = f(x, **params) and the gradients of sum(y * dy)."""
        x.requires_grad_()
        for p in params.values():
            p.requires_grad_()
        y = f(x, **params)
        dy = self.random(*y.shape)
        if y.requires_grad:
            y.backward(dy)
        self.put(x=x, y=y, dy=dy, dx=torch.zeros_like(x) if x.grad is None else x.grad)
        for name, p in params.items():
            self.put(**{name: p, "d" + name: p.grad})
        return self


def number(v):
    """The shortest text that reads back as the same float32."""
    if v == int(v) and abs(v) < 1e7:
        return str(int(v))
    text = numpy.format_float_scientific(numpy.float32(v), unique=True, trim="-", exp_digits=1)
    plain = numpy.format_float_positional(numpy.float32(v), unique=True, trim="-")
    return min(plain, text, key=len)


def write(file, what, cases):
    out = ['{"torch": %s, "about": %s, "cases": [' % (json.dumps(torch.__version__), json.dumps(what))]
    for i, c in enumerate(cases):
        arrays = ",\n".join(
            '  %s: {"dims": %s, "data": [%s]}' % (json.dumps(n), json.dumps(a["dims"]), ",".join(map(number, a["data"])))
            for n, a in c.arrays.items())
        out.append(' {"name": %s, "kind": %s, "args": %s, "arrays": {\n%s}}%s' % (
            json.dumps(c.name), json.dumps(c.kind), json.dumps(c.args), arrays, "," if i + 1 < len(cases) else ""))
    out.append("]}")
    (HERE / file).write_text("\n".join(out) + "\n")


def layers():
    cases = []

    def case(name, kind, **args):
        cases.append(Case(name, kind, **args))
        return cases[-1]

    for name, n, shape, units in [("vectors", 3, (7, 1, 1), 5), ("images", 2, (2, 3, 4), 6)]:
        c = case("dense of " + name, "dense", units=units)
        size = int(numpy.prod(shape))
        c.layer(c.random(n, *shape), lambda x, weight, bias: functional.linear(x.flatten(1), weight, bias).reshape(n, units, 1, 1),
                weight=c.random(units, size), bias=c.random(units))

    for name, n, shape, filters, kernel, stride, pad, dilation in [
            ("plain", 2, (1, 9, 9), 3, 5, 1, 0, 1),
            ("of channels", 2, (3, 6, 8), 4, 3, 1, 0, 1),
            ("padded", 2, (2, 5, 6), 3, 3, 1, 1, 1),
            ("padded by two", 2, (2, 5, 5), 3, 3, 1, 2, 1),
            ("padded far", 1, (2, 4, 4), 2, 2, 1, 3, 1),
            ("strided", 2, (2, 7, 8), 3, 3, 2, 0, 1),
            ("strided and padded", 2, (2, 7, 6), 3, 4, 3, 2, 1),
            ("dilated", 2, (2, 8, 7), 3, 3, 1, 0, 2),
            ("strided, padded and dilated", 2, (2, 8, 9), 3, 3, 2, 3, 3),
            ("of one pixel", 2, (3, 4, 4), 2, 1, 1, 0, 1)]:
        c = case("conv2d " + name, "conv2d", filters=filters, kernel=kernel, stride=stride, pad=pad, dilation=dilation)
        c.layer(c.random(n, *shape), lambda x, weight, bias: functional.conv2d(x, weight, bias, stride, pad, dilation),
                weight=c.random(filters, shape[0], kernel, kernel), bias=c.random(filters))

    for name, n, shape, filters, kernel, stride, pad in [
            ("doubling", 2, (3, 4, 3), 2, 4, 2, 1),
            ("of stride 1", 2, (2, 4, 5), 3, 3, 1, 0),
            ("cut", 2, (2, 5, 5), 2, 3, 1, 2),
            ("with gaps", 2, (2, 3, 2), 2, 2, 3, 0),
            ("of vectors", 2, (5, 1, 1), 3, 4, 1, 0)]:
        c = case("convtranspose2d " + name, "convtranspose2d", filters=filters, kernel=kernel, stride=stride, pad=pad)
        c.layer(c.random(n, *shape), lambda x, weight, bias: functional.conv_transpose2d(x, weight, bias, stride, pad),
                weight=c.random(shape[0], filters, kernel, kernel), bias=c.random(filters))

    for kind, f in [("maxpool2d", functional.max_pool2d), ("avgpool2d", functional.avg_pool2d)]:
        for name, shape, kernel, stride, pad in [
                ("plain", (2, 6, 8), 2, 2, 0), ("of odd sides", (2, 5, 7), 2, 2, 0), ("overlapping", (2, 6, 5), 3, 1, 0),
                ("padded", (2, 6, 5), 3, 2, 1), ("with gaps", (1, 7, 8), 2, 3, 1)]:
            c = case(kind + " " + name, kind, kernel=kernel, stride=stride, pad=pad)
            c.layer(c.spread(2, *shape), lambda x: f(x, kernel, stride, pad))

    for name, n, shape in [("vectors", 6, (4, 1, 1)), ("images", 3, (2, 3, 4))]:
        for train in [True, False]:
            c = case("batchnorm of %s in %s" % (name, "training" if train else "inference"), "batchnorm",
                     epsilon=1e-5, decay=0.9, train=int(train))
            mean, var = c.random(shape[0]), exact(c.rng.uniform(0.5, 2, shape[0]))
            c.put(runningMean=mean, runningVar=var)
            mean, var = mean.clone(), var.clone()
            c.layer(c.random(n, *shape), lambda x, gamma, beta: functional.batch_norm(x, mean, var, gamma, beta, train, 0.1, 1e-5),
                    gamma=c.random(shape[0]), beta=c.random(shape[0]))
            c.put(runningMean_after=mean, runningVar_after=var)

    shape = (2, 3, 4)
    for kind, f, args in [
            ("relu", functional.relu, {}),
            ("leakyrelu", lambda x: functional.leaky_relu(x, 0.2), {"slope": 0.2}),
            ("sigmoid", torch.sigmoid, {}), ("tanh", torch.tanh, {}), ("identity", nn.Identity(), {}),
            ("step", lambda x: torch.heaviside(x.detach(), torch.zeros(1)), {}),
            ("dropout", nn.Dropout(0.25).eval(), {"ratio": 0.25, "train": 0}),
            ("softmax", lambda x: torch.softmax(x.flatten(1), 1).reshape(x.shape), {}),
            ("flatten", lambda x: x.reshape(x.shape[0], -1, 1, 1), {}),
            ("reshape", lambda x: x.reshape(x.shape[0], 4, 3, 2), {"c": 4, "h": 3, "w": 2})]:
        c = case(kind, kind, **args)
        c.layer(c.spread(2, *shape) * 2, f)
    for kind, f in [("sigmoid", torch.sigmoid), ("tanh", torch.tanh), ("softmax", lambda x: torch.softmax(x.flatten(1), 1).reshape(x.shape))]:
        c = case(kind + " of large and small values", kind)
        x = exact(numpy.array([[1e4, -1e4, 9999, 88, -88, 30, -30, 5, 1e-3, -1e-3, 1e-20, 0],
                               [-1e4, -9999, -9998.5, -1e4, -1e4, -1e4, -1e4, -9997, -1e4, -1e4, -9999, -9998]]))
        c.layer(x.reshape(2, 3, 2, 2), f)
    return cases


def losses():
    cases = []
    rows, classes = 4, 10
    for name, scale in [("", 3), (" of logits of 1e4", 1e4)]:
        for kind in ["softmaxCrossEntropy", "softmaxCrossEntropyOneHot", "softmaxCrossEntropySoft", "smoothed", "softmaxSquares"]:
            c = Case(kind + name, kind)
            z = c.random(rows, classes, scale=scale).requires_grad_()
            labels = torch.from_numpy(c.rng.integers(0, classes, rows))
            t = functional.one_hot(labels, classes).to(z.dtype)
            if kind == "softmaxCrossEntropySoft":
                t = exact(c.rng.multinomial(16, [1 / classes] * classes, rows) / 16)
                loss = functional.cross_entropy(z, t, reduction="sum")
                c.put(targets=t)
            elif kind == "softmaxCrossEntropyOneHot":
                loss = functional.cross_entropy(z, t, reduction="sum")
                c.put(targets=t)
            elif kind == "smoothed":
                c.args["smoothing"] = 0.125
                loss = functional.cross_entropy(z, labels, reduction="sum", label_smoothing=0.125)
            elif kind == "softmaxSquares":
                loss = functional.mse_loss(torch.softmax(z, 1), t, reduction="sum") / 2
            else:
                loss = functional.cross_entropy(z, labels, reduction="sum")
            loss.backward()
            c.put(x=z, labels=labels, loss=loss.reshape(1), dx=z.grad)
            cases.append(c)
        for t in [0, 1, 0.9]:
            c = Case("logistic of target %g%s" % (t, name), "logistic", target=t)
            z = c.random(rows, classes, scale=scale).requires_grad_()
            loss = functional.binary_cross_entropy_with_logits(z, torch.full_like(z, t), reduction="sum")
            loss.backward()
            c.put(x=z, loss=loss.reshape(1), dx=z.grad)
            cases.append(c)
    c = Case("sumOfSquares", "sumOfSquares")
    y, t = c.random(rows, classes).requires_grad_(), c.random(rows, classes)
    loss = functional.mse_loss(y, t, reduction="sum") / 2
    loss.backward()
    c.put(x=y, targets=t, loss=loss.reshape(1), dx=y.grad)
    cases.append(c)
    return cases


def optimizers():
    cases = []
    for name, kind, make, args in [
            ("sgd", "sgd", lambda p: torch.optim.SGD(p, 0.1), {"lr": 0.1}),
            ("sgd with decay", "sgd", lambda p: torch.optim.SGD(p, 0.1, weight_decay=0.05), {"lr": 0.1, "decay": 0.05}),
            ("momentum", "momentum", lambda p: torch.optim.SGD(p, 0.1, momentum=0.9), {"lr": 0.1, "momentum": 0.9}),
            ("momentum with decay", "momentum", lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, weight_decay=0.05),
             {"lr": 0.1, "momentum": 0.9, "decay": 0.05}),
            ("nesterov", "nesterov", lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True), {"lr": 0.1, "momentum": 0.9}),
            ("adagrad", "adagrad", lambda p: torch.optim.Adagrad(p, 0.1, eps=1e-7), {"lr": 0.1, "epsilon": 1e-7}),
            ("rmsprop", "rmsprop", lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.99, eps=1e-8),
             {"lr": 0.01, "alpha": 0.99, "epsilon": 1e-8}),
            ("adam", "adam", lambda p: torch.optim.Adam(p, 0.01, (0.9, 0.999), 1e-8),
             {"lr": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
            ("adam with decay", "adam", lambda p: torch.optim.Adam(p, 0.01, (0.9, 0.999), 1e-8, weight_decay=0.05),
             {"lr": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "decay": 0.05}),
            ("adamw", "adamw", lambda p: torch.optim.AdamW(p, 0.01, (0.9, 0.999), 1e-8, weight_decay=0.05),
             {"lr": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "decay": 0.05})]:
        c = Case(name, kind, **args)
        n, steps = 9, 12
        w, g = c.random(n), c.random(steps, n)
        g[:, 0] *= 1e-4  # of every size, one sometimes absent
        g[:, 1] *= 1e3
        g[::2, 2] = 0
        g = exact(g)
        c.put(start=w, gradients=g)
        p = nn.Parameter(w.clone())
        o, after = make([p]), []
        for step in range(steps):
            p.grad = g[step].clone()
            o.step()
            after.append(p.detach().clone())
        c.put(weights=torch.stack(after))
        cases.append(c)
    return cases


def hashed(seed, n, scale):
    """n values from -scale to scale. Go's tests have the same function: so weights
    and batches need no file. (The finaliser of MurmurHash3.)"""
    i = ((numpy.arange(n) + seed * 0x9E3779B9) % 2**32).astype(numpy.uint32)
    for shift, factor in [(16, 0x85EBCA6B), (13, 0xC2B2AE35)]:
        i = (i ^ (i >> numpy.uint32(shift))) * numpy.uint32(factor)
    i ^= i >> numpy.uint32(16)
    unit = (i >> numpy.uint32(8)).astype(numpy.float32) * numpy.float32(2.0**-23) - numpy.float32(1)
    return torch.from_numpy((unit * numpy.float32(scale)).astype(numpy.float64))


def simpleconvnet():
    """Ten steps of the book's SimpleConvNet (section 7.5), batches of 100."""
    cases = []
    for name, make in [("adam", lambda p: torch.optim.Adam(p, 0.001)), ("sgd", lambda p: torch.optim.SGD(p, 0.1))]:
        net = nn.Sequential(nn.Conv2d(1, 30, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(4320, 100), nn.ReLU(), nn.Linear(100, 10))
        with torch.no_grad():
            for i, (p, scale) in enumerate(zip(net.parameters(), [0.3, 0.1, 0.025, 0.1, 0.15, 0.1])):
                p.copy_(hashed(1 + i, p.numel(), scale).reshape(p.shape))
        o, losses = make(net.parameters()), []
        templates = hashed(100, 10 * 784, 1).reshape(10, 1, 28, 28)
        for step in range(10):
            labels = (torch.arange(100) * 7 + step) % 10
            # A digit's own pattern under noise, from 0 to 1.
            x = exact(0.25 * templates[labels] + 0.25 * hashed(200 + step, 100 * 784, 1).reshape(100, 1, 28, 28) + 0.5)
            o.zero_grad()
            loss = functional.cross_entropy(net(x), labels)
            loss.backward()
            o.step()
            losses.append(loss.item())
        c = Case("simpleconvnet " + name, name)
        c.put(losses=torch.tensor(losses))
        cases.append(c)
    return cases


def batchnorm():
    """Three steps of SGD, a mini-batch each, with batch normalisation of images and
    of vectors over the whole of it or over groups."""
    cases = []
    for size, group in [(2, 0), (8, 0), (12, 0), (64, 0), (64, 8), (24, 12)]:
        conv, dense, last = nn.Conv2d(1, 2, 5, 4), nn.Linear(72, 6), nn.Linear(6, 10)
        norms = [nn.BatchNorm2d(2), nn.BatchNorm1d(6)]
        parameters = [*conv.parameters(), *norms[0].parameters(), *dense.parameters(), *norms[1].parameters(), *last.parameters()]
        with torch.no_grad():
            for i, (p, scale) in enumerate(zip(parameters, [0.3, 0.1, 1, 0.5, 0.2, 0.1, 1, 0.5, 0.5, 0.1])):
                p.copy_(hashed(1 + i, p.numel(), scale).reshape(p.shape))
        o, losses = torch.optim.SGD(parameters, 0.1), []
        x = torch.floor((hashed(300, 3 * size * 784, 1) + 1) * 127.5).reshape(3 * size, 1, 28, 28) / 255
        labels = (torch.arange(3 * size) * 7) % 10
        for step in range(3):
            # Groups have statistics of their own; the running ones follow their mean.
            before = [(n.running_mean.clone(), n.running_var.clone()) for n in norms]
            sums = [(torch.zeros_like(m), torch.zeros_like(v)) for m, v in before]
            o.zero_grad()
            total, groups = 0, size // (group or size)
            batch = slice(step * size, (step + 1) * size)
            for part, wanted in zip(x[batch].chunk(groups), labels[batch].chunk(groups)):
                for n, (m, v) in zip(norms, before):
                    n.running_mean.copy_(m)
                    n.running_var.copy_(v)
                y = torch.relu(norms[0](conv(part))).flatten(1)
                loss = functional.cross_entropy(last(torch.tanh(norms[1](dense(y)))), wanted, reduction="sum")
                (loss / size).backward()
                total += loss.item()
                for n, (m, v) in zip(norms, sums):
                    m += n.running_mean / groups
                    v += n.running_var / groups
            for n, (m, v) in zip(norms, sums):
                n.running_mean.copy_(m)
                n.running_var.copy_(v)
            o.step()
            losses.append(total / size)
        c = Case("batch %d%s" % (size, ", groups of %d" % group if group else ""), "batchnorm", batchSize=size, group=group)
        c.put(losses=torch.tensor(losses), weights=torch.cat([p.flatten() for p in parameters]),
              running=torch.cat([t for n in norms for t in (n.running_mean, n.running_var)]))
        cases.append(c)
    return cases


if __name__ == "__main__":
    write("layers.json", "layers, forward and backward", layers())
    write("losses.json", "losses, summed over the samples, and their gradients", losses())
    write("optimizers.json", "weights after each step", optimizers())
    write("simpleconvnet.json", "training losses of ten steps", simpleconvnet())
    write("batchnorm.json", "losses, weights and running statistics after three steps", batchnorm())
