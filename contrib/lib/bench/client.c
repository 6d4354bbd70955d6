/* Asks one line after the other on a Unix socket and prints the median and the 99th percentile of the round trip.
 *
 * Lines of standard input but the last are said once and their answers read; the last one is measured. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static void die(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void ask(int peer, const char *line, size_t length) {
  static char answer[1 << 16];
  if (write(peer, line, length) != (ssize_t)length) die("write");
  for (;;) {
    ssize_t got = read(peer, answer, sizeof answer);
    if (got <= 0) die("read");
    if (answer[got - 1] == '\n') break;
  }
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (argc != 3 || strlen(argv[1]) >= sizeof address.sun_path) {
    fprintf(stderr, "usage: client SOCKET ROUNDS < LINES\n");
    return 2;
  }
  strcpy(address.sun_path, argv[1]);
  long rounds = atol(argv[2]);
  if (rounds < 100) rounds = 100;
  int peer = socket(AF_UNIX, SOCK_STREAM, 0);
  if (peer < 0 || connect(peer, (struct sockaddr *)&address, sizeof address) < 0) die(argv[1]);

  char *line = NULL, *next = NULL;
  size_t room = 0;
  ssize_t length = getline(&line, &room, stdin), more;
  for (room = 0; (more = getline(&next, &room, stdin)) > 0; next = NULL, room = 0) {
    ask(peer, line, (size_t)length);
    free(line);
    line = next;
    length = more;
  }
  if (length <= 0) die("no line to ask");

  double *took = malloc((size_t)rounds * sizeof *took);
  if (!took) die("malloc");
  for (long i = 0; i < rounds / 10; i++) ask(peer, line, (size_t)length);
  for (long i = 0; i < rounds; i++) {
    double from = now();
    ask(peer, line, (size_t)length);
    took[i] = now() - from;
  }
  qsort(took, (size_t)rounds, sizeof *took, by_size);
  printf("%.3f %.3f\n", took[rounds / 2], took[rounds * 99 / 100]);
  return 0;
}
