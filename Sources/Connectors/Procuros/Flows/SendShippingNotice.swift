import Core
import Engine
import Mapping

/// A delivery that was done leaves as a SHIPPING_NOTICE transaction: `procuros.shipping_notice.send`.
struct SendShippingNotice: TransactionFlow {
  let id = "procuros.shipping_notice.send"
  let label = "Send Picking to Procuros"
  let type = "SHIPPING_NOTICE"
  let table = ShippingNoticeMapping.table
  let number = "shippingNoticeIdentifier"
  let day = "shippingNoticeDate"

  /// Done deliveries of customers with *Send Shipping Notice* that Procuros does not know of; the addon says which ones.
  func candidates(_ settings: Settings) -> JSON? {
    [["procuros_state", "=", "not_sent"]]
  }

  func table(_ settings: Settings) -> MappingTable {
    settings.isOn("buyer_from_picking") ? ShippingNoticeMapping.literal : table
  }
}
