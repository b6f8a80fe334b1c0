# make run     build the page and serve it
# make classroom   a zip for a school without the internet
# make test    everything: lint, native tests, ONNX, engine tests in Chromium, end-to-end tests
# See README.md for the rest.

export GOTOOLCHAIN := go1.27.4
export PATH := $(CURDIR)/.build/bin:$(PATH)

ADDR ?= 127.0.0.1:8080
WASM := GOOS=js GOARCH=wasm

.PHONY: run site classroom test lint test-native test-onnx test-wasm test-e2e soak bench bench-99 bench-visit pictures sizes chromium axe onnx clean

run: site
	go run ./site/serve -dir dist -addr $(ADDR)

# dist/ is the whole website: plain files, relative URLs, names with hashes of their
# content (site/release). What has not changed stays as it is, what has no source any more
# goes.
FILES = $(wildcard site/*.html site/*.js site/*.svg site/*.webmanifest) LICENSE NOTICE
PARTS = $(patsubst site/%,%,$(wildcard site/bench/*.html site/bench/*.js site/styles/*.css)) \
	$(patsubst assets/%,%,$(wildcard assets/mnist/MANIFEST.json assets/mnist/*.gz))
BUILT = wasm_exec.js app.wasm worker.wasm $(patsubst site/i18n/%/page.json,i18n/%.json,$(wildcard site/i18n/*/page.json)) bench/gemm.wasm bench/driver.wasm \
	icons/icon-192.png icons/icon-512.png icons/maskable-512.png
PLAIN = .build/site

