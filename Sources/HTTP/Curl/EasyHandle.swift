import CCurl

/// One transfer of libcurl with everything libcurl points into: header list, error text, sink.
///
/// libcurl copies every string it is given. It keeps bare pointers to the header list, the error text and the sink;
/// they are freed after the handle, whose `deinit` comes last in its life on the client's thread.
struct EasyHandle: ~Copyable {
  static let errorSize = Int(CURL_ERROR_SIZE)

  let raw: UnsafeMutableRawPointer
  let sink: ResponseSink
  /// False where libcurl refused an option.
  private let accepted: Bool
  private let errorText: UnsafeMutablePointer<CChar>
  private let headerList: UnsafeMutablePointer<curl_slist>?

  /// Nil where memory is exhausted or libcurl refuses an option we depend on.
  static func make(_ request: HTTPRequest, _ configuration: HTTPClient.Configuration) -> EasyHandle? {
    guard let raw = curl_easy_init() else { return nil }
    let easy = EasyHandle(raw, request, configuration)
    guard easy.accepted else { return nil }
    return easy
  }

  private init(
    _ raw: UnsafeMutableRawPointer,
    _ request: HTTPRequest,
    _ configuration: HTTPClient.Configuration
  ) {
    self.raw = raw
    sink = ResponseSink(limit: request.responseLimit)
    errorText = .allocate(capacity: Self.errorSize)
    errorText.initialize(repeating: 0, count: Self.errorSize)
    headerList = Self.list(request.headerLines)
    var options = EasyOptions(raw)
    options.connect(configuration, within: request.deadlines.connect)
    options.send(request)
    options.repeatNothing(unless: request.safeToRepeat)
    options.receive(into: sink)
    options.set(CURLOPT_ERRORBUFFER, errorText)
    options.set(CURLOPT_HTTPHEADER, headerList)
    accepted = options.accepted
  }

  private static func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
    lines.reduce(nil) { list, line in curl_slist_append(list, line) ?? list }
  }

  /// libcurl's words about what went wrong; they name hosts and ports, never headers or bodies.
  func words(_ code: CURLcode) -> String {
    let text = String(cString: errorText)
    return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
  }

  var status: Int {
    var status = 0
    sidecar_get_long(raw, CURLINFO_RESPONSE_CODE, &status)
    return status
  }

  /// Bytes of body as they came over the line.
  var receivedBytes: Int {
    var count: curl_off_t = 0
    sidecar_get_offset(raw, CURLINFO_SIZE_DOWNLOAD_T, &count)
    return Int(count)
  }

  deinit {
    curl_easy_cleanup(raw)
    curl_slist_free_all(headerList)
    errorText.deallocate()
  }
}
