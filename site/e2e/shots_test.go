package e2e

import (
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"
)

// shot saves a screenshot when the tests run with -shots.
func (p *page) shot(name string) {
	if *shots == "" {
		return
	}
	time.Sleep(300 * time.Millisecond)
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o666)
	}
	if err != nil {
		p.t.Logf("screenshot %s: %v", name, err)
	}
}

// full saves a screenshot of the whole page.
func (p *page) full(name string) {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o666)
	}
	if err != nil {
		p.t.Logf("screenshot %s: %v", name, err)
	}
}
