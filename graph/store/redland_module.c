/* redland_module.c — the file that librdf loads to know relata's graphs:
 * librdf_storage_relata.so in the folder that REDLAND_MODULE_PATH names.
 *
 *     REDLAND_MODULE_PATH=/usr/local/lib/redland rdfproc -s relata GRAPH print
 */
#include "graph/store/redland.h"

/* The name that librdf looks for in every module. */
void librdf_storage_module_register_factory(librdf_world *world);

void librdf_storage_module_register_factory(librdf_world *world) {
  relata_redland_register(world);
}
