import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procountor attachments")
struct ProcountorAttachmentTests {
  private static let meta: JSON = [
    "name": "INV-2026-00042.pdf", "referenceType": "INVOICE", "referenceId": 9001, "sendWithInvoice": true,
  ]

  private func send(
    _ client: ProcountorTestClient,
    _ meta: JSON = Self.meta,
    type: String = "application/json",
    file: [UInt8] = Array("%PDF-1.7\r\n--x\r\n".utf8),
    names: (String, String) = ("meta", "file"),
    contentType: String = "multipart/form-data; boundary=\"b0undary\""
  ) async throws -> RawClient.Reply {
    let head = "--b0undary\r\nContent-Disposition: form-data; name=\"\(names.0)\"\r\nContent-Type: \(type)\r\n\r\n"
    let middle = "\r\n--b0undary\r\nContent-Disposition: form-data; name=\"\(names.1)\"; filename=\"a.pdf\"\r\n"
    let body =
      Array(head.utf8) + meta.bytes + Array("\(middle)Content-Type: application/pdf\r\n\r\n".utf8) + file
      + Array("\r\n--b0undary--\r\n".utf8)
    return try await RawClient(port: client.port, token: client.token)
      .send("POST", "/api/attachments", headers: ["Content-Type": contentType], body: body)
  }

  @Test("a file is kept byte by byte and belongs to its invoice")
  func keeps() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      _ = try await client.invoice()
      let reply = try await send(client)
      #expect(reply.status == 200)
      #expect(reply.json["id"] == 601)
      #expect(reply.json["mimeType"] == "application/pdf")
      let file = try await client.control("GET", "/attachments/601/file")
      #expect(file.body == Array("%PDF-1.7\r\n--x\r\n".utf8))
      #expect(try await client.get("/invoices/9001").json["attachments"]?[0]?["id"] == 601)
      let list = try await client.get("/attachments?referenceId=9001")
      #expect(list.json["results"]?[0]?["size"] == 15)
    }
  }

  @Test("ten million bytes are taken, one more is not")
  func limit() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      _ = try await client.invoice()
      #expect(try await send(client, file: [UInt8](repeating: 65, count: 10_000_000)).status == 200)
      #expect(try await send(client, file: [UInt8](repeating: 65, count: 10_000_001)).fields == ["file"])
    }
  }

  @Test("what is not as agreed is refused")
  func refuses() async throws {
    try await withProcountor { _, stranger in
      let client = try await stranger.signedIn()
      _ = try await client.invoice()
      #expect(try await send(client, type: "text/plain").fields == ["meta"])
      #expect(try await send(client, Self.meta.putting(9002, at: "referenceId")).fields == ["referenceId"])
      #expect(try await send(client, Self.meta.putting(nil, at: "sendWithInvoice")).fields == ["sendWithInvoice"])
      #expect(try await send(client, Self.meta.putting("BILL", at: "referenceType")).fields == ["referenceType"])
      #expect(try await send(client, names: ("meta", "data")).status == 400)
      #expect(try await send(client, file: []).fields == ["file"])
      #expect(try await send(client, contentType: "multipart/form-data; boundary=other").status == 400)
      #expect(try await send(client, contentType: "application/json").status == 415)
    }
  }
}
