import Core

/// What Procuros accepts, written from its published contract (API v2.0.0) and from nothing of ours.
///
/// The tables carry names, types, required marks, enumerations, lengths and patterns; `ProcurosContract+Rules` carries
/// what the contract says in words. Where the contract contradicts its own samples, the contract wins; three matters
/// stay lenient because every published order breaks them: a party needs no name, a day may stand where a time is
/// declared, and check digits of GLN and GTIN are not computed.
enum ProcurosContract {
  /// What a transaction of one type holds, and where its number stands.
  struct Document: Sendable {
    let content: Record
    /// The member of `header` that holds the sender's document number.
    let number: String
  }

  static let documents: [String: Document] = [
    "ORDER": Document(content: order, number: "orderIdentifier"),
    "ORDER_RESPONSE": Document(content: orderResponse, number: "orderResponseIdentifier"),
    "SHIPPING_NOTICE": Document(content: shippingNotice, number: "shippingNoticeIdentifier"),
    "INVOICE": Document(content: invoice, number: "invoiceIdentifier"),
    "CREDIT_NOTE": Document(content: creditNote, number: "creditNoteIdentifier"),
    "DISPATCH_INSTRUCTION": outline("items", "shipmentIdentifier", "shipFrom"),
    "DISPATCH_INSTRUCTION_RESPONSE": outline("transportUnits", "shippingNoticeIdentifier", "supplier"),
    "RECEIVAL_NOTICE": outline("transportUnits", "receivalAdviceNumber", "receivalDate", "supplier", "customer"),
    "REMITTANCE_ADVICE": outline("items", "adviceNumber", "adviceDate"),
    "PRODUCT_CATALOG": outline("items", "catalogNumber", "catalogDate", "sender", "receiver"),
    "INVENTORY_REPORT": outline("items", "inventoryReportIdentifier", "inventoryReportDate", "warehouse", "goodsOwner"),
    "SALES_REPORT": outline("locations", "salesReportIdentifier", "salesReportDate", "supplier", "buyer"),
  ]

  /// A type that nobody of ours sends: required marks of the header and at least one line, the rest unseen.
  private static func outline(_ lines: String, _ number: String, _ others: String...) -> Document {
    let marks = ([number] + others).filter { $0 != "catalogNumber" }
    let header = Record(marks.map { .required(.anything, $0) }, open: true)
    let content = Record([.required(.record(header), "header"), .required(.some(.anything), lines)], open: true)
    return Document(content: content, number: number)
  }

  /// Everything that is wrong with the body of `POST /v2/transactions`.
  static func check(_ body: JSON) -> Complaints {
    var complaints = Complaints()
    let type = body["type"]?.stringValue
    let document = type.flatMap { documents[$0] }
    let content = document.map { Shape.record($0.content) } ?? .anything
    let envelope = Record([.required(.anything, "type"), .required(content, "content")])
    envelope.check(body, Place(), &complaints)
    if document == nil, let given = body["type"], !given.isBlank {
      complaints.add(Place("type"), "Transaction type \"\(type ?? given.text)\" is not valid")
    }
    return complaints
  }

  /// The sender's own number of a document.
  static func number(_ type: String, _ content: JSON) -> String? {
    documents[type].flatMap { content["header"]?[$0.number]?.stringValue }
  }

  /// The GLNs by which a party of the header is known.
  static func glns(_ party: String, _ content: JSON) -> [String] {
    let identifiers = content["header"]?[party]?["identifiers"]?.arrayValue ?? []
    return identifiers.filter { $0["domain"] == "GS1" }.compactMap { $0["identifier"]?.stringValue }
  }
}
