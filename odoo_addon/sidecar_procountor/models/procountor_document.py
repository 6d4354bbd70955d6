from odoo import models


class ProcountorDocument(models.AbstractModel):
    """A document that goes to Procountor. Of its own, so that other connectors' documents can be the same records."""

    _name = "procountor.document"
    _inherit = "sidecar.mixin"
    _description = "A document that goes to Procountor"
