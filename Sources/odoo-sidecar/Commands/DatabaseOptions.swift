import ArgumentParser
import Core

/// Which Odoo database a command means; not needed where there is one only.
struct DatabaseOptions: ParsableArguments {
  @Option(help: "Name or address of the Odoo database.") var database: String?

  /// The parameters of a call, with the database.
  func params(_ members: [(String, JSON?)]) -> JSON {
    .record((members + [("database", database.map(JSON.string))]).filter { $0.1 != nil })
  }
}
