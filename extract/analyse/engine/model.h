/* model.h — the analyser's model as the engine uses it: every tensor found,
 * its shape checked, the linear layers packed for the kernels.
 *
 * The names of the members are those of ../../model/README.md.  Pointers lead
 * into the mapped file or into memory of the model's own.
 */
#ifndef RELATA_MODEL_H
#define RELATA_MODEL_H

#include "extract/analyse/engine/kernels.h"
#include "extract/analyse/engine/pieces.h"
#include "extract/analyse/engine/weights.h"

enum { RELATA_MOST_LAYERS = 24, RELATA_MOST_STACK = 4, RELATA_DISTANCES = 16, RELATA_MOST_OUTPUTS = 65536 };

struct relata_norm {
  const float *gain, *bias;
};

struct relata_layer {
  struct relata_linear qkv, out; /* attn.q, attn.k and attn.v one after the other; attn.out */
  size_t attention;              /* width of each of the three */
  struct relata_norm attn_norm;
  struct relata_linear in, down; /* ffn.in, ffn.out */
  struct relata_norm ffn_norm;
};

/* Linear layers with GELU between them, and what their outputs mean. */
struct relata_stack {
  size_t depth;
  struct relata_linear layers[RELATA_MOST_STACK];
};

/* A bundle of features, as it is written into a token. */
struct relata_features {
  uint8_t number, tense, verb_form, mood, person;
  bool passive, negative;
};

struct relata_name_label {
  uint8_t type; /* enum relata_name_type */
  bool begins;  /* B-X */
};

struct relata_embedding {
  const int8_t *word;
  const float *word_scale, *position, *type, *letter_case;
  struct relata_norm norm;
  size_t positions;
};

/* Both sides' layers; what joins them differs between arcs and labels. */
struct relata_biaffine {
  struct relata_linear dep, head;
};

struct relata_pair_scorer {
  struct relata_linear left, right, between, out;
  const float *distance, *pair;
  size_t width;
};

struct relata_model {
  struct relata_weights file;
  struct relata_arena *arena;
  uint8_t *packed; /* all layers' packed weights */
  size_t packed_size, packed_used;
  const struct relata_kernels *kernels;

  size_t width; /* of a piece's and of a word's vector */
  struct relata_vocabulary *vocabulary;
  struct relata_embedding embed;
  size_t layer_count;
  struct relata_layer layers[RELATA_MOST_LAYERS];
  const float *root;

  struct relata_stack upos, feats, lemma, ner, mention;
  uint8_t *upos_labels; /* enum relata_upos */
  struct relata_features *feats_labels;
  struct relata_str *lemma_labels; /* edit scripts */
  struct relata_tensor lexicon;    /* of lemmas; dims[0] is 0 when the model has none */
  struct relata_name_label *ner_labels;
  uint8_t *mention_labels; /* enum relata_mention_type */

  struct relata_biaffine arc, label;
  const float *arc_weight; /* arc.weight */
  /* label.weight in two parts: for each relation [d;1]ᵀ · weight without its
   * last column, all of them as one linear layer rounded to seven bits; and the
   * last columns of all relations, [dep + 1][relations in whole lanes]. */
  struct relata_linear label_layer;
  const float *label_last;
  size_t deprel_count;
  uint8_t *deprel_labels; /* enum relata_dep */

  struct relata_pair_scorer pair; /* width 0 when the model has none */
  size_t relation_count;
  const char **relation_names;
};

#endif
