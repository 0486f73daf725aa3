# `make run` opens the window, `make test` checks everything, `make help` lists
# the rest. Every line here is one that can be typed as it stands.

GO       ?= go
PHOTOS   ?=
FUZZTIME ?= 10s
COUNT    ?= 6
MONKEY   ?= 10m
MODEL    ?= $(MONKEY)
EFFORT   ?= full

# One set of flags for everything that links the window, because changing a
# flag compiles Fyne again: 3 minutes on two cores. The tag takes Fyne's thread
# checks out; the window's own tests run without it, so with the checks. The
# packages are built with the same flags.
window := -trimpath -buildvcs=false -tags migrated_fynedo

# All packages but the one that needs OpenGL.
headless = $$($(GO) list ./... | grep -v '/cmd/thumbpool$$')

# The golden pictures are drawn with Fyne's own font, theme and scale.
unexport FYNE_FONT FYNE_THEME FYNE_SCALE FYNE_CACHE
export PHOTOS

.DEFAULT_GOAL := help
.PHONY: run build test unit window race e2e monkey faults cluster-test soak mutants lint vulncheck golden notices screenshots film bench bench-window fuzz version package package-test clean help
.PHONY: bin/thumbpool bin/thumbpool-cli bin/fuzz

run: ## open the window; PHOTOS=folder opens it on that folder
	@.ci/start "$$PHOTOS"

build: bin/thumbpool bin/thumbpool-cli ## build both programs into bin/

bin/thumbpool:
	CGO_ENABLED=1 $(GO) build $(window) -o $@ ./cmd/thumbpool

bin/thumbpool-cli:
	CGO_ENABLED=0 $(GO) build -buildvcs=false -o $@ ./cmd/thumbpool-cli

test: unit race e2e ## run all tests: unit, window, golden pictures, race, end to end

unit: ## run the tests that need neither C nor a display, the window's and its golden pictures too
	CGO_ENABLED=0 $(GO) test $(headless)

race: ## run the same tests with the race detector, and those that need a display of their own
	@.ci/packages build test
	CGO_ENABLED=1 $(GO) test -race -timeout 30m $(headless)

e2e: bin/thumbpool-cli ## drive the real window in a virtual display
	@.ci/packages build gui test
	$(MAKE) --no-print-directory bin/thumbpool
	CGO_ENABLED=0 $(GO) test -tags e2e -count=1 ./cmd/thumbpool/e2e

faults: bin/thumbpool-cli ## kill the terminal program, fail its system calls, fill its disk …; EFFORT=quick tries a sample
	-@.ci/packages faults
	CGO_ENABLED=0 $(GO) test -tags faults -count=1 -timeout 3h ./cmd/thumbpool-cli/faults -args -effort $(EFFORT)
	CGO_ENABLED=0 $(GO) test -tags faults -count=1 -run OnRealConnections ./processor/download

cluster-test: bin/thumbpool-cli ## run the README's examples of several machines: GNU parallel, ssh, Slurm (as root), Kubernetes' shell; 100,000 photos
	@.ci/packages cluster
	cd .ci/cluster && CGO_ENABLED=0 $(GO) test -count=1 -v -timeout 1h .

soak: ## the same for an hour, with large libraries, and the fuzz targets
	$(MAKE) --no-print-directory faults EFFORT=soak
	$(MAKE) --no-print-directory monkey MODEL=1h
	.ci/fuzz 1m

mutants: ## break each promise in the code and see that a test notices; ONLY=regexp tries some
	cd .ci/mutate && $(GO) run . -only "$(ONLY)"

monkey: bin/thumbpool-cli ## play a user who does anything for MONKEY, 10m unless given, with the window's model, the window and the real one
	@.ci/packages build gui test
	$(MAKE) --no-print-directory bin/thumbpool
	CGO_ENABLED=0 $(GO) test -count=1 -timeout 0 -v -run '^TestAUserWhoDoesAnything$$' ./ui/model -monkey $(MODEL)
	CGO_ENABLED=0 $(GO) test -count=1 -timeout 0 -v -run '^TestAUserWhoDoesAnythingInTheWindow$$' ./ui -monkey $(MONKEY)
	CGO_ENABLED=0 $(GO) test -tags e2e -count=1 -timeout 0 -v -run '^TestMonkey$$' ./cmd/thumbpool/e2e -monkey $(MONKEY)

