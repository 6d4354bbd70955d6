import Core
import Foundation
import Storage
import TestKit

/// A state directory that is gone after the test.
enum TemporaryStore {
  static func with(_ body: (String) async throws -> Void) async throws {
    let directory = NSTemporaryDirectory() + "odoo-sidecar-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try await body(directory)
  }

  static func open(_ directory: String) async throws(Failure) -> SQLiteStore {
    try await SQLiteStore.open(directory: directory, now: StoreSample.now)
  }
}
