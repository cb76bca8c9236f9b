/* layout.c — Graphviz in a child process.
 *
 * A layout cannot be interrupted and may take hours, and Graphviz exits on
 * some errors: so it runs in a child that is killed when its time is up.
 *
 * SVG is laid out without the Pango plug-in, by the font metrics that
 * Graphviz carries: the same graph gives the same bytes whatever fonts a
 * machine has.  PNG and PDF need Pango and Cairo.
 */
#include "graph/draw/layout.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <graphviz/gvc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ------------------------------------------------------------------ the child */

static bool add_plugin(GVC_t *context, const char *folder, const char *name) {
  char path[1024], symbol[64];
  snprintf(path, sizeof path, "%s/graphviz/libgvplugin_%s.so.6", folder, name);
  snprintf(symbol, sizeof symbol, "gvplugin_%s_LTX_library", name);
  void *library = dlopen(path, RTLD_NOW);
  gvplugin_library_t *plugin = library ? dlsym(library, symbol) : NULL;
  if (plugin)
    gvAddLibrary(context, plugin);
  return plugin != NULL;
}

/* Layouts and SVG only; NULL where the plug-ins are not beside the library. */
static GVC_t *context_without_pango(void) {
  Dl_info info;
  GVC_t *(*const any)(void) = gvContext;
  void *address;
  memcpy(&address, &any, sizeof address);
  if (!dladdr(address, &info) || !info.dli_fname)
    return NULL;
  char folder[900];
  snprintf(folder, sizeof folder, "%s", info.dli_fname);
  char *slash = strrchr(folder, '/');
  if (!slash)
    return NULL;
  *slash = '\0';
  GVC_t *context = gvContextPlugins(NULL, 0);
  if (context && add_plugin(context, folder, "core") && add_plugin(context, folder, "dot_layout") &&
      add_plugin(context, folder, "neato_layout"))
    return context;
  return NULL;
}

static int swallow_words(char *words) {
  (void)words;
  return 0;
}

static bool write_all(int fd, const char *data, size_t size) {
  while (size) {
    const ssize_t written = write(fd, data, size);
    if (written < 0 && errno != EINTR)
      return false;
    data += written > 0 ? written : 0;
    size -= written > 0 ? (size_t)written : 0;
  }
  return true;
}

/* Never returns; nothing is freed, the process ends. */
static void child_draw(const struct layout *layout, const char *dot, int fd) {
  char *picture = NULL;
  unsigned int size = 0;
  agseterrf(swallow_words);
  GVC_t *context = strcmp(layout->format, "svg") == 0 ? context_without_pango() : NULL;
  if (!context)
    context = gvContext();
  Agraph_t *graph = agmemread(dot);
  const bool drawn = context && graph && gvLayout(context, graph, layout->engine) == 0 &&
                     gvRenderData(context, graph, layout->format, &picture, &size) == 0;
  _exit(drawn && write_all(fd, picture, size) ? 0 : 1);
}

/* ------------------------------------------------------------------ the parent */

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Reads until the child closes its end; false when the time is up first. */
static bool read_in_time(int fd, double deadline, struct relata_out *out) {
  char bytes[1 << 16];
  for (;;) {
    const double left = deadline - now();
    struct pollfd waiting = { .fd = fd, .events = POLLIN };
    if (left <= 0)
      return false;
    const int ready = poll(&waiting, 1, (int)(left * 1000) + 1);
    if (ready <= 0)
      continue;
    const ssize_t got = read(fd, bytes, sizeof bytes);
    if (got == 0)
      return true;
    if (got > 0)
      relata_out_write(out, bytes, (size_t)got);
    else if (errno != EINTR)
      return true;
  }
}

static enum relata_status begin_child(const struct layout *layout, const char *dot, pid_t *child, int *fd,
                                      struct relata_error *error) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return relata_error_set(error, RELATA_IO, NULL, 0, 0, "no pipe to draw through: %s", strerror(errno));
  fflush(NULL);
  *child = fork();
  if (*child == 0)
    child_draw(layout, dot, ends[1]);
  close(ends[1]);
  if (*child < 0) {
    close(ends[0]);
    return relata_error_set(error, RELATA_NO_MEMORY, NULL, 0, 0, "no process to draw in: %s", strerror(errno));
  }
  *fd = ends[0];
  return RELATA_OK;
}

enum relata_status layout_render(const struct layout *layout, const char *dot, struct relata_out *out,
                                 struct relata_error *error) {
  pid_t child = -1;
  int fd = -1, result = 0;
  RELATA_TRY(begin_child(layout, dot, &child, &fd, error));
  const bool in_time = read_in_time(fd, now() + layout->seconds, out);
  close(fd);
  if (!in_time)
    kill(child, SIGKILL);
  while (waitpid(child, &result, 0) < 0 && errno == EINTR)
    ;
  if (!in_time)
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0, "the diagram takes more than %.0f seconds to lay out",
                            layout->seconds);
  if (!WIFEXITED(result) || WEXITSTATUS(result) != 0)
    return relata_error_set(error, RELATA_INTERNAL, NULL, 0, 0, "Graphviz cannot draw this as %s", layout->format);
  return RELATA_OK;
}
