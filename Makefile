# Keyday. On a fresh Debian or Ubuntu with Go: `make run`, `make test`.
# Windows and macOS: see README.md.

BUILD_PACKAGES   := gcc pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev libgl1-mesa-dri
PACKAGE_PACKAGES := xz-utils
WINDOWS_PACKAGES := gcc-mingw-w64-x86-64 nsis imagemagick zip
TEST_PACKAGES    := git xvfb xdotool imagemagick poppler-utils qpdf x11-utils
TAGS := migrated_fynedo
REHEARSAL := $(or $(KEYDAY_DATA),$(or $(XDG_DATA_HOME),$(HOME)/.local/share)/keyday/rehearsal)
FYNE := go run fyne.io/tools/cmd/fyne@v1.7.4
FUZZTIME := 30s
# go test, which names at the end what could not run on this machine.
TESTS := go run ./.ci/tests
# Of what is packaged here; app.Version is the same (architecture_test.go).
VERSION := $(shell sed -n 's/^Version = "\(.*\)"$$/\1/p' FyneApp.toml)
# The time of one benchmark; `make bench BENCHTIME=10x` for steadier figures.
BENCHTIME := 1s

.PHONY: run build test check unit race journeys bench figures fuzz mutate package package-windows go build-tools package-tools windows-tools test-tools

