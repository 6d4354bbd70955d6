"""What one Odoo transaction has to say to the sidecar: its peer, and the words that wait for the commit."""

import logging

from odoo import SUPERUSER_ID, api

from .gateway import Gateway
from .values import storable
from .wire import Client, WireError

_logger = logging.getLogger(__name__)
_KEY = "sidecar.talk"
AFTER_SECONDS = 3.0


class Talk:
    """One peer for one transaction, kept with the cursor and closed with the transaction.

    :param env: of whoever speaks first in this transaction
    """

    def __init__(self, env):
        self._registry = env.registry
        self._env = env
        # Asked before anything is locked: a row lock assigns a transaction id too.
        env.flush_all()
        env.cr.execute("SELECT txid_current_if_assigned() IS NULL")
        self._is_clean = env.cr.fetchone()[0]
        self.client = Client(env["sidecar.service"]._sidecar_path(), env["sidecar.service"]._sidecar_hello)
        self.delivered = []
        self.removed = []
        self.has_saved = False

    @classmethod
    def of(cls, env):
        """The talk of this transaction; the first caller opens it."""
        data = env.cr.postcommit.data
        if _KEY not in data:
            talk = data[_KEY] = cls(env)
            env.cr.postcommit.add(talk.committed)
            env.cr.postrollback.add(talk.rolled_back)
        return data[_KEY]

    @classmethod
    def forget(cls, env):
        """Close and forget the talk of this transaction, for tests: their cursors never end."""
        talk = env.cr.postcommit.data.pop(_KEY, None)
        if talk is not None:
            talk.client.close()

    def call(self, env, method, params, seconds, serves=False):
        gateway = Gateway(env, self._is_clean) if serves else None
        return storable(self.client.call(method, params, seconds, gateway))

    def note(self, outcomes):
        """Remember what the sidecar shall be told as settled once this transaction is committed."""
        self.delivered += [
            outcome["entry"] for outcome in outcomes if outcome.get("entry") and outcome.get("state") == "delivered"
        ]
        for outcome in outcomes:
            self.delivered += outcome.get("needed") or []

    def committed(self):
        """After the commit: say what is settled and removed, confirm saved settings, bring the mirror up to date.

        The data is saved, so nothing here may reach the user: an exception would look to them like a failure.
        """
        self._quietly(self._say_committed)

    def rolled_back(self):
        """After a rollback the sidecar's ledger still knows what happened; people shall see it."""
        self._quietly(self._mirror)

    def _quietly(self, words):
        try:
            if self.client.is_open:
                words()
        except Exception as error:
            log = _logger.info if isinstance(error, WireError) else _logger.exception
            log("After the transaction the sidecar was not told everything; the next tick will: %s", error)
        finally:
            self.client.close()

    def _say_committed(self):
        if self.delivered:
            self.client.call("entry/settled", {"entries": self.delivered}, AFTER_SECONDS)
        for key in self.removed:
            self.client.call("connection/remove", {"key": key}, AFTER_SECONDS)
        if self.has_saved:
            # The hello of a new transaction names the revision: only that makes staged settings current.
            self.client.close()
        self._mirror()

    def _cursor(self):
        """A cursor of its own: what it writes stays, whatever becomes of the transaction. Tests replace it."""
        return self._registry.cursor()

    def _mirror(self):
        with self._cursor() as cr:
            # Superuser: the mirror is written for all companies, whoever clicked; people cannot write it at all.
            service = api.Environment(cr, SUPERUSER_ID, {})["sidecar.service"]
            if not self.client.is_open:
                self.client = Client(self.client.path, service._sidecar_hello)
            service.env["sidecar.mirror"]._sidecar_mirror(self.client)
