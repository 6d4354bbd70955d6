import Core

/// Nobody overwrites what somebody else has changed meanwhile.
enum VersionCheck {
  /// - Throws: 400 unless this is the version that is kept.
  static func check(_ version: String?, _ kept: Kept) throws(ProcountorRefusal) {
    guard let version else { throw ProcountorRefusal(400, "The version is required.", field: "version") }
    guard version == kept.version else {
      throw ProcountorRefusal(400, "Somebody has changed this meanwhile; read it again.", field: "version")
    }
  }
}
