import Core
import Foundation
import Mapping

extension InvoiceGuards {
  static let taxes = [oneTax, rates, statuses, vatCountry, units]

  private static let oneTax = Guard("Each line has one tax in percent, or none.", reads: []) { move in
    move.lines("line_ids", displayType: "product").compactMap { line in
      guard let refusal = line.text("=refusal") else { return nil }
      return line.issue(
        "procountor.invoice.tax",
        "\(line.displayName) \(refusal). Procountor takes one percentage for each row.",
        at: "tax_ids",
        path: "invoiceRows[].vatPercent",
        repair: "Choose one tax in percent, and enter anything else as a line of its own."
      )
    }
  }

  /// The ISO code of the country whose VAT it is.
  private static func taxCountry(_ move: DocumentView) -> String {
    InvoiceDerivation.vatCountry(move.value("fiscal_position_id")) ?? home(move)
  }

  private static func home(_ move: DocumentView) -> String {
    CompanySettings(move).country ?? move.text("company_id.country_id.code") ?? "FI"
  }

  private static let rates = Guard("Each percentage is in use for sales in the VAT country.", reads: []) { move in
    let settings = CompanySettings(move)
    guard settings.isFetched else { return [] }
    let country = taxCountry(move)
    return move.lines("line_ids", displayType: "product").compactMap { line in
      guard line.value("=refusal") == nil, let percent = line.value("=percent")?.decimalValue,
        !settings.hasRate(percent, in: country)
      else { return nil }
      return line.issue(
        "procountor.invoice.percent",
        "\(percent.shortest) % VAT of \(line.displayName) is not in use for sales in \(country) in Procountor.",
        at: "tax_ids",
        path: "invoiceRows[].vatPercent",
        repair: "Choose another tax, or add the percentage in Procountor and fetch the VAT settings again.",
        params: ["percent": percent.shortest, "country": country]
      )
    }
  }

  private static let statuses = Guard("Each VAT status is in use for sales in Procountor.", reads: []) { move in
    let settings = CompanySettings(move)
    guard settings.isFetched else { return [] }
    var issues: [Issue] = []
    if let status = move.value("=vat_status")?.intValue, !settings.hasStatus(status) {
      issues.append(unknown(status, move, at: "fiscal_position_id.procountor_vat_status_id", "vatStatus"))
    }
    for line in move.lines("line_ids", displayType: "product") {
      guard let status = line.value("=row_vat_status")?.intValue, !settings.hasStatus(status) else { continue }
      issues.append(unknown(status, line, at: "tax_ids", "invoiceRows[].vatStatus"))
    }
    return issues
  }

  private static func unknown(_ status: Int, _ view: DocumentView, at field: String, _ path: String) -> Issue {
    view.issue(
      "procountor.invoice.vat_status",
      "The VAT status \(status) is not in use for sales in Procountor.",
      at: field,
      path: path,
      repair: "Choose another Procountor VAT Status, or fetch the VAT settings again.",
      params: ["status": String(status)]
    )
  }

  /// Source: reference 6.1, *VAT guards*.
  private static let vatCountry = Guard(
    "With a VAT country other than the company's, every VAT status is domestic.",
    reads: []
  ) { move in
    let position = move.value("fiscal_position_id")
    guard let code = InvoiceDerivation.vatCountry(position) else { return [] }
    guard Countries.name(of: code) != nil else {
      return [vatCountryIssue(move, "Procountor has no VAT country \(code).")]
    }
    guard code != home(move) else { return [] }
    let rows = move.lines("line_ids", displayType: "product").compactMap { $0.value("=row_vat_status")?.intValue }
    let other = ([move.value("=vat_status")?.intValue].compactMap(\.self) + rows).first { $0 != 1 }
    return other.map { [vatCountryIssue(move, "VAT of \(code) cannot have the VAT status \($0), only 1 (domestic).")] }
      ?? []
  }

  private static func vatCountryIssue(_ move: DocumentView, _ message: String) -> Issue {
    move.issue(
      "procountor.invoice.vat_country",
      message,
      at: "fiscal_position_id",
      path: "vatCountry",
      repair: "Correct Procountor VAT Country and VAT Status on the fiscal position and its taxes."
    )
  }

  private static let units = Guard("A unit that Procountor does not have is a warning.", reads: []) { move in
    move.lines("line_ids", displayType: "product").compactMap { line in
      guard line.id("product_uom_id") != nil, line.value("=has_unit") == false else { return nil }
      return UnitIssues.unknown(line, at: "product_uom_id", sent: line.text("=unit") ?? "NO_UNIT")
    }
  }
}
