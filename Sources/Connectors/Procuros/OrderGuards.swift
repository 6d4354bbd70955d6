import Core
import Foundation
import Mapping

/// What must hold for an order as a whole before it may leave.
///
/// Source: design, section 13 (*Send Order button*); reference D-19 and D-20.
enum OrderGuards {
  static let all = [state, company, lines, shipTo, dropship, parties, discount]

  /// A cancelled order must not be ordered again, one that waits for approval not yet.
  private static let state = Guard(
    "The order is neither cancelled nor waiting for approval.",
    reads: ["state"]
  ) { order in
    switch order.text("state") {
    case "cancel":
      [
        order.issue(
          "procuros.order.cancelled",
          "\(order.displayName) is cancelled.",
          at: "state",
          repair: "Set the order back to draft if it is still wanted."
        )
      ]
    case "to approve":
      [
        order.issue(
          "procuros.order.to_approve",
          "\(order.displayName) waits for approval.",
          at: "state",
          repair: "Have the order approved."
        )
      ]
    default: []
    }
  }

  /// The buyer's GLN is that of the connection's company; an order of another one would go out in its name.
  private static let company = Guard(
    "The order belongs to the connection's company.",
    reads: ["company_id.partner_id"]
  ) { order in
    guard let expected = order.context.company, order.id("company_id") != expected else { return [] }
    return [
      order.issue(
        "procuros.order.other_company",
        "\(order.displayName) belongs to another company than the connection.",
        at: "company_id",
        repair: "Send it with a connection of its own company."
      )
    ]
  }

  private static let lines = Guard(
    "At least one line is a product, not a section or note.",
    reads: ["order_line.display_type"]
  ) { order in
    guard order.lines("order_line").isEmpty else { return [] }
    return [
      order.issue(
        "procuros.order.no_lines",
        "\(order.displayName) has no line with a product.",
        at: "order_line",
        path: "content.items",
        repair: "Add a product to the order."
      )
    ]
  }

  /// Without a shipTo the goods go to the buyer (D-19): nobody's guess, so it is asked for unless the connection's
  /// setting `ship_to_without_gln` says `omit`.
  private static let shipTo = Guard(
    "The warehouse's address has a GLN, unless the setting `ship_to_without_gln` is `omit`.",
    reads: ["picking_type_id.warehouse_id.partner_id.ref", "dest_address_id"]
  ) { order in
    let omitted = order.setting("ship_to_without_gln") == "omit" || order.id("dest_address_id") != nil
    guard !omitted, order.text("picking_type_id.warehouse_id.partner_id.ref") == nil else { return [] }
    return [order.missingShipTo]
  }

  /// Goods for a customer would be sent to the warehouse: the mapping has no path for a dropship address.
  private static let dropship = Guard(
    "The order is not delivered to a dropship address.",
    reads: ["dest_address_id"]
  ) { order in
    guard let address = order.id("dest_address_id"),
      address != order.id("picking_type_id.warehouse_id.partner_id")
    else { return [] }
    return [
      order.issue(
        "procuros.order.dropship",
        "\(order.displayName) is delivered to a dropship address, which cannot be sent.",
        at: "dest_address_id",
        path: "content.header.shipTo",
        repair: "Choose one of your warehouses in Deliver To."
      )
    ]
  }

  /// The GLNs of buyer, billTo and shipTo must belong to one trade partner, which is us (D-20).
  ///
  /// As read here: the warehouse's address has the same commercial partner as the company's own; the supplier has
  /// another one, and another GLN than the buyer.
  private static let parties = Guard(
    "Buyer, billTo and shipTo are one commercial partner, the supplier is another.",
    reads: ["company_id.partner_id", "picking_type_id.warehouse_id.partner_id", "partner_id"]
      .map { $0 + ".commercial_partner_id" } + ["partner_id.ref"]
  ) { order in
    let ours = order.id("company_id.partner_id.commercial_partner_id")
    let warehouse = order.id("picking_type_id.warehouse_id.partner_id.commercial_partner_id")
    let supplier = order.id("partner_id.commercial_partner_id")
    let sameGLN = order.text("partner_id.ref").map { $0 == order.setting("external_identifier") } ?? false
    var issues: [Issue] = []
    if let ours, let warehouse, ours != warehouse { issues.append(order.foreignWarehouse) }
    if let ours, let supplier, ours == supplier {
      issues.append(order.ownSupplier(at: "partner_id"))
    } else if sameGLN {
      issues.append(order.ownSupplier(at: "partner_id.ref"))
    }
    return issues
  }

  /// OO16 sends the price before the discount and nothing else of it; the supplier would expect the full price.
  private static let discount = Guard(
    "A line's discount is not sent: a warning.",
    reads: ["order_line.discount"]
  ) { order in
    order.lines("order_line").compactMap { line in
      guard let discount = line.value("discount")?.decimalValue, !discount.isZero else { return nil }
      return line.issue(
        "procuros.order.discount",
        "The discount of \(discount.shortest) % on \(line.displayName) is not part of the order; its full price is sent.",
        at: "discount",
        severity: .warning,
        repair: "Enter the reduced price in Unit Price and no discount."
      )
    }
  }
}

extension DocumentView {
  fileprivate var missingShipTo: Issue {
    let path = "content.header.shipTo.identifiers[GS1]"
    let partner = "picking_type_id.warehouse_id.partner_id"
    guard let address = text(partner + ".display_name") else {
      return issue(
        "procuros.order.ship_to",
        "\(displayName) has no delivery address.",
        at: id("picking_type_id.warehouse_id") == nil ? "picking_type_id" : partner,
        path: path,
        repair: "Choose a warehouse with an address in Deliver To."
      )
    }
    return issue(
      "procuros.order.ship_to",
      "The delivery address \(address) has no GLN.",
      at: partner + ".ref",
      path: path,
      repair: "Enter the GLN in Reference of \(address).",
      params: ["noun": "GLN"]
    )
  }

  fileprivate var foreignWarehouse: Issue {
    issue(
      "procuros.order.parties",
      "The warehouse's address belongs to another company than the order.",
      at: "picking_type_id.warehouse_id.partner_id",
      path: "content.header.shipTo",
      repair: "Choose an address of your own company in the warehouse."
    )
  }

  fileprivate func ownSupplier(at field: String) -> Issue {
    issue(
      "procuros.order.own_supplier",
      "The vendor of \(displayName) is the company that orders.",
      at: field,
      path: "content.header.supplier",
      repair: "Choose another vendor, or correct its GLN."
    )
  }
}
