"""Waiting for something to become true, never longer than said."""

import time


class TooLong(AssertionError):
    """What was waited for did not happen in time."""


def until(question, seconds, what, pause=0.01):
    """Asks again and again until the answer is true.

    :param question: a function; what it answers last is returned
    :param seconds: the deadline
    :param what: completes the sentence "waited … s for"
    :raises TooLong: when the deadline passed
    """
    end = time.monotonic() + seconds
    while not (answer := question()):
        if time.monotonic() > end:
            raise TooLong(f"waited {seconds} s for {what}")
        time.sleep(pause)
    return answer


def happens(question, seconds, pause=0.01):
    """
    :return: whether the question was answered with true before the deadline
    """
    try:
        until(question, seconds, "it", pause)
    except TooLong:
        return False
    return True
