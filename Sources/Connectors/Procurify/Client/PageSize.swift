import Core
import HTTP
import Synchronization

/// How many rows of a list one connection asks for at once: halved after an answer that came too late, never raised again.
///
/// Source: reference section 4: over-large requests may cost a tenant its access to the API.
package final class PageSize: Sendable {
  /// As the settings say.
  let configured: Int
  private let current: Mutex<Int>

  init(configured: Int) {
    self.configured = min(200, max(1, configured))
    current = Mutex(self.configured)
  }

  var now: Int { current.withLock { $0 } }

  /// - Parameter size: that was too large.
  /// - Returns: the next smaller one; nil where there is none.
  func halve(_ size: Int) -> Int? {
    guard size > 1 else { return nil }
    return current.withLock { current in
      current = min(current, max(1, size / 2))
      return current
    }
  }

  // MARK: In a mark

  /// `25 of 50`; nil while nothing was halved.
  var kept: String? { now < configured ? "\(now) of \(configured)" : nil }

  /// Takes over what an earlier run has learned, unless the settings were changed since.
  func learn(_ kept: String?) {
    let parts = (kept ?? "").split(separator: " ")
    guard parts.count == 3, parts[2] == String(configured), let size = Int(parts[0]), size > 0 else { return }
    current.withLock { $0 = min($0, size) }
  }
}

/// The page sizes of all connections, for as long as the service runs.
package final class PageSizes: Sendable {
  private let sizes = Mutex<[String: PageSize]>([:])

  package init() {}

  /// - Parameters:
  ///   - connection: that reads.
  ///   - configured: as its settings say; another number begins anew.
  /// - Returns: the one that all clients of the connection share.
  func size(of connection: String, configured: Int) -> PageSize {
    sizes.withLock { sizes in
      let fresh = PageSize(configured: configured)
      if let known = sizes[connection], known.configured == fresh.configured { return known }
      sizes[connection] = fresh
      return fresh
    }
  }
}
