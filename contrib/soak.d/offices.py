"""What the trials need of an Odoo, real or not: orders, clicks, ticks, and what Odoo knows of the partner."""

from dataclasses import dataclass

# How a click may go wrong on Odoo's side: the transaction is rolled back after the delivery, ends in a serialization
# failure once, or its worker is killed before the sidecar is asked, before the commit, or right after it.
TROUBLES = ("rollback", "serialize", "die_before", "die_sent", "die_committed")


@dataclass(frozen=True)
class Order:
    """One purchase order of the trial."""

    id: int
    name: str


class ClickFailed(Exception):
    """The user saw an error instead of an outcome, or no answer at all."""


class Office:
    """The interface; `stand_in.StandIn` and `real_odoo.RealOdoo` are the two."""

    users = 1
    has_workers = False  # whether processes of their own serve clicks

    def make_orders(self, count):
        """
        :return: so many new orders
        """
        raise NotImplementedError

    def click(self, order, user=0, trouble=""):
        """Presses *Send Order to Procuros*.

        :param user: number of the user, below `users`
        :param trouble: one of TROUBLES
        :return: the outcome's status, or "shown" where the user got a dialog
        :raises ClickFailed: an error, or no answer
        """
        raise NotImplementedError

    def tick(self):
        """Runs the scheduled action once.

        :raises ClickFailed: when Odoo did not run it
        """
        raise NotImplementedError

    def references(self):
        """
        :return: the partner's id by order name, of those orders that have one
        """
        raise NotImplementedError

    def kill_worker(self):
        """Kills one of the processes that serve clicks.

        :return: whether there was one
        """
        return False

    def end(self):
        """Stops and removes everything."""
