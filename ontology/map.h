/* map.h — from clauses to facts; between the files of this folder that do it.
 *
 *   link.c, sort_mention.c  who and what the mentions are
 *   map.c       the walk over the clauses; adding a fact
 *   map_hold.c  what a property is not said of
 *   map_pair.c  which two "they", "both countries" are
 *   map_slot.c  which arguments stand in a frame's slots, and whether they fit
 *   map_sense.c whether a verb means what its frame says
 *   map_verb.c  verbs, idioms, light verbs, adjectives
 *   map_stance.c  what one is for, against, threatened with or guilty of
 *   map_event.c events beside a verb
 *   map_text.c  texts that say what their authors say
 *   map_among.c who is one of many
 *   map_noun.c  event nouns, roles
 *   map_compound.c  words side by side
 *   map_home.c  whose a bare title is
 *   map_house.c the same of a firm's titles
 *   map_office.c  what offices people have, and what those rule out
 *   map_place.c where things are
 *   map_site.c  where they are by their names
 *   map_land.c  capitals, neighbours, who comes from where
 *   map_where.c what keeps them from being there
 *   map_deny.c  what grammar rules out between two words
 *   open.c      facts without a frame
 *   map_user.c  a user's own classes and properties
 *   score.c     how sure each is at first
 *   scorer.c    the learned scorer's word
 *   confidence.c  how sure each mapped fact is in the end
 */
#ifndef RELATA_ONTOLOGY_MAP_H
#define RELATA_ONTOLOGY_MAP_H

#include "ontology/ontology.h"

/* What a mapped fact leans on; score.c knows how often each is right. */
enum map_rule {
  MAP_VERB,
  MAP_IDIOM,
  MAP_LIGHT,     /* a light verb and an event noun */
  MAP_EVENT,
  MAP_ROLE,
  MAP_ADJECTIVE,
  MAP_COMPOUND,
  MAP_PREFIX,
  MAP_PLACE,     /* "N in PLACE" */
  MAP_PLACE_OF_VERB,
  MAP_APPOSITION,
  MAP_SCORER,
  MAP_OPEN,
  MAP_RULE_COUNT
};

struct map_seen;
struct map_evidence; /* confidence.h */

struct mapper {
  struct relata_document *document;
  const struct relata_ontology *ontology;
  const struct relata_model *model; /* may be NULL */
  struct relata_str *lemmas; /* of each token, in lower case */
  uint32_t *entity_at;     /* of each mention: the first mention of the same entity */
  bool *inner;             /* token: what another mention counts, "soldiers" in "dozens of soldiers" */
  uint32_t *mention_at;    /* token → the mention that it heads */
  uint32_t (*pair_of)[2];  /* of each mention that means two others: these, else RELATA_NONE */
  uint32_t *noun_clause;   /* token → its NOUN clause, RELATA_NONE if none */
  uint32_t *verb_clause;   /* token → its clause of another kind (verb, copula, adjective …) */
  uint8_t *offices;        /* of each entity, by its first mention: map_office.c */
  uint32_t voice;          /* mention of whom "we" is in the text's own words; RELATA_NONE if nobody */
  bool *told;              /* noun token: its event or role is told already */
  struct relata_fact *facts;
  size_t fact_count, fact_room;
  struct map_evidence *evidence; /* of each fact, until open facts are told */
  size_t evidence_room;
  struct map_seen *seen;   /* facts by their ends, to say each once */
  size_t seen_mask, seen_count;
};

static inline const struct relata_token *map_token(const struct mapper *mapper, uint32_t token) {
  return &mapper->document->tokens[token];
}
/* How the token hangs on its head, without subtype. */
static inline enum relata_dep map_base(const struct mapper *mapper, uint32_t token) {
  return relata_dep_base((enum relata_dep)map_token(mapper, token)->dep);
}
static inline uint32_t map_sentence_first(const struct mapper *mapper, uint32_t token) {
  return mapper->document->sentences[map_token(mapper, token)->sentence].first;
}

/* What goes with a fact besides its two ends. */
struct map_source {
  enum map_rule rule;
  const struct relata_clause *clause;
  struct relata_str word;  /* for `why`: "back", "ally" */
  struct relata_str slots; /* "S>O" */
  const struct relata_frame *frame; /* the lexicon's entry, or NULL */
  const struct relata_actor *nation; /* or NULL: the object is this state, whose people the object's word names */
  bool understood;         /* the object has no words in the sentence: the clause's noun, a title, stands for it */
  bool plain;              /* the article's own fact whatever its clause is: inside a noun phrase */
  bool doubted;            /* but the noun itself says that it may not be so */
  float weight;            /* 1, less where the rule is less sure */
};

