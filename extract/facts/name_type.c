/* name_type.c — one name, one type in an article.
 *
 * The tagger reads every sentence alone and calls the same firm a person here
 * and an organisation there.  All places of a name vote: the tag of each, the
 * model's type of the mention, and what stands beside it ("the carmaker
 * Brandt", "Oriel Ltd", "Mr Brandt"), which counts for more than a dozen tags:
 * these make the same mistake at every place.  A short name
 * votes with the long one that it begins (an organisation's) or ends (a
 * person's); names that are mostly places stay by themselves, for "Lyon" is
 * not "Lyon Bank".
 */
#include "extract/facts/facts.h"

#include <ctype.h>

enum { PERSON_VOTE, PLACE_VOTE, ORGANIZATION_VOTE, VOTES };
enum { BY_TYPE = 1, BY_TAG = 2, BY_HINT = 4, BY_CUE = 30 };

struct ballot {
  uint64_t key; /* 0 = free */
  uint32_t first, end; /* tokens of its first place */
  uint32_t votes[VOTES];
  uint32_t shared[VOTES]; /* of the names that it begins or ends with */
};

struct election {
  struct relata_document *document;
  const struct tree *tree;
  struct ballot *ballots;
  size_t mask;
};

/* ------------------------------------------------------------- ballots */

static uint64_t words_key(const struct election *election, uint32_t first, uint32_t end) {
  uint64_t key = 0xcbf29ce484222325u;
  for (uint32_t t = first; t < end; t++) {
    const struct relata_str form = election->document->tokens[t].form;
    for (size_t i = 0; i < form.len; i++)
      key = (key ^ (uint64_t)tolower((unsigned char)form.data[i])) * 0x100000001b3u;
    key = (key ^ ' ') * 0x100000001b3u;
  }
  return key ? key : 1;
}

static struct ballot *ballot_of(const struct election *election, uint32_t first, uint32_t end) {
  const uint64_t key = words_key(election, first, end);
  size_t place = (key ^ key >> 32) & election->mask;
  while (election->ballots[place].key && election->ballots[place].key != key)
    place = (place + 1) & election->mask;
  return &election->ballots[place];
}

static bool mention_votes(const struct relata_mention *mention) {
  return mention->named && !mention->modifier && !mention->pronoun;
}

static int leader(const uint32_t *votes) {
  int best = PERSON_VOTE;
  for (int v = 1; v < VOTES; v++)
    if (votes[v] > votes[best])
      best = v;
  return votes[best] ? best : -1;
}

/* ------------------------------------------------------------- what speaks for a type */

static bool is_group_word(const struct tree *tree, uint32_t token) {
  return tree_in(tree, token, WORD_ANAPHOR_GROUP) || tree_in(tree, token, WORD_GROUP_NOUN);
}

/* A noun that names a kind: "carmaker", "town"; -1 for others. */
static int kind_of_noun(const struct tree *tree, uint32_t token) {
  if (tree_upos(tree, token) != RELATA_NOUN)
    return -1;
  if (is_group_word(tree, token))
    return ORGANIZATION_VOTE;
  if (tree_in(tree, token, WORD_TITLE) || tree_in(tree, token, WORD_ANAPHOR_PERSON))
    return PERSON_VOTE;
  return tree_in(tree, token, WORD_ANAPHOR_PLACE) ? PLACE_VOTE : -1;
}

static void vote(struct ballot *ballot, int kind, uint32_t weight) {
  if (kind >= 0)
    ballot->votes[kind] += weight;
}

/* "Oriel Ltd", "Oriel Partners". */
static bool ends_name(const struct tree *tree, uint32_t token) {
  return tree_in(tree, token, WORD_NAME_ENDING) || words_in(words_find(tree->tokens[token].form), WORD_NAME_ENDING);
}

/* "Minister of Natural Resources" */
static bool is_portfolio(const struct tree *tree, uint32_t token) {
  const uint32_t title = tree_head(tree, tree_first_conjunct(tree, token));
  return tree_lemma_is(tree, title, "minister") || tree_lemma_is(tree, title, "secretary");
}

