/* write.c — relata_write_conllu. */
#include <inttypes.h>

#include "extract/base/out.h"
#include "extract/conllu/conllu.h"
#include "extract/conllu/feats.h"

/* Text for one line: white space of any kind becomes one blank. */
static void write_line_text(struct relata_out *out, struct relata_str text) {
  bool blank = false;
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.data[i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      blank = true;
      continue;
    }
    if (blank)
      relata_out_char(out, ' ');
    blank = false;
    relata_out_char(out, c);
  }
}

static void write_cell(struct relata_out *out, struct relata_str text) {
  if (text.len)
    write_line_text(out, text);
  else
    relata_out_char(out, '_');
  relata_out_char(out, '\t');
}

static void write_span(struct relata_out *out, const struct relata_document *document,
                       const struct relata_token *token) {
  const uint32_t begin = relata_document_source_offset(document, token->begin);
  const uint32_t end = relata_document_source_end(document, token->begin, token->end);
  relata_out_print(out, "Begin=%" PRIu32 "|End=%" PRIu32, begin, end);
}

static void write_misc(struct relata_out *out, const struct relata_document *document, const struct relata_token *token,
                       bool space) {
  write_span(out, document, token);
  const char *name = conllu_name_as_text(token->name_type);
  if (name)
    relata_out_print(out, "|NER=%s-%s", token->name_begins ? "B" : "I", name);
  relata_out_text(out, space ? "\n" : "|SpaceAfter=No\n");
}

static bool shares_bytes(const struct relata_token *a, const struct relata_token *b) {
  return a->begin == b->begin && a->end == b->end;
}

/* How many words from `index` on share their bytes: the words of a multiword
 * token that are no cut of its letters. */
static uint32_t shared_words(const struct relata_document *document, uint32_t index, uint32_t end) {
  uint32_t last = index + 1;
  while (last < end && shares_bytes(&document->tokens[index], &document->tokens[last]))
    last++;
  return last - index;
}

static void write_multiword(struct relata_out *out, const struct relata_document *document, uint32_t index,
                            uint32_t words, uint32_t id) {
  const struct relata_token *token = &document->tokens[index];
  relata_out_print(out, "%" PRIu32 "-%" PRIu32 "\t", id, id + words - 1);
  write_cell(out, (struct relata_str){document->text.data + token->begin, token->end - token->begin});
  relata_out_text(out, "_\t_\t_\t_\t_\t_\t_\t");
  write_span(out, document, token);
  relata_out_text(out, document->tokens[index + words - 1].space_after ? "\n" : "|SpaceAfter=No\n");
}

static void write_word(struct relata_out *out, const struct relata_document *document, uint32_t index,
                       const struct relata_sentence *sentence, bool shared) {
  const struct relata_token *token = &document->tokens[index];
  relata_out_print(out, "%" PRIu32 "\t", index - sentence->first + 1);
  write_cell(out, token->form);
  write_cell(out, token->lemma);
  relata_out_print(out, "%s\t_\t", relata_upos_as_name(token->upos));
  conllu_feats_write(out, token);
  relata_out_print(out, "\t%" PRIu32 "\t%s\t_\t", token->head == RELATA_NONE ? 0 : token->head - sentence->first + 1,
                   relata_dep_as_name(token->head == RELATA_NONE ? RELATA_DEP_ROOT : token->dep));
  write_misc(out, document, token, token->space_after || shared);
}

static void write_comments(struct relata_out *out, const struct relata_document *document, size_t index) {
  const struct relata_sentence *sentence = &document->sentences[index];
  if (index == 0 && document->part == 0) {
    relata_out_text(out, "# newdoc id = ");
    write_line_text(out, document->id);
    relata_out_char(out, '\n');
  }
  relata_out_text(out, "# sent_id = ");
  if (sentence->id.len)
    write_line_text(out, sentence->id);
  else {
    write_line_text(out, document->id);
    if (document->part)
      relata_out_print(out, "-%" PRIu32, document->part);
    relata_out_print(out, "-%zu", index + 1);
  }
  relata_out_text(out, sentence->paragraph_begins ? "\n# newpar\n# text = " : "\n# text = ");
  write_line_text(
      out, (struct relata_str){document->text.data + sentence->begin_byte, sentence->end_byte - sentence->begin_byte});
  relata_out_char(out, '\n');
}

enum relata_status relata_write_conllu(struct relata_out *out, const struct relata_document *document) {
  for (size_t i = 0; i < document->sentence_count; i++) {
    const struct relata_sentence *sentence = &document->sentences[i];
    write_comments(out, document, i);
    uint32_t shared_end = sentence->first;
    for (uint32_t word = sentence->first; word < sentence->end; word++) {
      const uint32_t shared = shared_words(document, word, sentence->end);
      if (word >= shared_end && shared > 1) {
        write_multiword(out, document, word, shared, word - sentence->first + 1);
        shared_end = word + shared;
      }
      write_word(out, document, word, sentence, word < shared_end);
    }
    relata_out_char(out, '\n');
  }
  return relata_out_failed(out) ? RELATA_IO : RELATA_OK;
}
