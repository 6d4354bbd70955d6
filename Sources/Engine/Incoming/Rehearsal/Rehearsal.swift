package import Core

/// What a fetch would do, without any of it done.
package struct Rehearsal: Sendable {
  /// What would become of a document.
  package enum Deed: String, Sendable {
    case created, changed
    /// Odoo has it as it is.
    case unchanged
    /// Somebody would have to mend what `issues` say.
    case held
  }

  /// One document of the partner's.
  package struct Document: Sendable {
    package let stream: String
    package let flow: String
    package let externalID: String
    package let title: String
    package let deed: Deed
    /// The record that it would change, where that is known.
    package let record: Int?
    package let recordName: String?
    package let issues: [Issue]
  }

  package internal(set) var documents: [Document] = []
  /// How each stream went; a stream that could not be read says why.
  package internal(set) var streams: [StreamRun] = []
  /// True when there are more documents than were looked at.
  package internal(set) var isCut = false

  /// Why a stream could not be read; nil when all were.
  package var failure: Failure? { streams.lazy.compactMap(\.failure).first }

  package func count(_ deed: Deed) -> Int { documents.count { $0.deed == deed } }
}
