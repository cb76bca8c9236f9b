/* extract.h — text to facts: the data that every part of relata hands on, and
 * the calls that make it.
 *
 * A text goes one way: read → split → analyse → mention → resolve → clause →
 * (ontology) fact.  Each step fills one more array of the same document; all
 * of a document's memory is its arena's, freed at once with the document.
 *
 * Conventions.  Strings are views `{data, len}` into UTF-8 text, not
 * terminated.  Offsets are bytes.  Calls that can fail return a status and
 * fill a `struct relata_error` that the caller owns (it may be NULL).  Nothing
 * here prints, exits or keeps a global.  `_get_`/`_as_` lend, `_new_`/`_to_`
 * hand over.
 */
#ifndef RELATA_EXTRACT_H
#define RELATA_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

const char *relata_version(void); /* "0.1.0" */

/* ------------------------------------------------------------------ status */

enum relata_status {
  RELATA_OK = 0,
  RELATA_NOT_FOUND,   /* nothing there: no such article, entity, row */
  RELATA_BAD_USAGE,   /* the caller asked for something that makes no sense */
  RELATA_BAD_INPUT,   /* a text, RDF file, query or ontology that is wrong */
  RELATA_BAD_MODEL,   /* a weights file that is damaged or of another version */
  RELATA_IO,          /* reading or writing failed; the message has errno's */
  RELATA_NO_MEMORY,
  RELATA_LIMIT,       /* a limit of time, size or rows was reached */
  RELATA_UNSUPPORTED, /* known but not done here, e.g. a format of RDF */
  RELATA_BUSY,        /* another process is writing this graph */
  RELATA_INTERNAL     /* our own fault */
};

/* What went wrong and where.  `line` and `column` count from 1, 0 = unknown. */
struct relata_error {
  enum relata_status status;
  size_t line, column;
  char path[512];
  char message[512];
};

/* "bad input", "cannot read or write" …: a status in words. */
const char *relata_status_as_words(enum relata_status status);

/* Fills `error` (unless NULL) and returns `status`.  `path` may be NULL. */
enum relata_status relata_error_set(struct relata_error *error, enum relata_status status, const char *path,
                                    size_t line, size_t column, const char *format, ...)
  __attribute__((format(printf, 6, 7)));

/* Returns early with the status of a call that failed. */
#define RELATA_TRY(call)                                 \
  do {                                                   \
    const enum relata_status relata_try_status = (call); \
    if (relata_try_status != RELATA_OK)                  \
      return relata_try_status;                          \
  } while (0)

/* ----------------------------------------------------------------- strings */

struct relata_str {
  const char *data; /* UTF-8, not terminated; NULL only when len is 0 */
  size_t len;
};

#define RELATA_STR(literal) ((struct relata_str){ (literal), sizeof(literal) - 1 })

struct relata_str relata_str_of(const char *terminated);
bool relata_str_equal(struct relata_str a, struct relata_str b);
bool relata_str_is(struct relata_str a, const char *terminated);
int relata_str_compare(struct relata_str a, struct relata_str b); /* by bytes, as memcmp */
struct relata_str relata_str_trim(struct relata_str text);        /* without ASCII white space at either end */
uint64_t relata_str_hash(struct relata_str text);                 /* the same everywhere and always */

/* Where `wanted` stands among `count` records of `size` bytes that begin with a
 * relata_str and are sorted by it (relata_str_compare); `count` if nowhere. */
size_t relata_str_search(struct relata_str wanted, const void *records, size_t count, size_t size);

/* ------------------------------------------------------------------- arena */

/* Memory that is given back all at once.  Never returns NULL: a process that
 * is out of memory says so and ends.  With RELATA_ARENA_MALLOC defined every
 * item is its own malloc, so that sanitizers see its bounds. */
struct relata_arena;

