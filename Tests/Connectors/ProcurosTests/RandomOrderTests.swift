import Core
import Foundation
import Mapping
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("procuros.order.send: any order")
struct RandomOrderTests {
  @Test(
    "every order that lacks nothing is mapped whole, and written for the contract tests if asked",
    arguments: 1...240
  )
  func any(_ seed: Int) throws {
    let order = RandomOrder(seed: seed)
    let context = MappingContext(settings: ["external_identifier": "4260123450014"], company: 1)
    let result = Mapper.map(order.document, OrderMapping.table, context)
    #expect(result.issues == [])
    let items = try #require(result.payload["items"]?.arrayValue)
    #expect(items.count == order.products)
    #expect(items.map { $0["lineNumber"]?.intValue } == Array(1...order.products))
    #expect(result.lineNumbers.map(\.number) == Array(1...order.products))
    #expect(!result.payload.text.contains("null"))
    #expect(try JSON(parsing: result.payload.bytes).text == result.payload.text)
    try quantitiesAndPricesAreThoseOfOdoo(order, items)
    try write(result.payload, seed)
  }

  private func quantitiesAndPricesAreThoseOfOdoo(_ order: RandomOrder, _ items: [JSON]) throws {
    let lines = try #require(order.document["order_line"]?.arrayValue).filter { $0["display_type"]?.isNull == true }
    #expect(lines.map { $0["product_qty"]?.decimalValue } == items.map { $0["quantity"]?.decimalValue })
    #expect(lines.map { $0["price_unit"]?.decimalValue } == items.map { $0["unitPrice"]?.decimalValue })
  }

  /// `SIDECAR_PAYLOADS` names the folder; a file holds the whole body of the request.
  private func write(_ payload: JSON, _ seed: Int) throws {
    guard let path = ProcessInfo.processInfo.environment["SIDECAR_PAYLOADS"], !path.isEmpty else { return }
    let folder = URL(filePath: path)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let body: JSON = ["type": "ORDER", "content": payload]
    try Data(body.bytes).write(to: folder.appending(path: "procuros.order.send-\(seed).json"))
  }
}
