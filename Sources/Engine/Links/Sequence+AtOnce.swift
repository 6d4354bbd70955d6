import Core

extension Array where Element: Sendable {
  /// Does something for all elements at once, so that their writes share commits.
  ///
  /// - Returns: the results, in the order of the elements.
  /// - Throws: the first failure, after all have ended.
  func atOnce<T: Sendable>(_ body: @escaping @Sendable (Element) async throws(Failure) -> T)
    async throws(Failure) -> [T]
  {
    let results = await withTaskGroup(of: (Int, Result<T, Failure>).self) { group in
      for (index, element) in enumerated() {
        group.addTask {
          do throws(Failure) {
            return (index, .success(try await body(element)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      var results: [Int: Result<T, Failure>] = [:]
      for await (index, result) in group { results[index] = result }
      return results
    }
    var values: [T] = []
    for index in indices { if let result = results[index] { values.append(try result.get()) } }
    return values
  }
}