struct relata_arena *relata_arena_new(void);
void relata_arena_free(struct relata_arena *arena); /* NULL does nothing */
void relata_arena_clear(struct relata_arena *arena); /* keeps its blocks for reuse */
void *relata_arena_alloc(struct relata_arena *arena, size_t size); /* zeroed, aligned for any type */
struct relata_str relata_arena_copy(struct relata_arena *arena, struct relata_str text); /* also NUL-terminated */
struct relata_str relata_arena_print(struct relata_arena *arena, const char *format, ...)
  __attribute__((format(printf, 2, 3)));

/* -------------------------------------------------------------- vocabulary */

/* Universal part of speech. */
enum relata_upos {
  RELATA_ADJ, RELATA_ADP, RELATA_ADV, RELATA_AUX, RELATA_CCONJ, RELATA_DET, RELATA_INTJ, RELATA_NOUN, RELATA_NUM,
  RELATA_PART, RELATA_PRON, RELATA_PROPN, RELATA_PUNCT, RELATA_SCONJ, RELATA_SYM, RELATA_VERB, RELATA_X,
  RELATA_UPOS_COUNT
};
const char *relata_upos_as_name(enum relata_upos upos);
enum relata_upos relata_upos_of(struct relata_str name); /* RELATA_X for an unknown name */

/* Dependency relations of Universal Dependencies: base relation and, where
 * English has one, its subtype.  One enumerator each; `relata_dep_base` gives
 * the relation before the colon. */
#define RELATA_DEPS(X)                                                                                              \
  X(ACL, "acl", ACL) X(ACL_RELCL, "acl:relcl", ACL) X(ADVCL, "advcl", ADVCL) X(ADVCL_RELCL, "advcl:relcl", ADVCL)   \
  X(ADVMOD, "advmod", ADVMOD) X(AMOD, "amod", AMOD) X(APPOS, "appos", APPOS) X(AUX, "aux", AUX)                     \
  X(AUX_PASS, "aux:pass", AUX) X(CASE, "case", CASE) X(CC, "cc", CC) X(CC_PRECONJ, "cc:preconj", CC)                \
  X(CCOMP, "ccomp", CCOMP) X(COMPOUND, "compound", COMPOUND) X(COMPOUND_PRT, "compound:prt", COMPOUND)              \
  X(CONJ, "conj", CONJ) X(COP, "cop", COP) X(CSUBJ, "csubj", CSUBJ) X(CSUBJ_OUTER, "csubj:outer", CSUBJ)            \
  X(CSUBJ_PASS, "csubj:pass", CSUBJ) X(DEP, "dep", DEP) X(DET, "det", DET) X(DET_PREDET, "det:predet", DET)         \
  X(DISCOURSE, "discourse", DISCOURSE) X(DISLOCATED, "dislocated", DISLOCATED) X(EXPL, "expl", EXPL)                \
  X(FIXED, "fixed", FIXED) X(FLAT, "flat", FLAT) X(GOESWITH, "goeswith", GOESWITH) X(IOBJ, "iobj", IOBJ)            \
  X(LIST, "list", LIST) X(MARK, "mark", MARK) X(NMOD, "nmod", NMOD) X(NMOD_DESC, "nmod:desc", NMOD)                 \
  X(NMOD_POSS, "nmod:poss", NMOD) X(NMOD_UNMARKED, "nmod:unmarked", NMOD) X(NSUBJ, "nsubj", NSUBJ)                  \
  X(NSUBJ_OUTER, "nsubj:outer", NSUBJ) X(NSUBJ_PASS, "nsubj:pass", NSUBJ) X(NUMMOD, "nummod", NUMMOD)               \
  X(OBJ, "obj", OBJ) X(OBL, "obl", OBL) X(OBL_AGENT, "obl:agent", OBL) X(OBL_UNMARKED, "obl:unmarked", OBL)         \
  X(ORPHAN, "orphan", ORPHAN) X(PARATAXIS, "parataxis", PARATAXIS) X(PUNCT, "punct", PUNCT)                         \
  X(REPARANDUM, "reparandum", REPARANDUM) X(ROOT, "root", ROOT) X(VOCATIVE, "vocative", VOCATIVE)                   \
  X(XCOMP, "xcomp", XCOMP)

