/* antecedent_trait.c — a mention as the scorer compares it. */
#include "extract/facts/antecedent.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------- words as numbers */

/* Without "the" before and "'s" or "’s" behind. */
static struct relata_str without_frame(struct relata_str text) {
  static const struct relata_str ends[] = { { "'s", 2 }, { "’s", 4 } };
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
    if (text.len > ends[i].len && memcmp(text.data + text.len - ends[i].len, ends[i].data, ends[i].len) == 0)
      text.len -= ends[i].len;
  if (text.len > 4 && tolower((unsigned char)text.data[0]) == 't' && memcmp(text.data + 1, "he ", 3) == 0)
    return (struct relata_str){ text.data + 4, text.len - 4 };
  return text;
}

/* Of the letters in lower case.  Spaces, hyphens and marks, and a possessive's
 * end, do not count: "down-town" and "downtown", "Fort Lee" and a badly set
 * "FortLee" are one. */
static uint32_t text_hash(struct relata_str text) {
  uint32_t hash = 2166136261u;
  text = without_frame(text);
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.data[i];
    if (c != '.' && c != '"' && c != ' ' && c != '-' && c != '\n')
      hash = (hash ^ (uint32_t)tolower(c)) * 16777619u;
  }
  return hash ? hash : 1;
}

static uint32_t token_hash(const struct tree *tree, uint32_t token) {
  const struct relata_token *word = &tree->tokens[token];
  return text_hash(word->upos == RELATA_PROPN || !word->lemma.len ? word->form : word->lemma);
}

static void trait_see(struct trait *trait, uint32_t word) {
  trait->bits |= (uint64_t)1 << (word * 2654435769u >> 26);
}

static bool word_counts(const struct tree *tree, uint32_t token) {
  switch (tree_upos(tree, token)) {
  case RELATA_NOUN:
  case RELATA_PROPN:
  case RELATA_ADJ:
  case RELATA_NUM:
  case RELATA_VERB:
  case RELATA_X:
    return true;
  default:
    return false;
  }
}

static bool form_is_upper(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  return form.len && isupper((unsigned char)form.data[0]);
}

/* "Free Syrian Army" → the hash of "FSA"; 0 for fewer than two capitals. */
static uint32_t acronym_hash(const struct tree *tree, uint32_t first, uint32_t end) {
  char letters[16];
  size_t count = 0;
  for (uint32_t t = first; t < end && count < sizeof letters; t++)
    if (form_is_upper(tree, t))
      letters[count++] = tree->tokens[t].form.data[0];
  return count > 1 ? text_hash((struct relata_str){ letters, count }) : 0;
}

static void trait_words(struct trait *trait, const struct tree *tree) {
  const struct relata_mention *mention = trait->mention;
  trait->head_word = token_hash(tree, mention->head);
  trait->label_word = text_hash(mention->label);
  trait->text_word = text_hash(tokens_as_text(tree, mention->first, mention->end));
  for (uint32_t t = mention->label_first; t < mention->label_end && trait->word_count < TRAIT_WORDS; t++)
    if (t != mention->head && word_counts(tree, t)) {
      const uint32_t word = token_hash(tree, t);
      trait->words[trait->word_count++] = word;
      trait_see(trait, word);
      trait->numeral = trait->numeral || tree_upos(tree, t) == RELATA_NUM;
    }
  if (trait->named) {
    const uint32_t first = mention->name_first < mention->label_end ? mention->name_first : mention_name_first(tree, mention);
    trait->first_word = text_hash(tree->tokens[first].form);
    trait->last_word = text_hash(tree->tokens[mention->label_end - 1].form);
    trait->acronym = acronym_hash(tree, first, mention->label_end);
    trait_see(trait, trait->first_word);
    trait_see(trait, trait->last_word);
  }
  if (trait->acronym)
    trait_see(trait, trait->acronym);
  trait_see(trait, trait->head_word);
  trait_see(trait, trait->label_word);
}

/* ------------------------------------------------------------- kind and role */

