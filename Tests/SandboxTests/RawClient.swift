import Core
import Foundation
import Glibc

/// An HTTP client that hides nothing: it writes the request as given and hands back every byte until the end.
struct RawClient: Sendable {
  let port: Int
  var token: String? = "t0ken"

  /// What came back, and how it ended.
  struct Reply: Sendable {
    enum End: Sendable, Equatable {
      case closed, reset, silence
    }

    let bytes: [UInt8]
    let end: End

    private var parts: (head: String, body: ArraySlice<UInt8>) {
      let gap = Array("\r\n\r\n".utf8)
      let ends = bytes.indices.dropLast(3).first { Array(bytes[$0..<$0 + 4]) == gap }
      guard let ends else { return ("", bytes[...]) }
      return (String(decoding: bytes[..<ends], as: UTF8.self), bytes[(ends + 4)...])
    }

    var status: Int? { parts.head.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
    var body: [UInt8] { Array(parts.body) }
    var json: JSON { (try? JSON(parsing: parts.body)) ?? .null }

    func header(_ name: String) -> String? {
      let line = parts.head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
      return line.map { $0.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces) }
    }
  }

  func get(_ path: String) async throws -> Reply { try await send("GET", path) }

  func post(_ path: String, _ body: JSON) async throws -> Reply { try await send("POST", path, body: body.bytes) }

  func put(_ path: String, _ body: JSON) async throws -> Reply { try await send("PUT", path, body: body.bytes) }

  /// One request on its own connection; a header given replaces the usual one, an empty one leaves it out.
  func send(
    _ method: String,
    _ path: String,
    headers: [String: String] = [:],
    body: [UInt8] = [],
    patience: Duration = .seconds(20)
  ) async throws -> Reply {
    var all = ["Host": "127.0.0.1:\(port)", "Accept": "application/json", "Connection": "close"]
    if let token { all["Authorization"] = "Bearer \(token)" }
    if !body.isEmpty { all["Content-Type"] = "application/json" }
    if !body.isEmpty || method != "GET" { all["Content-Length"] = String(body.count) }
    all.merge(headers) { $1 }
    let lines = all.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
    let request = Array("\(method) \(path) HTTP/1.1\r\n\(lines.joined())\r\n".utf8) + body
    return try await exchange(request, patience)
  }

  /// The blocking calls have a thread of their own: the pool's few threads serve the simulator.
  private func exchange(_ request: [UInt8], _ patience: Duration) async throws -> Reply {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try blockingExchange(request, patience) })
      }
    }
  }

  private func blockingExchange(_ request: [UInt8], _ patience: Duration) throws -> Reply {
    let socket = try connected(patience)
    defer { close(socket) }
    var sent = 0
    while sent < request.count {
      let count = request[sent...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { break }
      sent += count
    }
    return received(socket)
  }

  private func connected(_ patience: Duration) throws -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let parts = patience.components
    var time = timeval(tv_sec: Int(parts.seconds), tv_usec: Int(parts.attoseconds / 1_000_000_000_000))
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    let outcome = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard socket >= 0, outcome == 0 else { throw POSIXError(.ECONNREFUSED) }
    return socket
  }

  private func received(_ socket: Int32) -> Reply {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if count == 0 {
        return Reply(bytes: bytes, end: .closed)
      } else {
        return Reply(bytes: bytes, end: errno == EAGAIN ? .silence : .reset)
      }
    }
  }
}