enum relata_dep {
#define X(name, text, base) RELATA_DEP_##name,
  RELATA_DEPS(X)
#undef X
  RELATA_DEP_COUNT
};
const char *relata_dep_as_name(enum relata_dep dep);
enum relata_dep relata_dep_of(struct relata_str name); /* an unknown subtype gives its base, else DEP */
enum relata_dep relata_dep_base(enum relata_dep dep);

/* Kinds of names, and BIO position. */
enum relata_name_type { RELATA_NAME_NONE, RELATA_NAME_PER, RELATA_NAME_ORG, RELATA_NAME_LOC, RELATA_NAME_MISC };

/* Features that facts need. */
enum relata_number { RELATA_NUMBER_NONE, RELATA_SING, RELATA_PLUR };
enum relata_tense { RELATA_TENSE_NONE, RELATA_PAST, RELATA_PRES };
enum relata_verb_form { RELATA_VERB_FORM_NONE, RELATA_FIN, RELATA_GER, RELATA_INF, RELATA_PART_FORM };
enum relata_mood { RELATA_MOOD_NONE, RELATA_IND, RELATA_IMP, RELATA_SUB };

/* ---------------------------------------------------------------- document */

#define RELATA_NONE ((uint32_t) - 1) /* no token, mention, clause … */

/* A word.  Tokens of a document stand in one array; `head` counts in it too. */
struct relata_token {
  struct relata_str form;  /* as written */
  struct relata_str lemma; /* lower case except names */
  uint32_t begin, end;     /* bytes in the document's text */
  uint32_t head;           /* index of its governor in the document's tokens, RELATA_NONE for the root */
  uint32_t sentence;
  uint8_t upos;      /* enum relata_upos */
  uint8_t dep;       /* enum relata_dep */
  uint8_t name_type; /* enum relata_name_type */
  bool name_begins;  /* B of BIO */
  uint8_t number, tense, verb_form, mood;
  uint8_t person; /* 1, 2, 3, 0 = none */
  bool passive;   /* Voice=Pass */
  bool negative;  /* Polarity=Neg */
  bool space_after;
  uint8_t mention_type; /* enum relata_mention_type of the mention it heads, by the model */
  float arc_score;      /* probability of its head, 0…1; 1 where the tree was given */
  float tag_score;      /* probability of its tag */
};

struct relata_sentence {
  uint32_t first, end; /* tokens [first, end) */
  uint32_t begin_byte, end_byte;
  bool paragraph_begins;
  bool is_title;
  bool given_tree; /* its tags, lemmas and heads were given (`keep_trees`); the analyser leaves them */
  struct relata_str id; /* CoNLL-U's sent_id, else empty */
};

/* GUM's ten types of mentions. */
enum relata_mention_type {
  RELATA_MENTION_NONE, RELATA_PERSON, RELATA_PLACE, RELATA_ORGANIZATION, RELATA_EVENT, RELATA_TIME, RELATA_OBJECT,
  RELATA_SUBSTANCE, RELATA_ABSTRACT, RELATA_ANIMAL, RELATA_PLANT,
  RELATA_MENTION_TYPE_COUNT
};
const char *relata_mention_type_as_name(enum relata_mention_type type);

