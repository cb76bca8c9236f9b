/* cmd_serve.c — relata serve: a graph over HTTP, until it is told to stop. */
#include <argp.h>
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/common.h"
#include "cli/locate.h"
#include "cli/report.h"
#include "cli/stop.h"
#include "graph/graph.h"

enum { TOKEN_BYTES = 24, TOKEN_SIZE = 512 };

struct options {
  struct common_options common;
  struct relata_server_options server;
  const char *token_file, *web;
  bool demo, write;
};

enum {
  KEY_HOST = 512, KEY_WRITE, KEY_TOKEN_FILE, KEY_DEMO, KEY_TITLE, KEY_WEB, KEY_LOG, KEY_CORS, KEY_DATASET, KEY_SECONDS,
  KEY_ROWS, KEY_MEMORY, KEY_BODY, KEY_CONNECTIONS, KEY_THREADS, KEY_CACHE
};

static const struct argp_option table[] = {
  { "port", 'p', "N", 0, "Port to listen at (8080); 0 takes any that is free and prints it", 1 },
  { "host", KEY_HOST, "NAME", 0, "Address to listen at (127.0.0.1: only this machine)", 1 },
  { "demo", KEY_DEMO, NULL, 0, "Serve the sample graph", 1 },
  { "quiet", 'q', NULL, 0, "Print the address only", 1 },
  { "title", KEY_TITLE, "TEXT", 0, "What the page calls the graph (the folder's name)", 1 },
  { "write", KEY_WRITE, NULL, 0, "Let those who show the token change the graph", 2 },
  { "token-file", KEY_TOKEN_FILE, "FILE", 0, "With --write: the token is FILE's first line, else $RELATA_TOKEN, else a new "
    "one that is printed", 2 },
  { "cors", KEY_CORS, "ORIGIN", 0, "Let pages from ORIGIN ask, such as https://example.org, or * for any", 2 },
  { "dataset", KEY_DATASET, "KIND", 0, "Default graph of queries: union (of all graphs) or strict (as the standard has it)", 3 },
  { "log", KEY_LOG, "FILE", 0, "Append a line a request to FILE, in the common log format", 3 },
  { "web", KEY_WEB, "FOLDER", 0, "The page's files (share/relata/web)", 3 },
  { "time-limit", KEY_SECONDS, "SECONDS", 0, "Of a request (30)", 4 },
  { "row-limit", KEY_ROWS, "N", 0, "Of an answer (1000000)", 4 },
  { "memory-limit", KEY_MEMORY, "MIB", 0, "Of a query (1024)", 4 },
  { "body-limit", KEY_BODY, "MIB", 0, "Of what is sent (16)", 4 },
  { "connections", KEY_CONNECTIONS, "N", 0, "At a time (1000)", 4 },
  { "threads", KEY_THREADS, "N", 0, "Requests worked on at a time (two a processor, at least 4)", 4 },
  { "cache", KEY_CACHE, "MIB", 0, "Answers kept until the graph changes (64; 0 none)", 4 },
  { 0 },
};

/* ------------------------------------------------------------------ options */

static size_t parse_number(const char *text, const char *option, size_t least, size_t most, struct argp_state *state) {
  char *end;
  errno = 0;
  const unsigned long number = strtoul(text, &end, 10);
  if (errno || *end || end == text || text[0] == '-' || number < least || number > most)
    argp_error(state, "%s takes a number from %zu to %zu, not '%s'", option, least, most, text);
  return number;
}

static double parse_seconds(const char *text, struct argp_state *state) {
  char *end;
  const double seconds = strtod(text, &end);
  if (*end || end == text || !(seconds > 0) || seconds > 1e6)
    argp_error(state, "--time-limit takes seconds, not '%s'", text);
  return seconds;
}

static bool parse_dataset(const char *text, struct argp_state *state) {
  if (strcmp(text, "union") != 0 && strcmp(text, "strict") != 0)
    argp_error(state, "--dataset takes union or strict, not '%s'", text);
  return strcmp(text, "strict") == 0;
}

static const char *parse_origin(const char *text, struct argp_state *state) {
  const char *host = strstr(text, "://");
  if (strcmp(text, "*") != 0 && (!host || strpbrk(host + 3, "/ \t\r\n,")))
    argp_error(state, "--cors takes an origin such as https://example.org, or *, not '%s'", text);
  return text;
}