/* ---- linking */

/* sort_mention.c: fills every mention's sort.  Known actors must have their class. */
void mentions_sort(struct relata_document *document, const struct relata_ontology *ontology);

/* ---- map_user.c */

/* The classes that a fact's ends have, so that domain and range are kept. */
struct map_ends {
  uint32_t subject, object; /* RELATA_NONE = unknown */
};
/* Gives mentions the user's class that their noun names; at the end of linking. */
void mentions_classify(struct relata_document *document, const struct relata_ontology *ontology);
bool map_is_users(const struct mapper *mapper, uint32_t property);
/* May it hold between the two?  Fills `ends` then. */
bool map_user_admits(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject,
                     const struct relata_mention *object, struct map_ends *ends);
/* Notes the property's IRI and the ends' classes in the fact, and the classes in the document. */
void map_user_note(struct mapper *mapper, uint32_t property, struct relata_fact *fact,
                   const struct relata_mention *subject, const struct relata_mention *object,
                   const struct map_ends *ends);
/* At the end: user's facts before relata's own, what follows from them, and nothing else if so wanted. */
void map_user_settle(struct mapper *mapper);

/* ---- map_pair.c */

/* Finds the two that "they", "both", "the two men" are. */
void map_pairs(struct mapper *mapper);
/* Finds whom a statement's "we" means. */
void map_voice(struct mapper *mapper);
/* Does the token mean two of whom neither is another end of the clause or `other`? */
bool map_pair_acts(const struct mapper *mapper, const struct relata_clause *clause, uint32_t token, uint32_t other);

/* ---- map_slot.c */

/* Heads (tokens) in a slot, at most ROOM. */
enum { MAP_ROOM = 24 };
struct map_heads {
  uint32_t tokens[MAP_ROOM];
  size_t count;
};

/* Arguments of a clause, and what is lent to them: a light verb's subject as
 * the agent, the obliques of the noun that stands as its object. */
struct map_frame_arguments {
  const struct relata_clause *clause; /* the frame's own */
  const struct relata_clause *lender; /* or NULL: a verb above, or the noun below */
  const struct map_heads *agent;      /* or NULL: who does the event */
  bool lends_targets_only;            /* of the lender only "on", "against" … */
  uint32_t noun;                      /* N */
  const struct map_heads *home;       /* or NULL: whose a bare title is, in the place of P alone */
  struct relata_str key;              /* "press_secretary": what belongs to it is nobody's name */
};

bool map_fits(const struct mapper *mapper, uint32_t token, enum relata_sort wanted);
void heads_add(struct map_heads *heads, uint32_t token);
void heads_of_role(const struct relata_clause *clause, enum relata_role role, struct map_heads *heads);
void heads_of_preposition(const struct relata_clause *clause, struct relata_str preposition, struct map_heads *heads);
/* Who does the event of a noun: by/from, possessor, demonym or name before it that is no part of its key. */
void heads_of_agent(const struct mapper *mapper, const struct relata_clause *noun, struct relata_str key,
                    struct map_heads *heads);
/* Whose an office is beside a possessor: the army in "Congo's army spokesman". */
void heads_of_body(const struct mapper *mapper, const struct relata_clause *clause, struct relata_str key,
                   struct map_heads *heads);
/* Applies every frame of the lemma; returns how many facts came of it. */
size_t map_apply(struct mapper *mapper, enum relata_frame_kind kind, struct relata_str lemma,
                 const struct map_frame_arguments *arguments, const struct map_source *source);
/* The same for frames of the properties in a word set. */
size_t map_apply_some(struct mapper *mapper, enum relata_frame_kind kind, struct relata_str lemma,
                      const char *properties, const struct map_frame_arguments *arguments,
                      const struct map_source *source);
/* The same for frames of properties that `but` has in no frame of its kind;
 * beside an idiom only frames with the object in a slot. */
size_t map_apply_beyond(struct mapper *mapper, enum relata_frame_kind kind, struct relata_str lemma,
                        enum relata_frame_kind but_kind, struct relata_str but,
                        const struct map_frame_arguments *arguments, const struct map_source *source);
/* Frames of an event's key, and where that has its compound ("air_strike"), what
 * else the noun alone says.  Not for roles: a vice president is no president. */
size_t map_apply_noun(struct mapper *mapper, enum relata_frame_kind kind, struct relata_str key,
                      const struct map_frame_arguments *arguments, const struct map_source *source);
