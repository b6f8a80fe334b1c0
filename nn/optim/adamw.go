package optim

// AdamW is Adam whose weight decay is decoupled: Decay shrinks the weights
// themselves instead of adding to the gradient, which Adam would scale away
// (Loshchilov and Hutter 2019). Without weight decay it is Adam.
type AdamW struct{ *Adam }

// NewAdamW returns AdamW for n weights; both moments start at zero.
func NewAdamW(n int, beta1, beta2, eps float32) AdamW { return AdamW{NewAdam(n, beta1, beta2, eps)} }
