package state

import (
	"encoding/csv"
	"strings"
	"testing"
)

func TestCurvesAsCSV(t *testing.T) {
	var c Curves
	for step := range 3 {
		c.TrainLoss.Add(float64(step+1), 2.5-float64(step))
		c.TrainAccuracy.Add(float64(step+1), float64(float32(0.1)))
	}
	c.TestLoss.Add(2, 1e-7)
	c.TestAccuracy.Add(2, 0.5)
	c.TestAccuracy.Add(9, 1)
	const want = `step,train_loss,train_accuracy,test_loss,test_accuracy
1,2.5,0.1,,
2,1.5,0.1,1e-07,0.5
3,0.5,0.1,,
9,,,,1
`
	if got := string(c.AppendCSV(nil)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}

	var long Curves
	for step := range 3 * seriesCap {
		long.TrainLoss.Add(float64(step+1), float64(step%7))
	}
	rows, err := csv.NewReader(strings.NewReader(string(long.AppendCSV(nil)))).ReadAll()
	if err != nil || len(rows) != 1+len(long.TrainLoss.points) || rows[len(rows)-1][0] != "1536" {
		t.Errorf("of a long run there are %d rows of %d points, %v", len(rows), len(long.TrainLoss.points), err)
	}
}
