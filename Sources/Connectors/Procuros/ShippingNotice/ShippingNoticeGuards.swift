import Core
import Foundation
import Mapping

/// What must hold for a delivery as a whole before its shipping notice may leave.
///
/// Source: reference D-06, D-19 and D-20; issue 4, *Bad input*.
enum ShippingNoticeGuards {
  static let all = [state, direction, company, connector, shipTo, parties, orders] + ShippedGoodsGuards.all

  /// Only what has left is announced.
  private static let state = Guard("The delivery is done.", reads: ["state"]) { picking in
    switch picking.text("state") {
    case "done": []
    case "cancel":
      [
        picking.issue(
          "procuros.notice.cancelled",
          "\(picking.displayName) is cancelled.",
          at: "state",
          repair: "Nothing left, so there is nothing to announce."
        )
      ]
    default:
      [
        picking.issue(
          "procuros.notice.not_done",
          "\(picking.displayName) is not done yet.",
          at: "state",
          repair: "Validate the delivery, then send it."
        )
      ]
    }
  }

  private static let direction = Guard(
    "The delivery goes to a customer, it is no receipt, internal transfer or return.",
    reads: ["picking_type_code", "location_dest_id.usage", "location_id.usage"]
  ) { picking in
    let goesOut = picking.text("picking_type_code") == "outgoing"
    guard !goesOut || !Demand.isCustomer(picking.value("location_dest_id")) else { return [] }
    let isReturn = goesOut || Demand.isCustomer(picking.value("location_id"))
    return [
      picking.issue(
        isReturn ? "procuros.notice.return" : "procuros.notice.not_outgoing",
        isReturn ? "\(picking.displayName) is a return." : "\(picking.displayName) is no delivery to a customer.",
        at: goesOut ? "location_dest_id" : "picking_type_code",
        repair: "Only deliveries to customers are announced."
      )
    ]
  }

  /// The supplier's GLN is that of the connection's company.
  private static let company = Guard(
    "The delivery belongs to the connection's company.",
    reads: ["company_id"]
  ) { picking in
    guard let expected = picking.context.company, picking.id("company_id") != expected else { return [] }
    return [
      picking.issue(
        "procuros.notice.other_company",
        "\(picking.displayName) belongs to another company than the connection.",
        at: "company_id",
        repair: "Send it with a connection of its own company."
      )
    ]
  }

  /// Nobody is told of deliveries who did not ask for it: the customer, or the company it belongs to, is connected.
  private static let connector = Guard(
    "The customer has a Procuros Connector.",
    reads: ["sale_id.partner_id", "partner_id"].flatMap { partner in
      ["procuros_connection_id", "commercial_partner_id.procuros_connection_id"].map { "\(partner).\($0)" }
    }
  ) { picking in
    let customer = picking.customer
    guard let name = picking.text(customer + ".display_name") else { return [] }
    let connected = ["procuros_connection_id", "commercial_partner_id.procuros_connection_id"]
    guard connected.allSatisfy({ picking.id("\(customer).\($0)") == nil }) else { return [] }
    return [
      picking.issue(
        "procuros.notice.no_connector",
        "\(name) has no Procuros Connector.",
        at: customer + ".procuros_connection_id",
        path: "content.header.buyer",
        repair: "Choose the Procuros Connector of \(name)."
      )
    ]
  }

  /// Without a shipTo the goods go to the buyer (D-19): nobody's guess, unless the setting says `omit`.
  private static let shipTo = Guard(
    "The delivery address has a GLN unless it is the customer's own, or the setting `ship_to_without_gln` is `omit`.",
    reads: ["sale_id.partner_shipping_id.ref"]
  ) { picking in
    let address = "sale_id.partner_shipping_id"
    guard picking.setting("ship_to_without_gln") != "omit", picking.id(address) != picking.id(picking.customer),
      let name = picking.text(address + ".display_name"), picking.text(address + ".ref") == nil
    else { return [] }
    return [
      picking.issue(
        "procuros.notice.ship_to",
        "The delivery address \(name) has no GLN.",
        at: address + ".ref",
        path: "content.header.shipTo.identifiers[GS1]",
        repair: "Enter the GLN in Reference of \(name).",
        params: ["noun": "GLN"]
      )
    ]
  }

  /// The GLNs of buyer, shipTo and billTo must belong to one trade partner, which is not us (D-20).
  private static let parties = Guard(
    "Buyer, shipTo and billTo are one commercial partner, and not the company that delivers.",
    reads: ["sale_id.partner_id", "sale_id.partner_shipping_id", "sale_id.partner_invoice_id", "partner_id"]
      .map { $0 + ".commercial_partner_id" } + ["partner_id.ref"]
  ) { picking in
    let customer = picking.customer
    let buyer = picking.id(customer + ".commercial_partner_id")
    let strangers = ["sale_id.partner_shipping_id", "sale_id.partner_invoice_id"].filter { address in
      guard let buyer, picking.text(address + ".ref") != nil else { return false }
      return picking.id(address + ".commercial_partner_id").map { $0 != buyer } ?? false
    }
    let gln = picking.text(customer + ".ref")
    return strangers.map(picking.stranger)
      + (gln != nil && gln == picking.setting("external_identifier") ? [picking.ownCustomer(customer)] : [])
  }

  /// The lines name their orders themselves; a document has one buyer.
  private static let orders = Guard(
    "All lines are of one customer's orders.",
    reads: ["move_line_ids.move_id.sale_line_id.order_id.partner_id", "sale_id.partner_id"]
  ) { picking in
    guard let buyer = picking.id("sale_id.partner_id") else { return [] }
    let other = picking.lines("move_line_ids").first { line in
      line.id("move_id.sale_line_id.order_id.partner_id").map { $0 != buyer } ?? false
    }
    guard let name = other?.text("move_id.sale_line_id.order_id.display_name") else { return [] }
    return [
      picking.issue(
        "procuros.notice.several_customers",
        "\(picking.displayName) holds goods of \(name), an order of another customer.",
        at: "move_line_ids",
        repair: "Tell the customers yourself, then mark it as sent elsewhere.",
        params: ["order": name]
      )
    ]
  }
}

extension DocumentView {
  /// The path of whom the notice is for (reference D-06).
  fileprivate var customer: String {
    let fromDelivery = context.settings["buyer_from_picking"] == true || id("sale_id.partner_id") == nil
    return fromDelivery ? "partner_id" : "sale_id.partner_id"
  }

  fileprivate func stranger(_ address: String) -> Issue {
    let name = text(address + ".display_name") ?? ""
    return issue(
      "procuros.notice.parties",
      "\(name) belongs to another company than the customer of \(displayName).",
      at: address,
      path: "content.header",
      repair: "Choose an address of the customer in the sales order.",
      params: ["address": name]
    )
  }

  fileprivate func ownCustomer(_ customer: String) -> Issue {
    issue(
      "procuros.notice.own_customer",
      "The customer of \(displayName) has the GLN of the company that delivers.",
      at: customer + ".ref",
      path: "content.header.buyer",
      repair: "Correct the GLN of the customer, or of the connector."
    )
  }
}
