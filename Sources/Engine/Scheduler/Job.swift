package import Core
import Storage

/// What a scheduled action of Odoo asks for; each is work that nobody waits for.
package enum JobName: String, Sendable, CaseIterable {
  /// Fetch what the partner has for us.
  case incoming
  /// Tell the partner what became of it.
  case mark
  /// Send what is ready to be sent.
  case outgoing
  /// Ask the partner what became of records.
  case pull
  /// Fetch one kind of the partner's master data for a person to look at.
  case `import`

  /// In a sentence, for people.
  var what: String {
    switch self {
    case .incoming: "Fetching documents"
    case .mark: "Reporting what became of documents"
    case .outgoing: "Looking for documents to send"
    case .pull: "Asking what became of documents"
    case .import: "Fetching master data"
    }
  }

  /// True for what looks through records of Odoo and so is done by ticks, page by page.
  package var isScan: Bool { self == .outgoing || self == .pull }
}

/// How a job stands.
package struct JobState: Sendable, Equatable {
  package enum Standing: String, Sendable {
    /// Asked for, not begun, or waiting for better weather.
    case waiting
    case running, done, failed
  }
  package var job: JobName
  /// The flow of an `import`, the stream of an `incoming` that fetches one only; nil for the others.
  package var flow: String?
  package var standing: Standing
  package var askedAt: Timestamp
  package var endedAt: Timestamp?
  /// `fetched`, `known`, `left_alone`, `marked`, `found` … by name.
  package var counts: [String: Int]
  package var failure: Failure?
  /// Of an `incoming`: its streams, in their order.
  package var streams: [StreamRun] = []

  package init(
    job: JobName,
    flow: String?,
    standing: Standing,
    askedAt: Timestamp,
    endedAt: Timestamp?,
    counts: [String: Int] = [:],
    failure: Failure?,
    streams: [StreamRun]
  ) {
    self.job = job
    self.flow = flow
    self.standing = standing
    self.askedAt = askedAt
    self.endedAt = endedAt
    self.counts = counts
    self.failure = failure
    self.streams = streams
  }
}

/// Which job of which connection.
package struct JobKey: Sendable, Hashable {
  package var database: Int64
  package var connection: String
  package var job: JobName
  /// Which flow's master data an `import` fetches, which stream an `incoming`; nil for all streams, and for the others.
  package var flow: String?

  package init(database: Int64, connection: String, job: JobName, flow: String? = nil) {
    self.database = database
    self.connection = connection
    self.job = job
    self.flow = flow
  }

  /// Under which the job is kept: `incoming`, `incoming:bills`, `import:procountor.product.import`.
  var name: String { flow.map { "\(job.rawValue):\($0)" } ?? job.rawValue }
}

extension Connector {
  /// Every job that a connection of it is asked for, streams that are fetched alone among them; imports aside, whose end a
  /// person waits for.
  func jobs(database: Int64, connection: String) -> [JobKey] {
    let names = JobName.allCases.filter { $0 != .import }
    let alone = streams.count > 1 ? streams.map { (JobName.incoming, Optional($0.stream)) } : []
    return (names.map { ($0, nil) } + alone).map { job, stream in
      JobKey(database: database, connection: connection, job: job, flow: stream)
    }
  }
}

extension JobRow {
  init(_ key: JobKey, at now: Timestamp) {
    self.init(database: key.database, connection: key.connection, name: key.name, askedAt: now)
  }

  var key: JobKey? {
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    return JobName(rawValue: parts[0]).map { job in
      JobKey(database: database, connection: connection, job: job, flow: parts.count > 1 ? parts[1] : nil)
    }
  }

  var counts: [String: Int] {
    get {
      (content["counts"]?.objectValue?.members ?? []).reduce(into: [:]) { $0[$1.key] = $1.value.intValue }
    }
    set {
      content = content.setting(
        "counts",
        to: .record(newValue.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
      )
    }
  }

  mutating func count(_ name: String, _ more: Int) { counts[name, default: 0] += more }

  var attempts: Int {
    get { content["attempts"]?.intValue ?? 0 }
    set { content = content.setting("attempts", to: .int(newValue)) }
  }

  /// Not before this moment, after bad weather.
  var notBefore: Timestamp? {
    get { content["not_before"]?.intValue.map { Timestamp(milliseconds: Int64($0)) } }
    set { content = content.setting("not_before", to: newValue.map { .int(Int($0.milliseconds)) }) }
  }

  var failure: Failure? {
    get { content["failure"].flatMap { Failure(kept: $0) } }
    set { content = content.setting("failure", to: newValue?.kept) }
  }

  /// How the streams of a fetch stand, in their order.
  var streams: [StreamRun] {
    get { (content["streams"]?.arrayValue ?? []).compactMap(StreamRun.init) }
    set { content = content.setting("streams", to: newValue.isEmpty ? nil : .array(newValue.map(\.kept))) }
  }

  /// The flows that are still to be looked through, each with the last record that was looked at.
  var scans: [String: Int] {
    get { (content["scans"]?.objectValue?.members ?? []).reduce(into: [:]) { $0[$1.key] = $1.value.intValue } }
    set {
      content = content.setting(
        "scans",
        to: newValue.isEmpty ? nil : .record(newValue.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })
      )
    }
  }
}
