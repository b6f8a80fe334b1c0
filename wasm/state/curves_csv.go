package state

import "strconv"

// AppendCSV appends the curves as comma-separated values: a line per step that has any
// value, the columns of the others empty. Values of a long run are means of neighbours
// (Series).
func (all *Curves) AppendCSV(dst []byte) []byte {
	dst = append(dst, "step,train_loss,train_accuracy,test_loss,test_accuracy\n"...)
	var rest [4][]Point
	for i, s := range all.all() {
		rest[i] = s.points
	}
	for {
		step, any := 0.0, false
		for _, p := range rest {
			if len(p) > 0 && (!any || p[0].Step < step) {
				step, any = p[0].Step, true
			}
		}
		if !any {
			return dst
		}
		dst = strconv.AppendFloat(dst, step, 'f', -1, 64)
		for i, p := range rest {
			dst = append(dst, ',')
			if len(p) > 0 && p[0].Step == step {
				dst = strconv.AppendFloat(dst, p[0].Value, 'g', -1, 32)
				rest[i] = p[1:]
			}
		}
		dst = append(dst, '\n')
	}
}
