"""A real Odoo to which documents come in."""

from real_odoo import BUYER, RealOdoo
from world import World


class IncomingOdoo(RealOdoo):
    """
    :param policy: which transactions are marked at Procuros, `all` or `succeeded`
    """

    def __init__(self, *arguments, policy="all"):
        super().__init__(*arguments)
        self._policy = policy

    def found(self, orders):
        """Makes a company with so many orders of each kind.

        :return: the world for the generator
        """
        [connection] = self._admin.call("sidecar.connection", "search", [])
        values = {"procuros_mark_transactions": self._policy, "fetch_from": "2025-01-01"}
        self._admin.call("sidecar.connection", "write", [connection], values)
        return World(self._admin.call, connection, BUYER).found(orders)

    def poke(self, job):
        """Runs a scheduled action of the connection: `incoming` or `mark`.

        :raises ClickFailed: when Odoo did not run it
        """
        domain = [["sidecar_job", "=", job]]
        crons = self._admin.call("ir.cron", "search", domain, context={"active_test": False})
        self._admin.call("ir.cron", "method_direct_trigger", crons)

    def query(self, sql):
        """
        :return: rows, each a list of texts
        """
        return self._databases.cluster.query(sql, self._name)
