/* explain_tree.c — a dependency tree in text: one row a word, in the order of
 * the sentence, arcs to the left.
 *
 *     ╭─╴Neighboring   amod
 *   ╭─┤ Turkey         nsubj   subject
 *
 * Every word that governs others has a column of its own, right of its
 * governor's; two words share a column when their spans lie apart, so that
 * trees whose arcs cross are drawn rightly too.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/explain.h"

enum { NOTES = 40 }; /* columns kept for labels and marks */

struct row {
  uint32_t token;      /* head of what the row shows */
  uint32_t first, end; /* tokens shown: one, or a folded subtree */
  size_t parent;       /* row, or the own number at the root */
  size_t low, high;    /* rows from its first child (or itself) to its last */
  size_t column, depth;
  bool governs;
};

struct drawing {
  const struct relata_document *document;
  const struct relata_token *tokens;
  const struct relata_sentence *sentence;
  const struct explain_marks *marks;
  const struct explain_style *style;
  bool *kept;        /* token − first: stays a row of its own */
  uint32_t *hidden;  /* token − first: the folded subtree's head, RELATA_NONE if shown */
  struct row *rows;
  size_t *row_of;    /* token − first */
  size_t count, columns;
};

/* ------------------------------------------------------------- folding */

static uint32_t head_of(const struct drawing *drawing, uint32_t token) {
  return drawing->tokens[token].head;
}

static bool is_below(const struct drawing *drawing, uint32_t token, uint32_t top) {
  uint32_t steps = drawing->sentence->end - drawing->sentence->first;
  for (; token != RELATA_NONE && steps-- > 0; token = head_of(drawing, token))
    if (token == top)
      return true;
  return token == top;
}

static void keep_path(struct drawing *drawing, uint32_t token) {
  const uint32_t first = drawing->sentence->first;
  uint32_t steps = drawing->sentence->end - first;
  for (; token != RELATA_NONE && steps-- > 0; token = head_of(drawing, token))
    drawing->kept[token - first] = true;
}

/* Words that say what the kept ones are: prepositions, auxiliaries, particles, "not". */
static bool is_function_word(const struct relata_token *token) {
  switch (relata_dep_base((enum relata_dep)token->dep)) {
  case RELATA_DEP_CASE:
  case RELATA_DEP_MARK:
  case RELATA_DEP_AUX:
  case RELATA_DEP_COP:
    return true;
  default:
    return token->dep == RELATA_DEP_COMPOUND_PRT || token->negative;
  }
}

static bool holds_kept(const struct drawing *drawing, uint32_t top) {
  for (uint32_t t = drawing->sentence->first; t < drawing->sentence->end; t++)
    if (drawing->kept[t - drawing->sentence->first] && is_below(drawing, t, top))
      return true;
  return false;
}

/* Words shown below `top` when its subtree is one run of words; 0 if it is none. */
static uint32_t run_below(const struct drawing *drawing, uint32_t top, uint32_t *low) {
  uint32_t count = 0, high = 0;
  for (uint32_t t = drawing->sentence->first; t < drawing->sentence->end; t++) {
    if (!is_below(drawing, t, top))
      continue;
    if (!count++)
      *low = t;
    high = t;
  }
  return count && high - *low + 1 == count ? count : 0;
}

static void fold(struct drawing *drawing, uint32_t top, uint32_t low, uint32_t count) {
  for (uint32_t t = low; t < low + count; t++)
    drawing->hidden[t - drawing->sentence->first] = top;
}

/* The longest run that can be folded; false when none is left. */
static bool fold_longest(struct drawing *drawing, size_t *shown) {
  const uint32_t first = drawing->sentence->first;
  uint32_t best = RELATA_NONE, best_count = 1, best_low = 0, low = 0;
  for (uint32_t t = first; t < drawing->sentence->end; t++) {
    if (drawing->hidden[t - first] != RELATA_NONE || holds_kept(drawing, t))
      continue;
    const uint32_t count = run_below(drawing, t, &low);
    if (count > best_count) {
      best = t;
      best_count = count;
      best_low = low;
    }
  }
  if (best == RELATA_NONE)
    return false;
  fold(drawing, best, best_low, best_count);
  *shown -= best_count - 1;
  return true;
}

static void fold_all(struct drawing *drawing) {
  const uint32_t first = drawing->sentence->first;
  const size_t words = drawing->sentence->end - first;
  const uint32_t marked[] = { drawing->marks->predicate, drawing->marks->subject, drawing->marks->object,
                              drawing->marks->speech };
  for (size_t t = 0; t < words; t++)
    drawing->hidden[t] = RELATA_NONE;
  for (size_t i = 0; i < sizeof marked / sizeof marked[0]; i++)
    if (marked[i] >= first && marked[i] < drawing->sentence->end)
      keep_path(drawing, marked[i]);
  for (size_t t = 0; t < words; t++) {
    const struct relata_token *token = &drawing->tokens[first + t];
    if (is_function_word(token) && token->head != RELATA_NONE && drawing->kept[token->head - first])
      drawing->kept[t] = true;
  }
  for (size_t shown = words; shown > drawing->style->rows && fold_longest(drawing, &shown);)
    ;
}

