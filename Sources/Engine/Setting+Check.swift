package import Core

extension Setting {
  /// Looks at a value somebody wants to save.
  ///
  /// What a person may still be typing (a GLN without its check digit, an empty field) passes; it shows with the first
  /// document or test.
  ///
  /// - Parameter value: as the wire has it; null and absent values pass.
  /// - Throws: `.configuration` `setting.invalid` for a value of another kind, naming the setting by its label.
  package func check(_ value: JSON?) throws(Failure) {
    guard let value, !value.isNull, let wanted = wanted(instead: value) else { return }
    throw Failure(
      .configuration,
      "setting.invalid",
      "\(label) of the connector is not \(wanted).",
      hint: "Correct \(label) on the connector and save."
    )
  }

  /// What a value of this kind would be, or nil when it is one.
  private func wanted(instead value: JSON) -> String? {
    switch kind {
    case .text, .url, .gln, .secret: value.stringValue == nil ? "a text" : nil
    case .choice: allows(value) ? nil : "one of " + choices.map(\.value).joined(separator: ", ")
    case .boolean: value.boolValue == nil ? "true or false" : nil
    case .integer: value.intValue == nil ? "a whole number" : nil
    case .record: (value.intValue ?? 0) > 0 ? nil : "the id of a record"
    }
  }

  private func allows(_ value: JSON) -> Bool {
    guard let text = value.stringValue else { return false }
    return text.isEmpty || choices.contains { $0.value == text }
  }
}
