package recipe

import "github.com/zerokara/zerokara/nn/optim"

// SGD returns plain stochastic gradient descent.
func SGD() optim.SGD { return optim.SGD{} }

// Momentum returns SGD with momentum 0.9.
func Momentum() optim.Momentum { return optim.Momentum{Momentum: 0.9} }

// Nesterov returns SGD with Nesterov's momentum 0.9.
func Nesterov() optim.Nesterov { return optim.Nesterov{Momentum: 0.9} }

// AdaGrad returns AdaGrad with epsilon 1e-10, as PyTorch has it; the book's is
// 1e-7.
func AdaGrad() optim.AdaGrad { return optim.AdaGrad{Epsilon: 1e-10} }

// RMSprop returns RMSprop with alpha 0.99, epsilon 1e-8, as PyTorch has it; the
// book's epsilon is 1e-7.
func RMSprop() optim.RMSprop { return optim.RMSprop{Alpha: 0.99, Epsilon: 1e-8} }

// Adam returns Adam with beta1 0.9, beta2 0.999, epsilon 1e-8 (Kingma and Ba
// 2015).
func Adam() optim.Adam { return optim.Adam{Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8} }

// AdamW returns Adam with its usual values and decoupled weight decay
// (Loshchilov and Hutter 2019); how much is the recipe's WeightDecay.
func AdamW() optim.AdamW { return optim.AdamW(Adam()) }

// Constant returns a learning rate that stays.
func Constant() optim.Constant { return optim.Constant{} }

// StepDown returns a schedule with two drops, each to a tenth.
func StepDown() optim.StepDown { return optim.StepDown{Drops: 2, Factor: 0.1} }

// Cosine returns a schedule that falls to 0 once, as half a cosine.
func Cosine() optim.Cosine { return optim.Cosine{Cycles: 1} }

// OneCycle returns a one-cycle schedule that rises for 20% of the run.
func OneCycle() optim.OneCycle { return optim.OneCycle{WarmUp: 0.2} }
