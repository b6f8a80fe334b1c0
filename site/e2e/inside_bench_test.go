package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"gonum.org/v1/gonum/stat"
)

// BenchmarkInside measures the cost of views to training: images per second with
// the layers in the window, with the saliency, and with neither, in turn in one
// run. On a machine with other load the processor time of the browser per image is
// the better measure; it includes the drawing of the views.
func BenchmarkInside(b *testing.B) {
	p := open(b)
	eval[bool](p, `(zerokara.start({preset: "mlp", batchSize: 1000}), true)`) // fetches the data
	p.phase("done", 2*time.Minute)
	p.draw(7)
	places := []struct{ name, selector string }{
		{"neither", ".facts"}, {"the layers", "#layers li:nth-child(4)"}, {"the reasons", "#why"},
	}
	seen := func() float64 { return eval[float64](p, "zerokara.state().imagesSeen") }
	for b.Loop() {
		for _, preset := range []string{"zerokara", "simpleconv"} {
			eval[bool](p, `(zerokara.start({preset: "`+preset+`", epochs: 200}), true)`)
			p.await("training", `zerokara.state().step > 20`, patience)
			p.click(`#look label:nth-child(2)`)
			rates, costs := map[string][]float64{}, map[string][]float64{}
			for range 7 {
				for _, place := range places {
					p.show(place.selector)
					time.Sleep(time.Second)
					images, cpu, began := seen(), processorTime(p), time.Now()
					time.Sleep(3 * time.Second)
					images, cpu = seen()-images, processorTime(p)-cpu
					rates[place.name] = append(rates[place.name], images/time.Since(began).Seconds())
					costs[place.name] = append(costs[place.name], float64(cpu.Microseconds())/images)
				}
			}
			for _, place := range places {
				rate, cost := median(rates[place.name]), median(costs[place.name])
				b.Logf("%s, with %s: %.0f images/s (ratio %.3f), %.0f us of processor an image (ratio %.3f)", preset, place.name,
					rate, rate/median(rates["neither"]), cost, median(costs["neither"])/cost)
			}
			eval[bool](p, "(zerokara.pause(), true)")
			p.phase("paused", patience)
		}
	}
	b.ReportMetric(0, "ns/op")
}

func median(values []float64) float64 {
	return stat.Quantile(0.5, stat.Empirical, slices.Sorted(slices.Values(values)), nil)
}

// processorTime returns the processor time of the browser's processes so far, on
// Linux; elsewhere 0.
func processorTime(p *page) (total time.Duration) {
	const tick = 10 * time.Millisecond
	parent := map[int]int{}
	used := map[int]time.Duration{}
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			continue // it has just ended
		}
		line := string(b)
		fields := strings.Fields(line[strings.LastIndexByte(line, ')')+1:])
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		number := func(i int) int { n, _ := strconv.Atoi(fields[i]); return n }
		parent[pid], used[pid] = number(1), time.Duration(number(11)+number(12))*tick
	}
	browser := chromedp.FromContext(p.ctx).Browser.Process().Pid
	for pid, u := range used {
		for at := pid; at > 1; at = parent[at] {
			if at == browser {
				total += u
				break
			}
		}
	}
	if total == 0 {
		fmt.Fprintln(os.Stderr, "no processor times here")
	}
	return total
}