/* A noun phrase or pronoun that can be an entity. */
struct relata_mention {
  uint32_t head;       /* token */
  uint32_t core;       /* token of what is meant: "rebels" in "dozens of rebels"; else `head` */
  uint32_t first, end; /* tokens of the whole phrase, [first, end) */
  uint32_t label_first, label_end; /* tokens of its short form */
  uint32_t name_first; /* first token of a person's name proper, behind titles; else `label_first` */
  uint32_t begin, end_byte; /* its bytes in the document's text */
  uint32_t cluster;    /* the same number for the same thing within the document, by rules; facts use it */
  uint32_t chain;      /* the same by a trained scorer that joins more: relata_write_mentions_jsonl writes it */
  uint8_t type;        /* enum relata_mention_type */
  uint8_t number;      /* enum relata_number */
  bool named, pronoun, definite, generic;
  bool refers;   /* means something: not "charge" of "in charge", "Grand" of "Grand Canyon", "Turkish" */
  bool modifier; /* an adjective such as "Turkish": no noun phrase, but it has an entity */
  struct relata_str label; /* the words of its short form: without article, clauses, appositions */
  /* by the ontology: */
  struct relata_str entity; /* IRI's local name, "Turkey"; empty until linked */
  struct relata_str entity_class; /* local name of its class, "State"; empty if unknown */
  uint8_t sort; /* enum relata_sort (ontology.h): what frames ask for */
  struct relata_str entity_label; /* "Turkey" for "Ankara" or "Turkish"; else the label of its antecedent or its own */
};

/* ------------------------------------------------------------------ clause */

/* What kind of words state it. */
enum relata_clause_kind {
  RELATA_CLAUSE_VERB,       /* "Turkey backs rebels", participles and infinitives too */
  RELATA_CLAUSE_COPULA,     /* "Nikki Haley is the ambassador": the complement is a PREDICATE argument */
  RELATA_CLAUSE_ADJECTIVE,  /* "loyal to Assad": a predicate adjective or one that follows its noun */
  RELATA_CLAUSE_NOUN,       /* "the shelling of Idlib by Russia", "Syria's ally Russia": a noun and what hangs on it */
  RELATA_CLAUSE_APPOSITION, /* "Nikki Haley, the ambassador" */
  RELATA_CLAUSE_COMPOUND,   /* "Turkish-backed rebels": a participle inside a noun phrase */
  RELATA_CLAUSE_EXISTENTIAL /* "there are clashes in Idlib" */
};

enum relata_role {
  RELATA_ROLE_SUBJECT,   /* who does it or is it: deep subject, a passive's agent included */
  RELATA_ROLE_OBJECT,    /* whom: a passive's grammatical subject included */
  RELATA_ROLE_INDIRECT,  /* "gave the rebels arms": the rebels */
  RELATA_ROLE_PREDICATE, /* copula's complement, second half of an apposition, object predicate */
  RELATA_ROLE_CLAUSE,    /* a complement clause: `clause` says which */
  RELATA_ROLE_OBLIQUE,   /* with `preposition` */
  RELATA_ROLE_ADVERBIAL, /* an adverb, a bare time, an adverbial clause */
  RELATA_ROLE_POSSESSOR, /* of a noun: "Syria's", "its" */
  RELATA_ROLE_MODIFIER,  /* of a noun: compound or demonym, "Turkish troops", "NATO ally" */
  RELATA_ROLE_HOLDER     /* who holds the role that a noun names: title, apposition, copula */
};

struct relata_argument {
  enum relata_role role;
  uint32_t head;                 /* token */
  uint32_t mention;              /* or RELATA_NONE */
  uint32_t clause;               /* for RELATA_ROLE_CLAUSE and adverbial clauses, else RELATA_NONE */
  struct relata_str preposition; /* lower case, words joined by '_'; empty if none */
  bool inherited; /* shared by conjunction, control or a relative clause: it does not hang on this predicate */
};

/* How far the article stands behind a clause, and what goes with it. */
struct relata_circumstances {
  bool negated;
  bool possible;              /* planned, feared, alleged, conditional, ordered */
  uint32_t speaker;           /* mention that says it, or RELATA_NONE */
  uint32_t speech;            /* token of the word of speech, or RELATA_NONE */
  uint32_t time_first, time_end;   /* tokens of the phrase, empty if none */
  uint32_t place;             /* mention, or RELATA_NONE */
  struct relata_str time;     /* "2018-09-07", "2011", "2011/..": ISO 8601 (EDTF); empty if unknown */
  struct relata_str quantity; /* "at least 25", as written; empty if none */
};

