import Core

/// `POST /v2/errors`: the client could not build a document.
struct ReportError: Sendable {
  let network: ProcurosNetwork

  private static let shape = Record([
    .required(.text, "errorReason"),
    .required(.choice(["DATA", "INTERNAL"]), "errorType"),
    .optional(.texts, "errorContext"),
    .optional(.text, "transactionIdentifier"),
    .optional(.choice(ProcurosContract.documents.keys.sorted()), "transactionType"),
  ])

  func callAsFunction(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body) else { return .error(400, "The request body is not JSON.") }
    var complaints = Complaints()
    Self.shape.check(body, Place(), &complaints)
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    return await ProcurosErrors.guarded { () throws(Failure) in
      try await network.report(body)
      return .json(201, ["message": "OK.", "errorUrl": .string(ProcurosErrors.url())])
    }
  }
}
