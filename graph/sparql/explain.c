/* explain.c — a plan as a tree of lines, with what was expected and what came. */
#include <string.h>

#include "extract/base/out.h"
#include "graph/sparql/evaluate.h"
#include "graph/sparql/parser.h"

enum { DEEPEST = 60, WIDEST = 60 };

struct explaining {
  const struct evaluation *evaluation;
  const struct relata_prefix *prefixes; /* or NULL */
  struct relata_arena *arena;
  struct relata_out *out;
  char indent[4 * DEEPEST * 4];
};

/* ------------------------------------------------------------------ what it is about */

static struct relata_str join(struct explaining *explaining, struct relata_str a, const char *between,
                              struct relata_str b) {
  return relata_arena_print(explaining->arena, "%.*s%s%.*s", (int)a.len, a.data ? a.data : "", between, (int)b.len,
                            b.data ? b.data : "");
}

static struct relata_str variable_text(struct explaining *explaining, uint32_t variable) {
  const struct relata_str name = explaining->evaluation->query->names[variable];
  if (name.len == 0)
    return relata_arena_print(explaining->arena, "?_%u", variable);
  return join(explaining, RELATA_STR("?"), "", name);
}

static struct relata_str term_text(struct explaining *explaining, struct relata_str term) {
  const struct relata_str iri = term.len && term.data[0] == '<' ? (struct relata_str){ term.data + 1, term.len - 2 }
                                                                 : (struct relata_str){ NULL, 0 };
  struct relata_str text = { NULL, 0 };
  if (iri.len && explaining->prefixes)
    text = prefixes_shorten(explaining->prefixes, iri, explaining->arena);
  return text.len ? text : term;
}

static struct relata_str place_text(struct explaining *explaining, const struct place *place) {
  return place->is_variable ? variable_text(explaining, place->number)
                            : term_text(explaining, evaluation_term(explaining->evaluation, place->number));
}

static struct relata_str path_text(struct explaining *explaining, const struct path *path) {
  static const char *const marks[] = { [PATH_ZERO_OR_MORE] = "*", [PATH_ONE_OR_MORE] = "+", [PATH_ZERO_OR_ONE] = "?" };
  switch (path->kind) {
  case PATH_IRI:
    return term_text(explaining, path->iri);
  case PATH_INVERSE:
    return join(explaining, RELATA_STR("^"), "", path_text(explaining, path->left));
  case PATH_SEQUENCE:
    return join(explaining, path_text(explaining, path->left), "/", path_text(explaining, path->right));
  case PATH_ALTERNATIVE: {
    const struct relata_str both =
      join(explaining, path_text(explaining, path->left), "|", path_text(explaining, path->right));
    return relata_arena_print(explaining->arena, "(%.*s)", (int)both.len, both.data);
  }
  case PATH_NEGATED:
    return RELATA_STR("!(…)");
  default:
    return join(explaining, path_text(explaining, path->left), marks[path->kind], RELATA_STR(""));
  }
}

/* Which variables a condition looks at says enough of it. */
static struct relata_str condition_text(struct explaining *explaining, const struct expression *expression) {
  const size_t width = explaining->evaluation->query->variable_count;
  bool *mentions = relata_arena_alloc(explaining->arena, width + 1);
  struct relata_str text = { NULL, 0 };
  expression_mark(expression, mentions, width);
  for (uint32_t v = 0; v < width; v++)
    if (mentions[v] && explaining->evaluation->query->names[v].len)
      text = join(explaining, text, text.len ? " " : "", variable_text(explaining, v));
  return text;
}

static struct relata_str step_text(struct explaining *explaining, const struct step *step) {
  const struct relata_str middle = step->text   ? RELATA_STR("text:matches")
                                   : step->path ? path_text(explaining, step->path)
                                                : place_text(explaining, &step->places[1]);
  struct relata_str text = join(explaining, place_text(explaining, &step->places[0]), " ", middle);
  text = join(explaining, text, " ", place_text(explaining, &step->places[2]));
  for (size_t i = 0; i < step->filter_count; i++)
    text = join(explaining, text, "  filter ", condition_text(explaining, step->filter_expressions[i]));
  return text;
}

static struct relata_str columns_text(struct explaining *explaining, const struct plan *plan) {
  const struct query *query = explaining->evaluation->query;
  uint32_t *columns = relata_arena_alloc(
    explaining->arena, (query->variable_count + plan->select->projected_count + 1) * sizeof *columns);
  const size_t count = select_columns(query, plan->select, columns);
  struct relata_str text = { NULL, 0 };
  for (size_t c = 0; c < count; c++)
    text = join(explaining, text, c ? " " : "", variable_text(explaining, columns[c]));
  return text;
}

static struct relata_str order_text(struct explaining *explaining, const struct plan *plan) {
  struct relata_str text = { NULL, 0 };
  for (size_t i = 0; i < plan->select->order_count; i++)
    text = join(explaining, text, i ? " " : "", condition_text(explaining, plan->select->order[i].expression));
  return text;
}

static struct relata_str groups_text(struct explaining *explaining, const struct plan *plan) {
  struct relata_str text = { NULL, 0 };
  for (size_t i = 0; i < plan->select->group_key_count; i++)
    if (plan->select->group_keys[i].variable != RELATA_NONE)
      text = join(explaining, text, text.len ? " " : "",
                  variable_text(explaining, plan->select->group_keys[i].variable));
  return text;
}

static struct relata_str graph_text(struct explaining *explaining, const struct slot *slot) {
  return slot->is_variable ? variable_text(explaining, slot->variable) : term_text(explaining, slot->term);
}

