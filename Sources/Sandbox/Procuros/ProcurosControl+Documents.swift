import Core

extension ProcurosControl {
  /// Puts a document into a queue, as if a company outside had sent it.
  ///
  /// It must keep the contract, except with `?unchecked=true`: real partners break it. It goes to the account with the
  /// receiver's GLN, to the only one there is, or to the one that `?account=NAME` names.
  func incoming(_ call: Call) async -> Answer {
    guard let body = try? JSON(parsing: call.body) else { return .error(400, "The request body is not JSON.") }
    let complaints = call.parameter("unchecked") == "true" ? Self.outline(body) : ProcurosContract.check(body)
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    return await queue(body, call.body, named: call.parameter("account"))
  }

  /// Puts a document into the queue of its receiver, or of the account of that name, and tells its id.
  func queue(_ body: JSON, _ bytes: [UInt8], named name: String?) async -> Answer {
    guard let type = body["type"]?.stringValue, let content = body["content"] else {
      return ProcurosErrors.invalid(Self.outline(body))
    }
    guard let account = Self.receiver(type, content, await network.settings.accounts, named: name) else {
      return ProcurosErrors.invalid("account", "No account has the receiver's GLN; name one as ?account=NAME.")
    }
    return await ProcurosErrors.guarded { () throws(Failure) in
      let id = try await network.queue(bytes, type, content, to: account)
      return .json(201, ["procurosTransactionId": .string(id)])
    }
  }

  /// What even a document that breaks all rules must be.
  private static func outline(_ body: JSON) -> Complaints {
    var complaints = Complaints()
    Record([.required(.text, "type"), .required(.anything, "content")]).check(body, Place(), &complaints)
    return complaints
  }

  static func receiver(
    _ type: String,
    _ content: JSON,
    _ accounts: [ProcurosAccount],
    named name: String?
  ) -> String? {
    if let name { return accounts.first { $0.name == name }?.name }
    return Routing(accounts: accounts).receiver(type, content) ?? (accounts.count == 1 ? accounts.first?.name : nil)
  }

  /// What a person does in the portal with a document that was marked: it waits again, under its id or, with
  /// `{"as_new": true}`, under a new one.
  func resend(_ call: Call) async -> Answer {
    let id = call.parameters["id"] ?? ""
    guard let document = await network.transaction(id), document.receiver != nil else {
      return .error(404, "Not Found")
    }
    let body = call.body.isEmpty ? ["as_new": false] : try? JSON(parsing: call.body)
    guard let body else { return .error(400, "The request body is not JSON.") }
    var complaints = Complaints()
    Record([.optional(.flag, "as_new")]).check(body, Place(), &complaints)
    guard complaints.isEmpty else { return ProcurosErrors.invalid(complaints) }
    return await ProcurosErrors.guarded { () throws(Failure) in
      guard let id = try await network.resend(id, asNew: body["as_new"] == true) else {
        return .error(409, "Only a marked document in its latest version can be sent again.")
      }
      return .json(201, ["procurosTransactionId": .string(id)])
    }
  }
}
