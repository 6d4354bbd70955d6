import Foundation

extension String {
  /// As it stands in the query of an address.
  var percentEncoded: String {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~:,")
    return addingPercentEncoding(withAllowedCharacters: allowed) ?? self
  }
}
