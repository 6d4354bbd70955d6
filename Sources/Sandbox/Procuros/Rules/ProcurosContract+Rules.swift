import Core
import Foundation

/// What the contract says in words: about identifiers, lines and the document as a whole.
extension ProcurosContract {
  /// A GLN has 13 digits.
  static let partyIdentifierShape: Record.Rule = { value, place, complaints in
    guard value["domain"] == "GS1", let identifier = value["identifier"]?.stringValue else { return }
    if !identifier.isDigits([13]) { complaints.add(place["identifier"], "A GLN must have 13 digits.") }
  }

  /// A GTIN has 8, 12, 13 or 14 digits; an identifier without a domain is a GTIN.
  static let itemIdentifierShape: Record.Rule = { value, place, complaints in
    guard value["domain"] == nil || value["domain"] == "GS1", let identifier = value["identifier"]?.stringValue else {
      return
    }
    if !identifier.isDigits([8, 12, 13, 14]) {
      complaints.add(place["identifier"], "A GTIN must have 8, 12, 13 or 14 digits.")
    }
  }

  /// "There must be at least one identifier with domain `GS1` or `BUYER`."
  static let namesProduct: Record.Rule = { item, place, complaints in
    let named = (item["identifiers"]?.arrayValue ?? []).contains { identifier in
      let domain = identifier["domain"]?.stringValue ?? "GS1"
      return ["GS1", "BUYER"].contains(domain) && !(identifier["identifier"] ?? .null).isBlank
    }
    if !named {
      complaints.add(place["identifiers"], "There must be at least one identifier with domain GS1 or BUYER.")
    }
  }

  /// "The summary is required if a modificationGroup exists."
  static let summaryWithModifications: Record.Rule = { content, place, complaints in
    let lines = content["items"]?.arrayValue ?? []
    let modified = lines.contains { !($0["modificationGroups"]?.arrayValue ?? []).isEmpty }
    if modified, content["summary"] == nil {
      complaints.add(place["summary"], "The \(place["summary"]) field is required when a modification group exists.")
    }
  }

  /// ORDER_RESPONSE: CHANGE needs all lines and both dates; REJECT, or no type, has none of them.
  static let responseType: Record.Rule = { content, place, complaints in
    let header = content["header"] ?? .null
    let type = header["type"]?.stringValue ?? "REJECT"
    let members = [
      (content["items"], place["items"]),
      (header["confirmedDeliveryDate"], place["header"]["confirmedDeliveryDate"]),
      (header["requestedDeliveryDate"], place["header"]["requestedDeliveryDate"]),
    ]
    for (value, place) in members {
      if type == "CHANGE", value == nil { complaints.add(place, "The \(place) field is required for CHANGE.") }
      if type == "REJECT", value != nil { complaints.add(place, "The \(place) field is prohibited for REJECT.") }
    }
  }

  /// "If a TransportUnit does not contain sub items, it must contain a nonempty list of items."
  static let unitIsNotEmpty: Record.Rule = { unit, place, complaints in
    let filled = ["items", "transportUnits"].contains { !(unit[$0]?.arrayValue ?? []).isEmpty }
    if !filled { complaints.add(place["items"], "The \(place["items"]) must have at least 1 items.") }
  }

  /// "Only on an invoice a full address is required."
  static let buyerHasFullAddress: Record.Rule = { content, place, complaints in
    let buyer = place["header"]["buyer"]
    let party = content["header"]?["buyer"] ?? .null
    if (party["name"] ?? .null).isBlank, (party["postalAddress"]?["name"] ?? .null).isBlank {
      complaints.add(buyer["name"], "The \(buyer["name"]) field is required.")
    }
    for name in ["street", "city", "postalCode", "countryCode"] {
      let field = buyer["postalAddress"][name]
      if (party["postalAddress"]?[name] ?? .null).isBlank { complaints.add(field, "The \(field) field is required.") }
    }
  }
}

extension String {
  /// Whether the text is nothing but ASCII digits, as many as one of `lengths`.
  func isDigits(_ lengths: Set<Int>) -> Bool {
    lengths.contains(utf8.count) && utf8.allSatisfy { (48...57).contains($0) }
  }
}
