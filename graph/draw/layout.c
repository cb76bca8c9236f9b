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
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "graph/draw/dot_read.h"
#include "graph/draw/spread.h"

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

/* Moves the nodes of a graph that was laid out apart, in the order in which
 * they were declared, and lays it out again with those places. */
static bool spread(GVC_t *context, Agraph_t *graph) {
  const size_t count = (size_t)agnnodes(graph);
  struct box *boxes = calloc(count + 1, sizeof *boxes);
  size_t i = 0;
  if (!boxes)
    return false;
  for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node))
    boxes[i++] = (struct box){ ND_coord(node).x, ND_coord(node).y, 72 * ND_width(node), 72 * ND_height(node) };
  spread_boxes(boxes, count, 8);
  gvFreeLayout(context, graph);
  agattr(graph, AGNODE, (char *)"pos", (char *)"");
  i = 0;
  for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node), i++) {
    char place[64];
    snprintf(place, sizeof place, "%.1f,%.1f", boxes[i].x, boxes[i].y);
    agset(node, (char *)"pos", place);
  }
  return gvLayout(context, graph, "nop2") == 0;
}

static struct box node_box(Agnode_t *node) {
  return (struct box){ ND_coord(node).x, ND_coord(node).y, ND_lw(node) + ND_rw(node), ND_ht(node) };
}

static bool lie_on_each_other(const struct box *a, const struct box *b) {
  return fabs(a->x - b->x) < (a->width + b->width) / 2 - 1 && fabs(a->y - b->y) < (a->height + b->height) / 2 - 1;
}

/* Counts nodes that lie on each other, each as ten labels, which could be left out. */
static uint32_t count_piles(const struct box *boxes, size_t count) {
  uint32_t piles = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < i; k++)
      piles += lie_on_each_other(&boxes[i], &boxes[k]) ? 10 : 0;
  return piles;
}

/* Leaves out the labels that lie on a node or on a label before; returns how
 * many, and the piles of nodes.  dot's labels lie free but for those of
 * clusters, which it places with less care. */
static uint32_t hide_covered(Agraph_t *graph) {
  const size_t node_count = (size_t)agnnodes(graph);
  struct box *boxes = calloc(node_count + (size_t)agnedges(graph) + 1, sizeof *boxes);
  size_t count = 0;
  if (!boxes)
    return 0;
  for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node))
    boxes[count++] = node_box(node);
  uint32_t hidden = count_piles(boxes, count);
  for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node))
    for (Agedge_t *edge = agfstout(graph, node); edge; edge = agnxtout(graph, edge)) {
      textlabel_t *label = ED_label(edge);
      if (!label || !label->set)
        continue;
      const struct box box = { label->pos.x, label->pos.y, label->dimen.x, label->dimen.y };
      bool covered = false;
      for (size_t i = 0; i < count && !covered; i++)
        covered = lie_on_each_other(&box, &boxes[i]);
      label->set = !covered;
      hidden += covered;
      if (!covered)
        boxes[count++] = box;
    }
  free(boxes);
  return hidden;
}

/* The child ends with its parent, and holds none of its files and connections open. */
static int part_from_parent(int fd) {
  enum { KEPT = 3 }; /* beside the standard streams */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (dup2(fd, KEPT) != KEPT)
    _exit(1);
  close_range(KEPT + 1, ~0U, 0);
  return KEPT;
}

/* Never returns; nothing is freed, the process ends. */
static void child_draw(const struct layout *layout, int end) {
  const int fd = part_from_parent(end);
  char *picture = NULL;
  unsigned int size = 0;
  agseterrf(swallow_words);
  GVC_t *context = strcmp(layout->format, "svg") == 0 ? context_without_pango() : NULL;
  if (!context)
    context = gvContext();
  Agraph_t *graph = dot_read(layout->dot.data);
  const bool placed = context && graph && gvLayout(context, graph, layout->engine) == 0 &&
                      (!layout->spread || spread(context, graph));
  const uint32_t overlaps = placed && !layout->spread ? hide_covered(graph) : 0;
  const bool drawn = placed && gvRenderData(context, graph, layout->format, &picture, &size) == 0;
  _exit(drawn && write_all(fd, (const char *)&overlaps, sizeof overlaps) && write_all(fd, picture, size) ? 0 : 1);
}

