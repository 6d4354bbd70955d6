package import Core
package import HTTP

/// Reads that look-ups share: whoever needs the same page at the same time gets the same answer.
///
/// A partner that lost a hundred answers is asked for its list once and not a hundred times. An answer serves only
/// whoever accepts one asked for so early; at most one request for a page is under way.
package actor SharedReads {
  /// Bytes of answers that are kept, the youngest ones.
  private static let limit = 32 * 1024 * 1024

  private struct Reading {
    let began: Timestamp
    /// Nil while the request is under way.
    var answer: HTTPResponse?
    var waiting: [CheckedContinuation<Result<HTTPResponse, Failure>, Never>] = []
  }

  private var readings: [String: Reading] = [:]

  package init() {}

  /// - Parameters:
  ///   - key: what is read, and as whom.
  ///   - moment: of the steady clock; an answer that was not asked for later is of no use.
  ///   - time: tells when a request begins.
  ///   - ask: makes the request.
  /// - Returns: the answer, and whether somebody else had asked for it.
  /// - Throws: what the request ended with that was made for several.
  package func answer(
    _ key: String,
    notBefore moment: Timestamp,
    _ time: any TimeSource,
    _ ask: () async throws(Failure) -> HTTPResponse
  ) async throws(Failure) -> (response: HTTPResponse, isShared: Bool) {
    while let reading = readings[key] {
      if let answer = reading.answer {
        guard reading.began > moment else { break }
        return (answer, true)
      }
      let result = await withCheckedContinuation { readings[key]?.waiting.append($0) }
      // One that began too early was waited for all the same: the next request serves all who waited with us.
      if reading.began > moment { return (try result.get(), true) }
    }
    let began = time.steady()
    readings[key] = Reading(began: began)
    do throws(Failure) {
      let response = try await ask()
      end(key, .success(response))
      return (response, false)
    } catch {
      end(key, .failure(error))
      throw error
    }
  }

  private func end(_ key: String, _ result: Result<HTTPResponse, Failure>) {
    let waiting = readings[key]?.waiting ?? []
    readings[key]?.waiting = []
    if case .success(let response) = result, response.succeeded {
      readings[key]?.answer = response
      forgetOld()
    } else {
      readings[key] = nil
    }
    for one in waiting { one.resume(returning: result) }
  }

  private func forgetOld() {
    let answered = readings.filter { $0.value.answer != nil }.sorted { $0.value.began > $1.value.began }
    var bytes = 0
    for (key, reading) in answered {
      bytes += reading.answer?.body.count ?? 0
      if bytes > Self.limit { readings[key] = nil }
    }
  }
}