/* "the battery maker Oriel", "Oriel Ltd", "Mr Brandt". */
static void vote_inside(const struct election *election, const struct relata_mention *mention, struct ballot *ballot) {
  const struct tree *tree = election->tree;
  int kind = -1;
  for (uint32_t t = mention->label_first; t < mention->head; t++) {
    if (kind_of_noun(tree, t) >= 0 || tree_upos(tree, t) == RELATA_NOUN)
      kind = kind_of_noun(tree, t);
    if (tree_upos(tree, t) == RELATA_PROPN && tree_in(tree, t, WORD_TITLE) && !is_group_word(tree, mention->head))
      kind = PERSON_VOTE; /* not "Justice Department" */
  }
  vote(ballot, kind, BY_CUE);
  if (mention->label_end - mention->name_first > 1 && !is_portfolio(tree, mention->head) && /* "Oriel Corp. of Oslo" too */
      (ends_name(tree, mention->label_end - 1) || ends_name(tree, mention->head)))
    vote(ballot, ORGANIZATION_VOTE, BY_CUE);
  if (mention->label_end - mention->name_first > 1 &&
      (tree_in(tree, mention->name_first, WORD_FEMALE) || tree_in(tree, mention->name_first, WORD_MALE)))
    vote(ballot, PERSON_VOTE, BY_TAG);
}

/* "near Welwyn, an inspector found": the tree takes for an apposition what comes after the place. */
static bool stands_for_place(const struct tree *tree, const struct relata_mention *mention) {
  const uint32_t preposition = tree_child_base(tree, mention->head, RELATA_DEP_CASE);
  return tree->tokens[mention->head].name_type == RELATA_NAME_LOC && preposition != RELATA_NONE &&
         preposition < mention->head && tree_upos(tree, preposition) == RELATA_ADP;
}

/* "Brandt, a carmaker", "the carmaker, Brandt", "Brandt is a carmaker". */
static void vote_beside(const struct election *election, const struct relata_mention *mention, struct ballot *ballot) {
  const struct tree *tree = election->tree;
  const uint32_t head = tree_head(tree, mention->head);
  const int apposition = kind_of_noun(tree, tree_child_base(tree, mention->head, RELATA_DEP_APPOS));
  if (apposition != PERSON_VOTE || !stands_for_place(tree, mention))
    vote(ballot, apposition, BY_CUE);
  if (tree_base(tree, mention->head) == RELATA_DEP_APPOS)
    vote(ballot, kind_of_noun(tree, head), BY_CUE);
  if (tree_base(tree, mention->head) == RELATA_DEP_NSUBJ && tree_child_base(tree, head, RELATA_DEP_COP) != RELATA_NONE)
    vote(ballot, kind_of_noun(tree, head), BY_CUE);
}

/* "a director of Brandt", "Brandt's founder": of what is no person, as a rule. */
static void vote_of_led(const struct election *election, const struct relata_mention *mention, struct ballot *ballot) {
  const struct tree *tree = election->tree;
  const uint32_t preposition = tree_child_base(tree, mention->head, RELATA_DEP_CASE);
  const enum relata_dep dep = tree_dep(tree, mention->head);
  if ((dep == RELATA_DEP_NMOD_POSS || (dep == RELATA_DEP_NMOD && tree_form_is(tree, preposition, "of"))) &&
      tree_in(tree, tree_head(tree, mention->head), WORD_TITLE) &&
      election->document->tokens[mention->head].name_type != RELATA_NAME_LOC)
    vote(ballot, ORGANIZATION_VOTE, BY_TAG);
}

/* "Brandt, who retired", "Brandt, which has a mill", "Brandt, where they met"; clubs and parties may be "who" too. */
static void vote_of_relative(const struct election *election, const struct relata_mention *mention,
                             struct ballot *ballot) {
  const struct tree *tree = election->tree;
  const uint32_t clause = tree_child(tree, mention->head, RELATA_DEP_ACL_RELCL);
  const uint8_t tag = election->document->tokens[mention->head].name_type;
  const uint32_t relative = clause == RELATA_NONE ? RELATA_NONE : tree->low[clause];
  if (relative == RELATA_NONE || relative < mention->label_end)
    return;
  const bool bare = tree_child_base(tree, mention->head, RELATA_DEP_CASE) == RELATA_NONE; /* not "the Dean of Leeds, who" */
  if (tree_form_is(tree, relative, "who") && tag != RELATA_NAME_ORG && bare)
    vote(ballot, PERSON_VOTE, BY_HINT);
  else if (tree_form_is(tree, relative, "which") && tag == RELATA_NAME_PER && bare)
    vote(ballot, ORGANIZATION_VOTE, BY_HINT);
  else if (tree_form_is(tree, relative, "where") && tag == RELATA_NAME_LOC)
    vote(ballot, PLACE_VOTE, BY_HINT);
}

