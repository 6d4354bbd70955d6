import CCurl
package import Core

extension HTTPResponse {
  /// The clock of the other side (header `Date`, whole seconds); nil where it does not say or cannot be understood.
  package var date: Timestamp? {
    guard let text = headers["Date"] else { return nil }
    let seconds = curl_getdate(text, nil)
    return seconds >= 0 ? Timestamp(milliseconds: Int64(seconds) * 1000) : nil
  }
}
