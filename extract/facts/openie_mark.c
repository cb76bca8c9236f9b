/* Punctuation by what it does to phrases, in the spelling of texts and of treebanks. */
#include "extract/facts/openie.h"

struct mark_form {
  const char *form;
  unsigned kinds;
};

static const struct mark_form mark_forms[] = {
    {",", MARK_COMMA | MARK_PAUSE},
    {"--", MARK_COMMA | MARK_PAUSE},
    {"–", MARK_COMMA | MARK_PAUSE},
    {"—", MARK_COMMA | MARK_PAUSE},
    {":", MARK_COMMA | MARK_PAUSE},
    {";", MARK_PAUSE},
    {"-", MARK_COMMA},
    {"(", MARK_COMMA | MARK_OPEN},
    {"-LRB-", MARK_COMMA | MARK_OPEN},
    {"[", MARK_OPEN},
    {")", MARK_CLOSE},
    {"-RRB-", MARK_CLOSE},
    {"]", MARK_CLOSE},
    {"``", MARK_OPEN | MARK_QUOTE},
    {"“", MARK_OPEN | MARK_QUOTE},
    {"''", MARK_CLOSE | MARK_QUOTE},
    {"”", MARK_CLOSE | MARK_QUOTE},
    {"\"", MARK_KEPT},
    {"'", MARK_KEPT},
    {"`", MARK_KEPT},
    {"$", MARK_KEPT},
    {"%", MARK_KEPT},
};

unsigned mark_of(const struct tree *tree, uint32_t token) {
  if (token == RELATA_NONE || is_inserted(token))
    return 0;
  for (size_t k = 0; k < sizeof mark_forms / sizeof *mark_forms; k++)
    if (relata_str_is(tree->tokens[token].form, mark_forms[k].form))
      return mark_forms[k].kinds;
  return 0;
}
