"""A trial with Procountor in place of Procuros."""

from procountor_partner import ProcountorPartner
from trial import Trial


class ProcountorTrial(Trial):
    """A trial in which clicks and scheduled actions are the trial's own."""

    def __init__(self, options, **settings):
        super().__init__(options.binary, options.seed, options.odoo, small_disk=False, **settings)

    def _open_partner(self):
        return ProcountorPartner(self._binary, self.folder)

    def _open_office(self, stack):
        from procountor_odoo import ProcountorOdoo  # needs PostgreSQL and the checkout

        office = ProcountorOdoo(self._odoo, self.service.socket, self.partner, self.folder, self._addons)
        stack.callback(office.end)
        return office.prepare()
