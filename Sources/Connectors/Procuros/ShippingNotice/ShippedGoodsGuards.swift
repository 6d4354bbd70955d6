import Core
import Foundation
import Mapping

/// What must hold for the goods of a delivery: quantities, lots and packages.
enum ShippedGoodsGuards {
  static let all = [goods, quantities, lots, packages]

  private static let goods = Guard("Something has left.", reads: ["move_line_ids.quantity"]) { picking in
    let lines = picking.lines("move_line_ids")
    guard lines.allSatisfy({ $0.value("quantity")?.decimalValue?.isZero ?? false }) else { return [] }
    return [
      picking.issue(
        "procuros.notice.nothing_shipped",
        "Nothing has left with \(picking.displayName).",
        at: "move_line_ids",
        path: "content.transportUnits",
        repair: "Correct the quantities of the delivery, or mark it as sent elsewhere."
      )
    ]
  }

  private static let quantities = Guard("No quantity is below zero.", reads: ["move_line_ids.quantity"]) { picking in
    picking.lines("move_line_ids").compactMap { line in
      guard let quantity = QuantityUnit.quantity(line.value("quantity")) else { return line.noQuantity }
      guard quantity < 0 else { return nil }
      return line.issue(
        "procuros.notice.negative",
        "The quantity of \(line.product) is \(quantity.shortest).",
        at: "quantity",
        path: "content.transportUnits.items.shippedQuantity",
        repair: "Correct the quantity of the delivery.",
        params: ["product": line.product]
      )
    }
  }

  /// The batches of an item add up to what was shipped of it: either all of it is of a lot or nothing.
  private static let lots = Guard(
    "Of an item either everything is of a lot or nothing.",
    reads: ["move_line_ids.lot_id", "move_line_ids.product_id"]
  ) { picking in
    let lines = picking.lines("move_line_ids").filter { $0.value("quantity")?.decimalValue?.isZero == false }
    let tracked = Set(lines.filter { $0.id("lot_id") != nil }.map { $0.id("product_id") })
    return lines.filter { $0.id("lot_id") == nil && tracked.contains($0.id("product_id")) }.map { line in
      line.issue(
        "procuros.notice.lot_missing",
        "A part of \(line.product) has no lot.",
        at: "lot_id",
        path: "content.transportUnits.items.batches",
        repair: "Enter the lot of that part in the delivery.",
        params: ["product": line.product]
      )
    }
  }

  /// Procuros has two levels of packages and seven kinds of them; the goods are told all the same.
  private static let packages = Guard(
    "A package type without Procuros Unit Type, or packages in more than two levels: a warning.",
    reads: ["move_line_ids.result_package_id.package_type_id.procuros_unit_type"]
  ) { picking in
    picking.lines("move_line_ids").flatMap { line -> [Issue] in
      let type = "result_package_id.package_type_id"
      var issues: [Issue] = []
      if let name = line.text(type + ".display_name"), line.text(type + ".procuros_unit_type") == nil {
        issues.append(line.untyped(name, at: type + ".procuros_unit_type"))
      }
      if PackagedIn(line.record).hasMoreLevels { issues.append(line.deep) }
      return issues
    }
  }
}

extension DocumentView {
  fileprivate var product: String { text("product_id.display_name") ?? displayName }

  fileprivate var noQuantity: Issue {
    issue(
      "mapping.number",
      "The quantity of \(product) is not a number that can be sent.",
      at: "quantity",
      path: "content.transportUnits.items.shippedQuantity",
      repair: "Correct the quantity of the delivery."
    )
  }

  fileprivate func untyped(_ name: String, at field: String) -> Issue {
    issue(
      "procuros.notice.package_type",
      "The package type \(name) has no Procuros Unit Type; its packages are sent without one.",
      at: field,
      severity: .warning,
      path: "content.transportUnits.unitType",
      repair: "Choose the Procuros Unit Type of \(name)."
    )
  }

  fileprivate var deep: Issue {
    let package = text("result_package_id.display_name") ?? ""
    return issue(
      "procuros.notice.package_levels",
      "\(package) is packed more than twice; only it and the outermost package are sent.",
      at: "result_package_id",
      severity: .warning,
      path: "content.transportUnits.transportUnits",
      repair: "Nothing need be done unless the customer wants to know all levels.",
      params: ["package": package]
    )
  }
}
