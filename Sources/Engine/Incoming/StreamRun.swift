package import Core

/// How one stream of a fetch stands.
package struct StreamRun: Sendable, Equatable {
  package enum Standing: String, Sendable {
    /// Not begun, or waiting for better weather.
    case waiting
    case done, failed
    /// A stream that it depends on failed.
    case skipped
  }
  /// For example `bills`.
  package let stream: String
  /// In a sentence, for people: `Fetching vendor bills`.
  package let label: String
  package internal(set) var standing = Standing.waiting
  /// `fetched`, `known`, `left_alone`.
  package internal(set) var counts: [String: Int] = [:]
  package internal(set) var failure: Failure?
  /// The stream whose failure keeps this one from running.
  package internal(set) var because: String?

  init(_ declaration: StreamDeclaration) {
    stream = declaration.stream
    label = declaration.label
  }

  mutating func end(_ fetched: Intake.Fetched) {
    (standing, failure, because) = (.done, nil, nil)
    counts = ["fetched": fetched.new + fetched.again, "known": fetched.known, "left_alone": fetched.leftAlone]
  }

  mutating func fail(_ failure: Failure) { (standing, self.failure, because) = (.failed, failure, nil) }

  mutating func skip(because stream: String) { (standing, failure, because) = (.skipped, nil, stream) }

  /// The weather may be better now.
  mutating func wait() { (standing, failure, because) = (.waiting, nil, nil) }
}

extension StreamRun {
  init?(_ json: JSON) {
    guard let stream = json["stream"]?.stringValue, let label = json["label"]?.stringValue,
      let standing = json["state"]?.stringValue.flatMap(Standing.init)
    else { return nil }
    (self.stream, self.label, self.standing) = (stream, label, standing)
    counts = (json["counts"]?.objectValue?.members ?? []).reduce(into: [:]) { $0[$1.key] = $1.value.intValue }
    failure = json["failure"].flatMap { Failure(kept: $0) }
    because = json["because"]?.stringValue
  }

  var kept: JSON {
    .record([
      ("stream", .string(stream)), ("label", .string(label)), ("state", .string(standing.rawValue)),
      ("counts", .record(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
      ("failure", failure?.kept), ("because", because.map(JSON.string)),
    ])
  }
}