struct relata_clause {
  enum relata_clause_kind kind;
  uint32_t sentence;
  uint32_t head;           /* token of the predicate */
  struct relata_str lemma; /* "carry_out": the predicate's lemma with its particle */
  bool passive;            /* grammatically; the roles are already the deep ones */
  uint32_t parent;         /* the clause it hangs in, or RELATA_NONE */
  struct relata_argument *arguments;
  size_t argument_count;
  struct relata_circumstances circumstances;
  float score; /* how sure the analyser is of the words involved, 0…1 */
};

/* -------------------------------------------------------------------- fact */

/* One value that spoke for or against a fact: value × weight is what it adds to the log-odds. */
struct relata_reason_value {
  struct relata_str name; /* "rule=verb" */
  double value, weight;
};

/* How a fact came about, for whoever asks why (`keep_reasons`). */
struct relata_reason {
  struct relata_str rule;  /* "verb", "place", "scorer", "open" … */
  struct relata_str entry; /* the lexicon's entry, as lexicon.ttl writes it; empty where a rule needs none */
  uint32_t predicate;      /* token that states it */
  uint32_t speech;         /* token of the word of speech, or RELATA_NONE */
  float words;             /* how sure the analyser is of the words, 0…1 */
  bool scored;             /* the scorer has read the pair; the next four are its probabilities */
  float relation, none;    /* of this relation (0 where it does not know it), of no relation */
  struct relata_str best;  /* its own first choice: a relation's name or "none" */
  float best_probability;
  const struct relata_reason_value *values; /* of the confidence; none where it is the first guess of the rule's kind */
  size_t value_count;
};

/* One triple with its circumstances, as DESIGN's JSON Lines have it. */
struct relata_fact {
  uint32_t sentence;
  uint32_t begin, end;         /* bytes of the quotation in the document's text */
  struct relata_str subject;   /* the mention's words, pronouns replaced by their antecedent */
  struct relata_str subject_label, subject_id, subject_type;
  struct relata_str phrase;    /* the predicate's words, as written */
  struct relata_str relation;  /* local name of the property, "backs"; "co:acquires" of a user's; empty for an open fact */
  struct relata_str relation_iri; /* of a user's property; empty for relata's own */
  struct relata_str open_name; /* name minted from the words, "depend_on" */
  struct relata_str object;
  struct relata_str object_label, object_id, object_type;
  struct relata_str value, datatype; /* when the object is a literal; datatype as "xsd:integer" */
  bool negated, possible;
  struct relata_str speaker, speaker_id; /* empty when the article itself says it */
  struct relata_str time, place, place_id, quantity;
  double confidence;           /* 0…1 */
  /* The words of this sentence, a pronoun's too; of an object that is understood, "Premier Kishi" of Japan, the title's. */
  uint32_t subject_begin, subject_end, object_begin, object_end;
  uint32_t subject_mention, object_mention;
  struct relata_str why; /* the rule and the lexical entry that gave it: "verb back S>O" */
  struct relata_reason *reason; /* the same in full; NULL without `keep_reasons` */
};

/* An open extraction as CaRB and OpenIE tools print them. */
struct relata_extraction {
  uint32_t sentence;
  double confidence;
  struct relata_str predicate;
  struct relata_str *arguments; /* the subject first */
  size_t argument_count;
};

/* From offsets in `text` to offsets in the file as given.  Sorted by `text`;
 * bytes between two entries lie as far apart in the file as in the text, or,
 * where `text` stands still, were dropped. */
struct relata_offset {
  uint32_t text, source;
};

