/* timeline.c — what happened when: an axis downward, and a box for each event.
 *
 * What the things asked for do stands on the right, the arrow going out; what
 * is done to them on the left, the arrow coming in.  Of a pair, what the
 * heavier one does to the other stands on the right.  Rows follow one another by date;
 * the gap between two grows with the logarithm of the days between.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/draw/drawing.h"
#include "graph/draw/wrap.h"
#include "graph/select/period.h"

enum {
  USUAL_EVENTS = 25,
  BOX_LETTERS = 36, /* characters a line */
  BOX_LINES = 3,
  BOX_WIDTH = 216, /* points */
  LINE_HEIGHT = 14,
  GAP = 8,
  DATE_WIDTH = 80,
  RAIL = 44, /* from the axis to where a date's events hang */
  AXIS = 66  /* from the axis to the boxes */
};

struct event {
  const struct relata_selected_edge *edge;
  const struct relata_selected_claim *claim;
  struct period period;
  size_t articles;
  bool left;
  double weight;
};

struct timeline {
  const struct drawing *drawing;
  struct event *events;
  size_t count, dated, all;
  struct relata_out *out;
};

/* ------------------------------------------------------------------ events */

/* What a reader of these things asks for: of one, or of several among themselves. */
static bool is_told(const struct drawing *drawing, const struct relata_selected_edge *edge) {
  const struct relata_selected_node *nodes = drawing->selected->nodes;
  const size_t about = drawing->options->selection.about.count;
  const bool from = nodes[edge->from].about, to = nodes[edge->to].about;
  return about == 0 || (about == 1 ? from || to : from && to);
}

static bool stands_left(const struct drawing *drawing, const struct relata_selected_edge *edge) {
  const struct relata_selected_node *nodes = drawing->selected->nodes;
  if (edge->symmetric || drawing->options->selection.about.count == 0)
    return false;
  return nodes[edge->from].about && nodes[edge->to].about ? edge->from > edge->to : !nodes[edge->from].about;
}

/* Claims of one edge that say the same of the same time are one event. */
static bool is_same(const struct event *event, const struct relata_selected_edge *edge,
                    const struct relata_selected_claim *claim) {
  return event->edge == edge && event->claim->status == claim->status &&
         relata_str_equal(event->claim->time, claim->time);
}

static void add_claim(struct timeline *timeline, const struct relata_selected_edge *edge,
                      const struct relata_selected_claim *claim, size_t first) {
  struct period period;
  timeline->all++;
  if (!period_parse(claim->time, &period))
    return;
  timeline->dated++;
  for (size_t i = first; i < timeline->count; i++) {
    struct event *event = &timeline->events[i];
    if (!is_same(event, edge, claim))
      continue;
    event->articles += claim->article != event->claim->article;
    if (claim->own_time && !event->claim->own_time)
      event->claim = claim;
    return;
  }
  timeline->events[timeline->count++] = (struct event){
    .edge = edge, .claim = claim, .period = period, .articles = 1, .left = stands_left(timeline->drawing, edge)
  };
}

static void find_events(struct timeline *timeline) {
  const struct relata_selected *selected = timeline->drawing->selected;
  size_t said = 0;
  for (size_t i = 0; i < selected->edge_count; i++)
    said += selected->edges[i].said;
  timeline->events = relata_arena_alloc(timeline->drawing->arena, (said + 1) * sizeof *timeline->events);
  for (size_t i = 0; i < selected->edge_count; i++) {
    const struct relata_selected_edge *edge = &selected->edges[i];
    const size_t first = timeline->count;
    for (size_t k = 0; k < edge->said && is_told(timeline->drawing, edge); k++)
      add_claim(timeline, edge, &edge->claims[k], first);
  }
  for (size_t i = 0; i < timeline->count; i++) {
    struct event *event = &timeline->events[i];
    const struct relata_selected_node *nodes = selected->nodes;
    /* a date of its own tells more than the article's; a heavy other end more than a light one */
    event->weight = (event->claim->own_time ? 2 : 1) * (event->claim->status == RELATA_TIE_STATED ? 1 : 0.5) *
                    (1 + (double)event->articles) * fmin(nodes[event->edge->from].weight, nodes[event->edge->to].weight);
  }
}

static int compare_edges(const struct event *x, const struct event *y) {
  if (x->edge != y->edge)
    return x->edge < y->edge ? -1 : 1;
  return x->claim < y->claim ? -1 : x->claim > y->claim;
}