static enum trait_kind pronoun_kind(const struct tree *tree, uint32_t token) {
  const uint64_t sets = words_find(tree->tokens[token].form);
  static const struct {
    enum word_set set;
    enum trait_kind kind;
  } kinds[] = { { WORD_PRONOUN_HE, TRAIT_HE },   { WORD_PRONOUN_SHE, TRAIT_SHE },
                { WORD_PRONOUN_IT, TRAIT_IT },   { WORD_PRONOUN_THEY, TRAIT_THEY },
                { WORD_PRONOUN_WE, TRAIT_WE },   { WORD_PRONOUN_SPEAKER, TRAIT_I },
                { WORD_PRONOUN_HEARER, TRAIT_YOU }, { WORD_DEMONSTRATIVE, TRAIT_THIS } };
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    if (words_in(sets, kinds[k].set))
      return kinds[k].kind;
  return TRAIT_OTHER_PRONOUN;
}

static enum trait_kind noun_kind(const struct tree *tree, const struct relata_mention *mention) {
  const struct tree_list children = tree_children(tree, mention->head);
  enum trait_kind kind = mention->number == RELATA_PLUR ? TRAIT_BARE_PLURAL : TRAIT_BARE;
  for (size_t i = 0; i < children.count && children.items[i] < mention->head; i++) {
    const uint32_t child = children.items[i];
    if (tree_dep(tree, child) == RELATA_DEP_NMOD_POSS)
      return TRAIT_POSSESSED;
    if (tree_base(tree, child) == RELATA_DEP_DET)
      kind = tree_form_is(tree, child, "the")           ? TRAIT_DEFINITE
             : tree_in(tree, child, WORD_DEMONSTRATIVE) ? TRAIT_DEMONSTRATIVE
                                                        : TRAIT_INDEFINITE;
  }
  return kind;
}

static enum trait_kind kind_of(const struct tree *tree, const struct relata_mention *mention) {
  if (mention->pronoun)
    return pronoun_kind(tree, mention->head);
  if (tree_upos(tree, mention->head) == RELATA_DET && tree_in(tree, mention->head, WORD_DEMONSTRATIVE))
    return TRAIT_THIS;
  if (mention->modifier)
    return TRAIT_MODIFIER;
  return mention->named ? TRAIT_NAME : noun_kind(tree, mention);
}

static bool token_has_copula(const struct tree *tree, uint32_t token) {
  return tree_child_base(tree, token, RELATA_DEP_COP) != RELATA_NONE;
}

static enum trait_role role_of(const struct tree *tree, uint32_t head) {
  if (token_has_copula(tree, head))
    return TRAIT_PREDICATE;
  switch (tree_dep(tree, head)) {
  case RELATA_DEP_NSUBJ_PASS:
    return TRAIT_PASSIVE_SUBJECT;
  case RELATA_DEP_NMOD_POSS:
    return TRAIT_POSSESSOR;
  default:
    break;
  }
  switch (tree_base(tree, head)) {
  case RELATA_DEP_NSUBJ:
    return TRAIT_SUBJECT;
  case RELATA_DEP_OBJ:
  case RELATA_DEP_IOBJ:
    return TRAIT_OBJECT;
  case RELATA_DEP_OBL:
    return TRAIT_OBLIQUE;
  case RELATA_DEP_NMOD:
    return TRAIT_OF;
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_AMOD:
    return TRAIT_COMPOUND;
  case RELATA_DEP_APPOS:
    return TRAIT_APPOSITION;
  case RELATA_DEP_CONJ:
    return TRAIT_CONJUNCT;
  case RELATA_DEP_XCOMP:
    return TRAIT_PREDICATE;
  case RELATA_DEP_ROOT:
    return TRAIT_ROOT;
  default:
    return TRAIT_ELSE;
  }
}

/* ------------------------------------------------------------- what it is said of */

/* The subject of which a predicate noun tells: "Haley is the ambassador", "became the ambassador". */
static uint32_t predicate_subject(const struct tree *tree, uint32_t head) {
  const uint32_t first = tree_first_conjunct(tree, head);
  if (token_has_copula(tree, first))
    return tree_child_base(tree, first, RELATA_DEP_NSUBJ);
  if (tree_base(tree, first) != RELATA_DEP_XCOMP)
    return RELATA_NONE;
  const uint32_t object = tree_child_base(tree, tree_head(tree, first), RELATA_DEP_OBJ);
  return object != RELATA_NONE ? object : tree_child_base(tree, tree_head(tree, first), RELATA_DEP_NSUBJ);
}

