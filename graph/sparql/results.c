/* results.c — the five ways to write rows. */
#include "graph/sparql/results.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

struct relata_str *results_add_row(struct results *results) {
  const size_t columns = results->columns ? results->columns : 1;
  if ((results->rows + 1) * columns > results->capacity) {
    results->capacity = results->capacity ? 2 * results->capacity : 64 * columns;
    struct relata_str *grown = relata_arena_alloc(results->arena, results->capacity * sizeof *grown);
    if (results->rows)
      memcpy(grown, results->terms, results->rows * columns * sizeof *grown);
    results->terms = grown;
  }
  return results->terms + results->rows++ * columns;
}

static const struct relata_str *row_of(const struct results *results, size_t row) {
  return results->terms + row * (results->columns ? results->columns : 1);
}

/* ------------------------------------------------------------------ table */

struct cell {
  struct relata_str text;
  size_t width;
  bool is_iri, is_number;
};

static size_t text_width(struct relata_str text) {
  size_t width = 0;
  for (size_t i = 0; i < text.len;) {
    utf8proc_int32_t code;
    const utf8proc_ssize_t step =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + i, (utf8proc_ssize_t)(text.len - i), &code);
    width += step > 0 ? (size_t)utf8proc_charwidth(code) : 1;
    i += step > 0 ? (size_t)step : 1;
  }
  return width;
}

/* One line, whatever the text holds: line ends and other controls become spaces. */
static struct relata_str one_line(struct relata_arena *arena, struct relata_str text) {
  struct relata_str copy = relata_arena_copy(arena, text);
  char *data = (char *)copy.data;
  for (size_t i = 0; i < copy.len; i++)
    if ((unsigned char)data[i] < 0x20 || data[i] == 0x7f)
      data[i] = ' ';
  return copy;
}

static bool is_numeric(struct relata_str datatype) {
  static const char *const types[] = { NS_XSD "integer", NS_XSD "decimal", NS_XSD "double", NS_XSD "float" };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (relata_str_is(datatype, types[i]))
      return true;
  return false;
}

static struct cell cell_of(struct relata_arena *arena, const struct relata_prefix prefixes[PREFIX_COUNT],
                           struct relata_str term) {
  struct cell cell = { .text = RELATA_STR("") };
  if (term.len == 0)
    return cell;
  const struct term_parts parts = term_split(arena, term);
  cell.is_iri = parts.kind == TERM_IRI;
  cell.is_number = parts.kind == TERM_LITERAL && is_numeric(parts.datatype);
  cell.text = parts.kind == TERM_LITERAL ? one_line(arena, parts.value) : term;
  if (parts.language.len)
    cell.text = relata_arena_print(arena, "%.*s @%.*s", (int)cell.text.len, cell.text.data, (int)parts.language.len,
                                   parts.language.data);
  const struct relata_str shortened = cell.is_iri ? prefixes_shorten(prefixes, parts.value, arena) : RELATA_STR("");
  if (shortened.len)
    cell.text = shortened;
  cell.width = text_width(cell.text);
  return cell;
}

static void pad(struct relata_out *out, const char *fill, size_t count) {
  for (size_t i = 0; i < count; i++)
    relata_out_text(out, fill);
}

static void write_cell(struct relata_out *out, const struct cell *cell, size_t width, bool is_last, bool color) {
  const size_t gap = width > cell->width ? width - cell->width : 0;
  if (cell->is_number)
    pad(out, " ", gap);
  if (color && cell->is_iri)
    relata_out_text(out, "\x1b[36m");
  relata_out_str(out, cell->text);
  if (color && cell->is_iri)
    relata_out_text(out, "\x1b[0m");
  if (!cell->is_number && !is_last)
    pad(out, " ", gap);
  relata_out_text(out, is_last ? "\n" : "  ");
}

static void write_header(const struct results *results, const size_t *widths, bool color, struct relata_out *out) {
  for (size_t c = 0; c < results->columns; c++) {
    const struct cell name = { .text = results->names[c], .width = text_width(results->names[c]) };
    if (color)
      relata_out_text(out, "\x1b[1m");
    relata_out_str(out, name.text);
    if (color)
      relata_out_text(out, "\x1b[0m");
    if (c + 1 < results->columns)
      pad(out, " ", widths[c] - name.width + 2);
  }
  relata_out_char(out, '\n');
  for (size_t c = 0; c < results->columns; c++) {
    pad(out, "─", widths[c]);
    relata_out_text(out, c + 1 < results->columns ? "  " : "\n");
  }
}

