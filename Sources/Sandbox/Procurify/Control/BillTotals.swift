import Core
import Foundation

/// What the bills that count come to, by account code and cost centre: what a ledger filled from them must show.
///
/// Counted are bills of the types (0) and statuses (approved or later) that are asked for; `only` and `without` name
/// bills by number.
struct BillTotals: Sendable {
  let json: JSON

  init(_ tenant: ProcurifyTenant, _ call: Call) {
    let numbers: (String) -> Set<Int>? = { name in
      call.parameter(name).map { Set($0.split(separator: ",").compactMap { Int($0) }) }
    }
    let statuses = numbers("statuses") ?? BillStatus.eligible
    let types = numbers("types") ?? [0]
    let only = numbers("only")
    let without = numbers("without") ?? []
    let bills = tenant.all(.bills).filter { bill in
      statuses.contains(bill.int("status") ?? 0) && types.contains(bill.int("type") ?? 0)
        && (only?.contains(bill.id) ?? true) && !without.contains(bill.id)
    }
    var rows: [Cell: Amounts] = [:]
    var currencies: [String: Amounts] = [:]
    for bill in bills { Self.add(bill, tenant, &rows, &currencies) }
    json = [
      "bills": .int(bills.count), "ids": .array(bills.map { .int($0.id) }),
      "currencies": .object(
        JSONObject(currencies.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.json) })
      ),
      "rows": .array(rows.sorted { $0.key < $1.key }.map { $0.key.json($0.value) }),
    ]
  }

  /// Where an amount belongs; nothing where it is on no account.
  private struct Cell: Hashable, Comparable {
    let parts: [String]

    static let names = ["currency", "account_code", "department", "department_external_id", "location", "source"]

    static func < (left: Cell, right: Cell) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }

    func json(_ amounts: Amounts) -> JSON {
      .record(
        zip(Self.names, parts.map(JSON.string)).map { ($0, $1) } + [
          ("amount", .number(amounts.entered)), ("net", .number(amounts.net.rounded(2))),
          ("lines", .int(amounts.lines)),
        ]
      )
    }
  }

  private struct Amounts {
    /// As allocated, with an inclusive tax in it.
    var entered: Decimal = 0
    var net: Decimal = 0
    var tax: Decimal = 0
    var total: Decimal = 0
    var lines = 0

    var json: JSON {
      [
        "bills": .int(lines), "net": .number(net.rounded(2)), "tax": .number(tax), "total": .number(total),
      ]
    }
  }

  private static func add(
    _ bill: ProcurifyRecord,
    _ tenant: ProcurifyTenant,
    _ rows: inout [Cell: Amounts],
    _ currencies: inout [String: Amounts]
  ) {
    let sums = BillSums(bill)
    let currency = tenant[.currencies, bill.int("currency")]?.text("name") ?? ""
    currencies[currency, default: Amounts()].net += sums.total
    currencies[currency, default: Amounts()].tax += sums.tax
    currencies[currency, default: Amounts()].total += sums.totalWithTax
    currencies[currency, default: Amounts()].lines += 1
    func put(_ account: JSON?, _ source: String, _ entered: Decimal, _ net: Decimal) {
      let cell = cell(tenant, tenant[.accounts, account?.intValue], currency, source)
      rows[cell, default: Amounts()].entered += entered
      rows[cell, default: Amounts()].net += net
      rows[cell, default: Amounts()].lines += 1
    }
    for (item, itemSums) in zip(bill.list("items"), sums.items) {
      for allocation in item["allocations"]?.arrayValue ?? [] {
        let amount = BillItemSums.amount(allocation, "amount")
        put(allocation["account"], "item", amount, itemSums.net(of: amount))
      }
      if itemSums.shipping != 0 { put(.none, "shipping", itemSums.shipping, itemSums.shipping) }
    }
    for cost in bill.list("costs") {
      let amount = BillItemSums.amount(cost, "amount")
      put(cost["account"], "cost", amount, amount)
    }
  }

  private static func cell(
    _ tenant: ProcurifyTenant,
    _ account: ProcurifyRecord?,
    _ currency: String,
    _ source: String
  ) -> Cell {
    let code = tenant[.accountCodes, account?.int("account_code")]
    let department = tenant[.departments, account?.int("department")]
    let location = tenant[.locations, department?.int("location")]
    return Cell(parts: [
      currency, code?.text("code") ?? "", department?.text("name") ?? "", department?.text("external_id") ?? "",
      location?.text("name") ?? "", source,
    ])
  }
}
