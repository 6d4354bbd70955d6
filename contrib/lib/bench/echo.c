/* The peers the socket is measured against: a line comes in on a Unix socket and goes out again; nothing else.
 *
 * `echo SOCKET` serves one peer at a time and sleeps in read; `echo SOCKET epoll` serves many and sleeps in epoll_wait, as
 * every service of several peers must. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void die(const char *what) {
  perror(what);
  exit(1);
}

/* Reads until a line is whole and says it; 0 when the peer is gone. Lines of the bench come whole. */
static int answer(int peer) {
  static char buffer[1 << 16];
  size_t held = 0;
  do {
    ssize_t got = read(peer, buffer + held, sizeof buffer - held);
    if (got <= 0) return 0;
    held += (size_t)got;
  } while (buffer[held - 1] != '\n');
  return write(peer, buffer, held) == (ssize_t)held;
}

static void serve_one(int listener) {
  for (;;) {
    int peer = accept(listener, NULL, NULL);
    if (peer < 0) die("accept");
    while (answer(peer));
    close(peer);
  }
}

static void watch(int poll, int file) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = file};
  if (epoll_ctl(poll, EPOLL_CTL_ADD, file, &event) < 0) die("epoll_ctl");
}

static void serve_many(int listener) {
  int poll = epoll_create1(0);
  if (poll < 0) die("epoll_create1");
  watch(poll, listener);
  for (;;) {
    struct epoll_event event;
    if (epoll_wait(poll, &event, 1, -1) < 1) continue;
    if (event.data.fd == listener) {
      watch(poll, accept(listener, NULL, NULL));
    } else if (!answer(event.data.fd)) {
      close(event.data.fd);
    }
  }
}

int main(int argc, char **argv) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (argc < 2 || argc > 3 || strlen(argv[1]) >= sizeof address.sun_path) {
    fprintf(stderr, "usage: echo SOCKET [epoll]\n");
    return 2;
  }
  strcpy(address.sun_path, argv[1]);
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 8) < 0)
    die(argv[1]);
  if (argc == 3) serve_many(listener);
  serve_one(listener);
}
