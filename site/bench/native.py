# Trains a recipe by PyTorch on both cores, for comparison with the page:
#
#	go run ./nn/cmd/zerokara recipes -print zerokara | python3 site/bench/native.py
#
# prints the seconds that training took and the final test accuracy, by seed.
# (Debian: python3-torch, libopenblas0-pthread.) Augmentation is left out: it
# costs little, and PyTorch has none of its own.
import gzip, json, sys, time
import torch
from torch import nn

SEEDS = 3


def read(part):
    images, labels = [], []
    for shard in json.load(open("assets/mnist/MANIFEST.json"))[part]:
        raw = torch.frombuffer(bytearray(gzip.open("assets/mnist/" + shard["name"]).read()), dtype=torch.uint8)
        n = shard["count"]
        images.append(raw[: n * 784].reshape(n, 1, 28, 28).float() / 255)
        labels.append(raw[n * 784 :].long())
    return torch.cat(images), torch.cat(labels)


def build(recipe):
    layers, shape = [], (1, 28, 28)
    for l in recipe["layers"]:
        kind = l["kind"]
        if kind == "conv2d":
            layers.append(nn.Conv2d(shape[0], l["filters"], l["kernel"], l["stride"], l.get("pad", 0)))
        elif kind == "batchnorm":
            layers.append(nn.BatchNorm2d(shape[0], l["epsilon"], 1 - l["decay"]))
        elif kind == "relu":
            layers.append(nn.ReLU())
        elif kind == "maxpool2d":
            layers.append(nn.MaxPool2d(l["kernel"], l["stride"]))
        elif kind == "dense":
            if len(shape) > 1:
                layers.append(nn.Flatten())
            layers.append(nn.Linear(torch.Size(shape).numel(), l["units"]))
        else:
            sys.exit(f"layer {kind}: not in this script")
        with torch.no_grad():
            shape = nn.Sequential(*layers).eval()(torch.zeros(1, 1, 28, 28)).shape[1:]
    return nn.Sequential(*layers)


recipe = json.load(sys.stdin)
optimizer, schedule = recipe["optimizer"], recipe["schedule"]
if optimizer["kind"] != "adam" or schedule["kind"] not in ("constant", "onecycle") or recipe["weightDecay"] != 0:
    sys.exit("only Adam with a constant or one-cycle rate and without weight decay is in this script")
x, y = read("train")
tx, ty = read("test")
torch.set_num_threads(2)
for seed in range(1, SEEDS + 1):
    torch.manual_seed(seed)
    net = build(recipe)
    loss = nn.CrossEntropyLoss(label_smoothing=recipe["loss"]["smoothing"])
    opt = torch.optim.Adam(net.parameters(), recipe["learningRate"], (optimizer["beta1"], optimizer["beta2"]), optimizer["epsilon"])
    steps = recipe["epochs"] * -(-len(x) // recipe["batchSize"])
    if schedule["kind"] == "onecycle":
        rate = torch.optim.lr_scheduler.OneCycleLR(opt, recipe["learningRate"], steps, pct_start=schedule["warmUp"], cycle_momentum=False)
    begun = time.time()
    for _ in range(recipe["epochs"]):
        for batch in torch.randperm(len(x)).split(recipe["batchSize"]):
            opt.zero_grad()
            loss(net(x[batch]), y[batch]).backward()
            opt.step()
            if schedule["kind"] == "onecycle":
                rate.step()
    took = time.time() - begun
    net.eval()
    with torch.no_grad():
        right = sum((net(a).argmax(1) == b).sum().item() for a, b in zip(tx.split(1000), ty.split(1000)))
    print(f"seed {seed}: {took:.1f} s, test accuracy {right / len(ty):.4f}", flush=True)
