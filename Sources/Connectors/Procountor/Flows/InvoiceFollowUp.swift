import Core
import Engine
import Foundation
import HTTP
import Storage

/// What happens to an invoice that Procountor has: a file is attached, it is approved, it is sent on.
///
/// Whatever Procountor refuses here, the invoice is there and counts as sent: the refusal becomes a warning, and the rest
/// is done by hand (reference 6.1). Only the weather is waited for. One whose totals differ from Odoo's stays as it is.
struct InvoiceFollowUp {
  private let entry: Entry
  private let client: ProcountorClient

  init(_ entry: Entry, _ client: ProcountorClient) {
    self.entry = entry
    self.client = client
  }

  private var path: String { "/invoices/\(entry.externalID ?? "")" }

  // MARK: Approve and send on

  /// `PUT /invoices/{id}/approve`; an invoice that is approved already is left alone.
  func approve(_ step: Step) async throws(Failure) -> Receipt {
    try await bring(from: "UNFINISHED", "approve", body: step.body, "approve it", "Approve it in Procountor.")
  }

  /// `PUT /invoices/{id}/send`; one that was not approved, or was sent already, is left alone.
  func sendOn() async throws(Failure) -> Receipt {
    try await bring(from: "NOT_SENT", "send", body: nil, "send it on", "Send it in Procountor.")
  }

  /// Does what takes an invoice out of a status, if it is in it.
  private func bring(from status: String, _ action: String, body: [UInt8]?, _ what: String, _ repair: String)
    async throws(Failure) -> Receipt
  {
    // What says something else than Odoo is for a person: once approved it is hard to take back.
    guard entry.receiptDetails["differs"] != true else { return Receipt(externalID: nil, number: nil) }
    do throws(Failure) {
      let now = try await self.status()
      guard now == status else { return told(now) }
      _ = try await client.write(.put, path + "/" + action, body: body)
      return told(try await self.status())
    } catch {
      guard error.isRefusal else { throw error }
      return warned(what, error, repair)
    }
  }

  /// Whether a step was done although its answer was lost; nil when it was not.
  func reached(_ step: Step) async throws(Failure) -> Receipt? {
    let now = try await status()
    let before = step.name == InvoiceStep.approve.rawValue ? ["UNFINISHED"] : ["UNFINISHED", "NOT_SENT"]
    return before.contains(now) ? nil : told(now)
  }

  private func status() async throws(Failure) -> String {
    try await client.read(path)["status"]?.stringValue ?? ""
  }

  private func told(_ status: String) -> Receipt {
    Receipt(externalID: nil, number: nil, details: ["status": .string(status)])
  }

  // MARK: Attach

  /// `POST /attachments`: the PDF that Odoo printed.
  func attach(_ step: Step) async throws(Failure) -> Receipt {
    let file = (try? JSON(parsing: step.body)) ?? .null
    let bytes = file["content"]?.stringValue.flatMap { Data(base64Encoded: $0, options: .ignoreUnknownCharacters) }
    let name = file["name"]?.stringValue ?? "invoice.pdf"
    let meta: JSON = [
      "name": .string(name), "referenceType": "INVOICE", "referenceId": JSON(entry.externalID.flatMap { Int($0) }),
      "mimeType": "application/pdf", "sendWithInvoice": .bool(file["sendWithInvoice"] == true),
    ]
    let body = Multipart(meta: meta, file: [UInt8](bytes ?? Data()), name: name, kind: "application/pdf")
    do throws(Failure) {
      _ = try await client.write(.post, "/attachments", body: body.bytes, type: body.type)
      return Receipt(externalID: nil, number: nil)
    } catch {
      guard error.isRefusal else { throw error }
      return warned("take the PDF", error, "Attach it in Procountor by hand.")
    }
  }

  /// Whether the PDF is there although the answer was lost.
  func attached(_ step: Step) async throws(Failure) -> Receipt? {
    let name = (try? JSON(parsing: step.body))?["name"]
    let files = try await client.read(path)["attachments"]?.arrayValue ?? []
    return files.contains { $0["name"] == name } ? Receipt(externalID: nil, number: nil) : nil
  }

  private func warned(_ what: String, _ failure: Failure, _ repair: String) -> Receipt {
    let issue = Issue(
      "procountor.invoice.follow_up",
      "Procountor has \(entry.recordName), but did not \(what): \(failure.message)",
      severity: .warning,
      model: entry.subject.model,
      record: entry.subject.record,
      recordName: entry.recordName,
      repair: repair,
      params: ["action": what, "words": failure.message]
    )
    return Receipt(externalID: nil, number: nil, warnings: [issue])
  }
}
