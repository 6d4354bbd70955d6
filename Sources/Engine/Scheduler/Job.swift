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
  /// The flow of an `import`; nil for the others.
  package var flow: String?
  package var standing: Standing
  package var askedAt: Timestamp
  package var endedAt: Timestamp?
  /// `fetched`, `known`, `left_alone`, `marked`, `found` … by name.
  package var counts: [String: Int]
  package var failure: Failure?
}

/// Which job of which connection.
package struct JobKey: Sendable, Hashable {
  package var database: Int64
  package var connection: String
  package var job: JobName
  /// Which flow's master data an `import` fetches; nil for the others.
  package var flow: String?

  package init(database: Int64, connection: String, job: JobName, flow: String? = nil) {
    self.database = database
    self.connection = connection
    self.job = job
    self.flow = flow
  }

  /// Under which the job is kept: `incoming`, `import:procountor.product.import`.
  var name: String { flow.map { "\(job.rawValue):\($0)" } ?? job.rawValue }
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
    get {
      guard let kept = content["failure"], let kind = kept["kind"]?.stringValue.flatMap(Failure.Kind.init) else {
        return nil
      }
      var failure = Failure(kind, kept["code"]?.stringValue ?? "", kept["message"]?.stringValue ?? "")
      failure.hint = kept["hint"]?.stringValue
      failure.status = kept["status"]?.intValue
      return failure
    }
    set {
      content = content.setting(
        "failure",
        to: newValue.map {
          .record([
            ("kind", .string($0.kind.rawValue)), ("code", .string($0.code)), ("message", .string($0.message)),
            ("hint", JSON($0.hint)), ("status", JSON($0.status)),
          ])
        }
      )
    }
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
