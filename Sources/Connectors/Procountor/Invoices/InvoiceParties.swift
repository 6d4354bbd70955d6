import Core
import Mapping

/// Who gets an invoice, where it goes and where the goods went.
struct InvoiceParties {
  /// The company that buys.
  let buyer: Party?
  /// Whom the invoice is addressed to: the buyer itself, an invoice address or a person there.
  let addressee: Party?
  /// Where the goods went.
  let recipient: Party?
  private let withoutDelivery: Bool
  private let standardChannel: String?

  static let reads = ["commercial_partner_id", "partner_id", "partner_shipping_id"].flatMap { partner in
    (partner == "partner_shipping_id" ? Party.address + ["type"] : Party.reads).map { partner + "." + $0 }
  }

  init(_ move: DocumentView) {
    addressee = Party(move.value("partner_id"))
    buyer = Party(move.value("commercial_partner_id")) ?? addressee
    recipient = Party(move.value("partner_shipping_id"))
    withoutDelivery = move.context.settings["omit_delivery_address"] == true
    let chosen = move.setting("invoice_channel") ?? "NO_SENDING"
    standardChannel = chosen == "company" ? CompanySettings(move).invoiceChannel ?? "NO_SENDING" : chosen
  }

  /// The way the invoice takes to the customer (PI22).
  var channel: String? { addressee?.channel ?? buyer?.channel ?? standardChannel }

  /// The address on the envelope, where it is another than the buyer's (PI11).
  var billing: Party? {
    guard let addressee, let buyer, addressee.id != buyer.id else { return nil }
    let isNamed = !addressee.isContact && addressee.name != nil && addressee.name != buyer.name
    return addressee.place == buyer.place && !isNamed ? nil : addressee
  }

  /// The person it is for (PI9).
  var contact: Party? { addressee.flatMap { $0.isContact && $0.id != buyer?.id ? $0 : nil } }

  /// The address whose mail is used (PI9).
  var mailed: Party? { [addressee, buyer].compactMap(\.self).first { $0.email != nil } }

  /// Where the goods went, where that is another place than the buyer's (PI12).
  var delivery: Party? {
    guard !withoutDelivery, let recipient, let buyer, recipient.id != buyer.id else { return nil }
    let isNamed = recipient.name != nil && recipient.name != buyer.name
    return recipient.place == buyer.place && !isNamed ? nil : recipient
  }

  var einvoiceAddress: String? { addressee?.einvoiceAddress ?? buyer?.einvoiceAddress }
  var einvoiceOperator: String? { addressee?.einvoiceOperator ?? buyer?.einvoiceOperator }

  func members(_ move: DocumentView) -> [(String, JSON?)] {
    let electronic: JSON? = einvoiceAddress.flatMap { address in
      einvoiceOperator.map { ["operator": .string($0), "address": .string(address)] }
    }
    let inside: [(String, JSON?)] = [
      ("=identifier", buyer?.identifier.map(JSON.string)),
      ("=tax_code", buyer.flatMap { $0.isPerson ? nil : $0.taxCode }.map(JSON.string)),
      ("=contact", contact?.record), ("=einvoice", electronic),
      ("=mailed", mailed.map { $0.record.adding([("=email", $0.email.map(JSON.string))]) }),
    ]
    // A person stands on the envelope by the company's name, as the one to whose attention it goes.
    let billing = billing.map { $0.isContact ? $0.derivedAsCompany(buyer?.name) : $0.derived(name: buyer?.name) }
    return [
      ("commercial_partner_id", buyer?.derived(inside)), ("=billing", billing),
      ("=delivery", delivery?.derived(name: buyer?.name)), ("=without_delivery", withoutDelivery ? [:] : .none),
      ("=language", .string(Languages.name(of: [addressee?.language, buyer?.language], move))),
      ("=channel", channel.flatMap { Codes.invoiceChannel.contains($0) ? .string($0) : .none }),
    ]
  }
}

extension Party {
  fileprivate func derived(_ members: [(String, JSON?)]) -> JSON { derived(name: nil, members) }

  fileprivate func derivedAsCompany(_ name: String?) -> JSON {
    derived(name: name, [("name", (name ?? self.name).map(JSON.string))])
  }
}
