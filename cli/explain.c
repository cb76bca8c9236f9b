/* explain.c — one fact on one screen. */
#include "cli/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/report.h"

enum { LABEL = 13, TOLD_VALUES = 7 };

struct explain_style explain_style_of(int fd) {
  struct explain_style style = { .width = 100, .rows = 24, .color = report_wants_color(fd) };
  struct winsize size;
  if (isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col)
    style.width = size.ws_col < 60 ? 60 : size.ws_col > 120 ? 120 : size.ws_col;
  return style;
}

/* ------------------------------------------------------------- the sentence */

void explain_quote(struct relata_out *out, struct relata_str quote, struct explain_span subject,
                   struct explain_span object, bool color) {
  const bool turned = object.begin < subject.begin;
  const struct explain_span spans[] = { turned ? object : subject, turned ? subject : object };
  const char *const on[] = { "\033[1;34m", "\033[1;32m" };
  size_t at = 0;
  for (size_t i = 0; i < 2; i++) {
    if (spans[i].begin < at || spans[i].begin >= spans[i].end || spans[i].end > quote.len)
      continue;
    relata_out_write(out, quote.data + at, spans[i].begin - at);
    relata_out_text(out, color ? on[i ^ (turned ? 1u : 0u)] : "[");
    relata_out_write(out, quote.data + spans[i].begin, spans[i].end - spans[i].begin);
    relata_out_text(out, color ? "\033[0m" : "]");
    at = spans[i].end;
  }
  relata_out_write(out, quote.data + at, quote.len - at);
}

static struct explain_span span_in(const struct relata_sentence *sentence, uint32_t begin, uint32_t end) {
  if (begin < sentence->begin_byte || end > sentence->end_byte)
    return (struct explain_span){ 0, 0 };
  return (struct explain_span){ begin - sentence->begin_byte, end - sentence->begin_byte };
}

static void write_sentence(struct relata_out *out, const struct relata_document *document, const struct relata_fact *fact,
                           const struct explain_style *style) {
  const struct relata_sentence *sentence = &document->sentences[fact->sentence];
  const struct relata_str quote = { document->text.data + sentence->begin_byte,
                                    sentence->end_byte - sentence->begin_byte };
  struct relata_out *marked = relata_out_to_memory();
  relata_out_text(marked, "“");
  explain_quote(marked, quote, span_in(sentence, fact->subject_begin, fact->subject_end),
                span_in(sentence, fact->object_begin, fact->object_end), style->color);
  relata_out_text(marked, "”");
  relata_out_text(out, "  ");
  text_wrap(out, relata_out_as_memory(marked), 2, 2, style);
  relata_out_text(out, "\n");
  relata_out_abandon(marked);
}

static void write_source(struct relata_out *out, const struct relata_document *document, const struct relata_fact *fact) {
  const uint32_t begin = relata_document_source_offset(document, fact->begin);
  const uint32_t end = relata_document_source_end(document, fact->begin, fact->end);
  const struct relata_str path = document->path.len ? document->path : document->id;
  relata_out_print(out, "  %.*s", (int)path.len, path.data ? path.data : "");
  if (document->date.len)
    relata_out_print(out, ", %.*s", (int)document->date.len, document->date.data);
  relata_out_print(out, ", bytes %u–%u\n", begin, end);
}

/* ------------------------------------------------------------- lines of a label and its text */

static void write_line(struct relata_out *out, const char *label, struct relata_str text,
                       const struct explain_style *style) {
  relata_out_text(out, style->color ? "  \033[2m" : "  ");
  relata_out_text(out, label);
  relata_out_text(out, style->color ? "\033[0m" : "");
  text_pad(out, 2 + strlen(label), 2 + LABEL);
  text_wrap(out, text, 2 + LABEL, 2 + LABEL, style);
  relata_out_char(out, '\n');
}

static void write_built(struct relata_out *out, const char *label, struct relata_out *text,
                        const struct explain_style *style) {
  write_line(out, label, relata_out_as_memory(text), style);
  relata_out_clear(text);
}

static const char *rule_in_words(struct relata_str rule) {
  static const char *const words[][2] = {
    { "verb", "a verb with its arguments" },
    { "idiom", "a verb and a noun that mean one thing together" },
    { "light", "a light verb, and the noun that says what is done" },
    { "event", "a noun that names an event, and what hangs on it" },
    { "role", "a noun that names a role, and who holds it" },
    { "adjective", "an adjective with its argument" },
    { "compound", "a participle inside a noun phrase" },
    { "prefix", "a prefix before a name or noun" },
    { "place", "a phrase of place" },
    { "apposition", "two names of one thing" },
    { "scorer", "the relation scorer's own: no entry of the lexicon says it" },
    { "open", "no entry of the lexicon: the text's own words" },
  };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (relata_str_is(rule, words[i][0]))
      return words[i][1];
  return "";
}

