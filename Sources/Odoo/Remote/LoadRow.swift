import Core

/// One record on its way through `load`.
struct LoadRow {
  let externalID: String
  /// The columns besides the external id; a record is named by its database id, `partner_id/.id`.
  var fields: [String] = []
  /// All text; empty for nothing.
  var cells: [JSON] = []
  /// Rows of x2many fields by field, as commands.
  var lines = JSONObject()
  /// The models of those rows.
  var relations: [String] = []

  /// Lines travel in the context, which all rows of a call share.
  var isAlone: Bool { !lines.isEmpty }

  func isLoaded(with other: LoadRow) -> Bool { !isAlone && !other.isAlone && fields == other.fields }
}
