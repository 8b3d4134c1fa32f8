# Everything is built from here; script/ only calls it. A folder per compiler and mode:
#   make                      build/ztc, optimised
#   make MODE=asan            build/asan/…, what the tests run (ASan + UBSan)
#   make MODE=tsan test/lanes the threaded parts under TSan
#   make MODE=fuzz CC=clang   for libFuzzer: test/fuzz/run.mjs
#   make OUT=/elsewhere       somewhere else
MODE ?= release
CC   ?= gcc
ifeq ($(origin CC),default)
CC   := gcc
endif
OUT  ?= build
O    := $(OUT)/$(MODE)-$(notdir $(CC))

PACKAGES := libmicrohttpd sqlite3 libpq jansson libcrypto libargon2 libutf8proc libmagic zlib libqrencode
WARN  := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla $(if $(CI),-Werror)
BASE  := -std=c17 -D_GNU_SOURCE -Isrc -I$(O)/made $(WARN) $(shell pkg-config --cflags $(PACKAGES))
FLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
FLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan    := -O1 -g -fsanitize=thread
FLAGS_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LINK_release  := -pie -Wl,-z,relro,-z,now
LINK_asan     := -fsanitize=address,undefined
LINK_tsan     := -fsanitize=thread
LINK_fuzz     := -fsanitize=fuzzer-no-link,address,undefined
CFLAGS_ALL    := $(BASE) $(FLAGS_$(MODE)) $(CFLAGS)
LIBS          := $(shell pkg-config --libs $(PACKAGES)) -lm -lpthread

SOURCES := $(filter-out src/main.c,$(wildcard src/*/*.c))
OBJECTS := $(SOURCES:%.c=$(O)/%.o)
BENCH   := $(patsubst %.c,$(O)/%,$(wildcard test/bench/*.c))
TESTS   := $(patsubst test/%.c,$(O)/test/%,$(wildcard test/*_test.c))

.PHONY: all tests bench clean
.DEFAULT_GOAL := all
.SECONDARY:
.DELETE_ON_ERROR:
include tools/made.mk
all: $(OUT)/ztc
tests: $(TESTS)
bench: all $(BENCH)

$(OUT)/ztc: $(O)/ztc
	cp -f $< $@
$(O)/ztc: $(O)/src/main.o $(O)/ztc.a
	$(CC) $(LINK_$(MODE)) -o $@ $^ $(LIBS)
$(O)/ztc.a: $(OBJECTS)
	rm -f $@ && ar rcs $@ $^
$(O)/test/%_test: $(O)/test/%_test.o $(O)/ztc.a
	$(CC) $(LINK_$(MODE)) -o $@ $^ $(LIBS)
$(O)/fuzz/%: $(O)/test/fuzz/%.o $(O)/ztc.a
	@mkdir -p $(@D)
	$(CC) -fsanitize=fuzzer $(LINK_$(MODE)) -o $@ $^ $(LIBS)
$(O)/test/bench/%: $(O)/test/bench/%.o $(O)/ztc.a
	$(CC) $(LINK_$(MODE)) -o $@ $^ $(LIBS)
$(O)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
$(O)/made/%.o: $(O)/made/%.c
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
$(O)/test/%.o: CFLAGS_ALL += -Itest -DBUILT='"$(O)"' -DCOMPILER='"$(CC)"'

clean:
	rm -rf $(OUT)
-include $(shell find $(O) -name '*.d' 2>/dev/null)