static void write_rule(struct relata_out *out, struct relata_out *text, const struct relata_fact *fact,
                       const struct explain_style *style) {
  const struct relata_reason *reason = fact->reason;
  relata_out_print(text, "%.*s — %s", (int)reason->rule.len, reason->rule.data, rule_in_words(reason->rule));
  write_built(out, "rule", text, style);
  if (reason->entry.len)
    write_line(out, "lexicon", reason->entry, style);
  else
    relata_out_print(text, "%.*s", (int)fact->why.len, fact->why.data ? fact->why.data : "");
  if (relata_out_as_memory(text).len)
    write_built(out, "read as", text, style);
}

/* "Turkey, a State (state); the text has “Ankara”". */
static void write_end(struct relata_out *out, struct relata_out *text, const struct relata_document *document,
                      const char *label, uint32_t number, struct relata_str name, struct relata_str class,
                      const struct explain_style *style) {
  const struct relata_mention *mention = &document->mentions[number];
  relata_out_str(text, name);
  if (class.len)
    relata_out_print(text, ", %.*s", (int)class.len, class.data);
  if (mention->sort)
    relata_out_print(text, "%s taken as %s", class.len ? "," : ":", relata_sort_as_name((enum relata_sort)mention->sort));
  const struct relata_str words = { document->text.data + mention->begin, mention->end_byte - mention->begin };
  if (!relata_str_equal(words, name) && mention->end_byte > mention->begin)
    relata_out_print(text, "; in the text “%.*s”", (int)words.len, words.data);
  write_built(out, label, text, style);
}

static void write_status(struct relata_out *out, struct relata_out *text, const struct relata_document *document,
                         const struct relata_fact *fact, const struct explain_style *style) {
  if (fact->speaker.len) {
    relata_out_print(text, "said by %.*s", (int)fact->speaker.len, fact->speaker.data);
    if (fact->reason->speech != RELATA_NONE) {
      const struct relata_str word = document->tokens[fact->reason->speech].form;
      relata_out_print(text, " (“%.*s”)", (int)word.len, word.data);
    }
  } else {
    relata_out_text(text, "the article's own words");
  }
  relata_out_text(text, fact->negated && fact->possible ? "; denied, and not certain"
                        : fact->negated                 ? "; it says that it is not so"
                        : fact->possible                ? "; possible: planned, feared, alleged or conditional"
                        : fact->speaker.len             ? ""
                                                        : ", stated as a fact");
  if (fact->time.len)
    relata_out_print(text, "; when: %.*s", (int)fact->time.len, fact->time.data);
  if (fact->place.len)
    relata_out_print(text, "; where: %.*s", (int)fact->place.len, fact->place.data);
  if (fact->quantity.len)
    relata_out_print(text, "; how many: %.*s", (int)fact->quantity.len, fact->quantity.data);
  write_built(out, "status", text, style);
}

/* ------------------------------------------------------------- numbers */

static void write_scorer(struct relata_out *out, struct relata_out *text, const struct relata_fact *fact,
                         const struct explain_style *style) {
  const struct relata_reason *reason = fact->reason;
  if (!reason->scored) {
    relata_out_text(text, "has not read this pair");
  } else {
    relata_out_print(text, "proposes %.*s (", (int)reason->best.len, reason->best.data);
    relata_out_double(text, (double)reason->best_probability, 2);
    relata_out_char(text, ')');
    if (fact->relation.len && !relata_str_equal(reason->best, fact->relation)) {
      relata_out_print(text, "; gives %.*s ", (int)fact->relation.len, fact->relation.data);
      relata_out_double(text, (double)reason->relation, 2);
    }
    if (!relata_str_is(reason->best, "none")) {
      relata_out_text(text, "; no relation ");
      relata_out_double(text, (double)reason->none, 2);
    }
  }
  write_built(out, "scorer", text, style);
}

/* "relation=rule:backs" in words; a name that is not known as it is. */
static void write_value_name(struct relata_out *out, struct relata_str name) {
  static const char *const words[][2] = {
    { "bias", "any fact" },
    { "rule=", "a rule of kind " },
    { "relation=rule:", "by a rule: " },
    { "relation=scorer:", "by the scorer alone: " },
    { "rule:weak", "a weaker rule" },
    { "words", "the analyser's sureness" },
    { "distance", "distance of the words" },
    { "rule:second", "the pair has a relation already" },
    { "scorer:second", "the pair has a relation already" },
    { "rule:relation", "the scorer on this relation" },
    { "scorer:relation", "the scorer on this relation" },
    { "rule:none", "the scorer on no relation" },
    { "scorer:none", "the scorer on no relation" },
    { "unseen", "no word from the scorer" },
    { "subject=", "subject: " },
    { "object=", "object: " },
  };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    const size_t len = strlen(words[i][0]);
    const bool prefix = words[i][0][len - 1] == '=' || words[i][0][len - 1] == ':';
    if (name.len < len || memcmp(name.data, words[i][0], len) != 0 || (!prefix && name.len != len))
      continue;
    relata_out_text(out, words[i][1]);
    relata_out_write(out, name.data + len, name.len - len);
    return;
  }
  relata_out_str(out, name);
}

