import Core
import Foundation

extension InvoiceRules {
  /// Percentages and statuses must be in use; with the VAT of another country only the domestic status is allowed.
  mutating func checkVat() {
    let country = invoice["vatCountry"]?.stringValue
    if country == nil, company["vat_country_required"] == true {
      refuse("vatCountry", "The company uses foreign VAT: name the country.")
    }
    let percentages = company.percentages(country ?? company.country, side)
    if let country, percentages == nil { refuse("vatCountry", "The company has no VAT of \(country).") }
    let isForeign = country != nil && country != company.country
    if let status = invoice["vatStatus"]?.intValue {
      checkStatus(status, isForeign, at: "vatStatus")
    } else {
      refuse("vatStatus", "The VAT status is required.")
    }
    for (index, row) in (invoice["invoiceRows"]?.arrayValue ?? []).enumerated() {
      let place = "invoiceRows.\(index)."
      if let status = row["vatStatus"]?.intValue { checkStatus(status, isForeign, at: place + "vatStatus") }
      guard let percent = row["vatPercent"]?.number, let percentages, !percentages.contains(percent) else { continue }
      refuse(place + "vatPercent", "The VAT percentage \(percent) is not in use.")
    }
  }

  private mutating func checkStatus(_ status: Int, _ isForeign: Bool, at field: String) {
    if isForeign, status != 1 {
      refuse(field, "With the VAT of another country the status must be domestic.")
    } else if !company.usesStatus(status, side) {
      refuse(field, "The VAT status \(status) is not in use.")
    }
  }
}
