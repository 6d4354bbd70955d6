import Core
import HTTP
import Synchronization

/// The tokens of all accounts, in memory only: one renewal of each at a time, and nobody asks for one that is held.
package actor TokenCache {
  /// Credentials that were refused are not offered again so soon unless somebody waits for it.
  private static let refusal = Duration.seconds(60)

  private struct Held {
    let value: String
    /// Of the steady clock, and of the machine's: a machine that slept knows by one of them.
    let renewAt: (steady: Timestamp, wall: Timestamp)

    func serves(_ time: any TimeSource) -> Bool { time.steady() < renewAt.steady && time.now() < renewAt.wall }
  }

  private var held: [String: Held] = [:]
  private var refused: [String: (failure: Failure, until: Timestamp)] = [:]
  private var renewing: [String: [CheckedContinuation<Result<String, Failure>, Never>]] = [:]
  /// What must never be shown; the former token of an account may still be in an answer under way.
  private nonisolated let issued = Mutex<[String: [String]]>([:])

  package init() {}

  /// The tokens that are held or were until a moment ago.
  nonisolated var values: [String] { issued.withLock { $0.values.flatMap(\.self) } }

  /// The token of an account, asked for when none is held.
  ///
  /// - Parameters:
  ///   - grant: of the account.
  ///   - old: a token that the partner has just refused; nil for any.
  ///   - asksAnyway: whether credentials that were refused a moment ago are offered again.
  ///   - time: tells how long a token lives.
  ///   - ask: makes the request.
  /// - Returns: the token itself.
  /// - Throws: what the request for it ended with; whoever waited for the same request gets the same.
  func token(
    _ grant: TokenGrant,
    unlike old: String?,
    asksAnyway: Bool,
    _ time: any TimeSource,
    _ ask: (HTTPRequest) async throws(Failure) -> AccessToken
  ) async throws(Failure) -> String {
    // With the credentials: other ones are another account's, whatever the connector calls it.
    let key = grant.key + "/" + sha256(Array(grant.request.url.utf8) + (grant.request.body ?? []))
    while true {
      if let held = held[key], held.value != old, held.serves(time) { return held.value }
      if !asksAnyway, let refused = refused[key], time.steady() < refused.until { throw refused.failure }
      guard renewing[key] != nil else { break }
      let result = await withCheckedContinuation { renewing[key]?.append($0) }
      // Who asked was cut off; that is no answer for those who waited.
      if case .failure(let failure) = result, failure.code == "cancelled", !Task.isCancelled { continue }
      return try result.get()
    }
    return try await renew(key, grant, time, ask)
  }

  private func renew(
    _ key: String,
    _ grant: TokenGrant,
    _ time: any TimeSource,
    _ ask: (HTTPRequest) async throws(Failure) -> AccessToken
  ) async throws(Failure) -> String {
    renewing[key] = []
    do throws(Failure) {
      let token = try await ask(grant.request)
      keep(token, key, for: grant.serves(token.lifetime), time)
      end(key, .success(token.value))
      return token.value
    } catch {
      if error.kind == .configuration { refused[key] = (error, time.steady() + Self.refusal) }
      end(key, .failure(error))
      throw error
    }
  }

  private func keep(_ token: AccessToken, _ key: String, for age: Duration, _ time: any TimeSource) {
    held[key] = Held(value: token.value, renewAt: (time.steady() + age, time.now() + age))
    refused[key] = nil
    issued.withLock { $0[key] = [token.value] + ($0[key] ?? []).filter { $0 != token.value }.prefix(1) }
  }

  private func end(_ key: String, _ result: Result<String, Failure>) {
    for one in renewing.removeValue(forKey: key) ?? [] { one.resume(returning: result) }
  }
}
