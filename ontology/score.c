/* score.c — how sure a fact is: how often its kind of rule is right on read
 * text, times how sure the analyser is of the words. */
#include "ontology/map.h"

double map_confidence(const struct mapper *mapper, const struct map_source *source, bool possible, bool said) {
  static const double right[MAP_RULE_COUNT] = {
    [MAP_VERB] = 0.85,     [MAP_IDIOM] = 0.88,  [MAP_LIGHT] = 0.85,         [MAP_EVENT] = 0.78,
    [MAP_ROLE] = 0.88,     [MAP_ADJECTIVE] = 0.8, [MAP_COMPOUND] = 0.92,    [MAP_PREFIX] = 0.9,
    [MAP_PLACE] = 0.85,    [MAP_PLACE_OF_VERB] = 0.7, [MAP_APPOSITION] = 0.85, [MAP_SCORER] = 1,
    [MAP_OPEN] = 0.6,
  };
  (void)mapper;
  (void)possible;
  (void)said;
  const float words = source->rule == MAP_SCORER ? 1 : source->clause->score;
  const double sure = right[source->rule] * (double)source->weight * (0.4 + 0.6 * (double)words);
  return sure > 0.99 ? 0.99 : sure < 0.01 ? 0.01 : sure;
}
