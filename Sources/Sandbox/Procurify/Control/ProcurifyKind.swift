import Core

/// A kind of record that people keep in the tenant's settings and registers: what can be said of it, and how it refers
/// to others.
struct ProcurifyKind: Sendable {
  let shelf: ProcurifyShelf
  let members: [Record.Members]
  /// What has to be said of a new one.
  let needed: [String]
  var references: [String: ProcurifyShelf] = [:]
  var moments: [String] = []
  /// What a new one has, where nothing else is said.
  var usual: JSON = [:]

  static let all = [
    ProcurifyKind(
      shelf: .currencies,
      members: [
        .nullable(.text(upTo: 10), "name"), .nullable(.text(upTo: 100), "description"), .nullable(.number, "rate"),
        .nullable(.flag, "base", "active"),
      ],
      needed: ["name"],
      usual: ["rate": 1, "base": false, "active": true, "description": ""]
    ),
    ProcurifyKind(
      shelf: .terms,
      members: [
        .nullable(.text(upTo: 100), "name"), .nullable(.text, "description"), .nullable(.flag, "active"),
      ],
      needed: ["name"]
    ),
    ProcurifyKind(
      shelf: .users,
      members: [.nullable(.text, "first_name", "last_name", "email")],
      needed: ["first_name", "last_name", "email"]
    ),
    ProcurifyKind(
      shelf: .locations,
      members: [
        .nullable(.text(upTo: 150), "name"), .nullable(.text(upTo: 100), "external_id"),
        .nullable(.anything, "currency"),
        .nullable(.flag, "active", "headquarter"),
        .nullable(.text, "time_zone", "street", "postal_code", "city", "state", "country", "phone", "email"),
      ],
      needed: ["name"],
      references: ["currency": .currencies],
      usual: ["currency": 1, "active": true, "headquarter": false]
    ),
    ProcurifyKind(
      shelf: .departments,
      members: [
        .nullable(.text(upTo: 150), "name"), .nullable(.text(upTo: 100), "external_id"),
        .nullable(.anything, "location"),
        .nullable(.flag, "active"),
      ],
      needed: ["name", "location"],
      references: ["location": .locations]
    ),
    ProcurifyKind(
      shelf: .accountCodes,
      members: [
        .nullable(.text(upTo: 50), "code"), .nullable(.text(upTo: 200), "description"),
        .nullable(.whole(0...5), "account_type"), .nullable(.flag, "active"), .nullable(.anything, "parent"),
      ],
      needed: ["code"],
      references: ["parent": .accountCodes],
      usual: ["account_type": 2]
    ),
    ProcurifyKind(
      shelf: .accounts,
      members: [
        .nullable(.anything, "account_code", "department"), .nullable(.number, "budget"), .nullable(.flag, "active"),
        .nullable(.dateTime, "start_datetime", "end_datetime"),
      ],
      needed: ["account_code", "department"],
      references: ["account_code": .accountCodes, "department": .departments],
      moments: ["start_datetime", "end_datetime"]
    ),
    vendor, catalog,
  ]

  private static let vendor = ProcurifyKind(
    shelf: .vendors,
    members: [
      .nullable(.text(upTo: 150), "name"), .nullable(.whole(1...7), "type"), .nullable(.flag, "active"),
      .nullable(.text(upTo: 300), "addressLineOne", "addressLineTwo"), .nullable(.text(upTo: 20), "postalCode"),
      .nullable(.text(upTo: 50), "city", "contact"), .nullable(.text(upTo: 40), "state_province"),
      .nullable(.text(upTo: 80), "country"), .nullable(.text(upTo: 20), "phoneOne", "phoneTwo", "fax"),
      .nullable(.list(.text), "email"), .nullable(.text, "comments", "bank_account"),
      .nullable(.text(upTo: 200), "url"), .nullable(.text(upTo: 100), "external_id"),
      .nullable(.anything, "currency", "payment_term"), .nullable(.integer, "tax"),
      .nullable(.flag, "is_1099_eligible"),
    ],
    needed: ["name"],
    references: ["currency": .currencies, "payment_term": .terms],
    usual: ["type": 4, "active": true, "email": []]
  )

  private static let catalog = ProcurifyKind(
    shelf: .catalog,
    members: [
      .nullable(.text(upTo: 255), "name"), .nullable(.text, "description", "url"), .nullable(.text(upTo: 50), "sku"),
      .nullable(.text(upTo: 30), "unit"), .nullable(.number, "price"),
      .nullable(.anything, "currency", "vendor", "account_code"), .nullable(.list(.integer), "departments"),
    ],
    needed: ["name", "vendor"],
    references: ["currency": .currencies, "vendor": .vendors, "account_code": .accountCodes],
    usual: ["currency": 1, "price": 0, "unit": "ea"]
  )

  /// What every kind may be given besides: a stamp other than now, none at all (null), or no new one.
  static let stamp: [Record.Members] = [.nullable(.dateTime, "modified"), .optional(.flag, "quiet")]

  /// Reads what somebody wants a record to be.
  /// - Throws: 422 with all that is wrong.
  func read(_ body: JSON, isNew: Bool, _ tenant: inout ProcurifyTenant) throws(ProcurifyRefusal) -> JSON {
    var complaints = Complaints()
    Record(members + Self.stamp).check(body, Place(), &complaints)
    for name in needed where isNew && (body[name] ?? .null).isBlank {
      complaints.add(Place(name), "The \(name) field is required.")
    }
    try complaints.refuse()
    var wish = isNew ? usual : [:]
    for member in body.objectValue?.members ?? [] where !["modified", "quiet"].contains(member.key) {
      var value = member.value
      if let shelf = references[member.key] {
        value = ProcurifyReference.resolved(value, shelf, Place(member.key), &tenant, &complaints)
      }
      if moments.contains(member.key) { value = JSON(value.stringValue.flatMap(ProcurifyClock.normal)) }
      wish = wish.putting(value, at: member.key)
    }
    try complaints.refuse()
    return wish
  }
}
