import Core
import Foundation
import HTTP

/// Invoices, customers and products of one company, as far as tests of sending need them.
struct FakeBooks {
  enum Kind: String {
    case invoices, businesspartners, products
  }

  private var content: [Kind: [JSON]] = [:]
  private var lastID = 9000

  func all(_ kind: Kind) -> [JSON] { content[kind] ?? [] }

  mutating func add(_ kind: Kind, _ object: JSON) -> Int {
    lastID += 1
    var stored = object.adding("id", .int(lastID)).adding("version", "2026-03-02T10:00:00")
    if kind == .invoices { stored = Self.invoice(stored, number: lastID - 8000) }
    content[kind, default: []].append(stored)
    return lastID
  }

  private static func invoice(_ invoice: JSON, number: Int) -> JSON {
    var stored = invoice.adding("invoiceNumber", .int(number)).adding("ledgerReceiptId", .int(number + 500))
    if stored["status"] == nil { stored = stored.adding("status", "UNFINISHED") }
    if let payment = stored["paymentInfo"], payment["bankReferenceCode"] == "" {
      stored = stored.adding("paymentInfo", payment.adding("bankReferenceCode", "1009"))
    }
    return stored["invoiceSumInfo"] == nil ? stored.adding("invoiceSumInfo", .array([sums(stored)])) : stored
  }

  /// Rounds row by row.
  private static func sums(_ invoice: JSON) -> JSON {
    var (net, vat) = (Decimal(0), Decimal(0))
    let isGross = invoice["extraInfo"]?["unitPricesIncludeVat"] == true
    for row in invoice["invoiceRows"]?.arrayValue ?? [] {
      func number(_ key: String) -> Decimal { row[key]?.decimalValue ?? 0 }
      let amount = number("quantity") * number("unitPrice") * (100 - number("discountPercent")) / 100
      let tax =
        isGross ? amount * number("vatPercent") / (100 + number("vatPercent")) : amount * number("vatPercent") / 100
      net += amount.rounded(2) - (isGross ? tax.rounded(2) : 0)
      vat += tax.rounded(2)
    }
    return [
      "currency": invoice["paymentInfo"]?["currency"] ?? "EUR", "inAccountingCurrency": false,
      "excludingVatTotal": .number(net), "vatSumTotal": .number(vat), "invoiceSumTotal": .number(net + vat),
    ]
  }

  mutating func answer(_ request: HTTPRequest, _ path: String) -> HTTPResponse {
    let steps = path.split(separator: "/").map(String.init)
    if request.method == .post, path == "/attachments" { return attach(request) }
    guard let kind = steps.first.flatMap(Kind.init) else { return .json([:], 404) }
    switch (request.method, steps.count) {
    case (.post, 1):
      guard let body = request.body.flatMap({ try? JSON(parsing: $0) }) else { return .json([:], 400) }
      let id = add(kind, body)
      return .json(all(kind).first { $0["id"]?.intValue == id } ?? [:])
    case (.get, 1): return .json(["results": .array(all(kind).filter { Self.matches($0, request) })])
    case (.get, 2): return all(kind).first { $0["id"]?.intValue == Int(steps[1]) }.map { .json($0) } ?? .json([:], 404)
    case (.put, 3): return move(steps)
    default: return .json([:], 404)
    }
  }

  private static func matches(_ row: JSON, _ request: HTTPRequest) -> Bool {
    let query = request.url.split(separator: "?").dropFirst().first?.split(separator: "&") ?? []
    for part in query {
      let pair = part.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
      guard pair.count == 2 else { continue }
      switch pair[0] {
      // Finds parts, as the real filter of codes does.
      case "originalInvoiceNumber", "code", "name":
        guard row[pair[0]]?.stringValue?.contains(pair[1]) == true else { return false }
      case "startDate": guard (row["date"]?.stringValue ?? "") >= pair[1] else { return false }
      case "endDate": guard (row["date"]?.stringValue ?? "") <= pair[1] else { return false }
      default: continue
      }
    }
    let isActive = row["registryInfo"]?["active"] != false
    if request.url.contains("/businesspartners"), isActive == request.url.contains("active=false") { return false }
    if let name = request.headers["name"], row["name"]?.stringValue?.contains(name) != true { return false }
    guard let identifier = request.headers["identifier"] else { return true }
    return row["invoicingInfo"]?["identifier"]?.stringValue?.contains(identifier) == true
  }

  /// Approve and send, from the right status only.
  private mutating func move(_ steps: [String]) -> HTTPResponse {
    guard let index = all(.invoices).firstIndex(where: { $0["id"]?.intValue == Int(steps[1]) }) else {
      return .json([:], 404)
    }
    let invoice = all(.invoices)[index]
    let isSilent = invoice["invoiceChannel"] == "NO_SENDING"
    let moves = ["approve": ("UNFINISHED", isSilent ? "APPROVED" : "NOT_SENT"), "send": ("NOT_SENT", "SENT")]
    guard let move = moves[steps[2]], invoice["status"]?.stringValue == move.0 else { return .json([:], 403) }
    content[.invoices]?[index] = invoice.adding("status", .string(move.1))
    return .json(["message": "OK"])
  }

  private mutating func attach(_ request: HTTPRequest) -> HTTPResponse {
    let text = String(decoding: request.body ?? [], as: UTF8.self)
    guard let start = text.firstRange(of: "{\"name\""), let end = text[start.lowerBound...].firstIndex(of: "\r\n"),
      let meta = try? JSON(parsing: String(text[start.lowerBound..<end])),
      let index = all(.invoices).firstIndex(where: { $0["id"] == meta["referenceId"] })
    else { return .json([:], 400) }
    let invoice = all(.invoices)[index]
    content[.invoices]?[index] = invoice.adding(
      "attachments",
      .array((invoice["attachments"]?.arrayValue ?? []) + [meta])
    )
    return .json(meta.adding("id", 77))
  }
}
