# The two commands are `make run` and `make test`; `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run build test check bench bench-pages gallery screenshot clean-demo web types e2e \
	need-cargo need-cc need-browser need-readers need-node need-postgres test-postgres

PORT ?= 8080
PEOPLE ?= 2000
DEMO ?= demo
# Debian's Rust package and rustup both put cargo where a login shell finds it; make may not.
export PATH := $(HOME)/.cargo/bin:$(PATH)
# The page tests ask for this variable, so that they and the Makefile agree on one browser.
export TENFOLD_BROWSER ?= $(shell command -v chromium || command -v chromium-browser \
	|| command -v google-chrome || true)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  Variables: PORT=$(PORT) PEOPLE=$(PEOPLE) DEMO=$(DEMO)"

# First of all targets, so that a machine without Rust reads one line and not a page of errors.
need-cargo:
	@command -v cargo >/dev/null || { \
		echo "cargo is missing: install Rust 1.95 or newer, see https://rustup.rs" >&2; exit 1; }
	@$(MAKE) --no-print-directory need-cc

# SQLite is compiled from C.
need-cc:
	@command -v cc >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing a C compiler (SQLite is compiled from C)"; \
		apt-get update -qq && apt-get install -y -qq gcc libc6-dev >/dev/null; \
	else \
		echo "a C compiler is missing (SQLite is compiled from C): install gcc" >&2; exit 1; \
	fi

# The app's pages are built by Node. Without it everything else is; the pages say what is missing.
need-node:
	@if [ -n "$${TENFOLD_NO_NODE:-}" ]; then exit 0; fi; \
	if ! command -v npm >/dev/null && [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] \
		&& command -v apt-get >/dev/null; then \
		echo "installing Node for the app's pages"; \
		apt-get update -qq && apt-get install -y -qq nodejs npm >/dev/null || true; \
	fi; \
	node -e 'let [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
		2>/dev/null && command -v npm >/dev/null || { \
		echo "Node 20.19 or newer is missing: without it (TENFOLD_NO_NODE=1) the app's pages are not built" >&2; \
		exit 1; }

# Made again only when something of it changed.
WEB := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print) \
	src/report/html/page.css src/report/html/page.js
# Not `npm ci`: it refuses a lock that lacks the optional parts of other systems, and a registry need
# not have them. What the lock names is what is installed, and nothing is written into it.
web/node_modules/.package-lock.json: web/package-lock.json
	@cd web && npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@
web/dist/sw.js.gz: $(WEB) web/node_modules/.package-lock.json
	@cd web && npm run --silent check && npm run --silent build

web: need-node ## build the app's pages into web/dist, which the next cargo build puts into the binary
	@if [ -z "$${TENFOLD_NO_NODE:-}" ]; then $(MAKE) --no-print-directory web/dist/sw.js.gz; fi

# The pages' types follow the service; a test says when they no longer do.
types: need-cargo web ## make the pages' types anew, of what the service says of itself
	@cargo build --locked --bin tenfold
	@cd web && node scripts/types.mjs --serve ../target/debug/tenfold

