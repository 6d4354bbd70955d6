import Core
import Foundation

/// Made-up requisitions and purchase orders of a company.
enum MadeUpOrders {
  /// Some wait, some are approved, some refused; all from vendors that are chosen already.
  static func requisitions(
    _ count: Int,
    _ company: MadeUpCompany,
    _ days: Int,
    _ words: inout MadeUp,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> [Int] {
    var made: [Int] = []
    for index in 0..<count where company.canBuy {
      let department = words.pick(company.departments, or: 1)
      let status = words.chance(60) ? 1 : words.number(0...2)
      let moment: JSON = .string(moment(days, &words, tenant))
      let wish: JSON = [
        "department": .int(department), "description": .string("Request \(index + 1)"), "status": .int(status),
        "items": items(department, nil, company, &words), "date": moment, "required": moment, "modified": moment,
      ]
      made.append(try PortalRequisitions.make(wish, &tenant).id)
    }
    return made
  }

  /// Most are open; some were closed, cancelled or received.
  static func orders(
    _ count: Int,
    _ company: MadeUpCompany,
    _ days: Int,
    _ words: inout MadeUp,
    _ tenant: inout ProcurifyTenant
  ) throws(ProcurifyRefusal) -> [Int] {
    var made: [Int] = []
    for _ in 0..<count where company.canBuy {
      let department = words.pick(company.departments, or: 1)
      let vendor = words.pick(company.vendors, or: 1)
      let moment = moment(days, &words, tenant)
      let states = [0, 0, 0, 0, 0, 0, 0, 3, 4, 1]
      let wish: JSON = [
        "vendor": .int(vendor), "items": items(department, vendor, company, &words), "date": .string(moment),
        "promise_date": .string(moment), "modified": .string(moment), "state": .int(words.pick(states, or: 0)),
        "location": tenant[.departments, department]?["location"] ?? .null,
        "freight": words.chance(10) ? .number(words.amount(5...60)) : 0,
      ]
      made.append(try PortalOrders.make(wish, &tenant).id)
    }
    return made
  }

  private static func items(
    _ department: Int,
    _ vendor: Int?,
    _ company: MadeUpCompany,
    _ words: inout MadeUp
  ) -> JSON {
    .array(
      (0..<words.number(1...4)).map { _ in
        let account = words.pick(company.accounts[department] ?? [], or: 1)
        let vendor = vendor ?? words.pick(company.vendors, or: 1)
        var item: [(String, JSON?)] = [
          ("account", .int(account)), ("vendor", .int(vendor)), ("quantity", .int(words.number(1...20))),
        ]
        if words.chance(60), !company.items.isEmpty {
          item.append(("catalog_item", .int(words.pick(company.items, or: 1))))
        } else {
          item.append(("name", .string("\(words.pick(things)) \(words.number(1...400))")))
          item.append(("price", .number(words.amount(1...500))))
        }
        return .record(item)
      }
    )
  }

  private static let things = ["Spare part", "Service call", "Consumable", "Fixture", "Rental"]

  /// Some moment within so many days before now.
  static func moment(_ days: Int, _ words: inout MadeUp, _ tenant: ProcurifyTenant) -> String {
    ProcurifyClock.text(tenant.now.addingTimeInterval(-TimeInterval(words.number(0...max(1, days * 86_400)))))
  }
}
