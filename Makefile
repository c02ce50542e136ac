# Keyday. On a fresh Debian or Ubuntu with Go: `make run`, `make test`.
# Windows and macOS: see README.md.

BUILD_PACKAGES := gcc pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev libgl1-mesa-dri
TEST_PACKAGES  := git xvfb xdotool imagemagick poppler-utils qpdf x11-utils
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
TAGS := migrated_fynedo
REHEARSAL := $(or $(KEYDAY_DATA),$(HOME)/.local/share/keyday/rehearsal)
FYNE := go run fyne.io/tools/cmd/fyne@v1.7.4
FUZZTIME := 30s
# The time of one benchmark; `make bench BENCHTIME=10x` for steadier figures.
BENCHTIME := 1s

.PHONY: run build test check unit race journeys bench fuzz package build-tools test-tools

# Build, and open Keyday on a small rehearsal site of 48 units.
run: build
	@if [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "There is no display here, so Keyday cannot open its window."; \
		echo "On a desktop: run 'make run' in a terminal of that desktop. Over ssh: 'ssh -X', or"; \
		echo "  xvfb-run -s '-screen 0 1366x768x24' make run"; \
		echo "The command line works without a display: ./keyday --help"; exit 1; fi
	@[ -e "$(REHEARSAL)/site.db" ] || ./keyday --data "$(REHEARSAL)" rehearse --buildings 2 --units 48 --defects 400
	./keyday --data "$(REHEARSAL)"

build: build-tools
	go build -tags $(TAGS) -o keyday .

# Everything that must hold before a change lands; .ci/run calls this.
test: build-tools test-tools check unit journeys

check:
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "not gofmt'd:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet -tags ci,$(TAGS) ./...

unit: build-tools test-tools
	LANG=zh_CN.UTF-8 go test -tags ci,$(TAGS) ./...

# What several goroutines share, under the race detector.
race: build-tools
	LANG=zh_CN.UTF-8 go test -race -tags ci,$(TAGS) ./app/... ./data/... ./ui/words/... ./ui/paper/... ./ui/screen/shell/... ./ui/command/...

# The real window, under a display of its own.
journeys: build test-tools
	KEYDAY_JOURNEYS=$(CURDIR)/keyday go test -count=1 -tags ci,$(TAGS) ./ui/screen/journey

# The figures of README.md; each is a ratio to something measured in the same run.
bench: build test-tools
	go test -tags ci,$(TAGS) -run '^$$' -bench . -benchtime $(BENCHTIME) -timeout 60m . ./data/... ./app/... ./ui/...
	@site=$$(mktemp -d) && cp -r "$$(ls -td $${TMPDIR:-/tmp}/keyday-bigsite-* | head -1)/." $$site && \
		KEYDAY_KEYS=file KEYDAY_BENCH_SITE=$$site KEYDAY_BENCH_BINARY=$$PWD/keyday \
		go test -tags $(TAGS) -count=1 -run 'TestStart$$' -v ./ui/screen/journey; code=$$?; rm -rf $$site; exit $$code

# Every fuzz test, FUZZTIME each.
fuzz: build-tools
	@grep -rn '^func Fuzz' --include='*_test.go' . | sed 's/^\(.*\)\/[^/]*:[0-9]*:func \(Fuzz[A-Za-z0-9]*\).*/\1 \2/' | while read dir name; do \
		echo "$$dir $$name"; LANG=zh_CN.UTF-8 go test -tags ci,$(TAGS) -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) $$dir || exit 1; done

# Something to install, for the system that it is made on: Keyday.tar.xz, Keyday.app
# or Keyday.exe.
package: build-tools
	$(FYNE) package --release --tags $(TAGS)

# What Debian or Ubuntu lacks; nothing happens where all is there.
define install
	@missing=$$(dpkg-query -W -f='$${Status} $${Package}\n' $(1) 2>&1 | awk '/no packages found/ {print $$NF} !/install ok installed/ && !/no packages/ {print $$NF}'); \
	if [ -n "$$missing" ]; then echo "Installing:" $$missing; \
		$(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq $(1); fi
endef

build-tools:
	$(call install,$(BUILD_PACKAGES))

test-tools:
	$(call install,$(TEST_PACKAGES))
