import Core
import Engine
import Mapping
import TestKit
import Testing

@testable import ProcountorConnector

@Suite("procountor: mapping")
struct MappingTests {
  @Test("maps every golden invoice to its payload or to all of its issues", arguments: Golden.cases("invoice.send"))
  func invoices(_ golden: Golden) throws {
    let differences = try golden.compare(SendInvoice())
    #expect(differences == [])
  }

  @Test("maps every golden customer to its payload or to all of its issues", arguments: Golden.cases("partner.send"))
  func partners(_ golden: Golden) throws {
    let differences = try golden.compare(SendPartner())
    #expect(differences == [])
  }

  @Test("maps every golden product to its payload or to all of its issues", arguments: Golden.cases("product.send"))
  func products(_ golden: Golden) throws {
    let differences = try golden.compare(SendProduct())
    #expect(differences == [])
  }

  @Test("has golden cases")
  func cases() {
    #expect(Golden.cases("invoice.send").count >= 80)
    #expect(Golden.cases("partner.send").count >= 12)
    #expect(Golden.cases("product.send").count >= 12)
  }

  @Test("the printed tables are what the code says", arguments: Procountor().mappings.map(\.name))
  func printed(_ name: String) throws {
    let page = try #require(Procountor().mappings.first { $0.name == name })
    let difference = try Snapshot.difference(page.markdown, from: "protocol/mappings/\(name).md")
    #expect(difference == nil)
  }

  @Test(
    "knows the model behind every relation it walks",
    arguments: [InvoiceMapping.table, PartnerMapping.table, ProductMapping.table]
  )
  func models(_ table: MappingTable) {
    func relations(_ tree: JSON, _ path: [String]) -> [[String]] {
      (tree.objectValue?.members ?? []).flatMap { member -> [[String]] in
        guard member.value.objectValue != nil else { return [] }
        return [path + [member.key]] + relations(member.value, path + [member.key])
      }
    }
    let paths = Set(relations(table.odooFields, []).map { $0.joined(separator: ".") })
    let known = Set(table.models.keys.filter { !$0.contains("=") })
    let (unnamed, unread) = (paths.subtracting(known).sorted(), known.subtracting(paths).sorted())
    #expect(unnamed == [])
    #expect(unread == [])
  }

  @Test(
    "every text that is sent is written in Windows-1252",
    arguments: Golden.cases("invoice.send") + Golden.cases("partner.send")
  )
  func characters(_ golden: Golden) throws {
    func texts(_ json: JSON) -> [String] {
      switch json {
      case .string(let text): [text]
      case .array(let items): items.flatMap(texts)
      case .object(let object): object.members.flatMap { texts($0.value) }
      default: []
      }
    }
    let strange = texts(try golden.json("partner.json") ?? .null).filter { Windows1252.text($0) != $0 }
    #expect(strange == [])
  }
}
