from odoo import Command, models
from odoo.tools import float_compare

OPEN = ("draft", "waiting", "confirmed", "partially_available", "assigned")


class StockPicking(models.Model):
    """A receipt that a vendor's shipping notice announces. Called by the sidecar only."""

    _inherit = "stock.picking"

    def _procuros_prepare(self, moves=None, deposits=None):
        """Make this receipt what was shipped; what is still to come goes to a back order. Nothing is validated.

        :param moves: list of `{"move": id, "quantity": text, "lots": [{"name", "quantity", "expiration"}]}`, quantities
            in the move's unit; moves that are not listed are not part of this delivery
        :param deposits: list of `{"product": id, "quantity": text, "uom": id}`: comes along without having been ordered
        :return: `{"backorder": id or None}`
        """
        self.ensure_one()
        shipped = {row["move"]: row for row in moves or []}
        expected = self.move_ids.filtered(lambda move: move.state in OPEN)
        expected._do_unreserve()
        rest = self._procuros_split(expected, shipped)
        backorder = self._procuros_leave(rest)
        here = (expected - rest) | self._procuros_add(deposits or [])
        here._action_assign()
        for move in here:
            lots = shipped.get(move.id, {}).get("lots")
            if lots:
                self._procuros_set_lots(move, lots)
        return {"backorder": backorder.id or None}

    def _procuros_split(self, expected, shipped):
        """Keep of each move what was shipped.

        :return: the moves that are still to come: whole ones, and new ones for what is left of others
        """
        whole, values = expected.browse(), []
        for move in expected:
            quantity = float(shipped.get(move.id, {}).get("quantity") or 0)
            if not quantity:
                whole |= move
            elif float_compare(quantity, move.product_uom_qty, precision_rounding=move.product_uom.rounding) < 0:
                left = move.product_uom_qty - quantity
                values += move._split(move.product_uom._compute_quantity(left, move.product_id.uom_id))
        left = expected.create(values)
        left._action_confirm(merge=False)
        return whole | left

    def _procuros_leave(self, rest):
        """Move what is still to come to a back order, as Odoo does it after a partial receipt."""
        if not rest:
            return self.browse()
        backorder = self.copy({"name": "/", "move_ids": [], "move_line_ids": [], "backorder_id": self.id})
        rest.write({"picking_id": backorder.id})
        rest._action_assign()
        return backorder

    def _procuros_add(self, deposits):
        moves = self.env["stock.move"]
        for row in deposits:
            product = self.env["product.product"].browse(row["product"])
            values = {
                "product_id": product.id,
                "product_uom_qty": float(row["quantity"]),
                "product_uom": row["uom"],
                "picking_id": self.id,
                "location_id": self.location_id.id,
                "location_dest_id": self.location_dest_id.id,
            }
            # 19 has no name any more; before, it is required.
            if "name" in moves._fields:
                values["name"] = product.display_name
            moves |= moves.create(values)
        return moves._action_confirm(merge=False) if moves else moves

    def _procuros_set_lots(self, move, lots):
        """Name the lots instead of what Odoo filled in; an existing lot of that name is found when it is validated."""
        has_expiry = "expiration_date" in self.env["stock.move.line"]._fields  # module product_expiry
        rows = []
        for lot in lots:
            row = {
                "product_id": move.product_id.id,
                "picking_id": self.id,
                "product_uom_id": move.product_uom.id,
                "location_id": move.location_id.id,
                "location_dest_id": move.location_dest_id.id,
                "lot_name": lot["name"],
                "quantity": float(lot["quantity"]),
            }
            if has_expiry and lot.get("expiration"):
                row["expiration_date"] = f"{lot['expiration']} 00:00:00"
            rows.append(Command.create(row))
        move.move_line_ids.unlink()
        move.write({"move_line_ids": rows})

    def _procuros_take_back(self):
        """Bring back what was left to back orders that nobody announced or began.

        A newer version of the announcement then starts from all that is expected.
        """
        self.ensure_one()
        for backorder in self.backorder_ids - self._procuros_announced(self.backorder_ids):
            moves = backorder.move_ids.filtered(lambda move: move.state in OPEN and not move.picked)
            moves._do_unreserve()
            moves.write({"picking_id": self.id})
            if not backorder.move_ids:
                backorder.unlink()
        expected = self.move_ids.filtered(lambda move: move.state in OPEN)
        expected._do_unreserve()
        expected._merge_moves()
        self.action_assign()

    def _procuros_announced(self, receipts):
        """Those of these receipts that a shipping notice announced."""
        # sudo: nobody may read references by hand; only whether there is one is asked.
        references = self.env["sidecar.reference"].sudo()
        domain = [("model", "=", self._name), ("record", "in", receipts.ids), ("is_arrival", "=", True)]
        return self.browse(references.search(domain).mapped("record"))
