/* map_text.c — texts that speak: "the report accuses the army", and whose words those are. */
#include "ontology/map.h"

/* "the report accuses the army", "it condemned the raid" of a resolution: a text says what those who wrote it say. */
bool map_is_text_speaking(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject) {
  if (!relata_ontology_in_set(mapper->ontology, "stated_property",
                              relata_ontology_get_property(mapper->ontology, property)->name) || subject->named)
    return false;
  if (relata_str_is(mapper->lemmas[subject->first], "no")) /* "no statement confirmed it" */
    return false;
  if (!subject->pronoun)
    return map_in_set(mapper, "text_noun", subject->core);
  struct relata_str word = subject->entity_label;
  for (size_t i = word.len; i-- > 0;)
    if (word.data[i] == ' ') {
      word = (struct relata_str){ word.data + i + 1, word.len - i - 1 };
      break;
    }
  return relata_ontology_in_set(mapper->ontology, "text_noun", word);
}

/* May it be the frame's subject as its authors are? */
bool map_is_text(const struct mapper *mapper, const struct relata_frame *frame, uint32_t token) {
  return frame->from == RELATA_SLOT_SUBJECT && map_mention(mapper, token) &&
         map_is_text_speaking(mapper, frame->property, map_mention(mapper, token));
}

/* "Amnesty's report accuses the army", "a letter from the nuns thanks him": whose the text is says so too. */
void map_add_authors(const struct mapper *mapper, const struct relata_frame *frame, struct map_heads *from) {
  const size_t count = from->count;
  for (size_t i = 0; i < count; i++) {
    const struct relata_clause *text = map_noun_clause(mapper, from->tokens[i]);
    if (!text || !map_is_text(mapper, frame, from->tokens[i]))
      continue;
    heads_of_role(text, RELATA_ROLE_POSSESSOR, from);
    heads_of_preposition(text, RELATA_STR("by"), from);
    heads_of_preposition(text, RELATA_STR("from"), from);
  }
}
