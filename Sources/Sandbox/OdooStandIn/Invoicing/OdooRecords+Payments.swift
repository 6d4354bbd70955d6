import Core
import Foundation

/// `account.move._procountor_register_payment` of the addon, with what the dialog *Register Payment* does behind it.
extension OdooRecords {
  private static let move = "account.move"
  private static let payment = "account.payment"
  private static let arguments: Set<String> = ["journal", "amount", "currency", "date", "memo", "event"]

  /// - Returns: the id of the payment, of an earlier call's if the event was registered before.
  /// - Throws: `odoo.user`, `odoo.invalid` as the addon does.
  mutating func registerPayment(on move: Int, _ arguments: JSON) throws(ServedError) -> Int {
    let names = arguments.objectValue?.members.map(\.key) ?? []
    if let other = names.first(where: { !Self.arguments.contains($0) }) {
      throw .invalid("_procountor_register_payment() got an unexpected keyword argument '\(other)'")
    }
    let event = arguments["event"] ?? .null
    if let known = payments(of: move).first(where: { value(Self.payment, $0, "procountor_payment_event_id") == event })
    {
      return known
    }
    let amount = try payable(move, arguments)
    let journal = try journal(arguments)
    let number = "P\(value("account.journal", journal, "code")?.stringValue ?? "")/\(100_001 + ids(Self.payment).count)"
    let payment = create(
      Self.payment,
      [
        "name": .string(number), "journal_id": .int(journal), "amount": Self.json(amount), "state": "paid",
        "date": arguments["date"] ?? .null,
        "memo": arguments["memo"] ?? value(Self.move, move, "payment_reference") ?? .null,
        "currency_id": value(Self.move, move, "currency_id") ?? .null,
        "partner_id": value(Self.move, move, "commercial_partner_id") ?? .null,
        "procountor_payment_event_id": event, "procountor_move_id": .int(move),
      ]
    )
    let open = max(0, decimal(move, "amount_residual") - amount)
    write(Self.move, move, ["amount_residual": Self.json(open), "payment_state": open == 0 ? "paid" : "partial"])
    return payment
  }

  /// The payments that were registered on an invoice, oldest first.
  package func payments(of move: Int) -> [Int] {
    ids(Self.payment).filter { value(Self.payment, $0, "procountor_move_id") == .int(move) }
  }

  private func payable(_ move: Int, _ arguments: JSON) throws(ServedError) -> Decimal {
    let name = name(Self.move, move).stringValue ?? ""
    guard value(Self.move, move, "move_type") == "out_invoice", value(Self.move, move, "state") == "posted" else {
      throw .user("\(name) is no posted customer invoice.")
    }
    guard let text = arguments["amount"]?.stringValue, let amount = Decimal(string: text), amount > 0 else {
      throw .user("Only payments are registered on \(name).")
    }
    let currency = value(Self.move, move, "currency_id")?.intValue ?? 0
    guard arguments["currency"] == value("res.currency", currency, "name") else {
      throw .user("\(name) is in another currency. Register it by hand.")
    }
    guard decimal(move, "amount_residual") > 0 else { throw .user("\(name) is paid already.") }
    return amount
  }

  private func journal(_ arguments: JSON) throws(ServedError) -> Int {
    guard let journal = arguments["journal"]?.intValue, let type = value("account.journal", journal, "type"),
      ["bank", "cash"].contains(type)
    else { throw .user("A payment needs a journal of type Bank or Cash.") }
    guard OdooField("date", .date).takes(arguments["date"] ?? .null), arguments["date"]?.stringValue != nil else {
      throw .invalid("The date of a payment is YYYY-MM-DD.")
    }
    return journal
  }
}
