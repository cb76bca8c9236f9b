/* results.c — the five ways to write rows, as they come. */
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

static void write_header(const struct results_writer *writer) {
  const struct results *results = &writer->kept;
  struct relata_out *out = writer->out;
  for (size_t c = 0; c < results->columns; c++) {
    if (writer->color)
      relata_out_text(out, "\x1b[1m");
    relata_out_str(out, results->names[c]);
    if (writer->color)
      relata_out_text(out, "\x1b[0m");
    if (c + 1 < results->columns)
      pad(out, " ", writer->widths[c] - text_width(results->names[c]) + 2);
  }
  relata_out_char(out, '\n');
  for (size_t c = 0; c < results->columns; c++) {
    pad(out, "─", writer->widths[c]);
    relata_out_text(out, c + 1 < results->columns ? "  " : "\n");
  }
}

static void write_table_row(struct results_writer *writer, const struct relata_str *values) {
  for (size_t c = 0; c < writer->kept.columns; c++) {
    const struct cell cell = cell_of(writer->scratch, writer->prefixes, values[c]);
    write_cell(writer->out, &cell, writer->widths[c], c + 1 == writer->kept.columns, writer->color);
  }
  relata_arena_clear(writer->scratch);
}

/* What was kept tells the widths. */
static void write_kept(struct results_writer *writer) {
  const struct results *kept = &writer->kept;
  writer->widths = calloc(kept->columns + 1, sizeof *writer->widths);
  if (!writer->widths)
    abort();
  for (size_t c = 0; c < kept->columns; c++)
    writer->widths[c] = text_width(kept->names[c]);
  for (size_t i = 0; i < kept->rows * kept->columns; i++) {
    const size_t width = cell_of(writer->scratch, writer->prefixes, kept->terms[i]).width;
    size_t *widest = &writer->widths[i % kept->columns];
    *widest = width > *widest ? width : *widest;
    relata_arena_clear(writer->scratch);
  }
  if (kept->columns)
    write_header(writer);
  for (size_t r = 0; kept->columns && r < kept->rows; r++)
    write_table_row(writer, row_of(kept, r));
}

enum { MOST_KEPT = 20000 }; /* rows of a table */