/* "Brandt, who has died", "Brandt, a publisher, born in 1937": no publisher that is a firm. */
static void vote_of_life(const struct election *election, const struct relata_mention *mention, struct ballot *ballot) {
  const struct tree *tree = election->tree;
  const uint32_t clause = tree_child_base(tree, mention->head, RELATA_DEP_ACL);
  if (tree->tokens[mention->head].name_type != RELATA_NAME_PER || clause == RELATA_NONE ||
      clause < mention->label_end || clause > mention->label_end + 5 ||
      !name_word_is(tree->tokens[clause].lemma, NAME_LIFE_VERB))
    return;
  const bool born = tree_form_is(tree, clause, "born");
  if (born || (tree_dep(tree, clause) == RELATA_DEP_ACL_RELCL && tree_form_is(tree, tree->low[clause], "who")))
    vote(ballot, PERSON_VOTE, 2 * BY_CUE);
}

static bool tells(const struct tree *tree, uint32_t token, enum name_set set) {
  return token != RELATA_NONE && name_word_is(tree->tokens[token].lemma, set);
}

/* "shares in Brandt", "Brandt's shareholders", "an analyst at Brandt and Lund"; the tree may hang the name on the verb. */
static bool is_said_of_firm(const struct tree *tree, uint32_t name, uint32_t preposition) {
  const uint32_t host = tree_head(tree, name);
  const bool in = tree_form_is(tree, preposition, "in");
  const bool behind = in && preposition > tree_sentence(tree, preposition)->first;
  if (tells(tree, host, NAME_FIRM_NOUN) || (behind && tells(tree, preposition - 1, NAME_FIRM_NOUN)))
    return in || tree_dep(tree, name) == RELATA_DEP_NMOD_POSS || tree_form_is(tree, preposition, "of");
  return tells(tree, host, NAME_FIRM_PERSON) && tree_form_is(tree, preposition, "at") &&
         !tree_in(tree, name, WORD_PLACE_NOUN);
}

/* "lives in Brandt", "a town near Brandt", where the tagger thinks of a place too; not "invested in Brandt". */
static bool is_said_of_place(const struct tree *tree, uint32_t name, uint32_t preposition) {
  const uint32_t host = tree_head(tree, name);
  return (tree_form_is(tree, preposition, "in") || tree_form_is(tree, preposition, "near")) &&
         tree->tokens[name].name_type == RELATA_NAME_LOC && !tells(tree, host, NAME_JOINING_WORD) &&
         !tells(tree, tree_child_base(tree, host, RELATA_DEP_OBJ), NAME_JOINING_WORD);
}

/* "Ann Roe, 24, of Brandt", "a native of Brandt": where somebody is from. */
static bool is_said_of_home(const struct tree *tree, const struct relata_mention *mention) {
  const uint32_t of = mention->first - 1, first = tree_sentence(tree, mention->head)->first;
  if (mention->first < first + 4 || mention->first != mention->label_first || !tree_form_is(tree, of, "of"))
    return false;
  return tree_lemma_is(tree, of - 1, "native") ||
         (tree_form_is(tree, of - 1, ",") && tree_upos(tree, of - 2) == RELATA_NUM && tree_form_is(tree, of - 3, ","));
}

static void vote_of_preposition(const struct election *election, const struct relata_mention *mention,
                                struct ballot *ballot) {
  const uint32_t first = tree_first_conjunct(election->tree, mention->head);
  const uint32_t preposition = tree_child_base(election->tree, first, RELATA_DEP_CASE);
  if (is_said_of_home(election->tree, mention))
    vote(ballot, PLACE_VOTE, BY_CUE);
  else if (is_said_of_firm(election->tree, first, preposition))
    vote(ballot, ORGANIZATION_VOTE, BY_HINT);
  else if (first == mention->head && is_said_of_place(election->tree, first, preposition))
    vote(ballot, PLACE_VOTE, BY_CUE);
}

static int vote_of_tag(const struct relata_token *token) {
  switch ((enum relata_name_type)token->name_type) {
  case RELATA_NAME_PER:
    return PERSON_VOTE;
  case RELATA_NAME_LOC:
    return PLACE_VOTE;
  case RELATA_NAME_ORG:
    return ORGANIZATION_VOTE;
  default:
    return -1;
  }
}

