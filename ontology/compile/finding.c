/* finding.c — what is wrong or worth a note in a user's files. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ontology/compile/user.h"

void finding_add(struct compiler *c, enum relata_finding_kind kind, struct place place, const char *format, ...) {
  char message[400];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  c->findings = room_for(c->arena, c->findings, c->finding_count, &c->finding_room, sizeof *c->findings);
  c->findings[c->finding_count++] =
      (struct finding_entry){kind, place, relata_arena_copy(c->arena, relata_str_of(message))};
}

static int compare_findings(const void *a, const void *b) {
  const struct finding_entry *x = a, *y = b;
  int order = strcmp(x->place.path ? x->place.path : "", y->place.path ? y->place.path : "");
  if (order == 0)
    order = (x->place.line > y->place.line) - (x->place.line < y->place.line);
  if (order == 0)
    order = (int)x->kind - (int)y->kind;
  return order ? order : relata_str_compare(x->message, y->message);
}

void findings_sort(struct compiler *c) {
  if (c->finding_count)
    qsort(c->findings, c->finding_count, sizeof *c->findings, compare_findings);
}
