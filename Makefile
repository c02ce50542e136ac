# Keyday. On a fresh Debian or Ubuntu with Go: `make run`, `make test`.
# Windows and macOS: see README.md.

BUILD_PACKAGES := gcc pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev libgl1-mesa-dri
TEST_PACKAGES  := xvfb xdotool imagemagick poppler-utils qpdf x11-utils
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
TAGS := migrated_fynedo
REHEARSAL := $(or $(KEYDAY_DATA),$(HOME)/.local/share/keyday/rehearsal)

.PHONY: run build test check unit race journeys bench fuzz build-tools test-tools

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
	go vet -tags $(TAGS) ./...

unit:
	LANG=zh_CN.UTF-8 go test -tags ci,$(TAGS) ./...

race: build-tools
	LANG=zh_CN.UTF-8 go test -race -tags ci,$(TAGS) ./app/... ./data/...

# The real window, under a display of its own.
journeys: build
	KEYDAY_JOURNEYS=1 go test -count=1 -tags $(TAGS) ./ui/screen/journey/...

# The figures of README.md; each is a ratio to something measured in the same run.
bench: build test-tools
	go test -tags ci,$(TAGS) -run '^$$' -bench . ./data/... ./app/... ./ui/...

fuzz:
	go test -run '^$$' -fuzz FuzzDecodeOp -fuzztime 60s ./data/journal

# What Debian or Ubuntu lacks; nothing happens where all is there.
build-tools:
	@missing=$$(dpkg-query -W -f='$${Status} $${Package}\n' $(BUILD_PACKAGES) 2>&1 | awk '/no packages found/ {print $$NF} !/install ok installed/ && !/no packages/ {print $$NF}'); \
	if [ -n "$$missing" ]; then echo "Installing:" $$missing; \
		$(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq $(BUILD_PACKAGES); fi

test-tools:
	@missing=$$(dpkg-query -W -f='$${Status} $${Package}\n' $(TEST_PACKAGES) 2>&1 | awk '/no packages found/ {print $$NF} !/install ok installed/ && !/no packages/ {print $$NF}'); \
	if [ -n "$$missing" ]; then echo "Installing:" $$missing; \
		$(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq $(TEST_PACKAGES); fi
