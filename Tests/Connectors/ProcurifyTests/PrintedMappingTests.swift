import Core
import Engine
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("The printed mapping tables of Procurify")
struct PrintedMappingTests {
  @Test("are those that the connector maps with")
  func printed() throws {
    for table in Procurify().mappings {
      let difference = try Snapshot.difference(table.markdown, from: "protocol/mappings/\(table.name).md")
      #expect(difference == nil)
    }
  }
}
