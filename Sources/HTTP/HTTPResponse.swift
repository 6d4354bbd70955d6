/// What a partner answered, whatever the status: a 404 and a redirect are answers too.
package struct HTTPResponse: Sendable, Equatable {
  /// 200 to 599; interim answers (1xx) never come this far.
  package var status: Int
  package var headers: HTTPHeaders
  /// Decompressed; empty where there was none.
  package var body: [UInt8]
  /// From handing the request over to the last byte of the answer.
  package var milliseconds: Int
  /// Bytes of body as they came over the line, before decompression.
  package var receivedBytes: Int

  package init(
    status: Int,
    headers: HTTPHeaders = [:],
    body: [UInt8] = [],
    milliseconds: Int = 0,
    receivedBytes: Int? = nil
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.milliseconds = milliseconds
    self.receivedBytes = receivedBytes ?? body.count
  }

  /// 200 to 299.
  package var succeeded: Bool { (200..<300).contains(status) }
}
