/* stop.c — the first signal asks for an end, the second one ends at once. */
#include "cli/stop.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t came;

static void note_signal(int signal_number) {
  came = signal_number;
}

void stop_on_signals(void) {
  struct sigaction action = { .sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND };
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, with a message */
}

bool stop_wanted(void) {
  return came != 0;
}

const int *stop_flag(void) {
  return (const int *)&came; /* sig_atomic_t is an int; whoever watches reads it atomically */
}

int stop_signal(void) {
  return (int)came;
}
