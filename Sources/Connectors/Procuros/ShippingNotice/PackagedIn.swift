import Core

/// The packages a move line left in: a package, and from 19 on perhaps the container that it stands in.
struct PackagedIn {
  /// The package that stands by itself; nil for goods without one.
  let outer: JSON?
  /// The package in it that holds the goods; nil when they are in `outer` itself.
  let inner: JSON?
  /// There are packages between the two, which Procuros has no place for.
  let hasMoreLevels: Bool

  /// - Parameter line: `stock.move.line` with its package as it was when the delivery was done.
  init(_ line: JSON) {
    let package = line["result_package_id"].flatMap { $0.objectValue == nil ? nil : $0 }
    let container = line["package_history_id"]?["outermost_dest_id"].flatMap { $0.objectValue == nil ? nil : $0 }
    if let package, let container, container["id"] != package["id"] {
      (outer, inner) = (container, package)
      let parent = ShippedLine.id(line["package_history_id"]?["parent_dest_id"])
      hasMoreLevels = parent != nil && parent != container["id"]?.intValue
    } else {
      (outer, inner) = (package, nil)
      hasMoreLevels = false
    }
  }
}
