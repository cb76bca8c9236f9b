/* entities_text.c — writing lists about entities. */
#include "cli/entities_text.h"

#include <string.h>

bool entities_format_of(const char *name, enum entities_format *out) {
  static const char *const names[] = {"table", "tsv", "json"};
  for (int i = 0; i < 3; i++)
    if (strcmp(name, names[i]) == 0) {
      *out = (enum entities_format)i;
      return true;
    }
  return false;
}

/* ------------------------------------------------------------------ parts */

static void put(struct entities_text *text, struct relata_str words) {
  relata_out_str(text->out, words);
}

/* A table's cell, filled up to a width in characters. */
static void put_cell(struct entities_text *text, struct relata_str words, size_t width) {
  put(text, words);
  size_t letters = 0;
  for (size_t i = 0; i < words.len; i++)
    letters += ((unsigned char)words.data[i] & 0xc0) != 0x80;
  do
    relata_out_char(text->out, ' ');
  while (++letters < width);
}

static void put_key(struct entities_text *text, const char *key, bool first) {
  relata_out_print(text->out, "%s\"%s\": ", first ? "{" : ", ", key);
}

static void put_member(struct entities_text *text, const char *key, struct relata_str words) {
  put_key(text, key, false);
  if (words.len)
    relata_out_json(text->out, words);
  else
    relata_out_text(text->out, "null");
}

static void put_array(struct entities_text *text, const char *key, const struct relata_str *items, size_t count) {
  put_key(text, key, false);
  relata_out_char(text->out, '[');
  for (size_t i = 0; i < count; i++) {
    relata_out_text(text->out, i ? ", " : "");
    relata_out_json(text->out, items[i]);
  }
  relata_out_char(text->out, ']');
}

/* Tabs and line ends inside a field are blanks. */
static void put_field(struct entities_text *text, struct relata_str words, bool last) {
  for (size_t i = 0; i < words.len; i++)
    relata_out_char(text->out, (unsigned char)words.data[i] < ' ' ? ' ' : words.data[i]);
  relata_out_char(text->out, last ? '\n' : '\t');
}

static void put_list(struct entities_text *text, const struct relata_str *items, size_t count, const char *joint) {
  for (size_t i = 0; i < count; i++) {
    relata_out_text(text->out, i ? joint : "");
    put(text, items[i]);
  }
}

static void put_object_begin(struct entities_text *text) {
  relata_out_text(text->out, text->count ? ",\n " : "\n ");
}

static enum relata_status written(struct entities_text *text) {
  text->count++;
  return relata_out_failed(text->out) ? RELATA_IO : RELATA_OK;
}

static struct relata_str local_of(struct relata_str iri) {
  for (size_t i = iri.len; i-- > 0;)
    if (iri.data[i] == '/' || iri.data[i] == '#')
      return (struct relata_str){iri.data + i + 1, iri.len - i - 1};
  return iri;
}

/* ------------------------------------------------------------------ before and behind */

void entities_text_begin(struct entities_text *text, enum entities_kind kind) {
  static const char *const tsv[] = {"iri\tlabel\ttype\tsame_as\tarticles\tmerges\tnames\n",
                                    "id\tentity\tkept\tmerged\tscore\tdecided_by\treasons\tarticles\n",
                                    "number\tdecision\tfirst\tfirst_article\tsecond\tsecond_article\n"};
  if (text->format == ENTITIES_JSON)
    relata_out_char(text->out, '[');
  else if (text->format == ENTITIES_TSV)
    relata_out_text(text->out, tsv[kind]);
  else if (kind == ENTITIES_LIST)
    relata_out_text(text->out, "articles  type                  name\n"
                               "────────  ────────────────────  ────────────────────────────────\n");
}

void entities_text_end(struct entities_text *text) {
  if (text->format == ENTITIES_JSON)
    relata_out_text(text->out, text->count ? "\n]\n" : "]\n");
}

/* ------------------------------------------------------------------ entities */

static void entity_as_json(struct entities_text *text, const struct relata_graph_entity *entity) {
  put_object_begin(text);
  put_key(text, "iri", true);
  relata_out_json(text->out, entity->iri);
  put_member(text, "label", entity->label);
  put_member(text, "type", entity->type);
  put_member(text, "same_as", entity->same_as);
  relata_out_print(text->out, ", \"articles\": %zu, \"merges\": %zu", entity->article_count, entity->merge_count);
  put_array(text, "names", entity->names, entity->name_count);
  relata_out_char(text->out, '}');
}

static void entity_as_tsv(struct entities_text *text, const struct relata_graph_entity *entity) {
  put_field(text, entity->iri, false);
  put_field(text, entity->label, false);
  put_field(text, entity->type, false);
  put_field(text, entity->same_as, false);
  relata_out_print(text->out, "%zu\t%zu\t", entity->article_count, entity->merge_count);
  put_list(text, entity->names, entity->name_count, " | ");
  relata_out_char(text->out, '\n');
}

/* The IRI's name where the label does not tell it. */
static bool tells_itself(const struct relata_graph_entity *entity) {
  const struct relata_str local = local_of(entity->iri);
  if (local.len != entity->label.len)
    return false;
  for (size_t i = 0; i < local.len; i++)
    if (local.data[i] != entity->label.data[i] && !(local.data[i] == '_' && entity->label.data[i] == ' '))
      return false;
  return true;
}