static error_t parse_limit(int key, const char *argument, struct argp_state *state) {
  struct relata_server_options *server = &((struct options *)state->input)->server;
  enum { MIB = 20 };
  switch (key) {
  case KEY_SECONDS:
    server->seconds = parse_seconds(argument, state);
    return 0;
  case KEY_ROWS:
    server->rows = parse_number(argument, "--row-limit", 1, SIZE_MAX / 2, state);
    return 0;
  case KEY_MEMORY:
    server->memory = parse_number(argument, "--memory-limit", 1, 1 << 30, state) << MIB;
    return 0;
  case KEY_BODY:
    server->body = parse_number(argument, "--body-limit", 1, 4096, state) << MIB;
    return 0;
  case KEY_CONNECTIONS:
    server->connections = parse_number(argument, "--connections", 1, 10000, state);
    return 0;
  case KEY_THREADS:
    server->threads = (unsigned)parse_number(argument, "--threads", 1, 1024, state);
    return 0;
  case KEY_CACHE:
    server->cache = parse_number(argument, "--cache", 0, 1 << 20, state) << MIB;
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 'p':
    options->server.port = (uint16_t)parse_number(argument, "--port", 0, 65535, state);
    return 0;
  case KEY_HOST:
    options->server.host = argument;
    return 0;
  case 'q':
    options->common.quiet = true;
    return 0;
  case KEY_DEMO:
    options->demo = true;
    return 0;
  case KEY_TITLE:
    options->server.title = argument;
    return 0;
  case KEY_WRITE:
    options->write = true;
    return 0;
  case KEY_TOKEN_FILE:
    options->token_file = argument;
    return 0;
  case KEY_CORS:
    options->server.cors = parse_origin(argument, state);
    return 0;
  case KEY_DATASET:
    options->server.strict = parse_dataset(argument, state);
    return 0;
  case KEY_LOG:
    options->server.log = argument;
    return 0;
  case KEY_WEB:
    options->web = argument;
    return 0;
  case ARGP_KEY_ARG:
    if (options->server.graph)
      argp_error(state, "one graph at a time");
    options->server.graph = argument;
    return 0;
  case ARGP_KEY_END:
    if (!options->server.graph == !options->demo)
      argp_error(state, options->demo ? "either a graph or --demo" : "which graph? or --demo for the sample");
    if (options->token_file && !options->write)
      argp_error(state, "--token-file goes with --write");
    return 0;
  default:
    return parse_limit(key, argument, state);
  }
}

static const struct argp serve_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH",
  .doc = "Serves a graph over HTTP: a page to search, follow and check it, SPARQL at /sparql, the Graph Store Protocol at "
         "/rdf-graph-store, and every entity at its own path.  What others build meanwhile is seen at once.  Ctrl-C ends "
         "it.\v"
         "Examples:\n"
         "  relata serve idlib\n"
         "  relata serve --demo --port 0\n"
         "  relata serve idlib --write --token-file ~/.relata-token --log access.log\n"
         "  curl 'localhost:8080/sparql?query=ASK%7B%7D' -H 'Accept: text/csv'",
};

/* ------------------------------------------------------------------ the token */

/* Hexadecimal digits of the system's randomness. */
static enum relata_status make_token(char *token, struct relata_error *error) {
  unsigned char bytes[TOKEN_BYTES];
  if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
    return relata_error_set(error, RELATA_IO, NULL, 0, 0, "there is no randomness for a token: %s", strerror(errno));
  for (size_t i = 0; i < sizeof bytes; i++)
    snprintf(token + 2 * i, 3, "%02x", bytes[i]);
  return RELATA_OK;
}

static enum relata_status read_token(const char *path, char *token, struct relata_error *error) {
  FILE *file = fopen(path, "re");
  if (!file)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
  const bool read = fgets(token, TOKEN_SIZE, file) != NULL;
  fclose(file);
  token[read ? strcspn(token, "\r\n") : 0] = '\0';
  return RELATA_OK;
}

/* A token that is guessed within a lifetime is none. */
static enum relata_status check_token(const char *token, const char *path, struct relata_error *error) {
  enum { SHORTEST = 16 };
  for (const char *c = token; *c; c++)
    if (*c <= ' ' || *c > '~')
      return relata_error_set(error, RELATA_BAD_USAGE, path, 0, 0, "the token may only have visible ASCII characters");
  if (strlen(token) < SHORTEST)
    return relata_error_set(error, RELATA_BAD_USAGE, path, 0, 0,
                            "the token must have at least %d characters; `openssl rand -hex 24` makes a good one", SHORTEST);
  return RELATA_OK;
}

