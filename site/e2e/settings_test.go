package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestDecimalComma types a learning rate as European keyboards have it.
func TestDecimalComma(t *testing.T) {
	t.Parallel()
	p := open(t)
	p.await("the settings are open", `!document.querySelector("[name=learningRate]").disabled`, patience)
	eval[bool](p, `((e) => { e.closest("details")?.setAttribute("open", ""); e.focus(); e.select(); return true })(document.querySelector("[name=learningRate]"))`)
	p.do(chromedp.KeyEvent("0,05" + kb.Enter))
	p.await("it is a twentieth", `JSON.parse(document.querySelector("#json").textContent).learningRate === 0.05`, patience)
	p.do(chromedp.KeyEvent(kb.Tab))
	p.await("its field says so", `document.querySelector("[name=learningRate]").value === "0.05"`, patience)
}
