import Core
import Foundation

/// A company with several plants, each with departments, and accounts of all departments; it can buy nothing without them.
struct MadeUpCompany: Sendable {
  private(set) var locations: [Int] = []
  private(set) var departments: [Int] = []
  private(set) var codes: [Int] = []
  /// Codes that a ledger is not meant to have.
  private(set) var strangeCodes: [Int] = []
  /// By department, those of all usual codes.
  private(set) var accounts: [Int: [Int]] = [:]
  private(set) var strangeAccounts: [Int: [Int]] = [:]
  private(set) var vendors: [Int] = []
  private(set) var items: [Int] = []

  private static let plants = ["North", "South", "East", "West", "Central"]
  private static let towns = [
    ("Seattle", "WA", "98101"), ("Houston", "TX", "77002"), ("Boston", "MA", "02108"), ("Denver", "CO", "80202"),
    ("Chicago", "IL", "60601"),
  ]
  private static let units = [
    ("Maintenance", "MNT"), ("Production", "PRD"), ("Logistics", "LOG"), ("Administration", "ADM"), ("Quality", "QUA"),
    ("Engineering", "ENG"), ("Safety", "SAF"), ("IT", "IT"),
  ]
  private static let expenses = [
    "Shop supplies", "Repairs", "Freight in", "Tools", "Safety equipment", "Office supplies", "Software",
    "Consulting", "Packaging", "Cleaning", "Fuel", "Training",
  ]

  /// Makes what is wanted. Where nothing is said, there are five plants with all that belongs to them from the first time
  /// on; later calls take what is there.
  init(_ wish: JSON, _ words: inout MadeUp, _ tenant: inout ProcurifyTenant) {
    let isFirst = tenant.all(.departments).isEmpty
    let count: (String, Int) -> Int = { wish[$0]?.wholeNumber ?? (isFirst ? $1 : 0) }
    makePlants(count("plants", 5), departments: count("departments", 4), &tenant)
    let spoilt = (wish["unmapped_share"]?.wholeNumber ?? 0) > 0
    makeAccounts(count("accounts", 12), strange: spoilt, &tenant)
    let known = tenant.all(.vendors).count
    vendors = (0..<count("vendors", 40)).map { Self.vendor(known + $0, &words, &tenant) }
    if vendors.isEmpty { vendors = tenant.all(.vendors).filter { [3, 4].contains($0.int("type")) }.map(\.id) }
    if !vendors.isEmpty { items = (0..<count("items", 30)).map { item($0, &words, &tenant) } }
    if items.isEmpty { items = tenant.all(.catalog).map(\.id) }
  }

  private mutating func makePlants(_ plants: Int, departments count: Int, _ tenant: inout ProcurifyTenant) {
    locations = (0..<plants).map { Self.plant($0, &tenant) }
    for (index, location) in locations.enumerated() {
      departments += (0..<count).map { Self.department($0, index, location, &tenant) }
    }
    if locations.isEmpty { locations = tenant.all(.locations).map(\.id) }
    if departments.isEmpty { departments = tenant.all(.departments).map(\.id) }
  }

  /// Every department gets an account of every code, where it has none yet.
  private mutating func makeAccounts(_ count: Int, strange: Bool, _ tenant: inout ProcurifyTenant) {
    codes = (0..<count).map { Self.code("\(6100 + $0 * 10)", Self.expenses[$0 % Self.expenses.count], &tenant) }
    let known = tenant.all(.accountCodes)
    if codes.isEmpty { codes = known.filter { $0.text("description") != Self.strangeName }.map(\.id) }
    strangeCodes = known.filter { $0.text("description") == Self.strangeName }.map(\.id)
    if strange, strangeCodes.isEmpty {
      strangeCodes = (0..<2).map { Self.code("99\($0)X", Self.strangeName, &tenant) }
    }
    var there: [[Int]: Int] = [:]
    for account in tenant.all(.accounts) {
      there[[account.int("account_code") ?? 0, account.int("department") ?? 0]] = account.id
    }
    for department in departments {
      accounts[department] = codes.map { there[[$0, department]] ?? Self.account($0, department, &tenant) }
      strangeAccounts[department] = strangeCodes.map {
        there[[$0, department]] ?? Self.account($0, department, &tenant)
      }
    }
  }

  private static let strangeName = "Not in the ledger"

  var canBuy: Bool { !vendors.isEmpty && !departments.isEmpty && !codes.isEmpty }