static void write_table(const struct results *results, const struct relata_prefix prefixes[PREFIX_COUNT], bool color,
                        struct relata_out *out) {
  if (results->columns == 0)
    return;
  struct cell *cells = calloc(results->rows * results->columns + 1, sizeof *cells);
  size_t *widths = calloc(results->columns, sizeof *widths);
  if (!cells || !widths)
    abort();
  for (size_t c = 0; c < results->columns; c++)
    widths[c] = text_width(results->names[c]);
  for (size_t i = 0; i < results->rows * results->columns; i++) {
    cells[i] = cell_of(results->arena, prefixes, results->terms[i]);
    size_t *width = &widths[i % results->columns];
    *width = cells[i].width > *width ? cells[i].width : *width;
  }
  write_header(results, widths, color, out);
  for (size_t i = 0; i < results->rows * results->columns; i++)
    write_cell(out, &cells[i], widths[i % results->columns], (i + 1) % results->columns == 0, color);
  free(cells);
  free(widths);
}

/* ------------------------------------------------------------------ CSV and TSV */

static void write_csv_field(struct relata_out *out, struct relata_str text) {
  bool quoted = false;
  for (size_t i = 0; i < text.len && !quoted; i++)
    quoted = strchr("\",\n\r", text.data[i]) != NULL && text.data[i] != '\0';
  if (!quoted) {
    relata_out_str(out, text);
    return;
  }
  relata_out_char(out, '"');
  for (size_t i = 0; i < text.len; i++) {
    if (text.data[i] == '"')
      relata_out_char(out, '"');
    relata_out_char(out, text.data[i]);
  }
  relata_out_char(out, '"');
}

static void write_csv(const struct results *results, struct relata_out *out) {
  for (size_t c = 0; c < results->columns; c++) {
    if (c)
      relata_out_char(out, ',');
    write_csv_field(out, results->names[c]);
  }
  relata_out_text(out, "\r\n");
  for (size_t r = 0; r < results->rows; r++) {
    for (size_t c = 0; c < results->columns; c++) {
      const struct relata_str term = row_of(results, r)[c];
      const struct term_parts parts = term_split(results->arena, term);
      if (c)
        relata_out_char(out, ',');
      write_csv_field(out, term.len && parts.kind == TERM_BLANK ? term : parts.value);
    }
    relata_out_text(out, "\r\n");
  }
}

static void write_tsv(const struct results *results, struct relata_out *out) {
  for (size_t c = 0; c < results->columns; c++)
    relata_out_print(out, "%s?%.*s", c ? "\t" : "", (int)results->names[c].len, results->names[c].data);
  relata_out_char(out, '\n');
  for (size_t r = 0; r < results->rows; r++) {
    for (size_t c = 0; c < results->columns; c++) {
      if (c)
        relata_out_char(out, '\t');
      relata_out_str(out, row_of(results, r)[c]); /* tabs and line ends are escaped in a term */
    }
    relata_out_char(out, '\n');
  }
}

/* ------------------------------------------------------------------ JSON */

static void write_json_term(struct relata_out *out, struct relata_arena *arena, struct relata_str term) {
  const struct term_parts parts = term_split(arena, term);
  relata_out_text(out, parts.kind == TERM_IRI     ? "{ \"type\": \"uri\", \"value\": "
                       : parts.kind == TERM_BLANK ? "{ \"type\": \"bnode\", \"value\": "
                                                  : "{ \"type\": \"literal\", \"value\": ");
  relata_out_json(out, parts.value);
  if (parts.language.len) {
    relata_out_text(out, ", \"xml:lang\": ");
    relata_out_json(out, parts.language);
  } else if (parts.datatype.len) {
    relata_out_text(out, ", \"datatype\": ");
    relata_out_json(out, parts.datatype);
  }
  relata_out_text(out, " }");
}

static void write_json_row(struct relata_out *out, const struct results *results, size_t row) {
  bool first = true;
  relata_out_text(out, row ? ",\n    {" : "\n    {");
  for (size_t c = 0; c < results->columns; c++) {
    const struct relata_str term = row_of(results, row)[c];
    if (term.len == 0)
      continue;
    relata_out_text(out, first ? " " : ", ");
    relata_out_json(out, results->names[c]);
    relata_out_text(out, ": ");
    write_json_term(out, results->arena, term);
    first = false;
  }
  relata_out_text(out, " }");
}

