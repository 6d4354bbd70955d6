import Engine
import Foundation

extension Settings {
  /// A text setting that holds several values with commas between.
  func list(_ key: String) -> [String] {
    (self[key] ?? "").split(separator: ",").compactMap { part in
      let value = part.trimmingCharacters(in: .whitespacesAndNewlines)
      return value.isEmpty ? nil : value
    }
  }
}