  var json: [(String, JSON?)] {
    let list: ([Int]) -> JSON = { .array($0.map(JSON.int)) }
    return [
      ("locations", list(locations)), ("departments", list(departments)), ("account_codes", list(codes)),
      ("unmapped_account_codes", list(strangeCodes)), ("vendors", list(vendors)), ("catalog_items", list(items)),
    ]
  }

  private static func plant(_ index: Int, _ tenant: inout ProcurifyTenant) -> Int {
    let town = towns[index % towns.count]
    let name = index < plants.count ? plants[index] : String(index + 1)
    return tenant.add(
      .locations,
      [
        "name": .string("Plant \(name)"), "external_id": .string("P\(index + 1)"), "currency": 1, "active": true,
        "headquarter": .bool(index == 0), "street": .string("\(index + 1) Dock Rd"), "city": .string(town.0),
        "state": .string(town.1), "postal_code": .string(town.2), "country": "US", "time_zone": "America/Los_Angeles",
      ]
    ).id
  }

  private static func department(
    _ index: Int,
    _ plant: Int,
    _ location: Int,
    _ tenant: inout ProcurifyTenant
  ) -> Int {
    let unit = units[index % units.count]
    return tenant.add(
      .departments,
      [
        "name": .string(unit.0), "external_id": .string("P\(plant + 1)-\(unit.1)"), "location": .int(location),
        "active": true,
      ]
    ).id
  }

  private static func code(_ code: String, _ description: String, _ tenant: inout ProcurifyTenant) -> Int {
    let body: JSON = ["code": .string(code), "description": .string(description), "account_type": 2, "active": true]
    return tenant.add(.accountCodes, body).id
  }

  private static func account(_ code: Int, _ department: Int, _ tenant: inout ProcurifyTenant) -> Int {
    let body: JSON = [
      "account_code": .int(code), "department": .int(department), "budget": 250_000, "active": true,
    ]
    return tenant.add(.accounts, body).id
  }

  private static let starts = [
    "Northwind", "Harbour", "Cascade", "Summit", "Lakeside", "Ironwood", "Bluebird", "Delta",
  ]
  private static let trades = ["Tools", "Steel", "Freight", "Supply", "Chemicals", "Packaging", "Electric", "Plastics"]
  private static let forms = ["Inc.", "LLC", "Co.", "Corp."]

  /// No two are called the same; most have a number of their own in other systems.
  private static func vendor(_ index: Int, _ words: inout MadeUp, _ tenant: inout ProcurifyTenant) -> Int {
    let town = towns[words.number(0...towns.count - 1)]
    let trade = trades[(index / starts.count) % trades.count]
    let round = index / (starts.count * trades.count)
    let name = "\(starts[index % starts.count]) \(trade)\(round == 0 ? "" : " \(round + 1)") \(words.pick(forms))"
    return tenant.add(
      .vendors,
      [
        "name": .string(name), "type": .int(words.chance(40) ? 3 : 4), "active": .bool(words.chance(96)),
        "addressLineOne": .string("\(words.number(1...900)) Main St"), "postalCode": .string(town.2),
        "city": .string(town.0), "state_province": .string(town.1), "country": "US",
        "phoneOne": .string("555-\(words.digits(4))"), "email": [.string("ap\(index)@vendor.test")],
        "external_id": words.chance(70) ? .string("V-\(10_000 + index)") : .null,
        "currency": 1, "payment_term": .int(words.number(1...3)),
        "bank_account": words.chance(20) ? .string(words.digits(12)) : .null,
      ]
    ).id
  }

  private static let goods = [
    "Torque wrench", "Hex bolts M8", "Safety gloves", "Bearing 6204", "Cutting oil 20 l", "Pallet wrap", "Cable 2 m",
    "Air filter", "Label roll", "Welding rod",
  ]

  private func item(_ index: Int, _ words: inout MadeUp, _ tenant: inout ProcurifyTenant) -> Int {
    let name = "\(Self.goods[index % Self.goods.count])\(index < Self.goods.count ? "" : " \(index)")"
    return tenant.add(
      .catalog,
      [
        "name": .string(name), "sku": .string("SKU-\(1000 + index)"), "unit": .string(words.pick(["ea", "box", "kg"])),
        "price": .number(words.amount(2...300)), "currency": 1, "vendor": .int(words.pick(vendors, or: 1)),
        "account_code": codes.first.map(JSON.int) ?? .null,
      ]
    ).id
  }
}
