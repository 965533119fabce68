# make test    everything that must hold before a change lands
# make lint    vet, staticcheck, gofumpt
# make bench   build times and memory beside Hugo, where it is installed
# make fuzz    every fuzz target, FUZZTIME each
# make accept  one target per promise of what is done; see tools/accept
# make generate  the committed schemas and references

GO ?= go
TOOL = $(GO) tool -modfile=tools/go.mod
comma := ,
FUZZTIME ?= 10s

.PHONY: test lint bench fuzz accept generate

test:
	@tools/test

lint:
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	@out=$$($(TOOL) gofumpt -l assets cmd internal layouts); if [ -n "$$out" ]; then echo "gofumpt: $$out"; exit 1; fi

bench:
	@$(GO) run -C tools ./bench -sizes $(or $(PAGES),1000$(comma)10000$(comma)100000)

fuzz:
	@tools/fuzz $(FUZZTIME)

generate:
	LODESTONE_GENERATE=1 $(GO) test -count=1 -run 'TestGenerated' ./internal/...

accept: accept-2.1 accept-2.2 accept-2.3 accept-2.4 accept-2.5 accept-2.6 accept-2.7 accept-3.1 accept-3.2 accept-3.3 accept-3.4 accept-3.5 accept-3.6 accept-3.7

accept-%:
	@tools/accept $*
