import Core

/// A call to an operation, its body read.
struct ProcountorCall: Sendable {
  let call: Call
  /// The body, where it is JSON; null where there is none.
  let body: JSON

  /// The number in the path.
  func id(_ name: String = "id") throws(ProcountorRefusal) -> Int {
    guard let id = Int(call.parameters[name] ?? "") else { throw .notFound }
    return id
  }

  /// The body as a record of the contract, every text of it in Windows-1252.
  func record(_ record: Record) throws(ProcountorRefusal) -> JSON {
    var complaints = Complaints()
    record.check(body, Place(), &complaints)
    Windows1252.check(body, Place(), &complaints)
    try complaints.verdict()
    return body
  }
}
