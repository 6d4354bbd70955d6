import os
import signal

from odoo import models
from odoo.exceptions import UserError

LOST = set()  # rows whose transaction of this process was lost once already


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def sidecar_soak_click(self, trouble, row):
        """*Send Order to Procuros*, which goes wrong in one of the ways of `contrib/soak.d/offices.py`.

        :param row: id of the `sidecar.soak` of this user
        """
        if trouble == "die_before":
            _die()
        if trouble == "die_committed":
            self.env.cr.postcommit.add(_die)
        result = self.action_procuros_send()
        if trouble == "die_sent":
            self.env.flush_all()
            _die()
        if trouble == "rollback":
            raise UserError("rollback")
        if trouble == "serialize":
            self._sidecar_soak_lose(row)
        return result

    def _sidecar_soak_lose(self, row):
        """A genuine serialization failure, at the first attempt only: somebody else writes the row meanwhile."""
        if row not in LOST:
            LOST.add(row)
            with self.env.registry.cursor() as other:
                other.execute("UPDATE sidecar_soak SET count = count + 1 WHERE id = %s", [row])
        else:
            LOST.discard(row)
        self.env.cr.execute("UPDATE sidecar_soak SET count = count + 1 WHERE id = %s", [row])


def _die():
    os.kill(os.getpid(), signal.SIGKILL)
