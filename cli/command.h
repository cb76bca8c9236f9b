/* command.h — what the front door knows of a command. */
#ifndef RELATA_COMMAND_H
#define RELATA_COMMAND_H

/* Exit statuses of the program. */
enum exit_status {
  EXIT_FINE = 0,
  EXIT_NOTHING = 1,   /* it worked, and there is nothing to show */
  EXIT_USAGE = 2,     /* wrong usage, or a file that cannot be read or written */
  EXIT_BAD_INPUT = 3, /* a text, graph, query or ontology that is wrong */
  EXIT_FAULT = 5      /* our own fault */
};

/* `argv[0]` is the command's full name, "relata build". */
int cmd_backup(int argc, char **argv);
int cmd_build(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_compact(int argc, char **argv);
int cmd_draw(int argc, char **argv);
int cmd_entities(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_extract(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_update(int argc, char **argv);
int cmd_info(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_ontology(int argc, char **argv);
int cmd_push(int argc, char **argv);
int cmd_query(int argc, char **argv);
int cmd_remove(int argc, char **argv);
int cmd_resolve(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_site(int argc, char **argv);
int cmd_sync(int argc, char **argv);
int cmd_why(int argc, char **argv);

#endif
