/* A partner that takes every document at once: one HTTP request a connection on loopback, answered 201.
 *
 * Prints its port when it listens. On TERM it prints how long it took itself, from a request's last byte to the answer's:
 * the median in microseconds. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1 << 20 };
static double took[MOST];
static long served;
static volatile sig_atomic_t over;

static void stop(int signal) {
  (void)signal;
  over = 1;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* True once header and body are complete. */
static int is_whole(char *text, size_t length) {
  text[length] = 0;
  char *body = strstr(text, "\r\n\r\n");
  if (!body) return 0;
  char *header = strcasestr(text, "\r\nContent-Length:");
  long expected = header && header < body ? atol(header + 17) : 0;
  return (long)(text + length - (body + 4)) >= expected;
}

static void serve(int peer) {
  static char request[1 << 20];
  char body[96], answer[512];
  size_t held = 0;
  do {
    ssize_t got = read(peer, request + held, sizeof request - 1 - held);
    if (got <= 0) return;
    held += (size_t)got;
  } while (!is_whole(request, held));
  double from = now();
  int size = snprintf(body, sizeof body, "{\"procurosTransactionId\":\"00000000-0000-4000-8000-%012ld\"}", served + 1);
  int length = snprintf(answer, sizeof answer,
    "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", size, body);
  if (write(peer, answer, (size_t)length) == length && served < MOST) took[served++] = now() - from;
}

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 64) < 0 ||
      getsockname(listener, (struct sockaddr *)&address, &size) < 0) {
    perror("partner");
    return 1;
  }
  struct sigaction action = {.sa_handler = stop};
  sigaction(SIGTERM, &action, NULL);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  while (!over) {
    int peer = accept(listener, NULL, NULL);
    if (peer < 0) continue;
    serve(peer);
    close(peer);
  }
  qsort(took, (size_t)served, sizeof *took, by_size);
  printf("%.3f\n", served ? took[served / 2] : 0.0);
  return 0;
}