/* ------------------------------------------------------------- rows and columns */

static void rows_make(struct drawing *drawing) {
  const uint32_t first = drawing->sentence->first;
  for (uint32_t t = first; t < drawing->sentence->end; t++) {
    const uint32_t top = drawing->hidden[t - first];
    struct row *last = drawing->count ? &drawing->rows[drawing->count - 1] : NULL;
    if (top != RELATA_NONE && last && last->token == top) {
      last->end = t + 1;
    } else {
      last = &drawing->rows[drawing->count++];
      *last = (struct row){ .token = top == RELATA_NONE ? t : top, .first = t, .end = t + 1 };
    }
    drawing->row_of[t - first] = drawing->count - 1;
  }
  for (size_t r = 0; r < drawing->count; r++)
    drawing->rows[r].low = drawing->rows[r].high = r;
  for (size_t r = 0; r < drawing->count; r++) {
    const uint32_t head = head_of(drawing, drawing->rows[r].token);
    struct row *row = &drawing->rows[r];
    row->parent = head == RELATA_NONE ? r : drawing->row_of[head - first];
    struct row *parent = &drawing->rows[row->parent];
    if (parent == row)
      continue;
    parent->governs = true;
    parent->low = r < parent->low ? r : parent->low;
    parent->high = r > parent->high ? r : parent->high;
  }
}

static void depths_find(struct drawing *drawing) {
  for (size_t r = 0; r < drawing->count; r++) {
    size_t depth = 0;
    for (size_t at = r; drawing->rows[at].parent != at && depth < drawing->count; at = drawing->rows[at].parent)
      depth++;
    drawing->rows[r].depth = depth;
  }
}

static bool column_is_free(const struct drawing *drawing, const struct row *row, size_t column, size_t depth_below) {
  for (size_t r = 0; r < drawing->count; r++) {
    const struct row *other = &drawing->rows[r];
    if (other != row && other->governs && other->column == column &&
        (other->depth < row->depth || (other->depth == row->depth && r < depth_below)) && other->low <= row->high &&
        row->low <= other->high)
      return false;
  }
  return true;
}

/* From the root down: right of the governor, where no arc of the same rows stands. */
static void columns_give(struct drawing *drawing) {
  for (size_t depth = 0; depth < drawing->count; depth++)
    for (size_t r = 0; r < drawing->count; r++) {
      struct row *row = &drawing->rows[r];
      if (row->depth != depth)
        continue;
      row->column = row->parent == r ? 0 : drawing->rows[row->parent].column + 1;
      while (row->governs && !column_is_free(drawing, row, row->column, r))
        row->column++;
      if (row->column + 1 > drawing->columns)
        drawing->columns = row->column + 1;
    }
}

/* ------------------------------------------------------------- drawing */

enum { LEFT = 1, RIGHT = 2, UP = 4, DOWN = 8 };

static const char *line_of(unsigned arms) {
  static const char *const lines[16] = {
    [LEFT | RIGHT] = "─",      [UP | DOWN] = "│",          [RIGHT | DOWN] = "╭",        [RIGHT | UP] = "╰",
    [RIGHT | UP | DOWN] = "├", [LEFT | DOWN] = "╮",        [LEFT | UP] = "╯",           [LEFT | UP | DOWN] = "┤",
    [LEFT | RIGHT | UP | DOWN] = "┼", [LEFT | RIGHT | UP] = "┴", [LEFT | RIGHT | DOWN] = "┬",
    [LEFT] = "╴",              [RIGHT] = "╶",              [UP] = "╵",                  [DOWN] = "╷",
  };
  return lines[arms] ? lines[arms] : " ";
}

/* Which way lines go from a column in a row: verticals of governors, the horizontal to the row's word. */
static unsigned arms_of(const struct drawing *drawing, size_t r, size_t column) {
  const struct row *row = &drawing->rows[r];
  unsigned arms = 0;
  for (size_t g = 0; g < drawing->count; g++) {
    const struct row *governor = &drawing->rows[g];
    if (governor->governs && governor->column == column && governor->low <= r && r <= governor->high)
      arms |= (r > governor->low ? UP : 0u) | (r < governor->high ? DOWN : 0u);
  }
  if (row->parent != r) {
    const size_t from = drawing->rows[row->parent].column;
    arms |= (column >= from && column < row->column ? RIGHT : 0u) | (column > from && column <= row->column ? LEFT : 0u);
  }
  return arms;
}

static void row_lines(struct relata_out *out, const struct drawing *drawing, size_t r) {
  const struct row *row = &drawing->rows[r];
  for (size_t column = 0; column <= row->column; column++) {
    const unsigned arms = arms_of(drawing, r, column);
    relata_out_text(out, line_of(arms));
    if (column < row->column)
      relata_out_text(out, arms & RIGHT ? "─" : " ");
  }
}