static int compare_weights(const void *a, const void *b) {
  const struct event *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return compare_edges(x, y);
}

/* Where an event stands: at its beginning, or at its end where that is all that is known. */
static int day_of(const struct event *event) {
  return event->period.begin != INT_MIN ? event->period.begin : event->period.end;
}

static int compare_days(const void *a, const void *b) {
  const struct event *x = a, *y = b;
  if (day_of(x) != day_of(y))
    return day_of(x) < day_of(y) ? -1 : 1;
  if (x->period.end != y->period.end)
    return x->period.end < y->period.end ? -1 : 1;
  if (x->claim->own_time != y->claim->own_time)
    return x->claim->own_time ? -1 : 1;
  const int words = relata_str_compare(x->claim->time, y->claim->time);
  return words ? words : compare_edges(x, y);
}

/* Keeps the most telling, by date. */
static void keep_telling(struct timeline *timeline) {
  const size_t limit = timeline->drawing->options->selection.limit;
  qsort(timeline->events, timeline->count, sizeof *timeline->events, compare_weights);
  if (timeline->count > (limit ? limit : USUAL_EVENTS))
    timeline->count = limit ? limit : USUAL_EVENTS;
  qsort(timeline->events, timeline->count, sizeof *timeline->events, compare_days);
}

/* ------------------------------------------------------------------ words */

/* "since 2017-01", "until 2021", "2020 – 2021"; in brackets when it is only the article's. */
static struct relata_str date_words(const struct timeline *timeline, const struct event *event) {
  struct relata_arena *arena = timeline->drawing->arena;
  const struct relata_str begins = event->period.begins, ends = event->period.ends;
  struct relata_str words = begins;
  if (!begins.len)
    words = relata_arena_print(arena, "until %.*s", (int)ends.len, ends.data);
  else if (!ends.len)
    words = relata_arena_print(arena, "since %.*s", (int)begins.len, begins.data);
  else if (!relata_str_equal(begins, ends))
    words = relata_arena_print(arena, "%.*s –\n%.*s", (int)begins.len, begins.data, (int)ends.len, ends.data);
  const char *clock = words.len ? memchr(words.data, 'T', words.len) : NULL;
  if (clock)
    words.len = (size_t)(clock - words.data);
  return event->claim->own_time ? words : relata_arena_print(arena, "(%.*s)", (int)words.len, words.data);
}

/* "Turkey backs Syrian rebels ×2" */
static struct relata_str event_words(const struct timeline *timeline, const struct event *event) {
  const struct relata_selected_node *nodes = timeline->drawing->selected->nodes;
  const struct relata_str from = nodes[event->edge->from].label, to = nodes[event->edge->to].label,
                          relation = event->edge->label;
  struct relata_arena *arena = timeline->drawing->arena;
  const struct relata_str times = event->articles > 1 ? relata_arena_print(arena, " ×%zu", event->articles)
                                                      : RELATA_STR("");
  const struct relata_str whole =
    relata_arena_print(arena, "%.*s %s%.*s %.*s%.*s", (int)from.len, from.data,
                       event->claim->status == RELATA_TIE_NEGATED ? "not: " : "", (int)relation.len, relation.data,
                       (int)to.len, to.data, (int)times.len, times.data);
  return wrap_text(arena, whole, BOX_LETTERS, BOX_LINES);
}

static size_t count_lines(struct relata_str words) {
  size_t lines = 1;
  for (size_t i = 0; i < words.len; i++)
    lines += words.data[i] == '\n';
  return lines;
}

/* ------------------------------------------------------------------ DOT */

static void write_inches(struct relata_out *out, const char *name, double points) {
  relata_out_print(out, " %s=", name);
  relata_out_double(out, points / 72, 3);
}

static void write_place(struct relata_out *out, double x, double y) {
  relata_out_text(out, " pos=\"");
  relata_out_double(out, x, 1);
  relata_out_char(out, ',');
  relata_out_double(out, y, 1);
  relata_out_char(out, '"');
}