/* Has the clause an argument of the role? */
bool map_has_role(const struct relata_clause *clause, enum relata_role role);
bool map_has_frames(const struct mapper *mapper, enum relata_frame_kind kind, struct relata_str lemma);
/* Is the noun's role one of the properties of the set: kin, heads, offices? */
bool map_role_in_set(const struct mapper *mapper, struct relata_str noun, const char *set);

/* ---- map_sense.c */

/* Does what else the clause has make the verb mean something that the frame does not say?  `clause` may be NULL. */
bool map_sense_is_other(const struct mapper *mapper, const struct relata_frame *frame, const struct relata_clause *clause);

/* What a frame's word means between these two: its property, another ("the minister attacked the plan" criticises it), or
 * RELATA_NONE ("the union struck" attacks nobody). */
uint32_t map_meant_property(const struct mapper *mapper, const struct relata_frame *frame,
                            const struct map_frame_arguments *arguments, uint32_t from, uint32_t to);

/* ---- map.c */

struct relata_fact *map_fact_new(struct mapper *mapper);

/* Adds a fact between two tokens' mentions; false where nothing can be said:
 * no mention, an empty pronoun, the same thing twice, said already.
 * `property` is RELATA_NONE for an open fact. */
bool map_add(struct mapper *mapper, uint32_t subject, uint32_t property, uint32_t object,
             const struct map_source *source);
/* The same of each of some actors and each of others; true if any was added. */
bool map_add_actors(struct mapper *mapper, const struct map_heads *who, const char *property,
                    const struct map_heads *whom, const struct map_source *source);
/* map_lemma.c: a text with its ASCII letters in lower case, itself where it has no capitals. */
struct relata_str map_lower(struct relata_arena *arena, struct relata_str text);
/* A word as it is written, in lower case. */
static inline struct relata_str map_lower_form(const struct mapper *mapper, uint32_t token) {
  return map_lower(mapper->document->arena, map_token(mapper, token)->form);
}
/* "NKHATA BAY" → "Nkhata Bay" */
struct relata_str map_title_case(struct relata_arena *arena, struct relata_str text);
/* A token's lemma in lower case, of a noun with what hyphens join to it by a preposition: "brother-in-law"
 * is no brother. */
struct relata_str map_lemma(const struct relata_document *document, size_t token);
/* What a nation before one noun does not say of other people of its sentence; before the scorer, after the rules. */
void map_nations_keep(struct mapper *mapper);
void map_nationals(struct mapper *mapper); /* map_compound.c: "Ann Lee, a Swede" */
/* map_text.c: is what stands there a text, and who wrote it? */
bool map_is_text(const struct mapper *mapper, const struct relata_frame *frame, uint32_t token);
void map_add_authors(const struct mapper *mapper, const struct relata_frame *frame, struct map_heads *from);
bool map_is_text_speaking(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject);
/* map_hold.c: can the property be said of the two?  `meant` is whom the object stands for. */
bool map_can_hold(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject,
                  const struct relata_mention *object, const struct relata_mention *meant);
bool map_is_absurd(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject,
                   const struct relata_mention *doer, const struct relata_mention *object,
                   const struct relata_mention *meant);
/* Does an end of a fact name no thing that another fact could tell of?  `meant` is what the words `said` stand for. */
bool map_is_nothing(const struct mapper *mapper, const struct relata_mention *said, const struct relata_mention *meant);
/* A frame as lexicon.ttl writes it: "rel:backs lex:verb [ lex:pattern "S force > O actor" ; lex:words "back" ]". */
struct relata_str map_entry_text(const struct mapper *mapper, const struct relata_frame *frame);
/* The words of these two do not say this, whoever proposes it later. */
void map_rule_out(struct mapper *mapper, uint32_t subject, uint32_t property, uint32_t object);
/* Builds what is known of facts that were told: after facts were taken out. */
void map_seen_renew(struct mapper *mapper);
const char *map_rule_name(enum map_rule rule); /* "verb" */
/* All mapped facts, with evidence but neither weighed nor sorted; relata_find_facts goes on from there. */
enum relata_status map_candidates(struct mapper *mapper, struct relata_error *error);
uint32_t map_property(const struct mapper *mapper, const char *name);
bool map_in_set(const struct mapper *mapper, const char *set, uint32_t token);
const struct relata_mention *map_mention(const struct mapper *mapper, uint32_t token); /* NULL if none */
/* The first of a list: "Lyon" of "in Lyon, Turin and Bern". */
uint32_t map_list_head(const struct mapper *mapper, uint32_t token);
/* The word and what it hangs on, upwards, at most `most`; how many. */
size_t map_ancestors(const struct mapper *mapper, uint32_t token, uint32_t *ancestors, size_t most);
/* "carry_out" + "attack" → "carry_out_attack", in the document's arena. */
struct relata_str map_join(const struct mapper *mapper, struct relata_str a, struct relata_str b);

