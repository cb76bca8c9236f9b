/* common.c — options that several commands share, and the data they open. */
#include "cli/common.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/locate.h"
#include "cli/report.h"
#include "graph/graph.h"

enum { KEY_MODEL = 256, KEY_LEXICON, KEY_RAW, KEY_FIELD, KEY_INPUT, KEY_LINES, KEY_ONTOLOGY, KEY_ONLY,
       KEY_LEXICON_ALONE, KEY_LEAST };

static const struct argp_option common_table[] = {
  { "quiet", 'q', NULL, 0, "No progress bar, no summary", 90 },
  { "verbose", 'v', NULL, 0, "Tell more of what is done", 90 },
  { "jobs", 'j', "N", 0, "Documents worked on at a time (one a processor); the result is the same", 90 },
  { "model", KEY_MODEL, "FILE", 0, "The analyser's weights", 91 },
  { "lexicon", KEY_LEXICON, "FILE", 0, "The compiled ontology and lexicon", 91 },
  { 0 },
};

static unsigned parse_jobs(const char *text, struct argp_state *state) {
  char *end;
  const unsigned long jobs = strtoul(text, &end, 10);
  if (*end || end == text || jobs < 1 || jobs > 1024)
    argp_error(state, "--jobs takes a number from 1 to 1024, not '%s'", text);
  return (unsigned)jobs;
}

