import Core
import Odoo
import TestKit

/// A transaction of somebody else in the real Odoo: it writes at once, with the date on which it began, and commits when it
/// is told to. It runs on the addon's road, which keeps one cursor for as long as a click lasts.
struct LateTransaction {
  private let release: AsyncStream<Void>.Continuation
  private let task: Task<Void, any Error>

  /// - Parameters:
  ///   - world: whose partners are written.
  ///   - ids: of these.
  ///   - function: what they get.
  /// - Returns: once it has written.
  /// - Throws: when Odoo does not take it.
  static func begin(_ world: GatewayWorld, _ ids: [Int], function: String) async throws -> LateTransaction {
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let (written, write) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      defer { write.finish() }
      try await AddonRoad(world).play(.with { $0.keeps = true }) { odoo in
        try await odoo.write("res.partner", ids: ids, values: ["function": .string(function)])
        write.finish()
        for await _ in released {}
      }
    }
    for await _ in written {}
    return LateTransaction(release: release, task: task)
  }

  /// - Throws: when it came to nothing.
  func commit() async throws {
    release.finish()
    try await task.value
  }
}
