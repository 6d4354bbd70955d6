package import Core

/// A check over the whole document that no single row can make.
package struct Guard: Sendable {
  /// What it holds off, in one sentence, for the printed table.
  package let about: String
  /// Paths of the fields it looks at; they are read with the document.
  package let reads: [String]
  package let check: @Sendable (DocumentView) -> [Issue]

  package init(_ about: String, reads: [String], check: @escaping @Sendable (DocumentView) -> [Issue]) {
    self.about = about
    self.reads = reads
    self.check = check
  }
}
