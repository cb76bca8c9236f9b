/* network.c — sayings joined to ties, and their ends numbered. */
#include "graph/select/network.h"

#include <math.h>
#include <stdlib.h>

static void *zeroed(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory)
    abort();
  return memory;
}

/* log2, cut to 20 bits: the last bits differ between processors. */
static double steady_log2(double value) {
  return nearbyint(log2(value) * 1048576) / 1048576;
}

static struct tie join(const struct sayings *sayings, size_t first, size_t end) {
  const struct saying *run = &sayings->items[first];
  struct tie tie = { run->subject, run->predicate, run->object, 0, 0, first, end - first, 0, run->status, 0 };
  for (size_t i = 0; i < tie.count; i++) {
    tie.articles += run[i].article != RELATA_NONE && (i == 0 || run[i].article != run[i - 1].article);
    tie.status = run[i].status < tie.status ? run[i].status : tie.status;
  }
  tie.weight = (tie.status == RELATA_TIE_STATED ? 1 : 0.5) *
               (1 + steady_log2((double)(tie.articles ? tie.articles : 1)));
  return tie;
}

static void join_all(struct network *network, const struct filter *filter) {
  const struct sayings *sayings = network->sayings;
  network->ties = zeroed(sayings->count, sizeof *network->ties);
  for (size_t i = 0, end; i < sayings->count; i = end) {
    for (end = i + 1; end < sayings->count && sayings_same_triple(&sayings->items[i], &sayings->items[end]);)
      end++;
    const struct tie tie = join(sayings, i, end);
    const size_t sources = tie.articles ? tie.articles : 1; /* what an import states is one */
    if (sources >= filter->selection->min_sources && filter_keeps_thing(filter, tie.subject) &&
        filter_keeps_thing(filter, tie.object))
      network->ties[network->tie_count++] = tie;
  }
}

/* Numbers the things that have ties, and those that were asked for. */
static void number_things(struct network *network, const struct filter *filter) {
  const size_t terms = quads_term_count(network->quads);
  size_t *number = zeroed(terms, sizeof *number);
  for (size_t i = 0; i < network->tie_count; i++)
    number[network->ties[i].subject] = number[network->ties[i].object] = 1;
  for (size_t i = 0; i < terms; i++) {
    number[i] = number[i] || (filter->about && filter->about[i] && quads_term(network->quads, (uint32_t)i).data[0] == '<');
    network->thing_count += number[i];
  }
  network->things = zeroed(network->thing_count, sizeof *network->things);
  size_t found = 0;
  for (uint32_t term = 0; term < terms; term++)
    if (number[term]) {
      network->things[found] = (struct thing){ .term = term, .about = filter->about && filter->about[term] };
      number[term] = found++;
    }
  for (size_t i = 0; i < network->tie_count; i++) {
    struct tie *tie = &network->ties[i];
    tie->from = number[tie->subject];
    tie->to = number[tie->object];
    network->things[tie->from].ties++;
    network->things[tie->to].ties++;
  }
  free(number);
}

void network_make(struct network *network, const struct filter *filter, const struct sayings *sayings) {
  *network = (struct network){ .view = filter->view, .quads = filter->quads, .sayings = sayings };
  join_all(network, filter);
  number_things(network, filter);
}

void network_free(struct network *network) {
  free(network->things);
  free(network->ties);
}