static int vote_of_type(const struct relata_mention *mention) {
  switch ((enum relata_mention_type)mention->type) {
  case RELATA_PERSON:
    return PERSON_VOTE;
  case RELATA_PLACE:
    return PLACE_VOTE;
  case RELATA_ORGANIZATION:
    return ORGANIZATION_VOTE;
  default:
    return -1;
  }
}

static void mention_vote(struct election *election, const struct relata_mention *mention) {
  struct ballot *ballot = ballot_of(election, mention->name_first, mention->label_end);
  if (!ballot->key) {
    ballot->key = words_key(election, mention->name_first, mention->label_end);
    ballot->first = mention->name_first;
    ballot->end = mention->label_end;
  }
  vote(ballot, vote_of_type(mention), BY_TYPE);
  vote(ballot, vote_of_tag(&election->document->tokens[mention->head]), BY_TAG);
  vote_inside(election, mention, ballot);
  vote_beside(election, mention, ballot);
  vote_of_led(election, mention, ballot);
  vote_of_preposition(election, mention, ballot);
  vote_of_relative(election, mention, ballot);
  vote_of_life(election, mention, ballot);
}

/* ------------------------------------------------------------- short names and long ones */

static void ballots_share(struct ballot *a, struct ballot *b) {
  for (int v = 0; v < VOTES; v++) {
    a->shared[v] += b->votes[v];
    b->shared[v] += a->votes[v];
  }
}

/* "Lyon" of "Lyon Bank", or "Ana Lyon", is a town; but where nothing but a guess of the tagger's says so, and it guesses
 * otherwise as often, or no more often than for a person's long name, it is the long name's. */
static bool stays_place(const struct ballot *shorter, const struct ballot *longer, int kind) {
  if (leader(shorter->votes) != PLACE_VOTE)
    return false;
  if (shorter->votes[PLACE_VOTE] >= BY_CUE)
    return true;
  return kind == PERSON_VOTE ? shorter->votes[PLACE_VOTE] > longer->votes[PERSON_VOTE]
                             : longer->votes[ORGANIZATION_VOTE] < BY_CUE ||
                                 shorter->votes[PERSON_VOTE] + shorter->votes[ORGANIZATION_VOTE] <
                                   shorter->votes[PLACE_VOTE];
}

static void ballot_meet_short(struct election *election, struct ballot *longer) {
  const int kind = leader(longer->votes);
  if (longer->end - longer->first < 2 || kind < 0 || kind == PLACE_VOTE)
    return;
  if (kind == PERSON_VOTE && tree_upos(election->tree, longer->end - 2) == RELATA_ADP) /* "the Vicar of Leeds" */
    return;
  const uint32_t word = kind == PERSON_VOTE ? longer->end - 1 : longer->first;
  struct ballot *shorter = ballot_of(election, word, word + 1);
  if (shorter->key && !stays_place(shorter, longer, kind))
    ballots_share(longer, shorter);
}

/* ------------------------------------------------------------- the count */

static void mention_take_type(const struct election *election, struct relata_mention *mention) {
  static const enum relata_mention_type types[VOTES] = { RELATA_PERSON, RELATA_PLACE, RELATA_ORGANIZATION };
  const struct ballot *ballot = ballot_of(election, mention->name_first, mention->label_end);
  uint32_t votes[VOTES];
  for (int v = 0; v < VOTES; v++)
    votes[v] = ballot->votes[v] + ballot->shared[v];
  const int kind = leader(votes), own = vote_of_type(mention);
  if (kind < 0 || votes[kind] < BY_TAG || (own >= 0 && votes[own] == votes[kind]))
    return;
  mention->type = (uint8_t)types[kind];
  mention->name_first = mention_name_first(election->tree, mention);
}

enum relata_status names_vote(struct relata_document *document, const struct tree *tree) {
  size_t size = 64;
  while (size < 2 * document->mention_count)
    size *= 2;
  struct election election = { .document = document, .tree = tree, .mask = size - 1 };
  election.ballots = relata_arena_alloc(document->arena, size * sizeof *election.ballots);
  for (size_t m = 0; m < document->mention_count; m++)
    if (mention_votes(&document->mentions[m]))
      mention_vote(&election, &document->mentions[m]);
  for (size_t b = 0; b < size; b++)
    if (election.ballots[b].key)
      ballot_meet_short(&election, &election.ballots[b]);
  for (size_t m = 0; m < document->mention_count; m++)
    if (mention_votes(&document->mentions[m]))
      mention_take_type(&election, &document->mentions[m]);
  return RELATA_OK;
}