static void write_box(const struct timeline *timeline, size_t index, struct relata_str words, double y, double height) {
  const struct drawing *drawing = timeline->drawing;
  const struct event *event = &timeline->events[index];
  const struct relata_selected_node *other =
    &drawing->selected->nodes[event->left ? event->edge->from : event->edge->to];
  const size_t family = drawing_family(other);
  const struct tie_look *look = &drawing->theme->ties[event->claim->status];
  const struct relata_str link = drawing_claim_link(drawing, event->claim);
  const double middle = AXIS + BOX_WIDTH / 2.0;
  relata_out_print(timeline->out, "  e%zu [label=", index);
  dot_write_string(timeline->out, words);
  write_place(timeline->out, event->left ? -middle : middle, y);
  write_inches(timeline->out, "width", BOX_WIDTH);
  write_inches(timeline->out, "height", height);
  relata_out_print(timeline->out, " style=\"filled,rounded,%s\" fillcolor=\"%s\" color=\"%s\"", look->style,
                   drawing->theme->families[family].fill, look->line);
  if (look->doubled)
    relata_out_text(timeline->out, " peripheries=2");
  drawing_write_class(timeline->out, relata_tie_status_as_name(event->claim->status), event->edge->label);
  relata_out_text(timeline->out, " tooltip=");
  dot_write_string(timeline->out, drawing_evidence(drawing, event->edge, event->claim));
  if (link.len) {
    relata_out_text(timeline->out, " URL=");
    dot_write_string(timeline->out, link);
  }
  relata_out_text(timeline->out, "]\n");
}

/* A point that only holds a line's end. */
static void write_point(struct relata_out *out, const char *name, size_t index, double x, double y) {
  relata_out_print(out, "  %s%zu [shape=point style=invis width=0 label=\"\"", name, index);
  write_place(out, x, y);
  relata_out_text(out, "]\n");
}

/* From the date to what is done, from what is done to the date; a symmetric tie has no arrow. */
static void write_arrow(const struct timeline *timeline, size_t index, double y) {
  const struct event *event = &timeline->events[index];
  const struct tie_look *look = &timeline->drawing->theme->ties[event->claim->status];
  write_point(timeline->out, "p", index, event->left ? -RAIL : RAIL, y);
  if (event->left)
    relata_out_print(timeline->out, "  e%zu:e -> p%zu", index, index);
  else
    relata_out_print(timeline->out, "  p%zu -> e%zu:w", index, index);
  relata_out_print(timeline->out, " [color=\"%s\" style=%s%s", look->line, look->style,
                   event->edge->symmetric || timeline->drawing->options->selection.about.count == 0 ? " dir=none" : "");
  drawing_write_class(timeline->out, relata_tie_status_as_name(event->claim->status), RELATA_STR(""));
  relata_out_text(timeline->out, "]\n");
}

/* The line that a date's events of one side hang on, from its row to the last. */
static void write_rail(const struct timeline *timeline, size_t first, size_t last, bool left, double y) {
  write_point(timeline->out, left ? "l" : "r", first, left ? -RAIL : RAIL, y);
  relata_out_print(timeline->out, "  %s%zu -> p%zu [color=\"%s\" dir=none class=\"axis\"]\n", left ? "l" : "r", first,
                   last, timeline->drawing->theme->muted);
}

static void write_date(const struct timeline *timeline, size_t index, struct relata_str words, double y) {
  relata_out_print(timeline->out, "  d%zu [label=", index);
  dot_write_string(timeline->out, words);
  write_place(timeline->out, 0, y);
  write_inches(timeline->out, "width", DATE_WIDTH);
  write_inches(timeline->out, "height", 4 + LINE_HEIGHT * (double)count_lines(words));
  const struct theme *theme = timeline->drawing->theme;
  relata_out_print(timeline->out, " style=filled fillcolor=\"%s\" color=\"%s\" fontcolor=\"%s\" class=\"date\"]\n",
                   theme->page, theme->page, timeline->events[index].claim->own_time ? theme->text : theme->muted);
}

/* Days between two numbers of period.h, roughly. */
static double days_between(int a, int b) {
  const double years = b / 10000 - a / 10000, months = b / 100 % 100 - a / 100 % 100, days = b % 100 - a % 100;
  return fmax(0, 365 * years + 30 * months + days);
}

static double box_height(const struct timeline *timeline, size_t index) {
  return 8 + LINE_HEIGHT * (double)count_lines(event_words(timeline, &timeline->events[index]));
}

