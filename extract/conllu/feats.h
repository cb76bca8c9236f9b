/* feats.h — FEATS and NER=… of MISC, both ways. */
#ifndef RELATA_CONLLU_FEATS_H
#define RELATA_CONLLU_FEATS_H

#include "extract/base/out.h"

/* The value of `name` in a "Name=Value|Name=Value" cell; empty if it is not there. */
struct relata_str conllu_cell_get(struct relata_str cell, const char *name);

/* Fills the token's features; what it does not know it passes over. */
void conllu_feats_read(struct relata_token *token, struct relata_str feats);

/* "B-PER" and the like; anything else is no name. */
void conllu_name_read(struct relata_token *token, struct relata_str tag);

/* In UD's order of names, "_" if there are none. */
void conllu_feats_write(struct relata_out *out, const struct relata_token *token);

/* "PER"; NULL for none. */
const char *conllu_name_as_text(uint8_t name_type);

#endif
