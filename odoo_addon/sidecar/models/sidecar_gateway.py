from dataclasses import dataclass

from odoo import api, models


@dataclass(frozen=True)
class Allowed:
    """What the sidecar may do with one model; everything else is refused and logged."""

    readable: bool = False
    writable: frozenset = frozenset()
    methods: frozenset = frozenset()

    def __or__(self, other):
        return Allowed(self.readable or other.readable, self.writable | other.writable, self.methods | other.methods)


class SidecarGateway(models.AbstractModel):
    _name = "sidecar.gateway"
    _description = "What the sidecar may ask of Odoo"

    @api.model
    def _sidecar_allowed(self):
        """The closed list of what reverse calls may touch; each addon adds its own models.

        :return: dict of model name → Allowed
        """
        return {"sidecar.reference": Allowed(readable=True, methods=frozenset({"bring", "claim"}))}

    @api.model
    def _sidecar_allow(self, allowed, model, readable=True, writable=(), methods=()):
        """Add to what is allowed for a model; two addons that name the same model do not undo each other."""
        more = Allowed(readable, frozenset(writable), frozenset(methods))
        allowed[model] = allowed.get(model, Allowed()) | more