lint: bin/tools ## check style, layers, go.mod, scripts and known vulnerabilities
	@.ci/packages build lint
	bin/tools/golangci-lint run
	.ci/layers
	cd .ci/mutate && $(GO) vet .
	cd .ci/cluster && $(GO) vet . && $(GO) mod tidy -diff
	cd .ci/linked && $(GO) vet . && $(GO) mod tidy -diff
	$(GO) mod tidy -diff
	shellcheck -x .ci/package/*
	shellcheck .ci/fuzz .ci/golden .ci/layers .ci/packages .ci/run .ci/start .ci/vulncheck
	bin/tools/actionlint
	.ci/vulncheck -tags migrated_fynedo ./...

golden: ## renew the golden pictures of the window's tests; look at them before keeping them
	.ci/golden

notices: ## renew the licences that the program shows of what is built into it
	cd .ci/linked && CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false -o ../../bin/linked .
	bin/linked -notices assets/notices/third-party.txt linux/amd64 linux/arm64 windows/amd64

screenshots: ## renew the pictures in assets/screenshots from the real window
	@.ci/packages build gui test screenshots
	$(MAKE) --no-print-directory bin/thumbpool bin/thumbpool-cli
	CGO_ENABLED=0 $(GO) test -tags e2e -count=1 -run TestScreenshots ./cmd/thumbpool/e2e -screenshots "$(CURDIR)/assets/screenshots"
	pngquant --speed 1 --strip --force --ext .png 256 assets/screenshots/*.png

film: ## renew the moving picture of a run in assets/screenshots
	@.ci/packages build gui test film
	$(MAKE) --no-print-directory bin/thumbpool bin/thumbpool-cli
	CGO_ENABLED=0 $(GO) test -tags e2e -count=1 -v -run TestFilm ./cmd/thumbpool/e2e -film "$(CURDIR)/assets/screenshots/run.webp"

bench: bin/tools ## run the benchmarks and sum them up
	CGO_ENABLED=0 $(GO) test -run '^$$' -bench . -benchmem -count $(COUNT) ./processor/... > bin/bench.txt
	bin/tools/benchstat bin/bench.txt

bench-window: bin/thumbpool-cli ## scroll the real window through 100,000 photos in a virtual display
	@.ci/packages build gui test
	$(MAKE) --no-print-directory bin/thumbpool
	CGO_ENABLED=0 $(GO) test -tags e2e -count=1 -v -run TestScroll ./cmd/thumbpool/e2e -scroll 100000

fuzz: ## run every fuzz target for FUZZTIME, 10s unless given, one after the other
	.ci/fuzz $(FUZZTIME)

# All of them side by side, also on a machine without Go:
#	.ci/fuzz --run bin/fuzz OUT 10m
# .ci/fuzz --build DIR PACKAGE... builds those of some packages, into less.
bin/fuzz:
	.ci/fuzz --build $@

version: processor/version.go ## write the version that FyneApp.toml says into the programs

processor/version.go: FyneApp.toml
	printf '%s\n\npackage processor\n\n%s\nconst Version = "%s"\n' \
	  '// Code generated from FyneApp.toml by make version; DO NOT EDIT.' \
	  "// Version is the program's version." \
	  "$$(sed -n 's/^Version = "\(.*\)"$$/\1/p' FyneApp.toml)" > $@

# The tools are pinned in a module of their own and built together.
bin/tools: .ci/tools/go.mod .ci/tools/go.sum
	cd .ci/tools && CGO_ENABLED=0 $(GO) build -o ../../bin/tools/ tool
	@touch $@

package: ## build the packages for Linux and Windows into dist/, with their sums and an SBOM
	@.ci/packages build package
	.ci/package/all

package-test: ## install and use those packages in fresh systems
	@.ci/packages build gui test package package-test
	.ci/package/test

clean: ## remove what was built
	rm -rf bin dist

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
