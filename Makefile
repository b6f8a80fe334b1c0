# make run     build the page and serve it
# make test    everything: lint, native tests, engine tests in Chromium, end-to-end tests
# See README.md for the rest.

export GOTOOLCHAIN := go1.27.4
export PATH := $(CURDIR)/.build/bin:$(PATH)

ADDR ?= 127.0.0.1:8080
WASM := GOOS=js GOARCH=wasm

# The worker is what a visitor waits for before learning starts. Without
# inlining outside the engine, and with the older, smaller garbage collector
# (training allocates nothing), it is 7% smaller and trains as fast.
SMALL := GOEXPERIMENT=nogreenteagc
SMALLFLAGS := -gcflags=all=-l -gcflags=github.com/zerokara/zerokara/nn/...=

# The engine's packages that need no files, so that their tests run in a browser.
ENGINE = $(shell $(WASM) go list ./nn/... | grep -vE '/cmd/|/dataset/shard$$')

.PHONY: run site test lint test-native test-wasm test-e2e bench sizes chromium clean

run: site
	go run ./site/serve -dir dist -addr $(ADDR)

# dist/ is the whole website: plain files, relative URLs.
site:
	rm -rf dist
	mkdir -p dist/i18n dist/mnist
	cp site/*.html site/*.css site/*.js site/*.svg dist/
	cp site/i18n/*.json dist/i18n/
	cp assets/mnist/MANIFEST.json assets/mnist/*.gz dist/mnist/
	cp LICENSE NOTICE dist/
	cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" dist/
	$(WASM) go build -trimpath -ldflags='-s -w' -o dist/app.wasm ./wasm/app
	$(WASM) $(SMALL) go build -trimpath -ldflags='-s -w' $(SMALLFLAGS) -o dist/worker.wasm ./wasm/worker

test: lint test-native test-wasm test-e2e

lint:
	@test -z "$$(gofmt -l assets nn site wasm)" || { echo "gofmt would change:"; gofmt -l assets nn site wasm; exit 1; }
	go vet $(NATIVE)
	$(WASM) go vet ./nn/... ./wasm/...
	go tool staticcheck $(NATIVE)
	$(WASM) "$$(go tool -n staticcheck)" ./wasm/...
	go mod tidy -diff
	go mod verify

# What compiles natively: all but the packages that need a browser.
NATIVE = ./nn/... ./assets/... ./site/... ./wasm/protocol/... ./wasm/session/... ./wasm/state/...

test-native:
	go test $(filter-out ./site/...,$(NATIVE)) ./site/serve/...

# The same engine tests, compiled to wasm, in a real Chromium.
test-wasm: chromium .build/bin/go_js_wasm_exec
	$(WASM) go test -p 1 $(ENGINE) ./wasm/jsbridge

test-e2e: chromium site
	go test -count=1 -timeout 20m ./site/e2e -dist "$(CURDIR)/dist"

bench: chromium .build/bin/go_js_wasm_exec
	go test -run '^$$' -bench . ./nn/kernel ./nn/layer ./nn/train
	$(WASM) go test -p 1 -run '^$$' -bench . ./nn/kernel ./nn/layer ./nn/train

sizes: site
	@for f in app worker; do printf '%s.wasm %d bytes, gzip -9 %d\n' $$f "$$(wc -c <dist/$$f.wasm)" "$$(gzip -9 -c dist/$$f.wasm | wc -c)"; done

# Built in a module of its own: it needs an older chromedp than our tests.
.build/bin/go_js_wasm_exec:
	GOBIN="$(CURDIR)/.build/bin" go install github.com/agnivade/wasmbrowsertest@v0.11.0
	mv .build/bin/wasmbrowsertest $@

chromium:
	@.ci/chromium

clean:
	rm -rf dist .build