# Build, and open Keyday on a small rehearsal site of 48 units.
run: build
	@[ -e "$(REHEARSAL)/site.db" ] || ./keyday --data "$(REHEARSAL)" rehearse --buildings 2 --units 48 --defects 400
	@if [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo; echo "There is no display here, so Keyday cannot open its window."; \
		echo "On a desktop: run 'make run' in a terminal of that desktop. Over ssh: 'ssh -X'."; \
		echo "The command line works without a display: ./keyday search kg, ./keyday --help"; exit 1; fi
	./keyday --data "$(REHEARSAL)"

build: build-tools
	go build -tags $(TAGS) -o keyday .

# Everything that must hold before a change lands; .ci/run calls this.
test: build-tools test-tools check unit journeys

# The other systems, without a compiler for their C: .ci/platforms checks every type;
# go vet looks at what does not stand on SQLite, which is in C.
check:
	@wrong=$$(gofmt -l .); [ -z "$$wrong" ] || { echo "not gofmt'd:" $$wrong; exit 1; }
	go vet -tags ci,$(TAGS) ./... ./.ci/platforms ./.ci/tests ./.ci/figures ./.ci/mutate
	go run ./.ci/platforms -tags $(TAGS) ./...
	export GOOS=windows CGO_ENABLED=0; list="go list -tags ci,$(TAGS)"; \
		on_sqlite=$$($$list -test -f '{{.ImportPath}} {{.Deps}}' ./... | grep -F keyday/data/store | sed 's/[ .].*//' | sort -u); \
		go vet -tags ci,$(TAGS) $$($$list ./... | grep -vxF "$$on_sqlite")

unit: build-tools test-tools
	LANG=zh_CN.UTF-8 $(TESTS) -timeout 30m -tags ci,$(TAGS) ./... ./.ci/platforms ./.ci/tests ./.ci/figures ./.ci/mutate

# What several goroutines share, under the race detector.
race: build-tools
	LANG=zh_CN.UTF-8 go test -race -timeout 30m -tags ci,$(TAGS) ./app/... ./data/... ./ui/words/... ./ui/paper/... ./ui/screen/shell/... ./ui/command/...

# The real window, under a display of its own.
journeys: build test-tools
	KEYDAY_JOURNEYS=$(CURDIR)/keyday $(TESTS) -count=1 -timeout 25m -tags ci,$(TAGS) ./ui/screen/journey

# The figures of README.md; each is a ratio to something measured in the same run.
bench: build test-tools
	go test -tags ci,$(TAGS) -run '^$$' -bench . -benchtime $(BENCHTIME) -timeout 60m . ./data/... ./app/... ./ui/...
	@site=$$(mktemp -d) && cp -r "$$(ls -td $${TMPDIR:-/tmp}/keyday-bigsite-* | head -1)/." $$site && \
		KEYDAY_KEYS=file KEYDAY_BENCH_SITE=$$site KEYDAY_BENCH_BINARY=$$PWD/keyday \
		go test -tags $(TAGS) -count=1 -run 'TestStart$$' -v ./ui/screen/journey; code=$$?; rm -rf $$site; exit $$code

# What a change costs, counted from the code, with its goals.
figures: go
	@go run ./.ci/figures

# Every fuzz test, FUZZTIME each.
fuzz: build-tools
	@grep -rn '^func Fuzz' --include='*_test.go' . | sed 's/^\(.*\)\/[^/]*:[0-9]*:func \(Fuzz[A-Za-z0-9]*\).*/\1 \2/' | while read dir name; do \
		echo "$$dir $$name"; LANG=zh_CN.UTF-8 go test -tags ci,$(TAGS) -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 100x $$dir || exit 1; done

# Faults put into the code, one at a time; those are named that no test notices. In full,
# or a sample of packages whose tests take long; PACKAGES=./app/handover, SAMPLE=50 and
# DIFF=main (only lines that differ from it) choose otherwise.
PACKAGES = $(shell go list -f '{{.Dir}}' ./app ./app/... | grep -vE 'app/(apptest|rehearsal)$$') ./data/journal ./data/records ./data/store
SAMPLE := 0
DIFF :=
mutate: build-tools
	LANG=zh_CN.UTF-8 go run ./.ci/mutate -tags ci,$(TAGS) -diff '$(DIFF)' -sample $(SAMPLE) $(PACKAGES)

# Something to install, for the system that it is made on: Keyday.tar.xz, Keyday.app
# or Keyday.exe. The tool counts its runs in FyneApp.toml and may leave source behind;
# the checkout stays as it was.
package: build-tools package-tools
	@cp FyneApp.toml .FyneApp.toml
	$(FYNE) package --release --tags $(TAGS); code=$$?; mv .FyneApp.toml FyneApp.toml; rm -f fyne_metadata_init.go; exit $$code

# Something to install on Windows, made on Debian or Ubuntu: an installer and a zip, in
# build. keyday.com is the same program said to be one of the command line: a terminal
# waits for it and sees what it writes and how it ends; keyday.exe opens no terminal.
WINDOWS := build/windows
NUMBERS := $(firstword $(subst -, ,$(VERSION))).0
MINGW := x86_64-w64-mingw32
package-windows: go windows-tools
	@rm -rf $(WINDOWS) && mkdir -p $(WINDOWS)/Keyday && cp LICENSE $(WINDOWS)/Keyday/LICENSE.txt
	convert assets/icons/keyday.png -define icon:auto-resize=256,64,48,40,32,24,20,16 $(WINDOWS)/keyday.ico
	@printf '#define VERSION "%s"\n#define VERSION_NUMBERS %s\n' '$(VERSION)' "$$(echo $(NUMBERS) | tr . ,)" >$(WINDOWS)/version.h
	$(MINGW)-windres -I $(WINDOWS) assets/windows/keyday.rc keyday_windows_amd64.syso
	GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=$(MINGW)-gcc go build -trimpath -tags $(TAGS),release -ldflags '-s -w -H windowsgui' -o $(WINDOWS)/Keyday/keyday.exe .; \
		code=$$?; rm -f keyday_windows_amd64.syso; exit $$code
	$(MINGW)-objcopy --subsystem console:6.1 $(WINDOWS)/Keyday/keyday.exe $(WINDOWS)/Keyday/keyday.com
	makensis -V2 -WX -INPUTCHARSET UTF8 -DVERSION=$(VERSION) -DNUMBERS=$(NUMBERS) -DICON=$(CURDIR)/$(WINDOWS)/keyday.ico \
		-DFILES=$(CURDIR)/$(WINDOWS)/Keyday -DOUT=$(CURDIR)/build/Keyday-$(VERSION)-setup.exe assets/windows/keyday.nsi
	cd $(WINDOWS) && rm -f ../Keyday-$(VERSION)-windows.zip && zip -q -9 -X -r ../Keyday-$(VERSION)-windows.zip Keyday
	@ls -l build/Keyday-$(VERSION)-*

go:
	@command -v go >/dev/null && go list -m >/dev/null || { echo "Keyday needs Go 1.26 or later: https://go.dev/dl/"; exit 1; }

# What Debian or Ubuntu lacks; nothing happens where all is there. Other systems have
# other names for it, and are told ours.
define install
	@command -v dpkg-query >/dev/null || { echo "No Debian and no Ubuntu: should the build miss something, install what these are here:"; echo "  $(strip $(1))"; exit 0; }; \
	missing=$$(for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'install ok installed' || printf '%s ' $$p; done); \
	[ -n "$$missing" ] || exit 0; \
	echo "Installing: $$missing"; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	apt="$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"; \
	{ [ -z "$$as_root" ] || command -v sudo >/dev/null || { echo "There is no sudo here."; false; }; } && \
	$$apt update && $$apt install -y $$missing >/dev/null || { \
		echo "This could not be installed. Let root run, with a network:"; \
		echo "  apt-get update && apt-get install -y $$missing"; \
		echo "and then call make once more."; exit 1; }
endef

build-tools: go
	$(call install,$(BUILD_PACKAGES))

package-tools:
	$(call install,$(PACKAGE_PACKAGES))

windows-tools:
	$(call install,$(WINDOWS_PACKAGES))

test-tools:
	$(call install,$(TEST_PACKAGES))
