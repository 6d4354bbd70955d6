import Core
import Mapping

/// What Procountor calls a language of Odoo.
enum Languages {
  /// By the first part of Odoo's code (reference section 5).
  private static let names = [
    "fi": "FINNISH", "sv": "SWEDISH", "en": "ENGLISH", "et": "ESTONIAN", "da": "DANISH", "nb": "NORWEGIAN",
    "nn": "NORWEGIAN", "no": "NORWEGIAN",
  ]

  /// The name of a code such as `fi_FI`.
  static func name(of code: String?) -> String? {
    code.flatMap { $0.split(separator: "_").first }.flatMap { names[String($0)] }
  }

  /// The language of a partner's documents: its own where Procountor has it, else the connector's.
  static func name(of codes: [String?], _ move: DocumentView) -> String {
    codes.lazy.compactMap { name(of: $0) }.first ?? move.setting("default_language") ?? "FINNISH"
  }
}
