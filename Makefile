# Everything is built from here; script/ only calls it. A folder per compiler and mode:
#   make                      build/ztc, optimised
#   make MODE=asan            build/asan/…, what the tests run (ASan + UBSan)
#   make MODE=tsan test/lanes the threaded parts under TSan
#   make OUT=/elsewhere       somewhere else
# tools/ writes C into the build folder's made/: schema/ and data/ embedded, src/pages/*.html compiled.
MODE ?= release
CC   ?= gcc
ifeq ($(origin CC),default)
CC   := gcc
endif
OUT  ?= build
O    := $(OUT)/$(MODE)-$(notdir $(CC))

PACKAGES := libmicrohttpd sqlite3 libpq jansson libcrypto libargon2 libutf8proc libmagic zlib
WARN  := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla $(if $(CI),-Werror)
BASE  := -std=c17 -D_GNU_SOURCE -Isrc -I$(O)/made $(WARN) $(shell pkg-config --cflags $(PACKAGES))
FLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
FLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan    := -O1 -g -fsanitize=thread
LINK_release  := -pie -Wl,-z,relro,-z,now
LINK_asan     := -fsanitize=address,undefined
LINK_tsan     := -fsanitize=thread
CFLAGS_ALL    := $(BASE) $(FLAGS_$(MODE)) $(CFLAGS)
LIBS          := $(shell pkg-config --libs $(PACKAGES)) -lm -lpthread

SOURCES := $(filter-out src/main.c,$(wildcard src/*/*.c))
SCHEMA  := $(sort $(wildcard schema/*.sql))
DATA    := $(sort $(wildcard data/*.csv data/*/*.csv))
PAGES   := $(sort $(wildcard src/pages/*.html))
ASSETS  := theme.css ztc.js icon.svg
MADE    := schema.c embedded.c $(PAGES:src/%.html=%.c)
OBJECTS := $(SOURCES:%.c=$(O)/%.o) $(MADE:%.c=$(O)/made/%.o)
TESTS   := $(patsubst test/%.c,$(O)/test/%,$(wildcard test/*_test.c))

.PHONY: all tests clean
.SECONDARY:
.DELETE_ON_ERROR:
all: $(OUT)/ztc
tests: $(TESTS)

$(OUT)/ztc: $(O)/ztc
	cp -f $< $@
$(O)/ztc: $(O)/src/main.o $(O)/ztc.a
	$(CC) $(LINK_$(MODE)) -o $@ $^ $(LIBS)
$(O)/ztc.a: $(OBJECTS)
	rm -f $@ && ar rcs $@ $^
$(O)/test/%_test: $(O)/test/%_test.o $(O)/ztc.a
	$(CC) $(LINK_$(MODE)) -o $@ $^ $(LIBS)
$(O)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
$(O)/made/%.o: $(O)/made/%.c
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
$(O)/test/%.o: CFLAGS_ALL += -Itest -DBUILT='"$(O)"' -DCOMPILER='"$(CC)"'

$(O)/tools/%: tools/%.c src/base/arena.c src/base/buffer.c src/base/arena.h src/base/buffer.h
	@mkdir -p $(@D) $(O)/made/pages
	$(CC) $(CFLAGS_ALL) $(LINK_$(MODE)) -o $@ $(filter %.c,$^) $(LIBS)
$(O)/made/schema.c: $(O)/tools/embed schema $(SCHEMA)
	$< schema $@ $(SCHEMA)
$(O)/made/embedded.c: $(O)/tools/embed data $(DATA) $(ASSETS:%=$(O)/made/assets/%)
	$< files $@ $(DATA) --assets $(O)/made/assets $(ASSETS)
$(O)/made/assets/theme.css: src/pages/theme.scss node_modules/sass/sass.js
	@mkdir -p $(@D)
	script/node node_modules/sass/sass.js --load-path=. --load-path=node_modules --style=compressed \
	    --no-source-map --no-error-css --quiet $< $@
node_modules/sass/sass.js:
	@echo "The style sheet is built from npm modules that are not here: run script/bootstrap" >&2; exit 1
$(O)/made/assets/%: src/pages/%
	@mkdir -p $(@D)
	cp $< $@

# All pages at once; files that come out the same keep their time.
$(O)/tools/pagec: $(wildcard tools/pagec*) src/pages/helpers.def
$(O)/made/pages.done: $(O)/tools/pagec src/pages $(PAGES)
	$< $(O)/made/pages $(PAGES)
	@touch $@
$(O)/made/pages/pages.h $(PAGES:src/%.html=$(O)/made/%.c): $(O)/made/pages.done ;
$(filter $(O)/src/web/% $(O)/src/pages/% $(O)/made/pages/%,$(OBJECTS)): | $(O)/made/pages/pages.h
clean:
	rm -rf $(OUT)
-include $(shell find $(O) -name '*.d' 2>/dev/null)
