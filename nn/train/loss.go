package train

import (
	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/recipe"
)

// NewLoss returns the loss that l describes.
func NewLoss(l recipe.Loss) (loss.Loss, error) {
	switch l.Kind {
	case recipe.LossCrossEntropy:
		return loss.SoftmaxCrossEntropy{Smoothing: l.Smoothing}, nil
	case recipe.LossSquares:
		return loss.SoftmaxSquares{}, nil
	}
	return nil, format.Errorf("train: %q is not a loss", l.Kind)
}
