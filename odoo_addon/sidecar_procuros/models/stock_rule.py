from odoo import models


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _get_stock_move_values(self, *args, **kwargs):
        """Goods for an order with a location of its own are taken from there instead of the warehouse's stock.

        Only the step that takes from stock is changed, however many steps a delivery has.
        """
        values = super()._get_stock_move_values(*args, **kwargs)
        given = args[-1] if args and isinstance(args[-1], dict) else kwargs.get("values") or {}
        stock = self.location_src_id.warehouse_id.lot_stock_id
        location = self._procuros_location(given)
        if location and self.procure_method != "make_to_order" and self.location_src_id == stock:
            values["location_id"] = location
        return values

    def _procuros_location(self, given):
        """The location of the order for which something is procured, or False.

        :param given: values of the procurement; up to 18.0 earlier steps know their group only
        """
        if given.get("procuros_location_id"):
            return given["procuros_location_id"]
        group = given.get("group_id")
        order = group.sale_id if group and "sale_id" in getattr(group, "_fields", {}) else None
        return order.procuros_location_id.id if order else False
