import Core
import Foundation
import Mapping

/// The lines of a delivery by package, order line and lot, as the rows of the mapping read them.
struct TransportUnits {
  private(set) var json: [JSON] = []
  private let picking: DocumentView

  init(_ lines: [ShippedLine], of picking: DocumentView) {
    self.picking = picking
    let placed = lines.map { (package: PackagedIn($0.record), line: $0) }
    json = placed.grouped { $0.package.outer?["id"]?.intValue }.map { group in
      let direct = group.filter { $0.package.inner == nil }.map(\.line)
      let inner = group.filter { $0.package.inner != nil }.grouped { $0.package.inner?["id"]?.intValue }
      return unit(
        group.first?.package.outer,
        direct,
        inner: inner.map { unit($0.first?.package.inner, $0.map(\.line), inner: []) }
      )
    }
  }

  private func unit(_ package: JSON?, _ lines: [ShippedLine], inner: [JSON]) -> JSON {
    let name = package?["name"]?.stringValue
    return .record([
      ("id", picking.record["id"]),
      ("display_name", picking.record["display_name"]),
      ("=name", name.map { .string(SSCC($0)?.digits ?? $0) }),
      ("=type", package?["package_type_id"].flatMap { $0.objectValue == nil ? nil : $0 }),
      ("=items", .array(lines.grouped(by: ItemKey.init).map(item))),
      ("=units", inner.isEmpty ? nil : .array(inner)),
    ])
  }

  /// An item stands for its first move line, whose fields the rows read.
  private func item(_ lines: [ShippedLine]) -> JSON {
    let shipped = lines.reduce(Decimal()) { $0 + $1.shipped }
    let ordered = lines.reduce(Decimal()) { $0 + $1.ordered }
    let later = ordered > shipped && lines.contains(where: \.isDeliveredLater)
    let order = lines.first?.record["move_id"]?["sale_line_id"]?["order_id"]
    return (lines.first?.record ?? .null).adding([
      ("=order", order.flatMap { $0.objectValue == nil || $0["id"]?.intValue == picking.id("sale_id") ? nil : $0 }),
      ("=shipped", .number(shipped)),
      ("=ordered", .number(ordered)),
      ("=action", ordered == shipped ? nil : later ? "DELIVERED_LATER" : "DISCARDED"),
      ("=unit", lines.first?.unit),
      ("=batches", .array(batches(lines))),
    ])
  }

  /// A lot of which nothing left in the end is no batch.
  private func batches(_ lines: [ShippedLine]) -> [JSON] {
    lines.filter { $0.lot != nil }.grouped(by: \.lot).compactMap { lines in
      let quantity = lines.reduce(Decimal()) { $0 + $1.shipped }
      guard !quantity.isZero else { return nil }
      return (lines.first?.record ?? .null).adding([("=quantity", .number(quantity))])
    }
  }

  /// What makes move lines one item.
  private struct ItemKey: Hashable {
    let order: ShippedLine.Source?
    let product: Int?
    let unit: Int?

    init(_ line: ShippedLine) {
      if case .order = line.source { order = line.source } else { order = nil }
      product = line.product
      unit = ShippedLine.id(line.unit)
    }
  }
}

extension Array {
  /// The elements by key, keys in the order of their first element.
  fileprivate func grouped<Key: Hashable>(by key: (Element) -> Key) -> [[Element]] {
    var places: [Key: Int] = [:]
    var groups: [[Element]] = []
    for element in self {
      let key = key(element)
      if let place = places[key] {
        groups[place].append(element)
      } else {
        places[key] = groups.count
        groups.append([element])
      }
    }
    return groups
  }
}
