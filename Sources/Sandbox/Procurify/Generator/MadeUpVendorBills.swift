import Core
import Foundation

/// Made-up bills of a company: of its orders or without, in all statuses, with taxes, freight and shared costs.
enum MadeUpVendorBills {
  static func bills(
    _ count: Int,
    _ company: MadeUpCompany,
    _ orders: [Int],
    unmapped: Int,
    _ days: Int,
    _ words: inout MadeUp,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> [JSON] {
    var made: [JSON] = []
    let known = tenant.all(.bills).count
    for index in 0..<count where company.canBuy {
      let isStrange = !company.strangeCodes.isEmpty && words.chance(unmapped)
      let order = index % 2 == 0 && !orders.isEmpty ? tenant[.orders, words.pick(orders, or: 0)] : nil
      let items = lines(order.map { tenant.all(.items, $0.ids("items")) } ?? [], company, isStrange, &words, tenant)
      let moment = MadeUpOrders.moment(days, &words, tenant)
      let day = String(moment.prefix(10))
      let wish: JSON = [
        "vendor": order?["vendor"] ?? .int(words.pick(company.vendors, or: 1)), "items": .array(items),
        "invoice_number": .string("S\(100_001 + known + index)"), "invoice_date": .string(day),
        "due_date": .string(day),
        "gl_post_date": .string(day), "submitted_date": .string(moment), "modified": .string(moment),
        "status": .int(words.pick([2, 2, 2, 2, 2, 2, 4, 6, 7, 0, 1, 3, 5], or: 2)),
        "costs": words.chance(8) ? [cost(company, &words)] : [],
      ]
      let bill = try ProcurifyBills.make(wish, &tenant)
      made.append([
        "id": .int(bill.id), "number": bill["invoice_number"] ?? "", "status": bill["status"] ?? 0,
        "total": .number(BillSums(bill).totalWithTax), "unmapped": .bool(isStrange),
      ])
    }
    return made
  }

  private static func cost(_ company: MadeUpCompany, _ words: inout MadeUp) -> JSON {
    let department = words.pick(company.departments, or: 1)
    let account = words.pick(company.accounts[department] ?? [], or: 1)
    return ["name": "Handling", "amount": .number(words.amount(5...40)), "account": .int(account)]
  }

  private static func lines(
    _ ordered: [ProcurifyRecord],
    _ company: MadeUpCompany,
    _ isStrange: Bool,
    _ words: inout MadeUp,
    _ tenant: ProcurifyTenant
  ) -> [JSON] {
    let count = ordered.isEmpty ? words.number(1...3) : ordered.count
    return (0..<count).map { index in
      let department = words.pick(company.departments, or: 1)
      let usual = words.pick(company.accounts[department] ?? [], or: 1)
      let strange = isStrange && index == 0 ? company.strangeAccounts[department]?.first : nil
      var line = tax(&words)
      if ordered.indices.contains(index) {
        line.append(("order_item", .int(ordered[index].id)))
      } else {
        line.append(("description", .string("Delivery \(words.number(1...9999))")))
        line.append(("quantity", .int(words.number(1...12))))
        line.append(("unit_cost", .number(words.amount(1...400))))
      }
      if words.chance(5) { line.append(("shipping_amount", .number(words.amount(2...30)))) }
      line.append(("allocations", .array(allocations(strange ?? usual, company, &words))))
      return .record(line)
    }
  }

  /// Most on one account, some shared with another plant.
  private static func allocations(_ account: Int, _ company: MadeUpCompany, _ words: inout MadeUp) -> [JSON] {
    guard words.chance(12) else { return [["account": .int(account)]] }
    let other = words.pick(company.accounts[words.pick(company.departments, or: 1)] ?? [], or: account)
    return [["account": .int(account), "percent": .int(words.number(1...99))], ["account": .int(other)]]
  }

  private static let taxes: [(String, Decimal, Bool)] = [("State", 8.25, false), ("GST", 5, false), ("VAT", 20, true)]

  private static func tax(_ words: inout MadeUp) -> [(String, JSON?)] {
    guard words.chance(60) else { return [] }
    let tax = words.pick(taxes, or: taxes[0])
    return [
      ("tax_name", .string(tax.0)), ("tax_percentage", .number(tax.1)), ("tax_is_inclusive", .bool(tax.2)),
    ]
  }
}