/* What hangs on a noun; NULL if nothing does. */
static inline const struct relata_clause *map_noun_clause(const struct mapper *mapper, uint32_t token) {
  const uint32_t clause = mapper->noun_clause[token];
  return clause == RELATA_NONE ? NULL : &mapper->document->clauses[clause];
}
/* The key under which the lexicon has a noun: with its compound ("air_strike"), if it has that. */
struct relata_str map_noun_key(const struct mapper *mapper, enum relata_frame_kind kind, uint32_t token);

/* ---- the rules */

void map_verb(struct mapper *mapper, const struct relata_clause *clause);
/* map_stance.c */
void map_stance(struct mapper *mapper, const struct relata_clause *clause);
/* "was jailed for the murder of", "guilty of the attack on" */
void map_guilt(struct mapper *mapper, const struct relata_clause *clause);
/* "marched against the minister" */
void map_against(struct mapper *mapper, const struct relata_clause *clause);
/* map_event.c */
void map_events_beside(struct mapper *mapper, const struct relata_clause *clause);
/* map_among.c: "Chad is among the signatories", "Among the dead was a nurse", "The dead included two nurses" */
void map_among(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun);
void map_among_before(struct mapper *mapper, const struct relata_clause *clause);
void map_among_adjective(struct mapper *mapper, const struct relata_clause *clause);
void map_toll_includes(struct mapper *mapper, const struct relata_clause *clause);
void map_copula(struct mapper *mapper, const struct relata_clause *clause);
/* "under the control of Chad", "in rebel hands", said of whom: does the noun tell of what befalls?  Then it is told. */
bool map_befalls(struct mapper *mapper, const struct relata_clause *clause, struct relata_str preposition,
                 uint32_t noun, const struct map_heads *whom);
void map_adjective(struct mapper *mapper, const struct relata_clause *clause);
void map_noun(struct mapper *mapper, const struct relata_clause *clause);
/* "Milan's opera house": does the possessor only say where it is? */
bool map_is_only_there(const struct mapper *mapper, uint32_t what, uint32_t whose);
/* "an alleged member": does the role's noun leave open whether it is so? */
bool map_is_doubted(const struct mapper *mapper, uint32_t noun);
/* The key of a role's frames: "deputy_leader" for "deputy chief". */
struct relata_str map_role_key(const struct mapper *mapper, const struct relata_clause *clause);
/* Does the word end a title: "staff" of "chief of staff"? */
bool map_ends_title(const struct mapper *mapper, const struct relata_clause *clause, uint32_t word);
/* Notes every entity's offices; at the start. */
void map_offices(struct mapper *mapper);
/* Is the key of a role an office's: does it lead, serve a state or speak for somebody? */
bool map_is_office(const struct mapper *mapper, struct relata_str key);
/* "We support Kenya," said the ministry's spokeswoman: at the end of the rules, the ministry does. */
void map_speakers_settle(struct mapper *mapper);
bool map_is_former(const struct mapper *mapper, uint32_t noun);
/* Would somebody of the entity's offices have the relation too, where only a guess says it? */
bool map_office_admits(const struct mapper *mapper, uint32_t property, uint32_t who);

/* "resigned as chairman of the bank": from the bank. */
void map_left_body(struct mapper *mapper, const struct relata_clause *clause, struct relata_str key);

/* "his union": he is a member. */
void map_own_group(struct mapper *mapper, const struct relata_clause *clause);

bool map_stands_after_as(const struct mapper *mapper, uint32_t noun);

/* "a lawmaker from the ruling party" */
bool map_is_of_body(const struct mapper *mapper, uint32_t noun, uint32_t body);

/* Can what the frame makes a body have no members or staff? */
bool map_is_no_body(const struct mapper *mapper, const struct relata_frame *frame, struct relata_str property,
                    uint32_t to);
