import Core
import Foundation

/// `/attachments`: files that belong to an invoice, a receipt, a partner or a product.
enum AttachmentCalls {
  /// Bytes of one file.
  private static let limit = 10_000_000

  static let routes: [ProcountorRoute] = [
    .post("/attachments") { books, call throws(ProcountorRefusal) in try post(&books, call.call) },
    .get("/attachments") { books, call throws(ProcountorRefusal) in try list(books, call.call) },
    .get("/attachments/{id}") { books, call throws(ProcountorRefusal) in
      guard let kept = books[.attachments, try call.id()] else { throw .notFound }
      return .json(200, kept.body)
    },
  ]

  private static func post(_ books: inout CompanyBooks, _ call: Call) throws(ProcountorRefusal) -> Answer {
    guard let parts = Multipart(call) else { throw ProcountorRefusal(400, "The body is not multipart/form-data.") }
    guard let meta = parts["meta"], let file = parts["file"], parts.parts.count == 2 else {
      throw ProcountorRefusal(400, "There must be two parts, meta and file.")
    }
    guard meta.contentType?.hasPrefix("application/json") == true, let body = try? JSON(parsing: meta.bytes) else {
      throw ProcountorRefusal(400, "The part must be application/json.", field: "meta")
    }
    guard file.bytes.count <= limit, !file.bytes.isEmpty else {
      throw ProcountorRefusal(400, "A file has 1 to \(limit) bytes.", field: "file")
    }
    var complaints = Complaints()
    AttachmentSchema.attachment.check(body, Place(), &complaints)
    Windows1252.check(body, Place(), &complaints)
    try complaints.verdict()
    return try keep(body, file, &books)
  }

  private static func keep(
    _ body: JSON,
    _ file: Multipart.Part,
    _ books: inout CompanyBooks
  ) throws(ProcountorRefusal) -> Answer {
    let shelf = shelf(body["referenceType"]?.stringValue ?? "")
    guard let shelf, let owner = books[shelf, body["referenceId"]?.intValue] else {
      throw ProcountorRefusal(400, "There is nothing that this file could belong to.", field: "referenceId")
    }
    let type = body["mimeType"]?.stringValue ?? file.contentType ?? "application/octet-stream"
    let kept = books.add(
      .attachments,
      body.putting(.string(type), at: "mimeType"),
      hidden: ["size": .int(file.bytes.count), "file": .string(Data(file.bytes).base64EncodedString())]
    )
    if shelf == .invoices || shelf == .partners {
      books.changeQuietly(shelf, owner.id) { owner in
        let all = (owner.body["attachments"]?.arrayValue ?? []) + [kept.body]
        owner.body = owner.body.putting(.array(all), at: "attachments")
      }
    }
    return .json(200, kept.body)
  }

  private static func shelf(_ type: String) -> Shelf? {
    switch type {
    case "INVOICE": .invoices
    case "LEDGERRECEIPT": .receipts
    case "CUSTOMER_BUSINESS_PARTNER_REGISTER", "SUPPLIER_BUSINESS_PARTNER_REGISTER": .partners
    case "SALES_PRODUCT_REGISTER", "PURCHASE_PRODUCT_REGISTER": .products
    default: nil
    }
  }

  private static func list(_ books: CompanyBooks, _ call: Call) throws(ProcountorRefusal) -> Answer {
    var query = ListQuery(call, ["name", "referenceId", "minSize", "maxSize"])
    let owner = query.number("referenceId")
    let (least, most) = (query.number("minSize"), query.number("maxSize"))
    let name = query.text("name")
    let found = books.all(.attachments).filter { kept in
      let size = kept.hidden["size"]?.intValue ?? 0
      return (owner.map { kept.body["referenceId"] == .int($0) } ?? true) && size >= least ?? 0 && size <= most ?? .max
        && (name.map { kept.body["name"]?.stringValue?.contains($0) == true } ?? true)
    }
    return try query.page(found) { kept in
      [
        "attachmentId": .int(kept.id), "name": kept.body["name"] ?? .null, "size": kept.hidden["size"] ?? 0,
        "user": books.company["user"]["name"] ?? .null, "referenceId": kept.body["referenceId"] ?? .null,
        "referenceType": kept.body["referenceType"] ?? .null, "attached": .string(kept.created),
      ]
    }
  }
}