static void entity_as_row(struct entities_text *text, const struct relata_graph_entity *entity) {
  relata_out_print(text->out, "%8zu  ", entity->article_count);
  put_cell(text, entity->type, 22);
  put(text, entity->label);
  if (!tells_itself(entity)) {
    relata_out_text(text->out, " [id:");
    put(text, local_of(entity->iri));
    relata_out_char(text->out, ']');
  }
  if (entity->name_count > 1) {
    relata_out_text(text->out, "  (");
    put_list(text, entity->names + 1, entity->name_count - 1, ", ");
    relata_out_char(text->out, ')');
  }
  relata_out_char(text->out, '\n');
}

enum relata_status entities_text_entity(void *payload, const struct relata_graph_entity *entity) {
  struct entities_text *text = payload;
  if (text->format == ENTITIES_JSON)
    entity_as_json(text, entity);
  else if (text->format == ENTITIES_TSV)
    entity_as_tsv(text, entity);
  else
    entity_as_row(text, entity);
  return written(text);
}

/* ------------------------------------------------------------------ merges */

static void merge_as_json(struct entities_text *text, const struct relata_graph_merge_record *merge) {
  put_object_begin(text);
  put_key(text, "id", true);
  relata_out_json(text->out, merge->id);
  put_member(text, "iri", merge->iri);
  put_member(text, "entity", merge->entity);
  put_member(text, "kept", merge->kept);
  put_member(text, "merged", merge->merged);
  put_key(text, "score", false);
  relata_out_double(text->out, merge->score, 2);
  put_member(text, "decided_by", merge->by_user ? RELATA_STR("user") : RELATA_STR("scores"));
  put_array(text, "reasons", merge->reasons, merge->reason_count);
  put_array(text, "articles", merge->articles, merge->article_count);
  relata_out_char(text->out, '}');
}

static void merge_as_tsv(struct entities_text *text, const struct relata_graph_merge_record *merge) {
  put_field(text, merge->id, false);
  put_field(text, merge->entity, false);
  put_field(text, merge->kept, false);
  put_field(text, merge->merged, false);
  relata_out_double(text->out, merge->score, 2);
  relata_out_text(text->out, merge->by_user ? "\tuser\t" : "\tscores\t");
  put_list(text, merge->reasons, merge->reason_count, " | ");
  relata_out_char(text->out, '\t');
  put_list(text, merge->articles, merge->article_count, " | ");
  relata_out_char(text->out, '\n');
}

static void merge_as_rows(struct entities_text *text, const struct relata_graph_merge_record *merge) {
  put(text, merge->kept);
  if (!relata_str_equal(merge->kept, merge->merged)) {
    relata_out_text(text->out, " ← ");
    put(text, merge->merged);
  }
  relata_out_text(text->out, "  ");
  relata_out_double(text->out, merge->score, 2);
  relata_out_text(text->out, merge->by_user ? " by you" : "");
  relata_out_text(text->out, "\n  ");
  put(text, merge->id);
  relata_out_print(text->out, "\n  %zu article%s: ", merge->article_count, merge->article_count == 1 ? "" : "s");
  for (size_t i = 0; i < merge->article_count && i < 5; i++) {
    relata_out_text(text->out, i ? ", " : "");
    put(text, local_of(merge->articles[i]));
  }
  relata_out_text(text->out, merge->article_count > 5 ? " …\n" : "\n");
  for (size_t i = 0; i < merge->reason_count; i++) {
    relata_out_text(text->out, "  ");
    put(text, merge->reasons[i]);
    relata_out_char(text->out, '\n');
  }
  relata_out_char(text->out, '\n');
}

enum relata_status entities_text_merge(void *payload, const struct relata_graph_merge_record *merge) {
  struct entities_text *text = payload;
  if (text->format == ENTITIES_JSON)
    merge_as_json(text, merge);
  else if (text->format == ENTITIES_TSV)
    merge_as_tsv(text, merge);
  else
    merge_as_rows(text, merge);
  return written(text);
}

/* ------------------------------------------------------------------ decisions */

static void choice_as_json(struct entities_text *text, const struct relata_graph_choice *choice) {
  put_object_begin(text);
  put_key(text, "number", true);
  relata_out_print(text->out, "%zu", choice->number);
  put_member(text, "decision", choice->same ? RELATA_STR("same") : RELATA_STR("apart"));
  put_member(text, "first", choice->first);
  put_member(text, "first_article", choice->first_article);
  put_member(text, "second", choice->second);
  put_member(text, "second_article", choice->second_article);
  relata_out_char(text->out, '}');
}

static void side_as_words(struct entities_text *text, struct relata_str name, struct relata_str article) {
  put(text, name);
  if (article.len) {
    relata_out_text(text->out, " in ");
    put(text, article);
  }
}

enum relata_status entities_text_choice(void *payload, const struct relata_graph_choice *choice) {
  struct entities_text *text = payload;
  if (text->format == ENTITIES_JSON) {
    choice_as_json(text, choice);
  } else if (text->format == ENTITIES_TSV) {
    relata_out_print(text->out, "%zu\t%s\t", choice->number, choice->same ? "same" : "apart");
    put_field(text, choice->first, false);
    put_field(text, choice->first_article, false);
    put_field(text, choice->second, false);
    put_field(text, choice->second_article, true);
  } else {
    relata_out_print(text->out, "%3zu  ", choice->number);
    side_as_words(text, choice->first, choice->first_article);
    relata_out_text(text->out, choice->same ? "  is  " : "  is not  ");
    side_as_words(text, choice->second, choice->second_article);
    relata_out_char(text->out, '\n');
  }
  return written(text);
}