/* ------------------------------------------------------------------ the parent */

double layout_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static enum relata_status begin(struct layout *layout, struct relata_error *error) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return relata_error_set(error, RELATA_IO, NULL, 0, 0, "no pipe to draw through: %s", strerror(errno));
  fflush(NULL);
  layout->child = fork();
  if (layout->child == 0)
    child_draw(layout, ends[1]);
  close(ends[1]);
  if (layout->child < 0) {
    close(ends[0]);
    return relata_error_set(error, RELATA_NO_MEMORY, NULL, 0, 0, "no process to draw in: %s", strerror(errno));
  }
  layout->fd = ends[0];
  return RELATA_OK;
}

/* Takes the child's end in; `killed` when its time was up. */
static void end(struct layout *layout, bool killed) {
  int result = 0;
  if (layout->child <= 0)
    return;
  if (killed)
    kill(layout->child, SIGKILL);
  close(layout->fd);
  while (waitpid(layout->child, &result, 0) < 0 && errno == EINTR)
    ;
  layout->done = !killed && WIFEXITED(result) && WEXITSTATUS(result) == 0;
  layout->child = 0;
}

static void read_some(struct layout *layout) {
  char bytes[1 << 16];
  const bool in_head = layout->head < sizeof layout->overlaps; /* the child's count comes first */
  void *to = in_head ? (char *)&layout->overlaps + layout->head : bytes;
  const ssize_t got = read(layout->fd, to, in_head ? sizeof layout->overlaps - layout->head : sizeof bytes);
  if (got > 0 && in_head)
    layout->head += (size_t)got;
  else if (got > 0)
    relata_out_write(layout->out, bytes, (size_t)got);
  else if (got == 0 || errno != EINTR)
    end(layout, false);
}

enum { MOST = 8 };

/* Reads from all that work until they are done; false when the deadline comes first. */
static bool read_all(struct layout *layouts, size_t count, double deadline) {
  for (;;) {
    struct pollfd waiting[MOST];
    size_t working = 0;
    for (size_t i = 0; i < count; i++) {
      waiting[i] = (struct pollfd){ .fd = layouts[i].child > 0 ? layouts[i].fd : -1, .events = POLLIN };
      working += layouts[i].child > 0;
    }
    const double left = deadline - layout_now();
    if (working == 0)
      return true;
    if (left <= 0)
      return false;
    if (poll(waiting, (nfds_t)count, (int)(left * 1000) + 1) <= 0)
      continue;
    for (size_t i = 0; i < count; i++)
      if (waiting[i].revents)
        read_some(&layouts[i]);
  }
}

enum relata_status layout_render(struct layout *layouts, size_t count, double deadline, struct relata_error *error) {
  enum relata_status status = RELATA_OK;
  size_t done = 0;
  for (size_t i = 0; i < count; i++) {
    layouts[i].child = 0;
    layouts[i].head = 0;
    layouts[i].done = false;
  }
  for (size_t i = 0; i < count && status == RELATA_OK; i++)
    status = begin(&layouts[i], error);
  const bool in_time = status == RELATA_OK && read_all(layouts, count, deadline);
  for (size_t i = 0; i < count; i++) {
    end(&layouts[i], true);
    done += layouts[i].done;
  }
  RELATA_TRY(status);
  if (done)
    return RELATA_OK;
  if (!in_time)
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0,
                            "there is no time left to lay the diagram out; show fewer things or give it more");
  return relata_error_set(error, RELATA_INTERNAL, NULL, 0, 0, "Graphviz cannot draw this as %s", layouts[0].format);
}
