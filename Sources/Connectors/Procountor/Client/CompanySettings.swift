import Core
import Foundation
import Mapping

/// The snapshot `settings` as mappings read it; all empty before it was fetched for the first time.
struct CompanySettings {
  /// Where the snapshot stands among the settings of a mapping.
  static let key = "=snapshot"

  struct BankAccount: Equatable {
    let iban: String
    let currency: String?
    let isDefault: Bool
  }

  private let content: JSON

  init(_ document: DocumentView) { content = document.context.settings[Self.key] ?? .null }

  var isFetched: Bool { content.objectValue != nil }
  /// The company whose books these are where it is not the one with this business ID.
  func otherCompany(than ours: String?) -> String? { OtherBooks.name(content, ours: ours) }
  /// ISO code, for example `FI`.
  var country: String? { content["company"]?["country"]?.stringValue }
  var accountingByRow: Bool? { content["accountingByRow"]?.boolValue }
  var invoiceChannel: String? { content["invoiceChannel"]?.stringValue }

  /// The accounts that money may be asked to.
  var bankAccounts: [BankAccount] {
    (content["bankAccounts"]?.arrayValue ?? []).filter { $0["active"] != false }.compactMap { account in
      guard let iban = account["iban"]?.stringValue, !iban.isEmpty else { return nil }
      return BankAccount(
        iban: iban,
        currency: account["currency"]?.stringValue,
        isDefault: account["default"] == true
      )
    }
  }

  /// The account named on invoices that name none: the default one of the currency, else the default one.
  func defaultAccount(_ currency: String?) -> BankAccount? {
    let defaults = bankAccounts.filter(\.isDefault)
    return defaults.first { $0.currency == currency } ?? defaults.first
  }

  /// Whether a percentage is in use for sales in a country.
  func hasRate(_ percent: Decimal, in country: String) -> Bool {
    (content["vat"]?["rates"]?.arrayValue ?? []).contains { rate in
      rate["country"]?.stringValue == country && rate["sales"] == true && rate["percent"]?.decimalValue == percent
    }
  }

  /// Whether a VAT status may stand on sales; domestic always may.
  func hasStatus(_ number: Int) -> Bool {
    number == 1
      || (content["vat"]?["statuses"]?.arrayValue ?? []).contains {
        $0["number"]?.intValue == number && $0["sales"] == true
      }
  }

  func hasLedgerAccount(_ code: String) -> Bool {
    (content["ledgerAccounts"]?.arrayValue ?? []).contains { $0.stringValue == code }
  }
}
