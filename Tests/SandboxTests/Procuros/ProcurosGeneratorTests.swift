import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procuros made-up documents")
struct ProcurosGeneratorTests {
  static let world = IncomingWorld(worldJSON)

  static let worldJSON: JSON = [
    "company": ["gln": .string(Samples.gln.buyer), "name": "Nordmarkt GmbH"],
    "customers": [["gln": "4260123450052", "name": "Hofladen"], ["gln": "4260123450069"]],
    "suppliers": [["gln": .string(Samples.gln.supplier), "name": "Kelterei Sonnenhof KG"]],
    "products": [
      ["gtin": "4260123451011", "name": "Apple juice 1 l", "price": .decimal(1.2)],
      ["gtin": "4260123451028", "name": "Rye flour", "price": .decimal(0.89), "tax": 7],
      ["gtin": "4260123451035", "name": "Deposit", "price": .decimal(0.25), "is_deposit": true],
    ],
    "orders": .array((1...60).map(order)),
  ]

  private static func order(_ number: Int) -> JSON {
    let all: JSON = ["ORDER_RESPONSE", "SHIPPING_NOTICE", "INVOICE"]
    return [
      "number": .string("P\(number)"), "supplier": .string(Samples.gln.supplier), "date": "2025-03-10",
      "expects": number.isMultiple(of: 4) ? ["CREDIT_NOTE"] : all,
      "invoice": ["number": .string("BILL-\(number)"), "date": "2025-03-20"],
      "lines": [
        ["number": 1, "gtin": "4260123451011", "quantity": 24, "price": .decimal(1.19)],
        ["number": 2, "gtin": "4260123451028", "quantity": .int(number), "price": .decimal(0.87)],
      ],
    ]
  }

  private func documents(_ seed: UInt64, _ count: Int = 100, faulty: Int = 0) -> [GeneratedDocument] {
    var generator = IncomingGenerator(
      Self.world,
      IncomingGenerator.Wish(seed: seed, count: count, faulty: faulty, day: "2025-03-10")
    )
    return generator.all()
  }

  @Test("sound ones keep the contract, of all five types", arguments: [UInt64(1), 2, 3, 4, 5])
  func sound(_ seed: UInt64) {
    let made = documents(seed)
    #expect(made.count == 100)
    for document in made {
      #expect(ProcurosContract.check(document.body).fields == [], "\(document.number)")
    }
    #expect(Set(made.map(\.type)).count == 5)
    #expect(Set(made.map(\.number)).count == 100)
  }

  @Test("are the same for the same seed, and others for another")
  func deterministic() {
    let first = documents(7, faulty: 20).map(\.body.text)
    #expect(first == documents(7, faulty: 20).map(\.body.text))
    #expect(first != documents(8, faulty: 20).map(\.body.text))
  }

  @Test("of a hundred with 13 faulty, each fault is there once")
  func faults() {
    let made = documents(3, faulty: 13)
    let names = made.compactMap(\.fault?.rawValue)
    #expect(names.sorted() == DocumentFault.allCases.map(\.rawValue).sorted())
    for document in made where document.fault == nil {
      #expect(ProcurosContract.check(document.body).isEmpty, "\(document.number)")
    }
  }

  @Test(
    "a fault is where its name says, and nothing else is touched",
    arguments: [
      (.unknownGLN, Samples.order(), ["content.header.buyer.identifiers[0].identifier"]),
      (.unknownGLN, Samples.invoice, ["content.header.supplier.identifiers[0].identifier"]),
      (.unknownGTIN, Samples.creditNote, ["content.items[0].identifiers[0].identifier"]),
      (.unknownUnit, Samples.order(), ["content.items[0].unitOfMeasure"]),
      (.missingOrder, Samples.response, ["content.header.orderIdentifier"]),
      (.missingInvoice, Samples.creditNote, ["content.header.invoiceIdentifier"]),
      (
        .moreThanOrdered, Samples.notice,
        ["shippedQuantity", "openQuantityAction", "batches"].map { "content.transportUnits[0].items[0].\($0)" }
      ),
      (.duplicate, Samples.order(), []),
      (.fieldTooLong, Samples.invoice, ["content.header.invoiceIdentifier"]),
      (.controlCharacters, Samples.order(), ["content.items[0].description"]),
      (.eightDecimals, Samples.invoice, ["content.items[0].unitPrice"]),
      (.negativeQuantity, Samples.order(), ["content.items[0].quantity"]),
      (.zeroQuantity, Samples.invoice, ["content.items[0].quantity"]),
    ] as [(DocumentFault, JSON, [String])]
  )
  func spoiled(_ fault: DocumentFault, _ document: JSON, _ paths: [String]) {
    let spoiled = fault.spoil(document, serial: 7)
    #expect(Set(document.differences(to: spoiled).map(\.path)) == Set(paths))
  }