static void take_table_row(struct results_writer *writer, const struct relata_str *values) {
  if (writer->widths) {
    write_table_row(writer, values);
    return;
  }
  struct relata_str *row = results_add_row(&writer->kept);
  for (size_t c = 0; c < writer->kept.columns; c++)
    row[c] = values[c].len ? relata_arena_copy(writer->kept.arena, values[c]) : values[c];
  if (writer->kept.rows == MOST_KEPT)
    write_kept(writer);
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

static void write_csv_row(struct results_writer *writer, const struct relata_str *values) {
  for (size_t c = 0; c < writer->kept.columns; c++) {
    const struct term_parts parts = term_split(writer->scratch, values[c]);
    if (c)
      relata_out_char(writer->out, ',');
    write_csv_field(writer->out, values[c].len && parts.kind == TERM_BLANK ? values[c] : parts.value);
  }
  relata_out_text(writer->out, "\r\n");
}

static void write_csv_names(const struct results_writer *writer) {
  for (size_t c = 0; c < writer->kept.columns; c++) {
    if (c)
      relata_out_char(writer->out, ',');
    write_csv_field(writer->out, writer->kept.names[c]);
  }
  relata_out_text(writer->out, "\r\n");
}

static void write_tsv_row(struct results_writer *writer, const struct relata_str *values) {
  for (size_t c = 0; c < writer->kept.columns; c++) {
    if (c)
      relata_out_char(writer->out, '\t');
    relata_out_str(writer->out, values[c]); /* tabs and line ends are escaped in a term */
  }
  relata_out_char(writer->out, '\n');
}

static void write_tsv_names(const struct results_writer *writer) {
  const struct results *head = &writer->kept;
  for (size_t c = 0; c < head->columns; c++)
    relata_out_print(writer->out, "%s?%.*s", c ? "\t" : "", (int)head->names[c].len, head->names[c].data);
  relata_out_char(writer->out, '\n');
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

static void write_json_row(struct results_writer *writer, const struct relata_str *values) {
  struct relata_out *out = writer->out;
  bool first = true;
  relata_out_text(out, writer->rows ? ",\n    {" : "\n    {");
  for (size_t c = 0; c < writer->kept.columns; c++) {
    if (values[c].len == 0)
      continue;
    relata_out_text(out, first ? " " : ", ");
    relata_out_json(out, writer->kept.names[c]);
    relata_out_text(out, ": ");
    write_json_term(out, writer->scratch, values[c]);
    first = false;
  }
  relata_out_text(out, " }");
}

static void write_json_names(const struct results_writer *writer) {
  relata_out_text(writer->out, "{ \"head\": { \"vars\": [");
  for (size_t c = 0; c < writer->kept.columns; c++) {
    relata_out_text(writer->out, c ? ", " : " ");
    relata_out_json(writer->out, writer->kept.names[c]);
  }
  relata_out_text(writer->out, " ] },\n  \"results\": { \"bindings\": [");
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

static void write_xml_row(struct results_writer *writer, const struct relata_str *values) {
  struct relata_out *out = writer->out;
  relata_out_text(out, "    <result>\n");
  for (size_t c = 0; c < writer->kept.columns; c++) {
    if (values[c].len == 0)
      continue;
    relata_out_text(out, "      <binding");
    write_xml_attribute(out, "name", writer->kept.names[c]);
    relata_out_char(out, '>');
    write_xml_term(out, writer->scratch, values[c]);
    relata_out_text(out, "</binding>\n");
  }
  relata_out_text(out, "    </result>\n");
}

static void write_xml_head(struct relata_out *out, const struct results *head) {
  relata_out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n  <head>\n");
  for (size_t c = 0; c < head->columns; c++) {
    relata_out_text(out, "    <variable");
    write_xml_attribute(out, "name", head->names[c]);
    relata_out_text(out, "/>\n");
  }
  relata_out_text(out, "  </head>\n");
}

static void write_xml_names(const struct results_writer *writer) {
  write_xml_head(writer->out, &writer->kept);
  relata_out_text(writer->out, "  <results>\n");
}

/* ------------------------------------------------------------------ any of them */

/* By enum relata_results. */
static const struct format {
  void (*names)(const struct results_writer *writer);
  void (*row)(struct results_writer *writer, const struct relata_str *values);
  const char *end;
} formats[] = {
  [RELATA_RESULTS_TABLE] = { NULL, take_table_row, "" },
  [RELATA_RESULTS_CSV] = { write_csv_names, write_csv_row, "" },
  [RELATA_RESULTS_TSV] = { write_tsv_names, write_tsv_row, "" },
  [RELATA_RESULTS_JSON] = { write_json_names, write_json_row, "\n  ] }\n}\n" },
  [RELATA_RESULTS_XML] = { write_xml_names, write_xml_row, "  </results>\n</sparql>\n" },
};

void results_writer_columns(struct results_writer *writer, const struct relata_str *names, size_t count) {
  struct relata_arena *arena = relata_arena_new();
  writer->scratch = relata_arena_new();
  writer->kept = (struct results){ .arena = arena, .columns = count };
  writer->kept.names = relata_arena_alloc(arena, (count + 1) * sizeof *names);
  for (size_t c = 0; c < count; c++)
    writer->kept.names[c] = relata_arena_copy(arena, names[c]);
  if (formats[writer->format].names)
    formats[writer->format].names(writer);
}

void results_writer_row(struct results_writer *writer, const struct relata_str *values) {
  formats[writer->format].row(writer, values);
  relata_arena_clear(writer->scratch);
  writer->rows++;
}

void results_writer_boolean(struct results_writer *writer, bool truth) {
  const struct results nothing = { 0 };
  const char *word = truth ? "true" : "false";
  if (writer->format == RELATA_RESULTS_JSON) {
    relata_out_print(writer->out, "{ \"head\": {}, \"boolean\": %s }\n", word);
  } else if (writer->format == RELATA_RESULTS_XML) {
    write_xml_head(writer->out, &nothing);
    relata_out_print(writer->out, "  <boolean>%s</boolean>\n</sparql>\n", word);
  } else {
    relata_out_print(writer->out, "%s\n", word);
  }
  writer->rows = truth;
}

void results_writer_end(struct results_writer *writer) {
  if (!writer->scratch)
    return; /* there were no columns */
  if (writer->format == RELATA_RESULTS_TABLE && !writer->widths)
    write_kept(writer);
  relata_out_text(writer->out, formats[writer->format].end);
  free(writer->widths);
  relata_arena_free(writer->scratch);
  relata_arena_free(writer->kept.arena);
}

void results_write(const struct results *results, enum relata_results format,
                   const struct relata_prefix prefixes[PREFIX_COUNT], bool color, struct relata_out *out) {
  struct results_writer writer = { .format = format, .prefixes = prefixes, .color = color, .out = out };
  if (results->is_boolean) {
    results_writer_boolean(&writer, results->boolean);
    return;
  }
  results_writer_columns(&writer, results->names, results->columns);
  for (size_t r = 0; r < results->rows; r++)
    results_writer_row(&writer, row_of(results, r));
  results_writer_end(&writer);
}
