package book

import (
	"strconv"

	"gonum.org/v1/plot"
)

// digits draws the first training images (section 3.6.1).
func digits(s *session) error {
	train, test, err := s.data()
	if err != nil {
		return err
	}
	s.printf("%d training and %d test images of %dx%d\n", train.Len(), test.Len(), 28, 28)
	s.printf("image 0 is a %d\n", train.Label(0))
	var plots []*plot.Plot
	for i := range 30 {
		plots = append(plots, digit(strconv.Itoa(int(train.Label(i))), train, i))
	}
	return s.save("digits", 18, 12, inRows(plots, 10)...)
}
