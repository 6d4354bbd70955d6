/// What libcurl's callbacks have seen of one transfer; touched on the client's thread only.
final class ResponseSink {
  /// Enough for any honest answer; without it a server could send headers for ever.
  static let headerLimit = 256 * 1024

  private let limit: Int
  private var headerBytes = 0
  private(set) var headers = HTTPHeaders()
  private(set) var body: [UInt8] = []
  /// When the connection stood and the request was about to leave; nil before.
  private(set) var left: ContinuousClock.Instant?
  private(set) var answered = false
  /// What made us end the transfer from inside a callback.
  private(set) var refusal: TransferProblem?

  init(limit: Int) {
    self.limit = limit
  }

  func requestLeaves() {
    left = .now
  }

  /// One line of the head, its line break included; each status line (1xx ones too) begins a new head.
  func take(header bytes: UnsafeRawBufferPointer) -> Bool {
    answered = true
    headerBytes += bytes.count
    guard headerBytes <= Self.headerLimit else {
      refusal = .badResponse
      return false
    }
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      headers = HTTPHeaders()
    } else if let colon = line.firstIndex(of: ":") {
      headers.append(line[..<colon].trimmed, line[line.index(after: colon)...].trimmed)
    }
    return true
  }

  /// A piece of the decompressed body.
  func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= limit else {
      refusal = .responseTooLarge
      body = []
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }
}

extension Substring {
  /// Without the spaces and line breaks around it (RFC 9110, section 5.5).
  fileprivate var trimmed: String {
    let space: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0.isNewline }
    let start = drop(while: space)
    return String(start[..<(start.lastIndex { !space($0) }.map(start.index(after:)) ?? start.startIndex)])
  }
}