  @Test("a huge order has five thousand lines with a number each")
  func huge() {
    let items = DocumentFault.manyLines.spoil(Samples.order(), serial: 1)["content"]?["items"]?.arrayValue ?? []
    #expect(items.count == 5000)
    #expect(Set(items.compactMap { $0["lineNumber"]?.intValue }).count == 5000)
  }

  @Test("come for an order in the order it expects them, and never after a faulty one")
  func sequence() {
    let stages = ["ORDER_RESPONSE", "SHIPPING_NOTICE", "INVOICE"]
    var seen: [String: [String]] = [:]
    var spoiled: Set<String> = []
    for document in documents(11, 200, faulty: 10) where document.fault != .duplicate {
      guard let order = document.order else { continue }
      #expect(!spoiled.contains(order))
      if document.fault != nil { spoiled.insert(order) }
      seen[order, default: []].append(document.type)
    }
    let chains = seen.values.filter { $0 != ["CREDIT_NOTE"] }
    #expect(chains.contains { $0.count == 3 })
    for chain in chains { #expect(chain == Array(stages.prefix(chain.count))) }
  }

  @Test("a refused order gets nothing more")
  func refused() {
    let made = documents(2, 400)
    let refused = made.filter { $0.body["content"]?["header"]?["type"] == "REJECT" }.compactMap(\.order)
    #expect(!refused.isEmpty)
    for order in refused {
      let about = made.filter { $0.order == order }
      #expect(about.count == 1)
    }
  }

  @Test("run out when there is nobody left to write")
  func runsOut() {
    let world = IncomingWorld(Self.worldJSON.with("customers", []).with("orders", []))
    var generator = IncomingGenerator(world, IncomingGenerator.Wish(seed: 1, count: 5, faulty: 100, day: "2025-03-10"))
    let made = generator.all()
    #expect(made.isEmpty)
  }

  @Test("are queued in their order, a duplicate under a new id that is no new version")
  func queued() async throws {
    try await withProcuros { _, client in
      let faults: JSON = ["duplicate", "zero_quantity"]
      let wish: JSON = ["seed": 4, "count": 40, "faulty": 10, "faults": faults, "world": Self.worldJSON]
      let rows = try await client.post("/_sandbox/generate", wish).json["documents"]?.arrayValue ?? []
      let ids = rows.map { $0["procurosTransactionId"] }
      let items = try await client.get("/v2/transactions").json["items"]?.arrayValue ?? []
      #expect(items.map { $0["procurosTransactionId"] } == ids)
      #expect(
        rows.compactMap { $0["fault"]?.stringValue }.sorted() == [
          "duplicate", "duplicate", "zero_quantity", "zero_quantity",
        ]
      )
      let place = try #require(rows.firstIndex { $0["fault"] == "duplicate" })
      let original = try #require(rows[place]["repeats"]?.intValue)
      #expect(items[place]["content"] == items[original]["content"])
      #expect(items[place]["replacesProcurosTransactionId"] == JSON.null)
    }
  }

  @Test("are shown only, when nobody wants them queued")
  func shown() async throws {
    try await withProcuros { _, client in
      let wish: JSON = ["seed": 4, "count": 3, "enqueue": false, "world": Self.worldJSON]
      let rows = try await client.post("/_sandbox/generate", wish).json["documents"]?.arrayValue ?? []
      #expect(rows.count == 3)
      #expect(rows.allSatisfy { $0["document"]?["content"] != nil })
      #expect(try await client.get("/v2/transactions").json["count"] == 0)
    }
  }

  @Test(
    "a wish that makes no sense is refused by field",
    arguments: [
      ("count", 0), ("faulty", 101), ("seed", -1), ("faults", ["nonsense"]), ("world.company", .none),
      ("world.products", []), ("world.orders.0.expects", ["ORDER"]), ("world.orders.0.date", "soon"),
    ] as [(String, JSON?)]
  )
  func wrong(_ path: String, _ value: JSON?) async throws {
    try await withProcuros { _, client in
      let wish: JSON = ["seed": 4, "count": 3, "world": Self.worldJSON]
      let reply = try await client.post("/_sandbox/generate", wish.with(path, value))
      #expect(reply.status == 422)
      let fields = reply.json["errors"]?.objectValue?.keys ?? []
      #expect(fields.contains { $0.hasPrefix(path) }, "\(fields)")
    }
  }
}
