package import Core
import Foundation

/// One recorded case of a mapping: a folder `Fixtures/<flow>/<case>` beside the tests, with what Odoo gives and what
/// must come of it.
///
/// With `SIDECAR_WRITE=1` in the environment what comes out is written instead of compared; read the difference before
/// you commit it.
package struct Golden: Sendable, CustomStringConvertible {
  package let name: String
  private let folder: URL

  package var description: String { name }

  /// Every case of a flow, by name; none when the folder is missing, which the suites check.
  package static func cases(_ flow: String, beside file: String = #filePath) -> [Golden] {
    let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures/\(flow)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }.map { Golden(name: $0, folder: folder.appending(path: $0)) }
  }

  /// The file of the case as JSON; nil when there is none.
  package func json(_ file: String) throws -> JSON? {
    guard let data = try? Data(contentsOf: folder.appending(path: file)) else { return nil }
    return try JSON(parsing: data)
  }

  /// Compares with a file of the case, members in their order; nil `actual` stands for a file that must not be there.
  ///
  /// - Returns: nil when they are the same, else what differs.
  package func difference(_ actual: JSON?, from file: String) throws -> String? {
    let place = folder.appending(path: file)
    if Snapshot.isWriting { try Snapshot.write(actual.map { $0.prettyText + "\n" }, to: place) }
    let expected = try json(file)
    guard actual?.text != expected?.text else { return nil }
    return "\(name)/\(file) should be\n\(expected?.prettyText ?? "absent")\nbut is\n\(actual?.prettyText ?? "absent")"
  }
}
