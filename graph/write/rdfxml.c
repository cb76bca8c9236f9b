/* rdfxml.c — RDF/XML by librdf's serializer. */
#include <stdlib.h>
#include <string.h>

#include "graph/store/redland.h"
#include "graph/write/order.h"
#include "graph/write/writers.h"

static int write_byte(void *user_data, const int byte) {
  relata_out_char(user_data, (char)byte);
  return 0;
}

static int write_bytes(void *user_data, const void *bytes, size_t size, size_t count) {
  relata_out_write(user_data, bytes, size * count);
  return (int)count;
}

static void declare_prefixes(librdf_world *world, librdf_serializer *serializer,
                             const struct relata_prefix prefixes[PREFIX_COUNT]) {
  for (size_t i = 0; i < PREFIX_COUNT && prefixes[i].iri.len; i++) {
    if (strcmp(prefixes[i].name, "rdf") == 0)
      continue; /* it knows that one, and would declare it twice */
    librdf_uri *uri = librdf_new_uri2(world, (const unsigned char *)prefixes[i].iri.data, prefixes[i].iri.len);
    librdf_serializer_set_namespace(serializer, uri, prefixes[i].name);
    librdf_free_uri(uri);
  }
}

static enum relata_status serialize(struct redland *redland, librdf_serializer *serializer, const struct quad *order,
                                    size_t count, struct relata_out *out, struct relata_error *error) {
  static const raptor_iostream_handler handler = { .version = 2, .write_byte = write_byte, .write_bytes = write_bytes };
  raptor_world *raptor = librdf_world_get_raptor(redland_get_world(redland));
  raptor_iostream *iostream = raptor_new_iostream_from_handler(raptor, out, &handler);
  librdf_stream *stream = redland_stream(redland, order, count);
  const int failed =
    !iostream || !stream || librdf_serializer_serialize_stream_to_iostream(serializer, NULL, stream, iostream) != 0;
  if (stream)
    librdf_free_stream(stream);
  const char *complaint = redland_get_complaint(redland);
  if (failed || complaint[0])
    return relata_error_set(error, RELATA_UNSUPPORTED, NULL, 0, 0, "this graph cannot be said in RDF/XML%s%s",
                            complaint[0] ? ": " : "", complaint);
  return RELATA_OK;
}

enum relata_status write_rdfxml(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                                struct relata_out *out, struct relata_error *error) {
  size_t count;
  struct quad *order = order_quads(quads, prefixes, false, &count);
  struct redland *redland = redland_new(quads);
  librdf_world *world = redland_get_world(redland);
  librdf_serializer *serializer = librdf_new_serializer(world, "rdfxml-abbrev", NULL, NULL);
  enum relata_status status;
  if (!serializer) {
    status = relata_error_set(error, RELATA_UNSUPPORTED, NULL, 0, 0, "librdf writes no RDF/XML here");
  } else {
    declare_prefixes(world, serializer, prefixes);
    status = serialize(redland, serializer, order, count, out, error);
    librdf_free_serializer(serializer);
  }
  redland_free(redland);
  free(order);
  return status;
}
