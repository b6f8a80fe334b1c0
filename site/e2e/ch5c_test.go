package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const blocks = `[data-lab="5.3"] `

// chainAre waits until the chain of lab 5.3 has these blocks, the image left out.
func (p *page) chainAre(what string, names ...string) {
	p.t.Helper()
	p.await(what+": "+strings.Join(names, " "), fmt.Sprintf(`e2e.texts('[data-lab="5.3"] .blocks li:not(.image) .brick > button').join(" | ") === %q`, strings.Join(names, " | ")), patience)
}

// block is the n-th block's row, the image being the first.
func block(n int) string { return fmt.Sprintf(blocks+".blocks li:nth-child(%d) ", n) }

const (
	conv    = "Convolution 5×5, 30 filters"
	maxPool = "Max pooling 2×2"
	dense   = "Fully connected, 100 units"
	scores  = "Fully connected, 10 units"
)

// TestBlocksLab plays lab 5.3: builds by button, keyboard and pointer, mends an
// impossible joint, comes back from the address, opens a preset, trains to the mission
// and puts the network on the bench.
func TestBlocksLab(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.openLab("5.3")
	p.click(blocks + ".options button:nth-child(3)")
	p.labButton("Max pooling")
	p.chainAre("a pooling more", conv, "ReLU", maxPool, maxPool, dense, "ReLU", scores)
	if got := p.text(blocks + ".happened"); !strings.Contains(got, "109,890 parameters") {
		t.Errorf("what happened: %s", got)
	}
	if got := p.text(blocks + ".guess"); !strings.Contains(got, "You guessed so") {
		t.Errorf("the guess: %s", got)
	}

	// By keyboard: the new block up by two, one up and out, and back.
	p.run(fmt.Sprintf(`e2e.one(%q).focus()`, block(5)+".brick > button"))
	key := func(key string, held ...chromedp.Modifier) {
		p.t.Helper()
		p.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(held...)))
	}
	key(kb.ArrowUp, chromedp.ModifierAlt)
	key(kb.ArrowUp, chromedp.ModifierAlt)
	p.chainAre("moved", conv, maxPool, "ReLU", maxPool, dense, "ReLU", scores)
	key(kb.ArrowUp)
	key(kb.Delete)
	p.chainAre("removed", maxPool, "ReLU", maxPool, dense, "ReLU", scores)
	key("z", chromedp.ModifierCtrl)
	p.chainAre("undone", conv, maxPool, "ReLU", maxPool, dense, "ReLU", scores)

	// By pointer: the dense block before all others, which makes the convolution
	// impossible.
	up := p.box(block(2)+".brick").Y - p.box(block(6)+".brick").Y
	p.mouseDrag(block(6)+".grip", 4, up-8)
	p.chainAre("dragged", dense, conv, maxPool, "ReLU", maxPool, "ReLU", scores)
	if got := p.text(blocks + ".mend"); !strings.Contains(got, "needs an image") {
		t.Errorf("the impossible joint says %s", got)
	}
	if got := eval[string](p, `e2e.all('[data-lab="5.3"] .blocks li').map((e) => e.className).join()`); got != "image,learned,impossible,behind,behind,behind,behind,behind" {
		t.Errorf("the joints are %s", got)
	}
	p.clean("an impossible joint")
	p.labButton("Move it before the fully connected layer")
	p.chainAre("mended", conv, dense, maxPool, "ReLU", maxPool, "ReLU", scores)
	p.labButton("Move it before the fully connected layer")
	p.chainAre("mended again", conv, maxPool, dense, "ReLU", maxPool, "ReLU", scores)

	// A preset, and the state of an address.
	network := func(name string) {
		p.t.Helper()
		p.run(fmt.Sprintf(`(() => { const s = e2e.one(%q); s.value = %q; s.dispatchEvent(new Event("change")); })()`, blocks+"select", name))
	}
	network("mlp-sigmoid")
	p.chainAre("a preset", "Fully connected, 50 units", "Sigmoid", dense, "Sigmoid", scores)
	p.await("the address", `location.hash.includes("net=dense50-sigmoid-dense100-sigmoid-dense10")`, patience)
	p.run(`location.hash = "#/book/5?lab=5.3&net=conv16,5-relu-pool2-conv16,3-relu-pool2-dense10&at=4"`)
	p.do(chromedp.Reload())
	p.ready()
	p.lab("5.3")
	p.chainAre("from the address", "Convolution 5×5, 16 filters", "ReLU", maxPool, "Convolution 3×3, 16 filters", "ReLU", maxPool, scores)

	// A number typed: padding, which keeps the image's size.
	p.fill(block(5)+".block-numbers label:nth-child(4) input", "1")
	if got := p.text(block(5) + ".joint"); !strings.HasPrefix(got, "16 × 12 × 12") {
		t.Errorf("the joint is %s", got)
	}
	p.labButton("Train it")
	p.await("the training", `e2e.text('[data-lab="5.3"] .workshop').includes("Trained:")`, patience)
	p.labDone("5.3")
	if got := p.text(blocks + ".happened"); !strings.Contains(got, "125 steps on 2,000 training images") {
		t.Errorf("what happened: %s", got)
	}
	t.Log(p.text(blocks + ".happened"))
	p.labButton("To the bench")
	p.await("the bench's network", `zerokara.state().phase === "idle" && e2e.text('[data-lab="5.3"] .workshop').includes("The bench has this network")`, patience)
	p.clean("the lab trained")
	network("twolayer")
	p.chainAre("another preset", "Fully connected, 50 units", "ReLU", scores)
	network("bench")
	p.chainAre("from the bench", "Convolution 5×5, 16 filters", "ReLU", maxPool, "Convolution 3×3, 16 filters, padding 1", "ReLU", maxPool, scores)
}

// TestBlocksByTouch drags a block by a finger in Japanese; what is not its handle
// scrolls the page.
func TestBlocksByTouch(t *testing.T) {
	t.Parallel()
	p := open(t, phone, japanese, dark)
	p.openLab("5.3")
	p.chainAre("at first", "畳み込み 5×5、フィルター30個", "ReLU", "最大プーリング 2×2", "全結合、100ユニット", "ReLU", "全結合、10ユニット")
	at := ask[point](p, "still", block(3)+".grip")
	down := p.box(block(4)+".brick").Y - p.box(block(3)+".brick").Y
	p.touch("touchStart", at)
	p.touch("touchMove", point{at.X, at.Y + down/2})
	p.touch("touchMove", point{at.X, at.Y + down + 8})
	p.touch("touchEnd")
	p.chainAre("dragged", "畳み込み 5×5、フィルター30個", "最大プーリング 2×2", "ReLU", "全結合、100ユニット", "ReLU", "全結合、10ユニット")
	p.fine("lab 5.3")
	if small := eval[[]string](p, `e2e.visible('[data-lab="5.3"] :is(button, select, .grip)').filter((e) => { const r = e.getBoundingClientRect(); return r.width < 44 || r.height < 44; }).map((e) => e.className + e.textContent)`); len(small) > 0 {
		t.Errorf("too small for a finger: %q", small)
	}
}
