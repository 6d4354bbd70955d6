import Core
import Mapping

extension InvoiceGuards {
  static let parties = [numbers, email, channel]

  private static let numbers = Guard(
    "Business ID and VAT number of a Finnish company have the right check digit.",
    reads: []
  ) { move in
    (Party(move.value("commercial_partner_id"))?.wrongNumbers ?? []).map {
      PartyIssues.wrongNumber(move, at: "commercial_partner_id.", field: $0)
    }
  }

  /// An address that is none is not sent; by e-mail nothing could be sent to it.
  private static let email = Guard("An e-mail address is one: a warning, it is not sent.", reads: []) { move in
    ["partner_id", "commercial_partner_id"].compactMap { partner in
      guard let party = Party(move.value(partner)), party.hasWrongEmail else { return nil }
      return PartyIssues.wrongEmail(move, at: partner + ".")
    }
  }

  /// Source: reference 4.2, *Channel rules*.
  private static let channel = Guard("The invoice channel has what it needs.", reads: []) { move in
    let parties = InvoiceParties(move)
    guard let channel = parties.channel, Codes.invoiceChannel.contains(channel) else { return [.channel(parties)] }
    switch channel {
    case "EMAIL": return parties.mailed == nil ? [missing(move, "email", "e-mail address", "EMAIL")] : []
    case "MAIL":
      let isComplete = [parties.billing, parties.buyer].compactMap(\.self).contains(where: \.hasPostalAddress)
      return isComplete ? [] : [missing(move, "street", "street, ZIP and city", "MAIL")]
    case "ELECTRONIC_INVOICE": return electronic(move, parties)
    default: return []
    }
  }

  private static func electronic(_ move: DocumentView, _ parties: InvoiceParties) -> [Issue] {
    let kind = "ELECTRONIC_INVOICE"
    var issues: [Issue] = []
    if let buyer = parties.buyer, !buyer.hasPostalAddress {
      issues.append(missing(move, "street", "street, ZIP and city", kind))
    }
    if let billing = parties.billing, !billing.hasPostalAddress {
      issues.append(missing(move, "street", "street, ZIP and city", kind, at: "=billing"))
    }
    guard parties.buyer?.isFinnish == true else { return issues }
    if parties.einvoiceAddress == nil {
      issues.append(missing(move, "peppol_endpoint", "e-invoice address", kind))
    } else if parties.einvoiceOperator == nil {
      issues.append(missing(move, "einvoice_operator_id", "e-invoice operator", kind))
    }
    return issues
  }

  private static func missing(
    _ move: DocumentView,
    _ field: String,
    _ what: String,
    _ channel: String,
    at partner: String = "commercial_partner_id"
  ) -> Issue {
    let name = Party(move.value(partner))?.name ?? "The customer"
    let means = Codes.invoiceChannel.codes.first { $0.code == channel }?.meaning ?? channel
    return move.issue(
      "procountor.channel",
      "\(name) gets invoices by \(means), but has no \(what).",
      at: partner + "." + field,
      path: "invoiceChannel",
      repair: "Enter the \(what) of \(name), or choose another Procountor Invoice Channel.",
      params: ["what": what, "channel": means]
    )
  }
}

extension Issue {
  /// Procountor's own default is a channel that it does not take from outside.
  fileprivate static func channel(_ parties: InvoiceParties) -> Issue {
    Issue(
      "procountor.channel_unusable",
      "Procountor takes no invoices for the channel \(parties.channel ?? "that is set there").",
      model: "sidecar.connection",
      field: "invoice_channel",
      path: "invoiceChannel",
      repair: "Choose the Invoice Channel on the connector."
    )
  }
}
