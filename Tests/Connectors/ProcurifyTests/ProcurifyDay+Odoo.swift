import Core
import Mapping
import TestKit

extension ProcurifyDay {
  /// An Odoo far away with accounts, plans and a unit, and none of the vendors, items and documents of the day.
  static func odoo() throws -> FakeOdoo {
    let odoo = try DocumentsWorld(isFarAway: true).odoo
    for model in ["res.partner", "product.product"] {
      odoo.derive(model) { record in record["active"] == nil ? record.adding([("active", true)]) : record }
    }
    // The world's books are closed by the time of the fixed clock.
    odoo.put(["id": 1, "display_name": "Larkfield Works", "currency_id": 1], "res.company")
    odoo.put(["id": 5, "name": "ea", "active": true, "display_name": "ea"], "uom.uom")
    odoo.put(["id": 233, "name": "United States", "code": "US", "display_name": "United States"], "res.country")
    odoo.commit()
    return odoo
  }
}
