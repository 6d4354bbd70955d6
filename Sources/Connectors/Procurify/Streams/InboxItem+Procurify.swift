import Core
import Engine

extension InboxItem {
  /// A document as it stands now; each content is a version of its own, and the newest one counts.
  ///
  /// - Parameters:
  ///   - kind: of document.
  ///   - key: Procurify's, unique among its kind.
  ///   - content: what of it is kept.
  ///   - number: what people call it.
  /// - Returns: the item for the flow of that kind.
  static func version(_ kind: Kind, _ key: String, _ content: JSON, number: String?) -> InboxItem {
    let about = "\(kind.rawValue)-\(key)"
    let hash = sha256(content.bytes).prefix(12)
    let arrival = Arrival(
      externalID: "\(about)@\(hash)",
      type: kind.type,
      content: content,
      number: number,
      about: about
    )
    var item = InboxItem(arrival: arrival, flow: kind.flow)
    item.supersedes = true
    return item
  }

  /// A document that is listed and cannot be read: a person is told, and nothing is undone.
  ///
  /// - Parameters:
  ///   - kind: of document.
  ///   - key: Procurify's, unique among its kind.
  ///   - number: what people call it.
  ///   - uuid: under which it can be asked for again.
  /// - Returns: the item for the flow of that kind.
  static func gone(_ kind: Kind, _ key: String, number: String?, uuid: JSON? = nil) -> InboxItem {
    let content = JSON.record([
      (Kind.gone, JSON.bool(true)), ("number", number.map(JSON.string)), ("uuid", uuid),
    ])
    return version(kind, key, content, number: number)
  }
}

extension Array where Element: Sendable {
  /// Does something for all elements, at most four at once, and keeps their order.
  ///
  /// - Returns: the results in the order of the elements.
  /// - Throws: the first failure; what is under way then is cut off.
  func fewAtOnce<T: Sendable>(_ body: @escaping @Sendable (Element) async throws(Failure) -> T)
    async throws(Failure) -> [T]
  {
    var results: [Int: T] = [:]
    var failure: Failure?
    await withTaskGroup(of: (Int, Result<T, Failure>).self) { group in
      var waiting = enumerated().makeIterator()
      func begin() {
        guard let (index, element) = waiting.next() else { return }
        group.addTask {
          do throws(Failure) {
            return (index, .success(try await body(element)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      for _ in 0..<4 { begin() }
      for await (index, result) in group {
        switch result {
        case .success(let value):
          results[index] = value
          if failure == nil { begin() }
        case .failure(let error):
          failure = failure ?? error
          group.cancelAll()
        }
      }
    }
    if let failure { throw failure }
    return indices.compactMap { results[$0] }
  }
}
