package import Core

extension JSON {
  /// The value with one place in it changed, for example `order_line[0].product_id.barcode`; nil takes a member away.
  package func replacing(_ path: String, with value: JSON?) -> JSON {
    replacing(path.split { $0 == "." || $0 == "[" || $0 == "]" }.map(String.init)[...], with: value)
  }

  private func replacing(_ steps: ArraySlice<String>, with value: JSON?) -> JSON {
    guard let step = steps.first else { return value ?? .null }
    let rest = steps.dropFirst()
    if case .array(var items) = self, let index = Int(step), items.indices.contains(index) {
      items[index] = items[index].replacing(rest, with: value)
      return .array(items)
    }
    var object = objectValue ?? JSONObject()
    object[step] = rest.isEmpty ? value : (object[step] ?? .null).replacing(rest, with: value)
    return .object(object)
  }
}