static void write_json(const struct results *results, struct relata_out *out) {
  if (results->is_boolean) {
    relata_out_print(out, "{ \"head\": {}, \"boolean\": %s }\n", results->boolean ? "true" : "false");
    return;
  }
  relata_out_text(out, "{ \"head\": { \"vars\": [");
  for (size_t c = 0; c < results->columns; c++) {
    relata_out_text(out, c ? ", " : " ");
    relata_out_json(out, results->names[c]);
  }
  relata_out_text(out, " ] },\n  \"results\": { \"bindings\": [");
  for (size_t r = 0; r < results->rows; r++)
    write_json_row(out, results, r);
  relata_out_text(out, "\n  ] }\n}\n");
}

/* ------------------------------------------------------------------ XML */

/* Characters that XML 1.0 has no way to say become U+FFFD. */
static void write_xml_text(struct relata_out *out, struct relata_str text) {
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.data[i];
    if (c == '<')
      relata_out_text(out, "&lt;");
    else if (c == '>')
      relata_out_text(out, "&gt;");
    else if (c == '&')
      relata_out_text(out, "&amp;");
    else if (c == '"')
      relata_out_text(out, "&quot;");
    else if (c == '\r')
      relata_out_text(out, "&#13;");
    else if (c < 0x20 && c != '\n' && c != '\t')
      relata_out_text(out, "\xef\xbf\xbd");
    else
      relata_out_char(out, text.data[i]);
  }
}

static void write_xml_attribute(struct relata_out *out, const char *name, struct relata_str value) {
  if (value.len == 0)
    return;
  relata_out_print(out, " %s=\"", name);
  write_xml_text(out, value);
  relata_out_char(out, '"');
}

static void write_xml_term(struct relata_out *out, struct relata_arena *arena, struct relata_str term) {
  const struct term_parts parts = term_split(arena, term);
  const char *element = parts.kind == TERM_IRI ? "uri" : parts.kind == TERM_BLANK ? "bnode" : "literal";
  relata_out_print(out, "<%s", element);
  write_xml_attribute(out, "xml:lang", parts.language);
  write_xml_attribute(out, "datatype", parts.datatype);
  relata_out_char(out, '>');
  write_xml_text(out, parts.value);
  relata_out_print(out, "</%s>", element);
}

static void write_xml_row(struct relata_out *out, const struct results *results, size_t row) {
  relata_out_text(out, "    <result>\n");
  for (size_t c = 0; c < results->columns; c++) {
    const struct relata_str term = row_of(results, row)[c];
    if (term.len == 0)
      continue;
    relata_out_text(out, "      <binding");
    write_xml_attribute(out, "name", results->names[c]);
    relata_out_char(out, '>');
    write_xml_term(out, results->arena, term);
    relata_out_text(out, "</binding>\n");
  }
  relata_out_text(out, "    </result>\n");
}

static void write_xml(const struct results *results, struct relata_out *out) {
  relata_out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n  <head>\n");
  for (size_t c = 0; c < results->columns; c++) {
    relata_out_text(out, "    <variable");
    write_xml_attribute(out, "name", results->names[c]);
    relata_out_text(out, "/>\n");
  }
  relata_out_text(out, "  </head>\n");
  if (results->is_boolean) {
    relata_out_print(out, "  <boolean>%s</boolean>\n", results->boolean ? "true" : "false");
  } else {
    relata_out_text(out, "  <results>\n");
    for (size_t r = 0; r < results->rows; r++)
      write_xml_row(out, results, r);
    relata_out_text(out, "  </results>\n");
  }
  relata_out_text(out, "</sparql>\n");
}

void results_write(const struct results *results, enum relata_results format,
                   const struct relata_prefix prefixes[PREFIX_COUNT], bool color, struct relata_out *out) {
  if (format == RELATA_RESULTS_JSON)
    write_json(results, out);
  else if (format == RELATA_RESULTS_XML)
    write_xml(results, out);
  else if (results->is_boolean)
    relata_out_text(out, results->boolean ? "true\n" : "false\n");
  else if (format == RELATA_RESULTS_CSV)
    write_csv(results, out);
  else if (format == RELATA_RESULTS_TSV)
    write_tsv(results, out);
  else
    write_table(results, prefixes, color, out);
}
