import Core
import Foundation

/// What commands print.
enum Console {
  static func error(_ failure: Failure) {
    var text = "error: \(failure.message)"
    if let hint = failure.hint { text += "\n  \(hint)" }
    if let detail = failure.detail { text += "\n  (\(failure.code): \(detail))" }
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Rows under their headings, as wide as their longest cell; nothing is cut.
  static func table(_ headings: [String], _ rows: [[String]]) {
    let widths = headings.indices.map { column in
      ([headings] + rows).map { $0[column].count }.max() ?? 0
    }
    for row in [headings] + rows {
      let cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
      print(cells.joined(separator: "  ").trimmingCharacters(in: .whitespaces))
    }
  }

  static func cell(_ value: JSON?) -> String {
    switch value {
    case .string(let text)?: text
    case .int(let number)?: String(number)
    case .bool(let flag)?: flag ? "yes" : "no"
    case nil, .null?: "-"
    case let other?: other.text
    }
  }
}
