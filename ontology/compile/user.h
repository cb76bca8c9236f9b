/* user.h — what the parts of user.c share: a user's files on top of relata's
 * own ontology.  All memory is the compiler's arena's. */
#ifndef RELATA_COMPILE_USER_H
#define RELATA_COMPILE_USER_H

#include "ontology/compile/compile.h"

/* finding.c */
void findings_sort(struct compiler *c); /* by file, line, kind */

/* user_terms.c */
struct relata_str term_local_part(struct relata_str iri); /* behind the last '#', '/' or ':' */
bool term_is_a(const struct compiler *c, struct relata_str subject, const char *type);
bool term_is_blank(struct relata_str term);
bool triple_is_english(const struct triple *t); /* its language is English, or it has none */
/* The English label, else the name's words. */
struct relata_str term_label(const struct compiler *c, struct relata_str subject);

/* user_classes.c */
uint32_t class_of_iri(const struct compiler *c, struct relata_str iri); /* RELATA_NONE for an unknown one */
uint32_t class_add(struct compiler *c, struct relata_str iri, struct relata_str name, struct relata_str label,
                   struct place place);
void class_add_parent(struct compiler *c, uint32_t child, uint32_t parent);
/* Does the user's vocabulary live in this name space?  Then its terms must be declared. */
bool term_is_own(const struct compiler *c, struct relata_str iri);
/* The class of a triple's object; one of another vocabulary is taken as declared. */
uint32_t class_meant(struct compiler *c, const struct triple *t);
void user_classes_declare(struct compiler *c);
void user_classes_link(struct compiler *c);
/* A class of which the user does not say what it is of relata's is what its label says. */
enum relata_status user_classes_anchor(struct compiler *c);
void user_classes_name(struct compiler *c);

/* user_properties.c */
void user_properties_declare(struct compiler *c);
void user_properties_link(struct compiler *c);
/* An inverse without ends of its own has the other's, turned. */
void user_properties_share_ends(struct compiler *c);
/* `counts`: how many frames each property gets. */
enum relata_status user_properties_read_words(struct compiler *c, size_t *counts);
/* The same frame from two labels is one. */
void user_frames_drop_doubles(struct compiler *c);

#endif