bool map_holds_lead(const struct mapper *mapper, uint32_t who);
bool map_is_peaceful(const struct mapper *mapper, uint32_t noun);
bool map_names_field(const struct mapper *mapper, const struct relata_clause *clause, uint32_t word);
bool map_leads_after_of(const struct mapper *mapper, const struct relata_clause *clause);
bool map_serves_another(const struct mapper *mapper, uint32_t noun);
void map_lesser_rule_out(struct mapper *mapper, const struct relata_clause *clause, struct relata_str key,
                         bool leading);
bool map_stand_apart(const struct mapper *mapper, uint32_t first, uint32_t second);
bool map_are_many(const struct mapper *mapper, const struct relata_clause *clause);
void map_act_rule_out(struct mapper *mapper, uint32_t noun, const struct relata_clause *verb);
bool map_is_anybody(const struct mapper *mapper, uint32_t owner);
/* Offices whose state is the one that the article is about; after map_noun. */
void map_home(struct mapper *mapper);

/* ---- map_house.c */

/* "Chief executive Ann Lee" in an article about one company. */
void map_house(struct mapper *mapper);
void map_role_at_home(struct mapper *mapper, const struct relata_clause *clause, const struct map_heads *home);
void map_compound(struct mapper *mapper, const struct relata_clause *clause);
void map_prefixes(struct mapper *mapper);
void map_verb_places(struct mapper *mapper, const struct relata_clause *clause);
void map_list(struct mapper *mapper, const struct relata_clause *clause);
bool map_is_far(const struct mapper *mapper, const struct relata_mention *place);
/* Does the place behind one noun of a list say nothing of this other: "Ana Ruiz in Quito and Jo Mills in Lima"? */
bool map_place_is_of_another(const struct mapper *mapper, uint32_t noun, uint32_t place);
/* "a rally scheduled for Sunday": has the event still to come? */
bool map_is_awaited(const struct mapper *mapper, uint32_t event);
/* Is its preposition, or that of the list it stands in, of the word set? */
bool map_stands_after(const struct mapper *mapper, uint32_t noun, const char *prepositions);
/* Do the rules know better than to say where the subject is, whatever the scorer proposes? */
bool map_place_is_declined(const struct mapper *mapper, const struct relata_clause *clause, bool plain, uint32_t property,
                           uint32_t subject, uint32_t place);
void map_noun_places(struct mapper *mapper, const struct relata_clause *clause);
/* map_where.c: is the subject not in (or of) the place, only before it, seen from it, called after it? */
bool map_is_elsewhere(const struct mapper *mapper, const struct relata_clause *clause, uint32_t property,
                      uint32_t subject, uint32_t place);
/* "left the window open", "left the party for its rival": is no place left? */
bool map_leaves_no_place(const struct mapper *mapper, const struct relata_clause *clause, uint32_t property,
                         uint32_t place);
/* map_site.c: "the Bastia hospital", "the University of Padua". */
void map_sites(struct mapper *mapper, const struct relata_clause *clause);
/* "a Glasgow lawyer", "a baker from Gaza City" */
void map_dwellers(struct mapper *mapper, const struct relata_clause *clause);
/* map_where.c: "villagers on the island", "aboard the steamer" */
bool map_is_upon_ground(const struct mapper *mapper, uint32_t what, const struct relata_argument *place);
bool map_is_aboard(const struct mapper *mapper, const struct relata_argument *ship);
/* "the Danish brewer Carlsund" */
void map_firms(struct mapper *mapper, const struct relata_clause *clause);
/* map_land.c: "the capital, Lomé" */
void map_capital(struct mapper *mapper, const struct relata_clause *clause);
/* "neighbouring Chad": whose neighbour, or RELATA_NONE */
uint32_t map_land_beside(const struct mapper *mapper, const struct relata_mention *place);
/* The person of "Jerome Bautista, 24, of [Lingayen]", or RELATA_NONE; and that he lives there. */
uint32_t map_resident_before(const struct mapper *mapper, uint32_t place);
void map_residence(struct mapper *mapper, const struct relata_mention *place);
/* Is it known to be a place, not only a word in another's name? */
bool map_is_known_place(const struct mapper *mapper, uint32_t token);
/* "Aleppo, Syria"; "30 km south of Idlib". */
void map_place_names(struct mapper *mapper);
/* map_deny.c: does the way the two hang together rule it out, whatever the scorer proposes? */
bool map_is_denied(const struct mapper *mapper, uint32_t property, uint32_t subject, uint32_t object);
void map_open(struct mapper *mapper, const struct relata_clause *clause);
enum relata_status map_scorer(struct mapper *mapper, struct relata_error *error);

/* ---- score.c */

double map_confidence(const struct mapper *mapper, const struct map_source *source, bool possible, bool said);

#endif