static uint32_t mention_at(const struct tree *tree, uint32_t token) {
  return token == RELATA_NONE ? RELATA_NONE : tree->mention_at[token];
}

static void trait_said_of(struct trait *trait, const struct tree *tree) {
  const uint32_t head = trait->mention->head;
  trait->subject_of = RELATA_NONE;
  if (trait->pronoun && trait->kind != TRAIT_OTHER_PRONOUN)
    return;
  if (tree_base(tree, head) == RELATA_DEP_APPOS) {
    trait->subject_of = mention_at(tree, tree_head(tree, head));
  } else {
    trait->subject_of = mention_at(tree, predicate_subject(tree, head));
    trait->said_by_copula = trait->subject_of != RELATA_NONE;
  }
  if (trait->subject_of == trait->number)
    trait->subject_of = RELATA_NONE;
}

/* ------------------------------------------------------------- all of a document */

static uint8_t length_of(const struct relata_mention *mention) {
  const uint32_t words = mention->end - mention->first;
  return words < 4 ? (uint8_t)(words - 1) : words < 7 ? 3 : words < 15 ? 4 : 5;
}

static bool form_is_reflexive(const struct tree *tree, uint32_t token) {
  return tree_form_ends(tree, token, "self") || tree_form_ends(tree, token, "selves");
}

static void trait_fill(struct trait *trait, const struct tree *tree, const struct relata_mention *mention) {
  const uint32_t head = mention->head;
  const uint32_t above = tree_head(tree, tree_first_conjunct(tree, head));
  trait->mention = mention;
  trait->sentence = tree->tokens[head].sentence;
  trait->governor = above;
  trait->rule = mention->cluster;
  trait->named = mention->named;
  trait->pronoun = mention->pronoun;
  trait->kind = (uint8_t)kind_of(tree, mention);
  trait->role = (uint8_t)role_of(tree, head);
  trait->type = mention->type;
  trait->grammar_number = mention->number;
  trait->gender = (uint8_t)mention_gender(tree, mention);
  trait->length = length_of(mention);
  trait->first_by_rule = mention->cluster == trait->number;
  trait->expletive = mention->pronoun && pronoun_is_expletive(tree, head);
  trait->reflexive = mention->pronoun && form_is_reflexive(tree, head);
  trait->in_title = tree_sentence(tree, head)->is_title;
  trait->generic = mention->generic;
  trait->upper = form_is_upper(tree, head);
  trait_words(trait, tree);
  trait_said_of(trait, tree);
}

static bool form_is_quote(struct relata_str form) {
  static const char *const marks[] = { "\"", "“", "”", "``", "''" };
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (relata_str_is(form, marks[i]))
      return true;
  return false;
}

/* Paragraphs, and what stands between quotation marks of one paragraph. */
static void traits_place(struct antecedents *antecedents) {
  const struct relata_document *document = antecedents->document;
  uint32_t next = 0, paragraph = 0;
  bool quoted = false;
  for (size_t s = 0; s < document->sentence_count; s++) {
    const struct relata_sentence *sentence = &document->sentences[s];
    if (sentence->paragraph_begins) {
      paragraph++;
      quoted = false;
    }
    for (uint32_t t = sentence->first; t < sentence->end; t++) {
      quoted = quoted != form_is_quote(document->tokens[t].form);
      for (; next < document->mention_count && document->mentions[next].head == t; next++) {
        antecedents->traits[next].quoted = quoted;
        antecedents->traits[next].paragraph = paragraph;
      }
    }
  }
}

void traits_fill(struct antecedents *antecedents) {
  const struct relata_document *document = antecedents->document;
  for (uint32_t m = 0; m < document->mention_count; m++) {
    antecedents->traits[m].number = m;
    trait_fill(&antecedents->traits[m], antecedents->tree, &document->mentions[m]);
  }
  traits_place(antecedents);
}
