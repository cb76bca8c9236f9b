/* entities_filter.h — the steps of resolving entities as filters, for many machines. */
#ifndef RELATA_ENTITIES_FILTER_H
#define RELATA_ENTITIES_FILTER_H

enum entities_filter_step { ENTITIES_KEYS, ENTITIES_BLOCKS, ENTITIES_JOIN };

/* Standard input to `output` (NULL: standard output); the exit status. */
int entities_filter(enum entities_filter_step step, const char *output);

#endif
