import Foundation

/// `openssl s_server` on a free port of loopback with a certificate of its own, made for one test.
final class TLSServer {
  struct NotReady: Error {
    let output: String
  }

  /// The certificate, to be trusted or not.
  let certificate: String
  let port: Int
  private let folder: URL
  private let process: Process

  static let openSSL = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// - Parameter name: the host that the certificate is for, as a subject alternative name.
  /// - Throws: when `openssl` cannot be run or does not listen.
  init(for name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "http-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = folder.appending(path: "key.pem").path
    let certificate = folder.appending(path: "certificate.pem").path
    try Self.start(
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-subj", "/CN=test", "-addext", "subjectAltName=\(name)", "-keyout", key, "-out", certificate,
      ]
    ).process.waitUntilExit()
    // `-www` answers every request with a page about the connection.
    let (process, output) = try Self.start(
      ["s_server", "-accept", "127.0.0.1:0", "-www", "-key", key, "-cert", certificate]
    )
    self.folder = folder
    self.certificate = certificate
    self.process = process
    port = try Self.port(output)
  }

  private static func start(_ arguments: [String]) throws -> (process: Process, output: FileHandle) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: openSSL ?? "openssl")
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, output.fileHandleForReading)
  }

  /// Reads on until the server says `ACCEPT 127.0.0.1:37389`.
  private static func port(_ output: FileHandle) throws -> Int {
    var text = ""
    while true {
      let piece = output.availableData
      text += String(decoding: piece, as: UTF8.self)
      if let match = text.firstMatch(of: /ACCEPT .*:([0-9]+)\n/), let port = Int(match.1) { return port }
      guard !piece.isEmpty else { throw NotReady(output: text) }
    }
  }

  deinit {
    process.terminate()
    try? FileManager.default.removeItem(at: folder)
  }
}