/* Events of one date, one or two side by side in a row; returns y below them. */
static double write_rows(const struct timeline *timeline, size_t first, size_t count, double y) {
  size_t next[2] = { first, first }, last[2] = { SIZE_MAX, SIZE_MAX }; /* on the right, on the left */
  const size_t end = first + count;
  double date_y = y;
  for (size_t row = 0;; row++) {
    double height = 0;
    size_t found[2];
    for (size_t side = 0; side < 2; side++) {
      while (next[side] < end && timeline->events[next[side]].left != (side == 1))
        next[side]++;
      found[side] = next[side] < end ? next[side]++ : SIZE_MAX;
      height = found[side] == SIZE_MAX ? height : fmax(height, box_height(timeline, found[side]));
    }
    if (height <= 0)
      break;
    if (row == 0) {
      date_y = y - height / 2;
      write_date(timeline, first, date_words(timeline, &timeline->events[first]), date_y);
    }
    for (size_t side = 0; side < 2; side++) {
      if (found[side] == SIZE_MAX)
        continue;
      write_box(timeline, found[side], event_words(timeline, &timeline->events[found[side]]), y - height / 2,
                box_height(timeline, found[side]));
      write_arrow(timeline, found[side], y - height / 2);
      last[side] = found[side];
    }
    y -= height + GAP;
  }
  for (size_t side = 0; side < 2; side++)
    if (last[side] != SIZE_MAX)
      write_rail(timeline, first, last[side], side == 1, date_y);
  return y;
}

static bool same_date(const struct event *a, const struct event *b) {
  return relata_str_equal(a->claim->time, b->claim->time) && a->claim->own_time == b->claim->own_time;
}

/* The rows from the top down; returns y of the end. */
static double write_all_rows(const struct timeline *timeline) {
  double y = 0;
  for (size_t i = 0, count; i < timeline->count; i += count) {
    for (count = 1; i + count < timeline->count && same_date(&timeline->events[i], &timeline->events[i + count]);)
      count++;
    if (i)
      y -= 4 * log2(1 + days_between(day_of(&timeline->events[i - 1]), day_of(&timeline->events[i])) / 7);
    y = write_rows(timeline, i, count, y);
  }
  return y;
}

static void write_heading(const struct timeline *timeline) {
  const struct drawing *drawing = timeline->drawing;
  struct heading heading = { .scale = 1 };
  for (size_t i = 0; i < timeline->count; i++) {
    const struct event *event = &timeline->events[i];
    const size_t other = event->left ? event->edge->from : event->edge->to;
    heading.families[drawing_family(&drawing->selected->nodes[other])] = true;
    heading.statuses[event->claim->status] = true;
    heading.brackets = heading.brackets || !event->claim->own_time;
  }
  heading.counts = relata_arena_print(drawing->arena, "%zu events, the most telling of %zu that have a date (of %zu said)",
                                      timeline->count, timeline->dated, timeline->all);
  heading_write(drawing, &heading, timeline->out);
}

static void write_axis(const struct timeline *timeline, double end) {
  struct relata_out *out = timeline->out;
  relata_out_text(out, "  top [shape=point style=invis width=0 label=\"\"");
  write_place(out, 0, 14);
  relata_out_text(out, "]\n  bottom [shape=point style=invis width=0 label=\"\"");
  write_place(out, 0, end);
  relata_out_print(out, "]\n  top -> bottom [color=\"%s\" penwidth=2 arrowhead=normal class=\"axis\"]\n",
                   timeline->drawing->theme->frame_line);
}

enum relata_status drawing_write_timeline(const struct drawing *drawing, struct relata_out *out,
                                          struct relata_error *error) {
  struct timeline timeline = { .drawing = drawing, .out = out };
  find_events(&timeline);
  if (timeline.count == 0)
    return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0,
                            "there is no event to show: nothing that was selected has a date");
  keep_telling(&timeline);
  relata_out_text(out, "digraph ");
  dot_write_string(out, drawing_title(drawing));
  relata_out_print(out,
                  " {\n"
                  "  graph [charset=\"UTF-8\" fontname=\"Arial,Helvetica,sans-serif\" fontcolor=\"%s\" labelloc=t%s\n"
                  "         splines=line outputorder=edgesfirst pad=0.2 bgcolor=\"%s\"]\n"
                  "  node [fontname=\"Arial,Helvetica,sans-serif\" fontcolor=\"%s\" fontsize=11 shape=box fixedsize=true\n"
                  "        margin=\"0.08,0.04\" penwidth=1.2]\n"
                  "  edge [arrowsize=0.7]\n",
                  drawing->theme->text, drawing_resolution(drawing), drawing->theme->page, drawing->theme->text);
  write_heading(&timeline);
  write_axis(&timeline, write_all_rows(&timeline));
  relata_out_text(out, "}\n");
  return RELATA_OK;
}