struct relata_document {
  struct relata_arena *arena; /* owns everything below */
  struct relata_str id;       /* file name, or the record's id */
  struct relata_str path;     /* as it was given; "-" for standard input */
  struct relata_str url, title, author, source; /* empty when unknown; source: agency or site */
  struct relata_str date;     /* ISO 8601 date of publication, empty when unknown */
  struct relata_str place;    /* of the dateline, "Istanbul"; empty when unknown */
  struct relata_str text;     /* cleaned UTF-8 in NFC, paragraphs separated by "\n\n"; a title is its first paragraph */
  bool has_title;             /* the first paragraph of `text` is the title */
  struct relata_offset *offsets;
  size_t offset_count;
  size_t broken_bytes; /* replaced by U+FFFD */
  uint64_t content_hash; /* of the text and the fields above it */
  /* A text too long for one arena comes as several documents of the same id,
   * cut between paragraphs or sentences; offsets lead into the whole file. */
  bool keep_reasons; /* set before relata_find_facts: every fact keeps its `reason` */
  uint32_t part;     /* 0, 1, … */
  bool more_parts;   /* another part of the same text follows */
  float *vectors;    /* token_count × vector_width, kept for the relation scorer; NULL before relata_analyse */
  size_t vector_width;
  struct relata_sentence *sentences;
  size_t sentence_count;
  struct relata_token *tokens;
  size_t token_count;
  struct relata_mention *mentions;
  size_t mention_count;
  struct relata_clause *clauses;
  size_t clause_count;
  struct relata_extraction *extractions;
  size_t extraction_count;
  struct relata_fact *facts;
  size_t fact_count;
};

struct relata_document *relata_document_new(void);
void relata_document_free(struct relata_document *document);

/* The file's byte for a byte of the text; for a span's end ask the next call,
 * so that what was dropped behind the span stays out. */
uint32_t relata_document_source_offset(const struct relata_document *document, uint32_t text_offset);
/* The file's byte behind the text's span [begin, end): behind its last byte, but
 * never beyond where the next one lies (a character's last byte may have no byte
 * of its own in the file). */
uint32_t relata_document_source_end(const struct relata_document *document, uint32_t begin, uint32_t end);

/* -------------------------------------------------------------------- read */

struct relata_reader; /* walks paths and records, one document at a time */

enum relata_input {
  RELATA_INPUT_AUTO,
  RELATA_INPUT_TEXT,
  RELATA_INPUT_MARKDOWN,
  RELATA_INPUT_HTML,
  RELATA_INPUT_JSON,  /* one value or an array */
  RELATA_INPUT_JSONL,
  RELATA_INPUT_FEED,  /* RSS, Atom */
  RELATA_INPUT_PDF,
  RELATA_INPUT_LINES, /* text as it is, its lines parted by "\n": for relata_split_lines */
  RELATA_INPUT_CONLLU /* words (and trees) are given */
};

struct relata_read_options {
  enum relata_input input;
  bool raw;                 /* no cleaning: every word of the file is text */
  const char *const *fields; /* "text=content" pairs for JSON, NULL-terminated, may be NULL */
  size_t max_bytes;         /* larger files are refused with RELATA_LIMIT; 0 = no limit */
  bool keep_trees;          /* CoNLL-U: keep its tags, lemmas and trees; else only its words and sentences are kept */
};

/* Called for each input that cannot be read; reading goes on. */
typedef void (*relata_warn)(void *payload, const struct relata_error *error);

/* `paths`: files, folders (recursive, in byte order of names; hidden files are
 * passed over), globs, "-".  A document's id is the record's own (JSON, feeds)
 * or NAME#LINE, NAME#NUMBER, or the file's name, with its folders below the one
 * that was given; where two files have one name it is their paths.
 *
 * Offsets lead into the file's bytes; into the unpacked bytes of .gz and .zst,
 * into the value of a JSON record's text, into the text that poppler gives of a
 * PDF.  A JSON record's title is no part of `text` unless its text begins with it.
 *
 * The array and its strings must outlive the reader. */