/* Columns that the lines of a row take. */
static size_t lines_width(const struct row *row) {
  return 2 * row->column + 1;
}

static struct relata_str row_text(const struct drawing *drawing, const struct row *row) {
  const uint32_t begin = drawing->tokens[row->first].begin;
  return (struct relata_str){ drawing->document->text.data + begin, drawing->tokens[row->end - 1].end - begin };
}

static const char *color_of(const struct drawing *drawing, uint32_t token) {
  const struct explain_marks *marks = drawing->marks;
  if (!drawing->style->color)
    return NULL;
  if (token == marks->predicate)
    return "\033[1m";
  return token == marks->subject ? "\033[1;34m" : token == marks->object ? "\033[1;32m" : NULL;
}

static void row_marks(struct relata_out *out, const struct drawing *drawing, uint32_t token) {
  const struct explain_marks *marks = drawing->marks;
  const struct {
    uint32_t token;
    const char *text;
  } told[] = { { marks->predicate, "predicate" }, { marks->subject, "subject" }, { marks->object, "object" },
               { marks->speech, "speech" } };
  const char *before = "  ← ";
  for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
    if (told[i].token == token) {
      relata_out_print(out, "%s%s", before, told[i].text);
      before = ", ";
    }
}

/* The row's lines, its words cut to `words` columns, part of speech, relation, marks. */
static void row_write(struct relata_out *out, const struct drawing *drawing, size_t r, size_t words) {
  const struct row *row = &drawing->rows[r];
  const struct relata_token *token = &drawing->tokens[row->token];
  const struct relata_str text = row_text(drawing, row);
  const size_t room = words - lines_width(row) - 1, columns = text_columns(text);
  const char *color = color_of(drawing, row->token);
  relata_out_text(out, "    ");
  row_lines(out, drawing, r);
  relata_out_text(out, " ");
  relata_out_text(out, color ? color : "");
  text_cut(out, text, room);
  relata_out_text(out, color ? "\033[0m" : "");
  text_pad(out, columns < room ? columns : room, room + 2);
  if (row->end - row->first > 1)
    relata_out_text(out, "…     "); /* folded */
  else
    relata_out_print(out, "%-6s", relata_upos_as_name((enum relata_upos)token->upos));
  const char *label = relata_dep_as_name((enum relata_dep)token->dep);
  const bool marked = row->token == drawing->marks->predicate || row->token == drawing->marks->subject ||
                      row->token == drawing->marks->object || row->token == drawing->marks->speech;
  relata_out_print(out, marked ? "%-10s" : "%s", label);
  row_marks(out, drawing, row->token);
  relata_out_char(out, '\n');
}

/* Columns of lines and words that all rows fit, within the style's width. */
static size_t words_width(const struct drawing *drawing) {
  size_t widest = 0;
  for (size_t r = 0; r < drawing->count; r++) {
    const size_t width = lines_width(&drawing->rows[r]) + 1 + text_columns(row_text(drawing, &drawing->rows[r]));
    widest = width > widest ? width : widest;
  }
  const size_t least = 2 * drawing->columns + 8; /* a deep tree may be wider than the screen */
  const size_t most = drawing->style->width > NOTES + 4 + least ? drawing->style->width - NOTES - 4 : least;
  return widest < most ? widest : most;
}

/* ------------------------------------------------------------- all */

static bool drawing_alloc(struct drawing *drawing) {
  const size_t words = drawing->sentence->end - drawing->sentence->first;
  drawing->kept = calloc(words + 1, sizeof *drawing->kept);
  drawing->hidden = calloc(words + 1, sizeof *drawing->hidden);
  drawing->rows = calloc(words + 1, sizeof *drawing->rows);
  drawing->row_of = calloc(words + 1, sizeof *drawing->row_of);
  return drawing->kept && drawing->hidden && drawing->rows && drawing->row_of;
}

static void drawing_free(struct drawing *drawing) {
  free(drawing->kept);
  free(drawing->hidden);
  free(drawing->rows);
  free(drawing->row_of);
}

/* Drawing takes time that grows with the cube of the words; what is longer is no sentence. */
enum { WORDS_AT_MOST = 300 };

void explain_tree(struct relata_out *out, const struct relata_document *document, uint32_t sentence,
                  const struct explain_marks *marks, const struct explain_style *style) {
  struct drawing drawing = {
    .document = document, .tokens = document->tokens, .sentence = &document->sentences[sentence], .marks = marks,
    .style = style
  };
  const size_t words = drawing.sentence->end - drawing.sentence->first;
  if (!words)
    return;
  if (words > WORDS_AT_MOST) {
    relata_out_print(out, "    %zu words, too many to draw\n", words);
    return;
  }
  if (drawing_alloc(&drawing)) {
    fold_all(&drawing);
    rows_make(&drawing);
    depths_find(&drawing);
    columns_give(&drawing);
    const size_t width = words_width(&drawing);
    for (size_t r = 0; r < drawing.count; r++)
      row_write(out, &drawing, r, width);
  }
  drawing_free(&drawing);
}
