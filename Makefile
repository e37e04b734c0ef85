# The om toolkit.  `make help` lists the targets; everything built lands under $(B).
B ?= build
PREFIX ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0
ifeq ($(origin CC),default)
CC := gcc
endif
PKGS := sqlite3 libmd
PKG_CONFIG ?= pkg-config
DEBUG ?= 0

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
	-Wno-format-nonliteral
OPT := -O2 -g
ifeq ($(DEBUG),1)
OPT := -O1 -g -DOM_DEBUG=1
endif
CFLAGS ?=
ALL_CFLAGS = -std=gnu17 $(OPT) $(WARN) -fvisibility=hidden -fPIC -Ilib -I$(B)/gen -D_GNU_SOURCE \
	-DOM_VERSION='"$(VERSION)"' -ffile-prefix-map=$(CURDIR)=. -ffile-prefix-map=$(abspath $(B))=build \
	$(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CPPFLAGS) $(CFLAGS)
LIBS = $(LDFLAGS) $(shell $(PKG_CONFIG) --libs $(PKGS)) -lcsv
Q := @

LIB_SRC := $(filter-out lib/cli/%,$(sort $(wildcard lib/*/*.c lib/*/*/*.c)))
CLI_SRC := $(sort $(wildcard lib/cli/*.c lib/cli/*/*.c))
# Migrations are no named statements.
SQL_SRC := $(filter-out lib/db/migrations/%,$(sort $(wildcard lib/*/*.sql lib/*/*/*.sql)))
MIGRATION_SRC := $(sort $(wildcard lib/db/migrations/*.sql))
# The schema of version 1, kept from the first migration on; until then it is the schema.
BASE_SRC := $(or $(wildcard lib/db/migrations/0001.om),lib/db/schema.om)
TPL_SRC := $(sort $(wildcard lib/*/*.mustache lib/*/*/*.mustache lib/*/*.css lib/*/*/*.map))
PROGS := $(basename $(notdir $(sort $(wildcard cmd/om*.c))))
UNIT := $(basename $(notdir $(sort $(wildcard tests/unit/*.c))))
GEN_H := $(B)/gen/words.inc $(B)/gen/sql.h $(B)/gen/schema.h $(B)/gen/base_schema.h $(B)/gen/templates.h
GEN_C := $(B)/gen/sql.c $(B)/gen/schema.c $(B)/gen/base_schema.c $(B)/gen/migrations.c $(B)/gen/templates.c

obj = $(patsubst %.c,$(B)/obj/%.o,$(1))
LIB_OBJ = $(call obj,$(LIB_SRC)) $(patsubst $(B)/gen/%.c,$(B)/obj/gen/%.o,$(GEN_C))
CLI_OBJ = $(call obj,$(CLI_SRC))
# The sources of program om-NOUN: its main and every verb below cmd/NOUN.
prog_src = cmd/$(1).c $(sort $(wildcard cmd/$(patsubst om-%,%,$(1))/*.c))

.PHONY: all help completion deps deps-test lib progs unit check check-full bench demo topics install uninstall dist distcheck deb pages clean
all: progs

help:
	@echo 'make deps        install the Debian packages that building and running need'
	@echo 'make [all]       build everything into $(B)/bin'
	@echo 'make demo        run the main job on the example seller'
	@echo 'make check       all quick tests (under 3 minutes)'
	@echo 'make check-full  these, and the long ones'
	@echo 'make bench       measure the bulk phases against the floor (ORDERS="10000 100000")'
	@echo 'make fuzz        fuzz each target with clang for TIME=$(TIME) seconds (FUZZ="csv map" for some)'
	@echo 'make topics      list the help topics that the tests exercise'
	@echo 'make install     put programs, library, headers and pages under PREFIX ($(PREFIX)), below DESTDIR'
	@echo 'make uninstall   take them away again'
	@echo 'make dist        pack the sources'
	@echo 'make distcheck   the same, and build, test, install and pack what was packed'
	@echo 'make deb         make Debian packages'
	@echo 'make pages       write the pages that are made of tables: om-schema(5), om-errors(7)'
	@echo 'make clean       remove $(B)'

# What a clean Debian lacks for building and running; what the tests need besides.
DEPS := gcc libc6-dev make pkg-config libsqlite3-dev libmd-dev libcsv-dev libjansson-dev \
	libxlsxwriter-dev libzip-dev libexpat1-dev tzdata
DEPS_TEST := sqlite3 mandoc postgresql-15 procps clang-format git zsh
deps:
	@tools/deps.sh $(DEPS)
deps-test:
	@tools/deps.sh $(DEPS) $(DEPS_TEST)

# A change of flags or of the list of sources rebuilds what it concerns.
STAMP := $(B)/stamp
$(shell mkdir -p $(B); printf '%s\n' "$(CC) $(OPT) $(CFLAGS) $(LIB_SRC) $(CLI_SRC) $(SQL_SRC) $(MIGRATION_SRC) $(BASE_SRC) $(TPL_SRC)" \
	>$(STAMP).new; cmp -s $(STAMP).new $(STAMP) || cp $(STAMP).new $(STAMP); rm -f $(STAMP).new)

$(B)/gen/words.inc: lib/base/words.tsv tools/words.awk
	$(Q)mkdir -p $(@D) && LC_ALL=C sort -t'	' -k1,1 $< | awk -f tools/words.awk >$@.tmp && mv $@.tmp $@
$(B)/gen/sql.h: $(SQL_SRC) tools/sql.awk $(STAMP)
	$(Q)mkdir -p $(@D) && awk -v mode=header -f tools/sql.awk $(SQL_SRC) >$@.tmp && mv $@.tmp $@
$(B)/gen/sql.c: $(SQL_SRC) tools/sql.awk $(STAMP)
	$(Q)mkdir -p $(@D) && awk -v mode=source -f tools/sql.awk $(SQL_SRC) >$@.tmp && mv $@.tmp $@
$(B)/gen/schema.h: lib/db/schema.om tools/schema.awk
	$(Q)mkdir -p $(@D) && awk -v mode=header -f tools/schema.awk $< >$@.tmp && mv $@.tmp $@
$(B)/gen/schema.c: lib/db/schema.om tools/schema.awk
	$(Q)mkdir -p $(@D) && awk -v mode=source -f tools/schema.awk $< >$@.tmp && mv $@.tmp $@
BASE_AWK := -v prefix=om__base -v head=base_schema.h
$(B)/gen/base_schema.h: $(BASE_SRC) tools/schema.awk $(STAMP)
	$(Q)mkdir -p $(@D) && awk -v mode=header $(BASE_AWK) -f tools/schema.awk $< >$@.tmp && mv $@.tmp $@
$(B)/gen/base_schema.c: $(BASE_SRC) tools/schema.awk $(STAMP)
	$(Q)mkdir -p $(@D) && awk -v mode=source $(BASE_AWK) -f tools/schema.awk $< >$@.tmp && mv $@.tmp $@
$(B)/gen/migrations.c: $(MIGRATION_SRC) tools/migrations.awk $(STAMP)
	$(Q)mkdir -p $(@D) && awk -f tools/migrations.awk $(MIGRATION_SRC) >$@.tmp && mv $@.tmp $@
$(B)/gen/templates.h: $(TPL_SRC) tools/embed.awk $(STAMP)
	$(Q)mkdir -p $(@D) && awk -v mode=header -f tools/embed.awk $(TPL_SRC) /dev/null >$@.tmp && mv $@.tmp $@
$(B)/gen/templates.c: $(TPL_SRC) tools/embed.awk $(STAMP)
	$(Q)mkdir -p $(@D) && awk -v mode=source -f tools/embed.awk $(TPL_SRC) /dev/null >$@.tmp && mv $@.tmp $@

$(B)/obj/gen/%.o: $(B)/gen/%.c $(GEN_H) $(STAMP)
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$(B)/obj/%.o: %.c $(STAMP) | $(GEN_H)
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The shells ask the programs what can stand where, so completion needs no more than their names.
completion: $(B)/completion/om.bash $(B)/completion/_om
$(B)/completion/%: completion/% Makefile $(STAMP)
	$(Q)mkdir -p $(@D) && sed 's/@PROGRAMS@/$(PROGS)/' $< >$@.tmp && mv $@.tmp $@

lib: $(B)/libom.a $(B)/libomcli.a $(B)/libom.so.0
# For programs of others: only what lib/om declares is visible.
$(B)/libom.so.0: $(LIB_OBJ)
	$(Q)$(CC) $(OPT) -shared -Wl,-soname,libom.so.0 -Wl,--as-needed -o $@ $^ $(LIBS)
$(B)/libom.a: $(LIB_OBJ)
	$(Q)rm -f $@ && ar rcsD $@ $^
$(B)/libomcli.a: $(CLI_OBJ)
	$(Q)rm -f $@ && ar rcsD $@ $^

progs: $(addprefix $(B)/bin/,$(PROGS))
define prog_rule
$(B)/bin/$(1): $(call obj,$(call prog_src,$(1))) $(B)/libomcli.a $(B)/libom.a
	$$(Q)mkdir -p $$(@D) && $$(CC) $(OPT) -Wl,--as-needed -o $$@ $(call obj,$(call prog_src,$(1))) \
		$(B)/libomcli.a $(B)/libom.a $$(LIBS)
endef
$(foreach p,$(PROGS),$(eval $(call prog_rule,$(p))))

# Unit programs link the static library, so that they reach its inside.
unit: $(addprefix $(B)/unit/,$(UNIT))
# The filter programs bring nouns and fragments of their own.
$(B)/unit/filter $(B)/unit/filterprop $(B)/unit/query: UNIT_WRAP := -Wl,--wrap=om__frag_text
$(B)/unit/%: $(B)/obj/tests/unit/%.o $(B)/libomcli.a $(B)/libom.a
	$(Q)mkdir -p $(@D) && $(CC) $(OPT) $(UNIT_WRAP) -o $@ $^ $(LIBS)

# The suites of the template language are JSON.
$(B)/unit/mustache: LIBS += -ljansson
$(B)/bin/om-order: LIBS += -ljansson

# ---- tests ----
UNIT_BIN = $(addprefix $(B)/unit/,$(UNIT))
QUICK = $(UNIT_BIN) $(sort $(wildcard tests/cli/*.sh tests/lint/*.sh tests/doc/*.sh tests/pg/*.sh tests/race/*.sh \
	tests/fault/*.sh tests/fuzz/*.sh tests/prop/*.sh tests/install/*.sh)) tests/upgrade/upgrade.sh tests/upgrade/next.sh
QUICK := $(filter-out %/lib.sh %/order-base.sh %-fixture.sh tests/fuzz/run.sh,$(QUICK))
TEST_ENV = OM_BIN=$(abspath $(B))/bin OM_BUILD=$(abspath $(B)) OM_TOP=$(CURDIR) CC='$(CC)'

check: deps-test progs lib unit bench-tools fault-tools fuzz-tools
	@$(TEST_ENV) tests/run.sh $(B)/tap $(QUICK)
check-full: deps-test progs lib unit bench-tools fault-tools fuzz-tools
	@$(TEST_ENV) OM_FULL=1 tests/run.sh $(B)/tap $(QUICK)

# What the tests of faults run: a library to be preloaded, and what sweeps.
.PHONY: fault-tools
fault-tools: $(B)/fault/preload.so $(B)/fault/sweep
$(B)/fault/preload.so: tests/fault/preload.c $(STAMP)
	$(Q)mkdir -p $(@D) && $(CC) -std=gnu17 -O2 -g $(WARN) -D_GNU_SOURCE -shared -fPIC -o $@ $< -ldl
$(B)/fault/sweep: tests/fault/sweep.c $(STAMP)
	$(Q)mkdir -p $(@D) && $(CC) -std=gnu17 -O2 -g $(WARN) -D_GNU_SOURCE -o $@ $< $$($(PKG_CONFIG) --libs sqlite3)

# Fuzz targets: with a plain main that replays the seeds, and, by `make fuzz`, with libFuzzer and sanitizers.
.PHONY: fuzz-tools fuzz
FUZZ := $(basename $(notdir $(wildcard tests/fuzz/*.c)))
TIME ?= 60
fuzz-tools: $(addprefix $(B)/fuzz/,$(FUZZ))
$(B)/fuzz/%: $(B)/obj/tests/fuzz/%.o $(B)/libomcli.a $(B)/libom.a
	$(Q)mkdir -p $(@D) && $(CC) $(OPT) -o $@ $^ $(LIBS) -ljansson
fuzz:
	@tests/fuzz/run.sh $(B)-fuzz $(TIME) $(FUZZ)

# ---- bench, demo ----
.PHONY: bench-tools
BENCH := $(addprefix $(B)/bench/,floor gen timer waits filters fsyncs.so)
bench-tools: $(BENCH)
$(B)/bench/%: tests/bench/%.c $(STAMP)
	$(Q)mkdir -p $(@D) && $(CC) -std=gnu17 -O2 -Wall -Wextra -D_GNU_SOURCE -o $@ $< $$($(PKG_CONFIG) --libs sqlite3)
$(B)/bench/filters: tests/bench/filters.c $(B)/libom.a
	$(Q)mkdir -p $(@D) && $(CC) -std=gnu17 -O2 -Wall -Wextra -D_GNU_SOURCE -Ilib -o $@ $^ $(LIBS)
$(B)/bench/%.so: tests/bench/%.c $(STAMP)
	$(Q)mkdir -p $(@D) && $(CC) -std=gnu17 -O2 -Wall -Wextra -D_GNU_SOURCE -shared -fPIC -o $@ $< -ldl
ORDERS ?= 10000 100000
bench: progs bench-tools
	@tests/bench/run.sh $(abspath $(B))/bin:$(abspath $(B))/bench $(abspath $(B))/work $(ORDERS)
demo: progs
	@PATH=$(abspath $(B))/bin:$$PATH examples/demo/run.sh $(abspath $(B))/demo

topics:
	@tests/topics.sh

# ---- packing and installing ----
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR ?= $(PREFIX)/share
MANDIR ?= $(DATADIR)/man
DOCDIR ?= $(DATADIR)/doc/om
ZSHDIR ?= $(DATADIR)/zsh/site-functions
INSTALL_ENV = BUILD='$(B)' VERSION='$(VERSION)' PROGS='$(PROGS)' PKGS='$(PKGS)' DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' \
	BINDIR='$(BINDIR)' LIBDIR='$(LIBDIR)' INCLUDEDIR='$(INCLUDEDIR)' DATADIR='$(DATADIR)' MANDIR='$(MANDIR)' DOCDIR='$(DOCDIR)' \
	ZSHDIR='$(ZSHDIR)'
install: all lib completion
	@$(INSTALL_ENV) tools/install.sh put
uninstall:
	@$(INSTALL_ENV) tools/install.sh remove

# The pages that are made out of tables.
pages:
	@mkdir -p $(B)
	@awk -v mode=page -f tools/schema.awk lib/db/schema.om >$(B)/page && cp $(B)/page man/om-schema.5
	@LC_ALL=C sort -t'	' -k1,1 lib/base/words.tsv | awk -f tools/errors.awk >$(B)/page && cp $(B)/page man/om-errors.7
	@rm $(B)/page

TARBALL := $(B)/om-$(VERSION).tar.gz
dist:
	@mkdir -p $(B) && tools/dist.sh om-$(VERSION) $(TARBALL) && echo $(TARBALL)
distcheck: dist
	@CC='$(CC)' tools/distcheck.sh $(TARBALL) $(B)/distcheck
DEPS_DEB := dpkg-dev debhelper
deb: dist
	@tools/deps.sh $(DEPS) $(DEPS_DEB)
	@tools/deb.sh $(TARBALL) $(B)/deb

.SECONDARY:
clean:
	rm -rf $(B)

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
