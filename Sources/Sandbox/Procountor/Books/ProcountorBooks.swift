import Core
import Foundation

/// The books of all companies, in memory and, if wanted, in a file.
///
/// A call is answered within one step of this actor: nobody sees half of it. Its changes are one line of the file,
/// written before the answer leaves.
package actor ProcountorBooks {
  private var companies: [String: CompanyBooks]
  private let file: StateFile?
  private let clock: ProcountorClock

  init(_ companies: [ProcountorCompany], file: StateFile?, clock: ProcountorClock) throws(Failure) {
    self.file = file
    self.clock = clock
    var books = Dictionary(companies.map { ($0.key, CompanyBooks($0)) }, uniquingKeysWith: { $1 })
    for (index, line) in (try file?.load() ?? []).enumerated() {
      for change in line["changes"]?.arrayValue ?? [] {
        let name = change["company"]?.stringValue ?? ""
        // A company that is no longer named keeps its lines; they come back with it.
        guard books[name] == nil || books[name]?.replay(change) == true else {
          throw file?.unclear(line: index + 1) ?? Failure(.internal, "sandbox.state", "A line is no event.")
        }
      }
    }
    self.companies = books
  }

  /// Answers a call on the books of one company.
  func answer(
    _ name: String,
    _ work: @Sendable (inout CompanyBooks) throws(ProcountorRefusal) -> Answer
  ) -> Answer {
    guard var books = companies.removeValue(forKey: name) else { return ProcountorErrors.answer(404, "Not Found") }
    books.now = clock.now
    let answer: Answer
    do throws(ProcountorRefusal) {
      answer = try work(&books)
    } catch {
      answer = error.answer
    }
    let changes = books.takeChanges()
    companies[name] = books
    guard !changes.isEmpty, let file else { return answer }
    do throws(Failure) {
      try file.append(["changes": .array(changes)])
      return answer
    } catch {
      return ProcountorErrors.answer(500, "Internal Server Error")
    }
  }

  /// Looks into the books of one company.
  func read<Value: Sendable>(_ name: String, _ look: @Sendable (CompanyBooks) -> Value) -> Value? {
    companies[name].map { books in
      var books = books
      books.now = clock.now
      return look(books)
    }
  }

  var names: [String] { companies.keys.sorted() }
}
