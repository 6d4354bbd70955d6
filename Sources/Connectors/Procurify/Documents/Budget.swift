import Core
import Engine

/// What Procurify books an item to: an account code in the budget of a department of a location.
///
/// Source: reference 6.2: nested it is an object, in flat lists the id of an account, which the snapshot `accounts` knows.
struct Budget: Hashable {
  struct Code: Hashable {
    let id: String
    let code: String
    let description: String?
    /// `account_type` 2.
    let isExpense: Bool

    /// `6100 Shop supplies`
    var title: String { [code, description].compactMap(\.self).joined(separator: " ") }
  }

  /// A department, or a location.
  struct Place: Hashable {
    let id: String
    let name: String
    /// `external_id`, which people give.
    let code: String?
  }

  let code: Code?
  let department: Place?
  let location: Place?

  /// Nil where there is neither.
  ///
  /// - Parameters:
  ///   - value: an account, or its id.
  ///   - settings: with the snapshot.
  init?(_ value: JSON?, _ settings: Settings) {
    let reference = settings.reference
    guard let account = Self.find(value, reference["accounts"]) else { return nil }
    code = Self.find(account["account_code"], reference["account_codes"]).flatMap(Self.code)
    let department = Self.find(account["department"], reference["departments"])
    self.department = department.flatMap { Self.place($0, reference["departments"]) }
    let branch = Self.find(department?["branch"], reference["locations"])
    location = branch.flatMap { Self.place($0, reference["locations"]) }
  }

  init(code: Code? = nil, department: Place?, location: Place?) {
    self.code = code
    self.department = department
    self.location = location
  }

  /// A department with its branch, as a requisition's header has it.
  static func place(of header: JSON, _ settings: Settings) -> Budget {
    let reference = settings.reference
    let department = header["department"].flatMap { place($0, reference["departments"]) }
    let branch = header["department"]?["branch"] ?? header["branch"]
    return Budget(department: department, location: branch.flatMap { place($0, reference["locations"]) })
  }

  // MARK: Parts

  /// The object itself, or the row of a list with that id.
  private static func find(_ value: JSON?, _ rows: JSON?) -> JSON? {
    guard let value, !value.isNull else { return nil }
    guard value.objectValue == nil else { return value }
    return rows?.arrayValue?.first { $0["id"]?.documentID == value.documentID }
  }

  private static func code(_ value: JSON) -> Code? {
    guard let code = value["code"]?.documentID else { return nil }
    return Code(
      id: value["id"]?.documentID ?? code,
      code: code,
      description: value["description"]?.documentID,
      isExpense: value["account_type"] == 2
    )
  }

  private static func place(_ value: JSON, _ rows: JSON?) -> Place? {
    guard let id = value["id"]?.documentID else { return nil }
    // A summary does not say everything.
    let whole = rows?.arrayValue?.first { $0["id"]?.documentID == id }
    let code = value["external_id"]?.documentID ?? whole?["external_id"]?.documentID
    return Place(id: id, name: value["name"]?.documentID ?? whole?["name"]?.documentID ?? id, code: code)
  }
}
