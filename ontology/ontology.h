/* ontology.h — what words mean: classes and properties, how English says
 * them, who the actors are; and how a clause becomes a fact by them.
 *
 * The data are Turtle and TSV files that a user can read and extend
 * (relata.ttl, lexicon.ttl, actors.ttl, nouns.tsv); a build step compiles them
 * to one file `relata.lexicon` that is memory-mapped.  An opened ontology is
 * read-only and may be shared by threads.
 */
#ifndef RELATA_ONTOLOGY_H
#define RELATA_ONTOLOGY_H

#include "extract/extract.h"

#ifdef __cplusplus
extern "C" {
#endif

struct relata_ontology;

/* Maps a compiled file.  RELATA_IO if it cannot be read, RELATA_BAD_INPUT if it
 * is damaged or of another version.  `*out` is NULL then. */
enum relata_status relata_ontology_open(struct relata_ontology **out, const char *path, struct relata_error *error);
void relata_ontology_close(struct relata_ontology *ontology);

/* ---------------------------------------------------------------- classes and properties */

struct relata_class {
  struct relata_str name; /* local name, "ArmedGroup" */
  struct relata_str label;
  uint32_t parent; /* index, RELATA_NONE at the top */
  struct relata_str iri; /* of a user's class (its name is "co:Company" then); empty for relata's own */
};

struct relata_property {
  struct relata_str name; /* local name, "backs" */
  struct relata_str label;
  uint32_t domain, range; /* class indexes, RELATA_NONE = anything */
  uint32_t inverse;       /* property index or RELATA_NONE */
  bool symmetric;
  struct relata_str iri; /* of a user's property (its name is "co:acquires" then); empty for relata's own */
  uint32_t parent;       /* a user's: what it is a sub-property of, or RELATA_NONE */
  uint32_t equivalent;   /* a user's: the property of relata's that says the same, or RELATA_NONE */
};

size_t relata_ontology_class_count(const struct relata_ontology *ontology);
const struct relata_class *relata_ontology_get_class(const struct relata_ontology *ontology, uint32_t index);
uint32_t relata_ontology_find_class(const struct relata_ontology *ontology, struct relata_str name);
bool relata_ontology_is_a(const struct relata_ontology *ontology, uint32_t sub, uint32_t super);

size_t relata_ontology_property_count(const struct relata_ontology *ontology);
const struct relata_property *relata_ontology_get_property(const struct relata_ontology *ontology, uint32_t index);
uint32_t relata_ontology_find_property(const struct relata_ontology *ontology, struct relata_str name);

/* ---------------------------------------------------------------- a user's own ontology */

/* A triple of a user's file, and where it stands. */
struct relata_read_triple {
  struct relata_str subject, predicate, object; /* IRIs in full, blank nodes as "_:…", literals as their text */
  struct relata_str language;                   /* of a literal, or empty */
  bool literal;
  size_t line; /* 0 = unknown */
};

/* Where a parser hands over what it reads. */
struct relata_triple_sink {
  enum relata_status (*triple)(void *payload, const struct relata_read_triple *triple);
  void (*prefix)(void *payload, struct relata_str name, struct relata_str iri);
  void *payload;
};
/* Parses a file of another syntax than Turtle's family; graph.h offers relata_parse_rdf. */
typedef enum relata_status (*relata_parse)(const char *path, const struct relata_triple_sink *sink,
                                           struct relata_error *error);

struct relata_extension {
  const char *const *paths; /* OWL or RDFS: .ttl .nt .nq .trig, others through `parse` */
  size_t path_count;
  relata_parse parse; /* or NULL: only Turtle's family */
  bool only;          /* keep only facts of the user's properties */
};

/* `base` with the classes, properties, words and individuals of a user's
 * files, which come first wherever both have a say.  Labels, OntoLex entries
 * or lex: blocks of properties direct the extraction; domain, range,
 * sub-properties, inverses and symmetry are obeyed.  `base` may be closed
 * afterwards.  RELATA_BAD_INPUT with file and line where the files are broken
 * or contradict themselves. */
enum relata_status relata_ontology_extend(struct relata_ontology **out, const struct relata_ontology *base,
                                          const struct relata_extension *extension, struct relata_error *error);

enum relata_finding_kind {
  RELATA_FINDING_WRONG,   /* broken or contradictory: relata_ontology_extend refuses it */
  RELATA_FINDING_MISSING, /* without it nothing can be found in a text */
  RELATA_FINDING_NOTE     /* good to know */
};
struct relata_finding {
  enum relata_finding_kind kind;
  const char *path;
  size_t line;
  struct relata_str message;
};
typedef void (*relata_take_finding)(void *payload, const struct relata_finding *finding);

/* Tells all that is wrong, missing or worth knowing, by file and line.  A file
 * that cannot be parsed is a finding; one that cannot be read an error. */
enum relata_status relata_ontology_check(const struct relata_ontology *base, const struct relata_extension *extension,
                                         relata_take_finding take, void *payload, struct relata_error *error);

/* The name spaces of a user's names: "co" and its IRI. */
struct relata_namespace {
  struct relata_str name, iri;
};
size_t relata_ontology_namespace_count(const struct relata_ontology *ontology);
const struct relata_namespace *relata_ontology_get_namespace(const struct relata_ontology *ontology, size_t index);

/* ---------------------------------------------------------------- the lexicon */

/* Which word class a frame is of. */
enum relata_frame_kind {
  RELATA_FRAME_VERB,      /* back (S, O …) */
  RELATA_FRAME_EVENT,     /* noun of an event: shelling (G agent, "of", "by" …) */
  RELATA_FRAME_IDIOM,     /* verb + noun: take_control ("of"), pose_danger ("to") */
  RELATA_FRAME_ROLE,      /* noun of a role: ally, leader, ambassador (H holder …) */
  RELATA_FRAME_ADJECTIVE, /* loyal ("to") */
  RELATA_FRAME_PARTICIPLE,/* the second half of "Turkish-backed" (X the first half, N the noun) */
  RELATA_FRAME_PREFIX     /* the first half of "anti-government" */
};

/* Where one side of the relation stands. */
enum relata_slot {
  RELATA_SLOT_SUBJECT,   /* S */
  RELATA_SLOT_OBJECT,    /* O */
  RELATA_SLOT_INDIRECT,  /* I */
  RELATA_SLOT_CLAUSE,    /* C: subject of the complement clause */
  RELATA_SLOT_AGENT,     /* G: who does the event that a noun names */
  RELATA_SLOT_NOUN,      /* N: the noun itself */
  RELATA_SLOT_HOLDER,    /* H: who holds the role */
  RELATA_SLOT_POSSESSOR, /* P: possessor, demonym or compound of a role's noun */
  RELATA_SLOT_MODIFIER,  /* X: modifier in a compound */
  RELATA_SLOT_BETWEEN,   /* both sides of "between A and B" */
  RELATA_SLOT_PREPOSITION /* an oblique or nmod with the frame's preposition */
};

struct relata_frame {
  enum relata_frame_kind kind;
  struct relata_str lemma; /* "carry_out", "take_control" */
  enum relata_slot from, to;
  struct relata_str from_preposition, to_preposition;
  uint32_t property;
  uint8_t from_type, to_type; /* enum relata_sort: what may stand there */
};

/* What sort of thing a noun names, for a frame's constraints; from nouns.tsv,
 * names' types and actors.ttl. */
enum relata_sort {
  RELATA_SORT_ANY,      /* in a frame: no constraint */
  RELATA_SORT_ACTOR,    /* person, group, state, organisation */
  RELATA_SORT_PERSON,
  RELATA_SORT_GROUP,    /* actor but not one person */
  RELATA_SORT_STATE,    /* a country or a part of one that acts */
  RELATA_SORT_PLACE,
  RELATA_SORT_TOWN,     /* place but not a country */
  RELATA_SORT_FORCE,    /* actor, weapon or attack: what can kill or destroy */
  RELATA_SORT_WEAPON,
  RELATA_SORT_EVENT,
  RELATA_SORT_DEAL,     /* agreement, truce, plan, resolution */
  RELATA_SORT_CONCRETE, /* anything but an abstract, a number, a time */
  RELATA_SORT_CONDITION,/* war, truce, independence, emergency: what is declared */
  RELATA_SORT_ARTIFACT,
  RELATA_SORT_ABSTRACT,
  RELATA_SORT_TIME,
  RELATA_SORT_NUMBER,
  RELATA_SORT_NAMED,    /* a proper name or a state */
  RELATA_SORT_ORGANIZATION, /* a body that is neither a person nor a country: army, party, company, agency */
  RELATA_SORT_INSTITUTION, /* a body and its building: school, hospital, embassy, court */
  RELATA_SORT_THING,  /* anything but who acts: a text, a stuff, a law, a box, a building */
  RELATA_SORT_PEOPLE, /* persons and bodies of them: no state or place, no name that may be anything */
  RELATA_SORT_COUNT
};
/* "actor", "place" …: a sort as the data files write it; RELATA_SORT_COUNT for a word that is none. */
const char *relata_sort_as_name(enum relata_sort sort);
enum relata_sort relata_sort_of(struct relata_str name);
/* Does a thing of sort `sort` (a noun's: PERSON, GROUP, STATE, TOWN …) pass a
 * frame's `wanted`?  ANY as `sort` (nothing is known) passes only ANY. */
bool relata_sort_fits(enum relata_sort sort, enum relata_sort wanted);

/* The frames of a lemma, contiguous. */
const struct relata_frame *relata_ontology_find_frames(const struct relata_ontology *ontology,
                                                       enum relata_frame_kind kind, struct relata_str lemma,
                                                       size_t *count);

/* The usual sort of a common noun ("rebel" → GROUP); RELATA_SORT_ANY if unlisted. */
enum relata_sort relata_ontology_noun_sort(const struct relata_ontology *ontology, struct relata_str lemma);

/* Word sets that rules need, each a set of words.tsv: "light_verb",
 * "stay_verb", "led_noun" …  Words of several parts are joined by '_'
 * ("carry_out").  An unknown set holds nothing. */
bool relata_ontology_in_set(const struct relata_ontology *ontology, const char *set, struct relata_str lemma);

/* ---------------------------------------------------------------- actors */

struct relata_actor {
  struct relata_str id;       /* local name of its IRI: "Turkey" */
  struct relata_str label;    /* "Turkey" */
  uint32_t class_index;
  struct relata_str same_as;  /* Wikidata IRI or empty */
  uint32_t located_in;        /* the actor (country, region) that it lies in or belongs to; RELATA_NONE */
};

enum relata_alias_kind { RELATA_ALIAS_NAME, RELATA_ALIAS_ACRONYM, RELATA_ALIAS_DEMONYM, RELATA_ALIAS_METONYM };

/* The actor that a name, acronym, demonym or (capital as) metonym stands for;
 * NULL if unknown.  Acronyms and names that are also common nouns ("US",
 * "Turkey") want their capitals as written, other aliases any.  A capital or
 * seat ("Ankara", "the Kremlin" without its article) gives its state with
 * RELATA_ALIAS_METONYM; ask relata_ontology_find_place for the place itself. */
const struct relata_actor *relata_ontology_find_actor(const struct relata_ontology *ontology, struct relata_str alias,
                                                      enum relata_alias_kind *kind);

/* The actor of that name or acronym taken as a place or body of its own
 * ("Ankara" the city), never as a demonym or metonym; NULL if unknown. */
const struct relata_actor *relata_ontology_find_place(const struct relata_ontology *ontology, struct relata_str alias);

size_t relata_ontology_actor_count(const struct relata_ontology *ontology);
const struct relata_actor *relata_ontology_get_actor(const struct relata_ontology *ontology, uint32_t index);

/* All frames, sorted by kind and lemma: for reports and for learned look-ups. */
size_t relata_ontology_frame_count(const struct relata_ontology *ontology);
const struct relata_frame *relata_ontology_get_frame(const struct relata_ontology *ontology, size_t index);

/* ---------------------------------------------------------------- applying them */

/* Gives every mention its entity, class and label. */
enum relata_status relata_link_mentions(struct relata_document *document, const struct relata_ontology *ontology,
                                        struct relata_error *error);

/* From now on keeps exactly the mapped facts of this confidence (0 to 1) or
 * more; below 0, as at first, the shipped thresholds hold.  To be called
 * before threads share the ontology. */
void relata_ontology_set_least_confidence(struct relata_ontology *ontology, double least);

/* Fills facts from clauses and mentions: mapped where a frame (or, with a
 * model, the relation scorer) says so, open otherwise.  `model` may be NULL. */
enum relata_status relata_find_facts(struct relata_document *document, const struct relata_ontology *ontology,
                                     const struct relata_model *model, struct relata_error *error);

#ifdef __cplusplus
}
#endif
#endif
