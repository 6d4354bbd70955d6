import Foundation

/// A TCP socket of loopback, closed with its last holder.
final class Socket: Sendable {
  struct Refused: Error {
    let call: String
    let code: Int32
  }

  let descriptor: Int32

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// On a free port that is ours from now on, but refuses connections until `listen`.
  static func bound() throws -> Socket {
    let socket = Socket(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = socket.withAddress(&address) { bind(socket.descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    guard result == 0 else { throw Refused(call: "bind", code: errno) }
    return socket
  }

  func listen() throws {
    guard Foundation.listen(descriptor, 512) == 0 else { throw Refused(call: "listen", code: errno) }
  }

  var port: Int {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withAddress(&address) { getsockname(descriptor, $0, &size) }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private func withAddress(_ address: inout sockaddr_in, _ call: (UnsafeMutablePointer<sockaddr>) -> Int32) -> Int32 {
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, call)
    }
  }

  /// Nil once the socket has been shut down.
  func accept() -> Socket? {
    let peer = Foundation.accept(descriptor, nil, nil)
    return peer < 0 ? nil : Socket(peer)
  }

  func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// The number of bytes that went out before the peer hung up.
  func send(_ bytes: [UInt8]) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        Foundation.send(
          descriptor,
          bytes.baseAddress?.advanced(by: sent),
          bytes.count - sent,
          Int32(MSG_NOSIGNAL)
        )
      }
      guard count > 0 else { break }
      sent += count
    }
    return sent
  }

  /// Head and body of one request; nil when the peer has hung up.
  func readRequest() -> (head: String, body: [UInt8])? {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard let byte = read(1) else { return nil }
      head += byte
    }
    let text = String(decoding: head, as: UTF8.self)
    let length = text.lowercased().split(whereSeparator: \.isNewline)
      .first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces)) }
    return read(length ?? 0).map { (text, $0) }
  }

  /// Exactly so many bytes; nil when the peer hangs up before.
  private func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    while got < count {
      let part = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress?.advanced(by: got), count - got, 0) }
      guard part > 0 else { return nil }
      got += part
    }
    return bytes
  }

  func waitForEnd() {
    while read(1) != nil {}
  }

  /// Makes the close that follows a reset.
  func resetOnClose() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  deinit { close(descriptor) }
}
