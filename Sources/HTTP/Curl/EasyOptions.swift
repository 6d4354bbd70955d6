import CCurl
import Core

/// Every option we set, by what it is for; `accepted` turns false when libcurl refuses one.
struct EasyOptions {
  private let easy: UnsafeMutableRawPointer
  private(set) var accepted = true

  init(_ easy: UnsafeMutableRawPointer) {
    self.easy = easy
  }

  mutating func connect(_ configuration: HTTPClient.Configuration, within deadline: Duration) {
    check(sidecar_allow_http_only(easy))
    check(sidecar_leave_resolver_behind(easy))
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let file = configuration.caFile {
      set(CURLOPT_CAINFO, file)
      set(CURLOPT_PROXY_CAINFO, file)
    }
    // Empty texts are settings too: without them libcurl reads the proxy from the environment.
    set(CURLOPT_PROXY, configuration.proxy ?? "")
    set(CURLOPT_NOPROXY, configuration.proxyExceptions.joined(separator: ","))
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_USERAGENT, configuration.userAgent)
    // The loop keeps the deadline; libcurl divides it among the addresses of a host.
    set(CURLOPT_CONNECTTIMEOUT_MS, Int(max(1, deadline.milliseconds)))
  }

  mutating func send(_ request: HTTPRequest) {
    set(CURLOPT_URL, request.url)
    set(CURLOPT_FOLLOWLOCATION, 0)
    switch request.method {
    case .get where request.body == nil: set(CURLOPT_HTTPGET, 1)
    case .head: set(CURLOPT_NOBODY, 1)
    case .delete where request.body == nil: break
    default: send(request.body ?? [])
    }
    if request.method != .head { set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
  }

  /// The size goes first: it says how much libcurl copies. An empty body needs a pointer all the same, because without
  /// one libcurl reads it from standard input.
  private mutating func send(_ body: [UInt8]) {
    check(sidecar_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
    guard !body.isEmpty else { return set(CURLOPT_COPYPOSTFIELDS, "") }
    body.withUnsafeBytes { bytes in set(CURLOPT_COPYPOSTFIELDS, bytes.baseAddress) }
  }

  /// libcurl repeats a request by itself when a reused connection dies before the first byte of the answer, and so does
  /// HTTP/2 when the server refuses a stream. A connection of its own rules both out.
  mutating func repeatNothing(unless safe: Bool) {
    set(CURLOPT_HTTP_VERSION, safe ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1))
    set(CURLOPT_FRESH_CONNECT, safe ? 0 : 1)
    set(CURLOPT_FORBID_REUSE, safe ? 0 : 1)
  }

  /// The sink travels as a bare pointer; the easy handle owns it for as long as libcurl can call.
  mutating func receive(into sink: ResponseSink) {
    let context = Unmanaged.passUnretained(sink).toOpaque()
    set(CURLOPT_ACCEPT_ENCODING, "")
    set(CURLOPT_WRITEDATA, context)
    set(CURLOPT_HEADERDATA, context)
    set(CURLOPT_PREREQDATA, context)
    check(sidecar_set_data_callback(easy, CURLOPT_WRITEFUNCTION, receiveBody))
    check(sidecar_set_data_callback(easy, CURLOPT_HEADERFUNCTION, receiveHeader))
    check(sidecar_set_prerequest_callback(easy, requestLeaves))
  }

  mutating func set(_ option: CURLoption, _ value: Int) {
    check(sidecar_set_long(easy, option, value))
  }

  mutating func set(_ option: CURLoption, _ value: String) {
    check(sidecar_set_string(easy, option, value))
  }

  mutating func set(_ option: CURLoption, _ value: UnsafeRawPointer?) {
    check(sidecar_set_pointer(easy, option, value))
  }

  private mutating func check(_ code: CURLcode) {
    if code != CURLE_OK { accepted = false }
  }
}

private func sink(_ context: UnsafeMutableRawPointer?) -> ResponseSink? {
  context.map { Unmanaged<ResponseSink>.fromOpaque($0).takeUnretainedValue() }
}

/// Anything but the number of bytes given tells libcurl to end the transfer.
private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?,
  _ size: Int,
  _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  let taken = sink(context)?.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? false
  return taken ? size * count : -1
}

private func receiveHeader(
  _ bytes: UnsafeMutablePointer<CChar>?,
  _ size: Int,
  _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  let taken = sink(context)?.take(header: UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? false
  return taken ? size * count : -1
}

/// Called when the connection stands, before the first byte of the request leaves.
private func requestLeaves(
  _ context: UnsafeMutableRawPointer?,
  _: UnsafeMutablePointer<CChar>?,
  _: UnsafeMutablePointer<CChar>?,
  _: Int32,
  _: Int32
) -> Int32 {
  sink(context)?.requestLeaves()
  return CURL_PREREQFUNC_OK
}
