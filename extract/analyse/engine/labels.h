/* labels.h — the model's label strings as what they mean. */
#ifndef RELATA_LABELS_H
#define RELATA_LABELS_H

#include "extract/analyse/engine/model.h"

/* "Number=Sing|Person=3|…"; unknown names are passed over. */
struct relata_features relata_features_of(struct relata_str bundle);
/* "O", "B-PER", "I-ORG" … */
struct relata_name_label relata_name_label_of(struct relata_str label);
/* "person" …; none for an unknown name */
uint8_t relata_mention_label_of(struct relata_str label);

#endif
