"""People who press the button: threads that send order after order and press again when they saw an error."""

import collections
import queue
import random
import threading

from offices import ClickFailed

AGAIN = 0.1  # so many of a hundred clicks go to an order that was sent before, divided by a hundred


class Clickers:
    """Load on an office until stopped; use it as a context.

    :param office: where the orders are
    :param seed: of who clicks again
    :param known: orders that were sent before
    :param batch: orders made at a time
    """

    def __init__(self, office, seed, known=(), batch=20):
        self.office, self._batch = office, batch
        self._random = random.Random(seed)
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._waiting, self._sent = collections.deque(), list(known)
        self.troubles = queue.SimpleQueue()  # what shall go wrong with the next clicks
        self.answers, self.errors = collections.Counter(), collections.Counter()
        self.orders, self.problems = [], []
        self._threads = [threading.Thread(target=self._work, args=(user,)) for user in range(office.users)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        for thread in self._threads:
            thread.join(120)

    @property
    def clicks(self):
        return self.answers.total() + self.errors.total()

    @property
    def sent(self):
        """
        :return: clicks after which the order was with the partner
        """
        return self.answers["sent"] + self.answers["already_sent"]

    def _work(self, user):
        while not self._stopping.is_set():
            try:
                self._click(user, self._next())
            except Exception as problem:
                self.problems.append(repr(problem))
                self._stopping.wait(0.2)

    def _next(self):
        with self._lock:
            if self._sent and self._random.random() < AGAIN:
                return self._random.choice(self._sent)
            if not self._waiting:
                made = self.office.make_orders(self._batch)
                self._waiting.extend(made)
                self.orders.extend(made)
            return self._waiting.popleft()

    def _click(self, user, order):
        trouble = ""
        if not self.troubles.empty():
            trouble = self.troubles.get()
        try:
            status = self.office.click(order, user, trouble)
        except ClickFailed as error:
            with self._lock:
                self.errors[str(error)[:160]] += 1
                self._waiting.append(order)
            self._stopping.wait(0.05)
            return
        except BaseException:
            with self._lock:
                self._waiting.append(order)
            raise
        with self._lock:
            self.answers[status] += 1
            if status in ("sent", "already_sent"):
                self._sent.append(order)