site: .build/slim.mod
	@mkdir -p $(PLAIN)/bench $(PLAIN)/i18n $(PLAIN)/icons $(PLAIN)/mnist $(PLAIN)/styles
	@find $(PLAIN) -type f | grep -vxF $(patsubst %,-e $(PLAIN)/%,$(notdir $(FILES)) $(PARTS) $(BUILT)) | xargs rm -f
	install -C -m 644 $(FILES) "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $(PLAIN)/
	install -C -m 644 site/styles/*.css $(PLAIN)/styles/
	install -C -m 644 site/bench/*.html site/bench/*.js $(PLAIN)/bench/
	go run ./site/icons -src site/favicon.svg -out $(PLAIN)/icons
	go run ./site/i18n -src site/i18n -out $(PLAIN)/i18n
	install -C -m 644 assets/mnist/MANIFEST.json assets/mnist/*.gz $(PLAIN)/mnist/
	$(WASM) go build -modfile=.build/slim.mod -trimpath -ldflags='-s -w' $(SMALL_APP) -o .build/app.wasm ./wasm/app
	$(WASM) go build -trimpath -ldflags='-s -w' -o .build/worker.wasm ./wasm/worker
	go run ./wasm/segments $(LINES) -o $(PLAIN) .build/app.wasm .build/worker.wasm
	$(WASM) go build -trimpath -ldflags='-s -w' -o $(PLAIN)/bench/gemm.wasm ./nn/internal/kernel/gemmbench
	$(WASM) go build -trimpath -ldflags='-s -w' -o $(PLAIN)/bench/driver.wasm ./site/bench/driver
	go run ./site/release -src $(PLAIN) -out dist

# For a school without a line: one zip with the site, and a server of it for each platform.
classroom: site
	go run ./site/classroom -dist dist -out .build/classroom
	@ls -l .build/classroom/*.zip

# Only what is called per value or per pixel is inlined: nn/adr/0003 and 0004.
INLINED = -gcflags=github.com/zerokara/zerokara
SMALL_APP = -gcflags=all=-l -gcflags=github.com/hajimehoshi/ebiten/...= $(INLINED)/nn/ink= $(INLINED)/wasm/scene= $(INLINED)/wasm/scene/raster=

# go.mod with ebiten replaced by a smaller copy of itself: nn/adr/0003.
.build/slim.mod: go.mod go.sum nn/internal/format/format.go $(filter-out %_test.go,$(wildcard wasm/slim/*.go))
	go run ./wasm/slim -o .build

test: lint test-native test-onnx test-wasm test-e2e

lint:
	@test -z "$$(gofmt -l assets nn site wasm)" || { echo "gofmt would change:"; gofmt -l assets nn site wasm; exit 1; }
	go vet $(NATIVE)
	$(WASM) go vet ./nn/... ./wasm/... ./site/bench/driver
	go tool staticcheck $(NATIVE)
	$(WASM) "$$(go tool -n staticcheck)" ./wasm/... ./nn/internal/kernel/gemmbench ./site/bench/driver
	go mod tidy -diff
	go mod verify
	.ci/js

# What compiles natively: all but the packages that need a browser.
NATIVE = ./nn/... ./assets/... ./site/... ./wasm/lab/... ./wasm/protocol/... ./wasm/scene/... ./wasm/segments/... ./wasm/session/... ./wasm/slim/... ./wasm/state/... ./wasm/words/...

# Tests leave vet to lint, which runs all of it.
test-native:
	go test -vet=off $(filter-out ./site/...,$(NATIVE)) ./site/serve/... ./site/classroom/... ./site/i18n ./site/icons ./site/release
	go test -vet=off -race -run 'Parallel|Concurrent' ./nn/internal/kernel ./nn/train

# onnxruntime predicts by the ONNX files that the engine writes.
test-onnx: onnx
	go test -vet=off -count=1 -run TestRuntime ./nn/weights/onnx -onnxruntime "$(CURDIR)/.build/onnxruntime-1.22.0"

# The same engine tests, compiled to wasm, in a real Chromium: all packages but
# those that read files; and what needs a browser.
test-wasm: chromium .build/bin/go_js_wasm_exec
	@engine=$$(go list ./nn/...) && engine=$$(echo "$$engine" | grep -vE '/cmd/|/mnist/shard$$|/weights$$') && \
	echo $(WASM) go test -vet=off $$engine ./wasm/dom ./wasm/jsbridge ./wasm/lab/... && $(WASM) go test -vet=off $$engine ./wasm/dom ./wasm/jsbridge ./wasm/lab/...

test-e2e: chromium axe sizes
	go test -vet=off -count=1 -timeout 60m ./site/e2e -dist "$(CURDIR)/dist"

# Anything at any moment, for 20 minutes: the page's model against the session, then the
# built page. Both print their seeds; make test has a short form of both.
soak: chromium site
	go test -count=1 -timeout 20m -run TestSoak -v ./wasm/session -soak 8m
	go test -count=1 -timeout 30m -run TestSoak -v ./site/e2e -dist "$(CURDIR)/dist" -soak 12m

bench: chromium .build/bin/go_js_wasm_exec site
	go test -run '^$$' -bench . ./nn/internal/kernel ./nn/layer ./nn/train
	$(WASM) go test -p 1 -run '^$$' -bench . ./nn/internal/kernel ./nn/layer ./nn/train
	go test -run '^$$' -bench 'Workers|Gemm|Pen|FirstStep|Memory|Labs|Saving|Race' -benchtime 1x -v ./site/e2e -dist "$(CURDIR)/dist"

# Time and accuracy of the default recipe in the page, five seeds, or of PRESET with as many
# SEEDS; with OLD, the dist/ of another version, in turns with that.
bench-99: chromium site
	go test -timeout 60m -run '^$$' -bench To99 -benchtime 1x -v ./site/e2e -dist "$(CURDIR)/dist" $(if $(OLD),-old "$(abspath $(OLD))") $(if $(PRESET),-preset $(PRESET)) $(if $(SEEDS),-seeds $(SEEDS))

# A first and a second visit on slow lines and processors: OLD=DIR compares with another
# built site.
bench-visit: chromium site
	go test -timeout 60m -run '^$$' -bench Visit -benchtime 1x -v ./site/e2e -dist "$(CURDIR)/dist" $(if $(OLD),-old "$(abspath $(OLD))")

# What a visitor downloads: bytes, gzipped, that are not to be exceeded; app.wasm's
# with all views and labs that are to come.
LIMITS = app:2000000 worker:1000000

sizes: site
	@for l in $(LIMITS); do \
		f=$(PLAIN)/$${l%:*}.wasm; max=$${l#*:}; n=$$(gzip -9 -c $$f | wc -c); \
		printf '%s %d bytes, gzip -9 %d, at most %d\n' $$f $$(wc -c <$$f) $$n $$max; \
		test $$n -le $$max || { echo "$$f is too large: nn/adr/0003 and 0004 say what makes it so"; exit 1; }; \
	done

# The pictures in README.md.
pictures: chromium site
	mkdir -p assets/pictures
	go test -count=1 -tags pictures -run TestReadmePictures ./site/e2e -dist "$(CURDIR)/dist" -shots "$(CURDIR)/assets/pictures"

# Built in a module of its own: it needs an older chromedp than our tests.
.build/bin/go_js_wasm_exec:
	GOBIN="$(CURDIR)/.build/bin" go install github.com/agnivade/wasmbrowsertest@v0.11.0
	mv .build/bin/wasmbrowsertest $@

chromium:
	@.ci/chromium

axe:
	@.ci/axe

onnx:
	@.ci/onnx

clean:
	rm -rf dist .build
