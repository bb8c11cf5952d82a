# Greyzone needs Go 1.26, a C compiler and Node.js 20; everything else is fetched by the targets themselves.
.DEFAULT_GOAL := build
.PHONY: build run test check bench microbench clean tools greyzone

# SQLite is C.
export CGO_ENABLED := 1

go_files := server geo data static/static.go
modules  := static/node_modules/.package-lock.json
page     := static/dist/index.html

# Everything in static/ that the page is made of.
page_sources := $(shell find static -type d \( -name node_modules -o -name dist \) -prune -o -type f -print)

build: greyzone ## the front end and the program

run: build ## build, then serve the map; flags go in ARGS, such as ARGS='--addr :9000'
	./greyzone serve $(ARGS)

# What starts no goroutine has no races: the server's tests call it from many.
alone := ./geo/... ./server/preview
# All others run under the race detector but for tests named TestLong, which compute for long and meet nothing at once.
# What is vetted once need not be again.
watched = $$(go list ./... | grep -vxF "$$(go list $(alone))")

# Libraries that only compute: to watch each of their steps would take half of the tests' time. What the server does with them is
# watched; that no two use one writer of theirs at once, a test has to show (TestManyPackAtOnce).
unwatched := andybalholm/brotli klauspost/compress peterstace/simplefeatures tidwall/geodesic

test: build ## every test: Go, what runs at once with the race detector, the front end's units, the page in Chromium
	go test $(alone)
	go test -run '^TestLong' $(watched)
	go test -race -run Goroutines ./geo
	go test -race -vet=off -skip '^TestLong' $(unwatched:%=-gcflags=github.com/%/...=-race=false) $(watched)
	npm --prefix static test
	.ci/chromium
	GREYZONE_BIN=$(CURDIR)/greyzone npm --prefix static run test:browser

check: test ## the tests and the linters
	@echo gofmt -l $(go_files); files=$$(gofmt -l $(go_files)); echo "$$files"; test -z "$$files"
	go vet ./...
	go tool staticcheck -checks all ./...
	npm --prefix static run lint
	npm --prefix static run types

bench: build ## what users wait for, on a whole history, beside what others need; BENCH_LONG=1 adds long made-up histories
	go run ./server/bench

microbench: build ## the Go benchmarks
	go test -run '^$$' -bench . -benchmem ./...

clean: ## delete what was built, and the packages of npm
	rm -rf greyzone static/node_modules
	find static/dist -mindepth 1 ! -name .gitkeep -delete

tools: # says what is missing
	@.ci/tools

# Go knows by itself what has changed.
greyzone: $(page)
	go build -o $@ ./server

$(page): $(modules) $(page_sources)
	npm --prefix static run build
	@touch $@

# npm writes this file when it has installed everything.
$(modules): static/package.json static/package-lock.json | tools
	npm --prefix static ci --no-audit --no-fund
	@touch $@
