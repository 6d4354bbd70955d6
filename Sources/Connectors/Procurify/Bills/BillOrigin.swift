import Core

/// What stands as *Origin* on a bill: which bill of Procurify it is.
enum BillOrigin {
  /// `Procurify bill 901`
  static func text(_ document: ProcurifyDocument) -> String {
    "Procurify bill \(document.content["id"]?.documentID ?? "")"
  }
}
