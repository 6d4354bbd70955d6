#if KillPoints
  import Foundation
  import Synchronization
#endif

/// Places at which a test may kill the service, to prove that what is on disk is enough to go on from.
///
/// They exist only in builds with the package trait `KillPoints`; otherwise nothing of this file is in the program. For
/// that it is `public`, as nothing else is: only then the compiler drops an empty call with its label in other modules.
public enum KillPoint {
  #if KillPoints
    /// `label[:n]` kills at the n-th passing; `@path` names a file that holds the same and is read at every passing.
    private static let order = variable("ODOO_SIDECAR_KILL")
    /// A file with a number of seconds by which our clock is wrong.
    private static let clock = variable("ODOO_SIDECAR_CLOCK_OFFSET")
    private static let passes = Mutex<(order: String, count: Int)>(("", 0))

    /// Variables of the environment that are no keys of the configuration.
    public static let variables = ["ODOO_SIDECAR_KILL", "ODOO_SIDECAR_CLOCK_OFFSET"]

    public static func reach(_ label: StaticString) {
      guard let order, let text = order.hasPrefix("@") ? contents(String(order.dropFirst())) : order else { return }
      let parts = text.split(separator: ":")
      guard let name = parts.first, name == label.description else { return }
      let nth = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
      let count = passes.withLock { passes in
        if passes.order != text { passes = (text, 0) }
        passes.count += 1
        return passes.count
      }
      if count == nth { kill(getpid(), SIGKILL) }
    }

    public static var clockOffset: Duration {
      .seconds(clock.flatMap(contents).flatMap { Int($0) } ?? 0)
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    private static func contents(_ path: String) -> String? {
      FileManager.default.contents(atPath: path).map {
        String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      }
    }
  #else
    public static let variables: [String] = []

    @_transparent
    public static func reach(_ label: StaticString) {}

    @_transparent
    public static var clockOffset: Duration { .zero }
  #endif
}
