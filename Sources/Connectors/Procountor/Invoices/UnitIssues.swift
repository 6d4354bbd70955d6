import Core
import Mapping

/// What is wrong with a unit of measure.
enum UnitIssues {
  /// Procountor has no such unit, and nobody chose one for it.
  static func unknown(_ view: DocumentView, at field: String, sent: String) -> Issue {
    let name = view.text(field + ".name") ?? view.text(field + ".display_name") ?? "The unit"
    return view.issue(
      "procountor.unit",
      "Procountor has no unit \(name); \(sent) is sent.",
      at: field + ".procountor_unit",
      severity: .warning,
      path: "unit",
      repair: "Choose the Procountor unit on the unit of measure.",
      params: ["unit": name, "sent": sent]
    )
  }
}