enum relata_status relata_reader_new(struct relata_reader **out, const char *const *paths, size_t path_count,
                                     const struct relata_read_options *options, relata_warn warn, void *payload,
                                     struct relata_error *error);
void relata_reader_free(struct relata_reader *reader);

/* Hands over the next document; `*out` is NULL at the end. */
enum relata_status relata_reader_next(struct relata_reader *reader, struct relata_document **out,
                                      struct relata_error *error);

/* How many inputs or records could not be read so far; each was warned of. */
size_t relata_reader_get_failures(const struct relata_reader *reader);

/* Bytes of the inputs read so far and in all (0 while unknown), for a progress bar. */
void relata_reader_get_progress(const struct relata_reader *reader, uint64_t *done, uint64_t *total);

/* One text from memory, cleaned as a file of that kind would be. */
enum relata_status relata_read_memory(struct relata_document **out, struct relata_str bytes, const char *name,
                                      const struct relata_read_options *options, struct relata_error *error);

/* ----------------------------------------------------------------- analyse */

struct relata_model; /* the memory-mapped weights; read-only, may be shared by threads */

enum relata_status relata_model_open(struct relata_model **out, const char *path, struct relata_error *error);
void relata_model_close(struct relata_model *model);

/* "avx512-vnni", "avx-vnni", "avx2", "portable": which kernels the processor gets.
 * `relata_model_set_kernel` forces one (tests); RELATA_UNSUPPORTED if the processor lacks it. */
const char *relata_model_get_kernel(const struct relata_model *model);
enum relata_status relata_model_set_kernel(struct relata_model *model, const char *name);

/* Fills sentences and tokens (forms and offsets) from the text, as Universal
 * Dependencies cuts English.  Needs no model. */
enum relata_status relata_split(struct relata_document *document, struct relata_error *error);
/* The same with every line of the text one sentence. */
enum relata_status relata_split_lines(struct relata_document *document, struct relata_error *error);

/* Fills tags, lemmas, features, trees, names and mention types of the tokens.
 * Tokens whose tree was given (CoNLL-U with heads, `keep_trees`) keep it. */
enum relata_status relata_analyse(struct relata_document *document, const struct relata_model *model,
                                  struct relata_error *error);

/* Relation scorer: for ordered pairs of tokens of one sentence, the
 * probability of each relation that the model knows.  Filled by
 * relata_analyse; `relata_relation_name(model, k)` names column k, 0 is "none". */
enum relata_status relata_score_relations(const struct relata_document *document, const struct relata_model *model,
                                          uint32_t sentence, const uint32_t (*pairs)[2], size_t pair_count,
                                          float *probabilities, struct relata_error *error);
size_t relata_relation_count(const struct relata_model *model);
const char *relata_relation_name(const struct relata_model *model, size_t index);

/* ------------------------------------------------------------------- facts */

/* Fills mentions (with labels), clusters them, fills clauses with roles and
 * circumstances.  Needs trees.  The lexicon's help comes later, from ontology.h. */
enum relata_status relata_find_clauses(struct relata_document *document, struct relata_error *error);

/* Fills extractions from the clauses: n-ary, or minimal binary triples. */
enum relata_status relata_open_extract(struct relata_document *document, bool binary, struct relata_error *error);

/* ----------------------------------------------------------- plain writers */

/* Appends to a stream (FILE *) without closing it. RELATA_IO when it fails. */
struct relata_out; /* see extract/base/out.h: a buffered, failing-loudly output */
enum relata_status relata_write_conllu(struct relata_out *out, const struct relata_document *document);
enum relata_status relata_write_openie(struct relata_out *out, const struct relata_document *document);
enum relata_status relata_write_facts_jsonl(struct relata_out *out, const struct relata_document *document);
enum relata_status relata_write_mentions_jsonl(struct relata_out *out, const struct relata_document *document);

#ifdef __cplusplus
}
#endif
#endif
