# What the program is made of besides src/: tools/ writes C into the build folder's made/, out of schema/ and data/,
# the style sheet and the pages. Included by the Makefile; adds to OBJECTS.
SCHEMA  := $(sort $(wildcard schema/*.sql))
DATA    := $(sort $(wildcard data/*.csv data/*/*.csv))
PAGES   := $(sort $(wildcard src/pages/*.html))
ASSETS  := theme.css ztc.js icon.svg
OBJECTS += $(O)/made/schema.o $(O)/made/embedded.o $(PAGES:src/%.html=$(O)/made/%.o)

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
