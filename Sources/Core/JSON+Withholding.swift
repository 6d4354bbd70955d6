extension JSON {
  /// The value with a mark in place of what stands in these members, in whatever depth.
  package func withholding(_ members: Set<String>, _ mark: String) -> JSON {
    if let items = arrayValue { return .array(items.map { $0.withholding(members, mark) }) }
    guard let object = objectValue else { return self }
    return .record(
      object.members.map { name, value in
        (name, members.contains(name) ? .string(mark) : value.withholding(members, mark))
      }
    )
  }
}
