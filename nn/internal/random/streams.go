package random

import "math/rand/v2"

// The streams, one for each use of a recipe's seed, in one list, so that no two
// draw the same numbers. Most are four letters as a number. A change here gives
// other weights.
const (
	Init          = 0x696e6974 // "init": first weights of a network
	Generator     = 0x67656e72 // "genr": of a GAN's generator
	Discriminator = 0x64697363 // "disc": of its discriminator
	Gradcheck     = 0x67726164 // "grad": values moved before a gradient check
	Dropout       = 0x64726f70 // "drop", and after it the layer's number: dropout's masks, for Key
	Latent        = 0x6c61746e // "latn": the noise of a GAN, for Key

	augment  = 0x6175676d // "augm": changes of training images
	drawn    = 0x68616e64 // "hand": digits and scribbles drawn
	fineTune = 0x7475     // "tu": samples that a fine-tune rehearses
	search   = 0x73656172636800
)

// Weights seeds the first weights of a network; stream is Init, Generator,
// Discriminator, or Gradcheck.
func Weights(seed, stream uint64) *rand.PCG { return rand.NewPCG(seed, stream) }

// Order seeds the order of an epoch's samples.
func Order(p *rand.PCG, seed uint64, epoch int) { p.Seed(seed, uint64(epoch)) }

// Augment seeds the changes of one image of a mini-batch.
func Augment(p *rand.PCG, seed uint64, step, position int) {
	p.Seed(seed^augment<<32, uint64(step)<<16|uint64(position))
}

// Elastic seeds the elastic field.
func Elastic(seed uint64) *rand.PCG { return rand.NewPCG(seed, augment) }

// Drawn seeds one drawing of a label.
func Drawn(p *rand.PCG, seed uint64, label byte, number uint64) {
	p.Seed(seed^drawn<<32, number<<8|uint64(label))
}

// FineTune seeds the rehearsal of a fine-tune; turn distinguishes several after
// the same step.
func FineTune(seed, turn uint64, step int) *rand.PCG {
	return rand.NewPCG(seed, fineTune<<48^turn<<32^uint64(step))
}

// Search seeds a trial of a search for hyperparameters.
func Search(seed uint64, trial int) *rand.PCG { return rand.NewPCG(seed, search+uint64(trial)) }