static void write_signed(struct relata_out *out, double value) {
  relata_out_text(out, value < 0 ? "−" : "+");
  relata_out_double(out, fabs(value), 2);
}

static double effect(const struct relata_reason_value *value) {
  return value->value * value->weight;
}

/* The value of the greatest effect that was not told yet. */
static size_t next_value(const struct relata_reason *reason, const bool *told) {
  size_t best = reason->value_count;
  for (size_t i = 0; i < reason->value_count; i++)
    if (!told[i] && (best == reason->value_count || fabs(effect(&reason->values[i])) > fabs(effect(&reason->values[best]))))
      best = i;
  return best;
}

static void write_values(struct relata_out *text, const struct relata_reason *reason) {
  bool *told = calloc(reason->value_count + 1, sizeof *told);
  double rest = 0;
  size_t left = reason->value_count;
  for (size_t i = 0; told && i < TOLD_VALUES && left; i++, left--) {
    const size_t next = next_value(reason, told);
    told[next] = true;
    relata_out_text(text, i ? ", " : "");
    write_signed(text, effect(&reason->values[next]));
    relata_out_char(text, ' ');
    write_value_name(text, reason->values[next].name);
  }
  for (size_t i = 0; told && i < reason->value_count; i++)
    rest += told[i] ? 0 : effect(&reason->values[i]);
  if (left) {
    relata_out_text(text, ", ");
    write_signed(text, rest);
    relata_out_print(text, " %zu more", left);
  }
  free(told);
}

static void write_confidence(struct relata_out *out, struct relata_out *text, const struct relata_fact *fact,
                             const struct explain_style *style) {
  const struct relata_reason *reason = fact->reason;
  relata_out_double(text, fact->confidence, 2);
  if (reason->value_count) {
    double sum = 0;
    for (size_t i = 0; i < reason->value_count; i++)
      sum += effect(&reason->values[i]);
    relata_out_text(text, ", log-odds ");
    write_signed(text, sum);
    relata_out_text(text, " = ");
    write_values(text, reason);
  } else {
    relata_out_text(text, ": how often a rule of this kind is right, less where the analyser is unsure of the words (");
    relata_out_double(text, (double)reason->words, 2);
    relata_out_char(text, ')');
  }
  write_built(out, "confidence", text, style);
}

/* ------------------------------------------------------------- all */

static void write_title(struct relata_out *out, const struct relata_fact *fact, const struct explain_style *style) {
  const struct relata_str relation = fact->relation.len ? fact->relation : fact->phrase;
  const struct relata_str object = fact->value.len ? fact->value : fact->object_label;
  relata_out_text(out, style->color ? "\033[1m" : "");
  relata_out_print(out, "%.*s — %s%.*s%s — %.*s", (int)fact->subject_label.len, fact->subject_label.data,
                   fact->relation.len ? "" : "“", (int)relation.len, relation.data ? relation.data : "",
                   fact->relation.len ? "" : "”", (int)object.len, object.data ? object.data : "");
  relata_out_text(out, style->color ? "\033[0m\n" : "\n");
}

static void write_reason(struct relata_out *out, const struct relata_document *document,
                         const struct relata_fact *fact, const struct explain_style *style) {
  struct relata_out *text = relata_out_to_memory();
  write_rule(out, text, fact, style);
  write_end(out, text, document, "subject", fact->subject_mention, fact->subject_label, fact->subject_type, style);
  if (!fact->value.len)
    write_end(out, text, document, "object", fact->object_mention, fact->object_label, fact->object_type, style);
  write_status(out, text, document, fact, style);
  write_scorer(out, text, fact, style);
  write_confidence(out, text, fact, style);
  relata_out_abandon(text);
}

void explain_fact_reason(struct relata_out *out, const struct relata_document *document,
                         const struct relata_fact *fact, const struct explain_style *style) {
  const struct explain_marks marks = {
    .predicate = fact->reason ? fact->reason->predicate : RELATA_NONE,
    .subject = document->mentions[fact->subject_mention].head,
    .object = fact->value.len ? RELATA_NONE : document->mentions[fact->object_mention].head,
    .speech = fact->reason && fact->speaker.len ? fact->reason->speech : RELATA_NONE,
  };
  relata_out_char(out, '\n');
  if (fact->reason)
    write_reason(out, document, fact, style);
  relata_out_char(out, '\n');
  explain_tree(out, document, fact->sentence, &marks, style);
  relata_out_char(out, '\n');
}

void explain_fact(struct relata_out *out, const struct relata_document *document, const struct relata_fact *fact,
                  const struct explain_style *style) {
  write_title(out, fact, style);
  write_sentence(out, document, fact, style);
  write_source(out, document, fact);
  explain_fact_reason(out, document, fact, style);
}