/* `*is_new`: it has to be told to the user. */
static enum relata_status settle_token(const struct options *options, char *token, bool *is_new,
                                       struct relata_error *error) {
  const char *given = getenv("RELATA_TOKEN");
  *is_new = !options->token_file && !(given && *given);
  if (*is_new)
    return make_token(token, error);
  if (options->token_file)
    RELATA_TRY(read_token(options->token_file, token, error));
  else
    snprintf(token, TOKEN_SIZE, "%s", given);
  return check_token(token, options->token_file ? options->token_file : "RELATA_TOKEN", error);
}

/* ------------------------------------------------------------------ the graph and the page */

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *place) {
  (void)about;
  (void)kind;
  (void)place;
  return remove(path);
}

/* The sample articles, read into a graph of their own among the temporary files. */
static int make_demo(struct options *options, char *folder, struct relata_error *error) {
  char articles[PATH_MAX], build[] = "relata build", quiet[] = "-q", output[] = "-o";
  const char *temporary = getenv("TMPDIR");
  if (locate_data("sample", articles, sizeof articles, error) != RELATA_OK)
    return report_error(error);
  snprintf(folder, PATH_MAX, "%s/relata-demo-XXXXXX", temporary && *temporary ? temporary : "/tmp");
  if (!mkdtemp(folder)) {
    report_problem("%s cannot be made: %s", folder, strerror(errno));
    folder[0] = '\0';
    return EXIT_USAGE;
  }
  char *arguments[] = { build, articles, output, folder, quiet, NULL };
  options->server.graph = folder;
  options->server.title = options->server.title ? options->server.title : "sample";
  return cmd_build(5, arguments);
}

/* ------------------------------------------------------------------ serving */

static bool is_loopback_name(const char *host) {
  return !host || strcmp(host, "localhost") == 0 || strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0;
}

/* A name, a number, or a number of the sixth version in its brackets. */
static void print_address(const struct options *options, uint16_t port) {
  const char *host = options->server.host ? options->server.host : "127.0.0.1";
  const bool brackets = strchr(host, ':') != NULL;
  const bool everywhere = strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0;
  printf("http://%s%s%s:%u/\n", brackets && !everywhere ? "[" : "", everywhere ? "localhost" : host,
         brackets && !everywhere ? "]" : "", port);
  fflush(stdout);
}

static void announce(const struct options *options, const char *token, uint16_t port) {
  if (!is_loopback_name(options->server.host))
    report_problem("warning: everybody who reaches %s can read this graph%s; put a server with TLS and names before it",
                   options->server.host, options->write ? ", and change it with the token, which travels in the open" : "");
  if (*token)
    fprintf(stderr, "Token for writing: %s\n", token);
  if (!options->common.quiet)
    fprintf(stderr, "Serving %s; Ctrl-C ends it.\n", options->demo ? "the sample graph" : options->server.graph);
  print_address(options, port);
}

/* A signal between the question and the sleep is seen after the sleep. */
static void wait_for_stop(void) {
  const struct timespec pause = { .tv_nsec = 200000000 };
  while (!stop_wanted())
    nanosleep(&pause, NULL);
}

static enum relata_status serve(struct options *options, struct relata_error *error) {
  char token[TOKEN_SIZE] = "", web[PATH_MAX];
  bool is_new = false;
  struct data data;
  struct relata_server *server = NULL;
  if (options->write)
    RELATA_TRY(settle_token(options, token, &is_new, error));
  options->server.token = options->write ? token : NULL;
  const bool found = options->web || locate_data("web", web, sizeof web, NULL) == RELATA_OK;
  options->server.web = options->web ? options->web : found ? web : NULL;
  enum relata_status status = data_open(&data, &options->common, false, true, error);
  if (status == RELATA_OK)
    status = relata_server_start(&server, &options->server, data.ontology, error);
  if (status == RELATA_OK) {
    announce(options, is_new ? token : "", relata_server_get_port(server));
    wait_for_stop();
    relata_server_stop(server);
  }
  data_close(&data);
  return status;
}

int cmd_serve(int argc, char **argv) {
  struct options options = { .server = { .port = 8080, .cache = (size_t)64 << 20 } };
  struct relata_error error = { .status = RELATA_OK };
  char demo[PATH_MAX] = "";
  argp_parse(&serve_argp, argc, argv, 0, NULL, &options);
  int status = options.demo ? make_demo(&options, demo, &error) : EXIT_FINE;
  if (status == EXIT_FINE && !stop_wanted() && serve(&options, &error) != RELATA_OK)
    status = report_error(&error);
  if (demo[0])
    nftw(demo, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  return status;
}