static struct relata_str plan_text(struct explaining *explaining, const struct plan *plan) {
  switch (plan->kind) {
  case PLAN_FILTER:
    return condition_text(explaining, plan->expression);
  case PLAN_EXTEND:
    return variable_text(explaining, plan->variable);
  case PLAN_GRAPH:
    return graph_text(explaining, &plan->pattern->graph);
  case PLAN_SERVICE:
    return graph_text(explaining, &plan->pattern->service->endpoint);
  case PLAN_GROUP:
  case PLAN_COUNT:
    return groups_text(explaining, plan);
  case PLAN_ORDER:
    return order_text(explaining, plan);
  case PLAN_COMPUTE:
  case PLAN_PROJECT:
  case PLAN_DISTINCT:
    return columns_text(explaining, plan);
  case PLAN_SLICE:
    return relata_arena_print(explaining->arena, "%llu from %llu", (unsigned long long)plan->select->limit,
                              (unsigned long long)plan->select->offset);
  default:
    return (struct relata_str){ NULL, 0 };
  }
}

/* By enum plan_kind. */
static const char *const plan_names[] = {
  "one empty row", "triples", "values", "join", "hash join", "optional", "union", "minus", "filter", "bind", "graph",
  "service", "group by", "count by the index", "compute", "order by", "project", "distinct", "rows",
};

/* ------------------------------------------------------------------ lines */

static size_t count_characters(struct relata_str text) {
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    count += ((unsigned char)text.data[i] & 0xc0) != 0x80;
  return count;
}

static void put_number(struct relata_out *out, double number) {
  relata_out_print(out, "%12.0f", number < 0 ? 0 : number);
}

static void put_line(struct explaining *explaining, struct relata_str text, double expected, double real,
                     double seconds, bool is_timed) {
  const struct relata_str head = relata_arena_print(explaining->arena, "%s%.*s", explaining->indent, (int)text.len, text.data);
  const size_t width = count_characters(head);
  relata_out_str(explaining->out, head);
  for (size_t i = width; i < WIDEST; i++)
    relata_out_char(explaining->out, ' ');
  put_number(explaining->out, expected);
  put_number(explaining->out, real);
  if (is_timed)
    relata_out_print(explaining->out, "%12.2f", seconds * 1000);
  relata_out_char(explaining->out, '\n');
}

static void put_plan(struct explaining *explaining, const struct plan *plan, int depth);

/* Below a line: one sign deeper, then back. */
static void put_below(struct explaining *explaining, const struct plan *plan, int depth) {
  const size_t length = strlen(explaining->indent);
  if (!plan || depth >= DEEPEST)
    return;
  memcpy(explaining->indent + length, "  ", 3);
  put_plan(explaining, plan, depth + 1);
  explaining->indent[length] = '\0';
}

static void put_steps(struct explaining *explaining, const struct plan *plan) {
  const size_t length = strlen(explaining->indent);
  memcpy(explaining->indent + length, "  ", 3);
  for (size_t i = 0; i < plan->step_count; i++) {
    const struct step *step = &plan->steps[i];
    const struct relata_str text = step_text(explaining, step);
    const bool merges = step->merged > 1;
    put_line(explaining, join(explaining, merges ? RELATA_STR("merge with next") : RELATA_STR("then"), "  ", text),
             step->estimate, step->rows, 0, false);
  }
  explaining->indent[length] = '\0';
}

/* What goes through operators that hand on what others find. */
static double rows_of(const struct plan *plan) {
  if (plan->kind == PLAN_JOIN)
    return rows_of(plan->right);
  return plan->kind == PLAN_UNION ? rows_of(plan->left) + rows_of(plan->right) : plan->rows;
}

static struct relata_str name_of(struct explaining *explaining, const struct plan *plan) {
  if (plan->kind == PLAN_ORDER && plan->keep)
    return relata_arena_print(explaining->arena, "top %llu by", (unsigned long long)plan->keep);
  return relata_str_of(plan_names[plan->kind]);
}

/* Asked for each row: how often, and what it is. */
static void put_exists(struct explaining *explaining, const struct plan *plan, int depth) {
  const size_t length = strlen(explaining->indent);
  memcpy(explaining->indent + length, "  ", 3);
  put_line(explaining, RELATA_STR("exists"), plan->estimate, plan->runs, 0, false);
  put_below(explaining, plan, depth + 1);
  explaining->indent[length] = '\0';
}

static void put_plan(struct explaining *explaining, const struct plan *plan, int depth) {
  const struct relata_str about = plan_text(explaining, plan);
  put_line(explaining, join(explaining, name_of(explaining, plan), about.len ? " " : "", about), plan->estimate,
           rows_of(plan), plan->seconds, true);
  if (plan->kind == PLAN_TRIPLES)
    put_steps(explaining, plan);
  put_below(explaining, plan->left, depth);
  put_below(explaining, plan->right, depth);
  for (const struct plan *exists = plan->exists; exists; exists = exists->next_exists)
    put_exists(explaining, exists, depth);
}

void plan_explain(const struct plan *plan, const struct evaluation *evaluation, const struct relata_prefix *prefixes,
                  struct relata_out *out) {
  struct explaining explaining = { .evaluation = evaluation, .prefixes = prefixes, .arena = relata_arena_new(),
                                   .out = out };
  relata_out_print(out, "%-*s%12s%12s%12s\n", WIDEST, "plan", "expected", "rows", "ms");
  put_plan(&explaining, plan, 0);
  relata_arena_free(explaining.arena);
}
