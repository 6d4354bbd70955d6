import Core
import Foundation
import GRDB

/// Reading what we wrote. A value that cannot be ours is a damaged file, never a crash.
extension Row {
  func value<T: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) throws -> T {
    do {
      return try decode(T.self, forColumn: column)
    } catch {
      throw Failure.storeCorrupt("column \(column)")
    }
  }

  func timestamp(_ column: String) throws -> Timestamp { Timestamp(milliseconds: try value(column)) }

  func timestampIfPresent(_ column: String) throws -> Timestamp? {
    let milliseconds: Int64? = try value(column)
    return milliseconds.map(Timestamp.init(milliseconds:))
  }

  func choice<T: RawRepresentable<String>>(_ column: String) throws -> T {
    guard let value = T(rawValue: try value(column)) else { throw Failure.storeCorrupt("column \(column)") }
    return value
  }

  func choiceIfPresent<T: RawRepresentable<String>>(_ column: String) throws -> T? {
    guard let text: String = try value(column) else { return nil }
    guard let value = T(rawValue: text) else { throw Failure.storeCorrupt("column \(column)") }
    return value
  }

  func json(_ column: String) throws -> JSON? {
    guard let text: String = try value(column) else { return nil }
    do {
      return try JSON(parsing: text, depth: StoredJSON.depth)
    } catch {
      throw Failure.storeCorrupt("column \(column)")
    }
  }

  func coded<T: Decodable>(_ column: String) throws -> T? {
    guard let text: String = try value(column) else { return nil }
    do {
      return try JSONDecoder().decode(T.self, from: Data(text.utf8))
    } catch {
      throw Failure.storeCorrupt("column \(column)")
    }
  }
}

/// Writing `Codable` values as text.
enum StoredJSON {
  /// What came in with 64 levels may have been put into a value of ours.
  static let depth = 128

  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