# The pages are tested in a real browser. Without one the rest is still worth running.
need-browser:
	@if [ -n "$${TENFOLD_NO_BROWSER:-}" ] || [ -n "$(TENFOLD_BROWSER)" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then \
		echo "installing chromium for the page tests"; \
		apt-get update -qq && apt-get install -y -qq chromium >/dev/null || true; \
	fi

# Printed labels are read back by programs of other houses. Without them those tests say so and
# skip.
need-readers:
	@missing=; command -v zbarimg >/dev/null || missing="$$missing zbar-tools"; \
	command -v pdftoppm >/dev/null || missing="$$missing poppler-utils"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then \
		echo "installing$$missing to read printed labels back"; \
		apt-get update -qq && apt-get install -y -qq $$missing >/dev/null || true; \
	else \
		echo "printed labels are not read back: install$$missing" >&2; \
	fi

# The store's contract is kept by PostgreSQL too; the tests start servers of their own, and need only
# the programs.
need-postgres:
	@if [ -n "$${TENFOLD_NO_POSTGRES:-}" ] || command -v initdb >/dev/null \
		|| ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then \
		echo "installing PostgreSQL for the store's tests"; \
		apt-get update -qq && apt-get install -y -qq postgresql >/dev/null; \
	else \
		echo "PostgreSQL is missing: install postgresql, or leave its tests out with" \
			"TENFOLD_NO_POSTGRES=1" >&2; exit 1; \
	fi

run: need-cargo web ## build, make a Ruijin demo campaign, serve it and play 2,000 people into it
	@cargo build --release --locked --bin tenfold
	@PORT=$(PORT) PEOPLE=$(PEOPLE) DEMO=$(DEMO) exec scripts/demo.sh

build: need-cargo web ## build for release
	cargo build --release --locked

check: need-cargo ## formatting, lints, licences and sources of dependencies
	cargo fmt --all -- --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	@if command -v cargo-deny >/dev/null; then \
		cargo deny --locked check --hide-inclusion-graph licenses bans sources; \
	else \
		echo "cargo-deny is missing, licences unchecked: cargo install --locked cargo-deny"; \
	fi

# The browser is looked for again inside the recipe, because need-browser may have installed it.
test: need-cargo web check need-browser need-readers need-postgres ## everything: check, all tests, the examples in the documentation
	@browser="$$(command -v chromium || command -v chromium-browser \
		|| command -v google-chrome || true)"; \
	export TENFOLD_BROWSER="$${TENFOLD_BROWSER:-$$browser}"; \
	if [ -z "$$TENFOLD_BROWSER" ] && [ -z "$${TENFOLD_NO_BROWSER:-}" ]; then \
		echo "chromium is missing, page tests are skipped: install chromium to run them"; \
		export TENFOLD_NO_BROWSER=1; \
	fi; \
	if command -v cargo-nextest >/dev/null; then \
		cargo nextest run --workspace --locked; \
	else \
		cargo test --workspace --locked --lib --bins --tests; \
	fi
	cargo test --workspace --locked --doc
	@if [ -z "$${TENFOLD_NO_NODE:-}" ]; then cd web && npm run --silent test; fi

test-postgres: need-cargo need-postgres ## the store's tests on a PostgreSQL of their own
	cargo test --locked --test store --test postgres

bench: need-cargo ## measure speed; prints ratios, takes minutes
	cargo bench --workspace --locked

# The clerk's page in a browser on this machine, and on one that is four times slower.
bench-pages: need-cargo web need-browser ## measure how long a clerk waits for a scan's answer
	@cargo build --release --locked --bin tenfold
	@cd web && TENFOLD=../target/release/tenfold npm run --silent bench

# A campaign and a port of its own, so that a running `make run` is left alone.
gallery: need-cargo web need-browser ## photograph every page of a demo in both languages, into docs/gallery
	@cargo build --release --locked --bin tenfold
	@rm -rf target/gallery-demo
	@PORT=8089 PEOPLE=$(PEOPLE) DEMO=target/gallery-demo \
		THEN='cd web && GALLERY=../docs/gallery TENFOLD=../target/release/tenfold \
			npm run --silent e2e -- e2e/gallery.e2e.ts' scripts/demo.sh

screenshot: need-cargo web need-browser ## photograph every state that pages are looked at in, into target/screenshots
	@cargo build --release --locked --bin tenfold
	@mkdir -p target/screenshots
	@cd web && SCREENSHOT=../target/screenshots TENFOLD=../target/release/tenfold \
		npm run --silent e2e -- -t 'accessible|nothing serious'

clean-demo: ## remove the demo campaign
	@case "$(DEMO)" in ""|/|.|..|*..*) echo "DEMO=$(DEMO) is not removed" >&2; exit 1;; esac; \
	if [ -e "$(DEMO)" ] && [ ! -e "$(DEMO)/made-by-demo-sh" ]; then \
		echo "$(DEMO) was not made by make run, so it is left alone" >&2; exit 1; \
	fi; \
	rm -rf -- "$(DEMO)" "$(DEMO).part"
