import Core

/// Why a call was not carried out.
struct ProcurifyRefusal: Error, Sendable {
  let answer: Answer

  init(_ answer: Answer) { self.answer = answer }
  init(_ status: Int, _ detail: String) { answer = ProcurifyErrors.answer(status, detail) }

  /// Everything at once, by field.
  init(_ status: Int, _ complaints: Complaints) { answer = .json(status, complaints.json) }

  static let notFound = ProcurifyRefusal(404, "Not found.")
}

extension Complaints {
  /// - Throws: 422 with all of them, when there are any.
  func refuse(_ status: Int = 422) throws(ProcurifyRefusal) {
    if !isEmpty { throw ProcurifyRefusal(status, self) }
  }
}
