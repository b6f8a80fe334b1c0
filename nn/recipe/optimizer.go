package recipe

// Optimizer says how a gradient becomes a step. Which fields count depends on
// Kind; the others must be zero.
type Optimizer struct {
	Kind     string  // one of the Optimizer constants
	Momentum float64 // momentum, nesterov: share of the old velocity kept
	Beta1    float64 // adam, adamw: share of the old mean gradient kept
	Beta2    float64 // adam, adamw: share of the old mean squared gradient kept
	Alpha    float64 // rmsprop: share of the old mean squared gradient kept
	Epsilon  float64 // adagrad, rmsprop, adam, adamw: added to the root
}

// The optimisers. Package optim has a type for each, with its formula.
const (
	OptimizerSGD      = "sgd"
	OptimizerMomentum = "momentum"
	OptimizerNesterov = "nesterov"
	OptimizerAdaGrad  = "adagrad"
	OptimizerRMSprop  = "rmsprop"
	OptimizerAdam     = "adam"
	OptimizerAdamW    = "adamw"
)

// Optimizers returns the kinds of optimiser.
func Optimizers() []string {
	return []string{
		OptimizerSGD, OptimizerMomentum, OptimizerNesterov, OptimizerAdaGrad, OptimizerRMSprop,
		OptimizerAdam, OptimizerAdamW,
	}
}

// SGD returns plain stochastic gradient descent.
func SGD() Optimizer { return Optimizer{Kind: OptimizerSGD} }

// Momentum returns SGD with momentum 0.9.
func Momentum() Optimizer { return Optimizer{Kind: OptimizerMomentum, Momentum: 0.9} }

// Nesterov returns SGD with Nesterov's momentum 0.9.
func Nesterov() Optimizer { return Optimizer{Kind: OptimizerNesterov, Momentum: 0.9} }

// AdaGrad returns AdaGrad with epsilon 1e-10, as PyTorch has it; the book's is
// 1e-7.
func AdaGrad() Optimizer { return Optimizer{Kind: OptimizerAdaGrad, Epsilon: 1e-10} }

// RMSprop returns RMSprop with alpha 0.99, epsilon 1e-8, as PyTorch has it; the
// book's epsilon is 1e-7.
func RMSprop() Optimizer { return Optimizer{Kind: OptimizerRMSprop, Alpha: 0.99, Epsilon: 1e-8} }

// Adam returns Adam with beta1 0.9, beta2 0.999, epsilon 1e-8 (Kingma and Ba
// 2015).
func Adam() Optimizer {
	return Optimizer{Kind: OptimizerAdam, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8}
}

// AdamW returns Adam with its usual values and decoupled weight decay
// (Loshchilov and Hutter 2019); how much is the recipe's WeightDecay.
func AdamW() Optimizer {
	o := Adam()
	o.Kind = OptimizerAdamW
	return o
}

const (
	velocities = OptimizerMomentum + " " + OptimizerNesterov
	adams      = OptimizerAdam + " " + OptimizerAdamW
)

func (o *Optimizer) fields(visit visitor) {
	visit("kind", "", &o.Kind)
	visit("momentum", velocities, &o.Momentum)
	visit("beta1", adams, &o.Beta1)
	visit("beta2", adams, &o.Beta2)
	visit("alpha", OptimizerRMSprop, &o.Alpha)
	visit("epsilon", OptimizerAdaGrad+" "+OptimizerRMSprop+" "+adams, &o.Epsilon)
}

func (o Optimizer) validate() (err error) {
	switch o.Kind {
	case OptimizerSGD, OptimizerMomentum, OptimizerNesterov, OptimizerAdaGrad, OptimizerRMSprop, OptimizerAdam, OptimizerAdamW:
	default:
		return unknown("optimizer.kind", o.Kind, "an optimiser", Optimizers()...)
	}
	if err := unused("optimizer", o.Kind, &o); err != nil {
		return err
	}
	o.fields(func(name, kinds string, value any) {
		v, ok := value.(*float64)
		switch {
		case err != nil || !ok || !uses(kinds, o.Kind):
		case name != "epsilon":
			err = fraction("optimizer."+name, *v)
		case !(*v > 0 && *v <= 1):
			err = wrong("optimizer.epsilon", "is %v, must be above 0 and at most 1", *v)
		}
	})
	return err
}