static error_t parse_common(int key, char *argument, struct argp_state *state) {
  struct common_options *options = state->input;
  switch (key) {
  case ARGP_KEY_INIT: {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    options->jobs = processors > 0 ? (unsigned)processors : 1;
    return 0;
  }
  case 'q':
    options->quiet = true;
    return 0;
  case 'v':
    options->verbose = true;
    return 0;
  case 'j':
    options->jobs = parse_jobs(argument, state);
    return 0;
  case KEY_MODEL:
    options->model = argument;
    return 0;
  case KEY_LEXICON:
    options->lexicon = argument;
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

const struct argp common_argp = { .options = common_table, .parser = parse_common };

static const struct argp_option text_table[] = {
  { "input", KEY_INPUT, "KIND", 0,
    "What the files are: auto (default), text, markdown, html, json, jsonl, feed, pdf, conllu", 10 },
  { "lines", KEY_LINES, NULL, 0, "Every line of the input is one sentence", 10 },
  { "raw", KEY_RAW, NULL, 0, "Do not clean: every word of a file is text", 10 },
  { "field", KEY_FIELD, "NAME=KEY", 0, "Where JSON records have text, title, date, url or id; repeatable", 10 },
  { "ontology", KEY_ONTOLOGY, "FILE", 0,
    "Your own classes, properties and names (OWL or RDFS: .ttl .nt .nq .trig .rdf .owl .jsonld); they come before relata's; "
    "repeatable", 11 },
  { "only", KEY_ONLY, NULL, 0, "With --ontology: keep only facts of your properties", 11 },
  { "min-confidence", KEY_LEAST, "P", 0,
    "Keep the mapped facts that are at least so sure, from 0 (all) to 1; without it what measured best", 11 },
  { "lexicon-alone", KEY_LEXICON_ALONE, NULL, 0, "Do not ask the relation scorer", 11 },
  { 0 },
};

static double parse_confidence(const char *text, struct argp_state *state) {
  char *end;
  const double value = strtod(text, &end);
  if (end == text || *end || !(value >= 0 && value <= 1))
    argp_error(state, "--min-confidence is a number from 0 to 1, not '%s'", text);
  return value;
}

static enum relata_input parse_input(const char *name, struct argp_state *state) {
  static const struct {
    const char *name;
    enum relata_input input;
  } kinds[] = {
    { "auto", RELATA_INPUT_AUTO },   { "text", RELATA_INPUT_TEXT },   { "markdown", RELATA_INPUT_MARKDOWN },
    { "html", RELATA_INPUT_HTML },   { "json", RELATA_INPUT_JSON },   { "jsonl", RELATA_INPUT_JSONL },
    { "feed", RELATA_INPUT_FEED },   { "pdf", RELATA_INPUT_PDF },     { "conllu", RELATA_INPUT_CONLLU },
    { "lines", RELATA_INPUT_LINES },
  };
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    if (strcmp(name, kinds[i].name) == 0)
      return kinds[i].input;
  argp_error(state, "--input does not know '%s'", name);
  return RELATA_INPUT_AUTO;
}

static void *grown(void *items, size_t count, size_t size) {
  void *more = realloc(items, count * size);
  if (!more)
    abort();
  return more;
}

static void add_field(struct text_options *options, const char *field, struct argp_state *state) {
  if (!strchr(field, '='))
    argp_error(state, "--field takes NAME=KEY, such as text=content, not '%s'", field);
  options->fields = grown(options->fields, options->field_count + 2, sizeof *options->fields);
  options->fields[options->field_count++] = field;
  options->fields[options->field_count] = NULL;
  options->read.fields = options->fields;
}

static void add_ontology(struct text_options *options, const char *path) {
  options->ontologies = grown(options->ontologies, options->ontology_count + 1, sizeof *options->ontologies);
  options->ontologies[options->ontology_count++] = path;
}

void text_options_add_path(struct text_options *options, const char *path) {
  options->paths = grown(options->paths, options->path_count + 1, sizeof *options->paths);
  options->paths[options->path_count++] = path;
}

void text_options_free(struct text_options *options) {
  free(options->paths);
  free(options->fields);
  free(options->ontologies);
}

static error_t parse_text(int key, char *argument, struct argp_state *state) {
  struct text_options *options = state->input;
  switch (key) {
  case ARGP_KEY_INIT:
    state->child_inputs[0] = &options->common;
    options->least = -1;
    return 0;
  case KEY_INPUT:
    options->read.input = parse_input(argument, state);
    return 0;
  case KEY_LINES:
    options->read.input = RELATA_INPUT_LINES;
    return 0;
  case KEY_RAW:
    options->read.raw = true;
    return 0;
  case KEY_FIELD:
    add_field(options, argument, state);
    return 0;
  case KEY_ONTOLOGY:
    add_ontology(options, argument);
    return 0;
  case KEY_ONLY:
    options->only = true;
    return 0;
  case KEY_LEXICON_ALONE:
    options->lexicon_alone = true;
    return 0;
  case KEY_LEAST:
    options->least = parse_confidence(argument, state);
    return 0;
  case ARGP_KEY_ARG:
    text_options_add_path(options, argument);
    return 0;
  case ARGP_KEY_END:
    if (options->only && !options->ontology_count)
      argp_error(state, "--only keeps what maps to your ontology; name it with --ontology FILE");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp_child text_children[] = { { &common_argp, 0, NULL, 0 }, { 0 } };
const struct argp text_argp = { .options = text_table, .parser = parse_text, .children = text_children };

static enum relata_status place_of(const char *given, const char *name, char *path, struct relata_error *error) {
  if (!given)
    return locate_data(name, path, PATH_MAX, error);
  snprintf(path, PATH_MAX, "%s", given);
  return RELATA_OK;
}

enum relata_status data_open(struct data *data, const struct common_options *options, bool model, bool ontology,
                             struct relata_error *error) {
  char path[PATH_MAX];
  *data = (struct data){ 0 };
  if (model) {
    RELATA_TRY(place_of(options->model, "relata.model", path, error));
    RELATA_TRY(relata_model_open(&data->model, path, error));
  }
  if (ontology) {
    RELATA_TRY(place_of(options->lexicon, "relata.lexicon", path, error));
    RELATA_TRY(relata_ontology_open(&data->ontology, path, error));
  }
  return RELATA_OK;
}

enum relata_status data_extend(struct data *data, const struct text_options *options, struct relata_error *error) {
  if (data->ontology)
    relata_ontology_set_least_confidence(data->ontology, options->least);
  if (!options->ontology_count || !data->ontology)
    return RELATA_OK;
  const struct relata_extension extension = { options->ontologies, options->ontology_count, relata_parse_rdf,
                                              options->only };
  struct relata_ontology *extended;
  RELATA_TRY(relata_ontology_extend(&extended, data->ontology, &extension, error));
  relata_ontology_close(data->ontology);
  data->ontology = extended;
  return RELATA_OK;
}

void data_close(struct data *data) {
  relata_model_close(data->model);
  relata_ontology_close(data->ontology);
}

/* The weights and the compiled lexicon begin with a checksum of all the rest,
 * which opening them verifies: their first bytes stand for the whole. */
enum { CHECKED_HEAD = 32 };

/* Of the first `most` bytes of a file, 0 = of all. */
static uint64_t file_hash(const char *path, size_t most) {
  uint64_t hash = 0;
  struct stat about;
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd >= 0 && fstat(fd, &about) == 0 && about.st_size > 0) {
    const size_t whole = (size_t)about.st_size, size = most && most < whole ? most : whole;
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes != MAP_FAILED) {
      hash = relata_str_hash((struct relata_str){ bytes, size });
      munmap(bytes, size);
    }
  }
  if (fd >= 0)
    close(fd);
  return hash;
}

uint64_t data_mark(const struct text_options *options) {
  char path[PATH_MAX];
  Dl_info library;
  uint64_t mark = file_hash("/proc/self/exe", 0);
  if (dladdr((const void *)(uintptr_t)relata_find_facts, &library) && library.dli_fname)
    mark = 31 * mark + file_hash(library.dli_fname, 0);
  if (place_of(options->common.model, "relata.model", path, NULL) == RELATA_OK)
    mark = 31 * mark + file_hash(path, CHECKED_HEAD);
  if (place_of(options->common.lexicon, "relata.lexicon", path, NULL) == RELATA_OK)
    mark = 31 * mark + file_hash(path, CHECKED_HEAD);
  for (size_t i = 0; i < options->ontology_count; i++)
    mark = 31 * mark + file_hash(options->ontologies[i], 0);
  mark = 31 * mark + (uint64_t)(1e6 * (options->least + 1));
  return 31 * mark + options->only + 2 * (uint64_t)options->lexicon_alone;
}

double seconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

void report_result(const struct pipeline_result *result, double seconds) {
  fprintf(stderr, "%zu article%s, %zu words, %zu fact%s in %.1f s", result->documents, plural(result->documents),
          result->words, result->facts, plural(result->facts), seconds);
  if (result->known)
    fprintf(stderr, "; %zu article%s unchanged", result->known, plural(result->known));
  if (result->failures)
    fprintf(stderr, "; %zu input%s could not be read", result->failures, plural(result->failures));
  fputc('\n', stderr);
}

/* The whole of a stream, NUL-terminated; NULL when reading fails. */
static char *read_stream(FILE *stream) {
  char *text = NULL;
  size_t size = 0;
  errno = 0;
  const ssize_t length = getdelim(&text, &size, 0, stream);
  if (length >= 0)
    return text;
  free(text);
  return ferror(stream) ? NULL : strdup("");
}

char *text_read(const char *path) {
  FILE *stream = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
  char *text = stream ? read_stream(stream) : NULL;
  if (!text)
    report_problem("%s: cannot be read: %s", path, strerror(errno));
  if (stream && stream != stdin)
    fclose(stream);
  return text;
}
