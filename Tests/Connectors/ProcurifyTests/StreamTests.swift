import Core
import Engine
import HTTP
import Mapping
import Testing

@testable import ProcurifyConnector

@Suite("the streams of Procurify")
struct StreamTests {
  @Test("vendors come in by their types, without their payment methods, and never the placeholder")
  func vendors() async throws {
    let world = StreamWorld()
    world.tenant.put(
      "/api/v3/vendors/all/",
      [world.vendor(1, type: 1), world.vendor(44, type: 3), world.vendor(45), world.vendor(46, type: 5)]
    )
    let (items, _) = try await world.run(VendorInbox())
    #expect(items.map(\.arrival.about) == ["vendor-44", "vendor-45"])
    let flows = Set(items.map(\.flow))
    #expect(flows == ["procurify.vendor.pull"])
    let kept = items.map(\.arrival.content.text).joined()
    #expect(!kept.contains("000123456789"))
    #expect(!kept.contains("payment_methods"))
  }

  @Test("a vendor that says something else is another version; a stamp alone makes none")
  func versions() async throws {
    let world = StreamWorld()
    let list = "/api/v3/vendors/all/"
    var ids: [String] = []
    for changes: JSON in [[:], ["dateModified": "2026-03-09T09:00:00Z"], ["city": "Seattle"], [:]] {
      world.tenant.put(list, [world.vendor(44, changes)])
      ids += try await world.run(VendorInbox()).items.map(\.arrival.externalID)
    }
    #expect(ids.count == 4)
    #expect(ids[0] == ids[1] && ids[1] != ids[2] && ids[3] == ids[0])
    #expect(ids[0].hasPrefix("vendor-44@") && ids[0].count == "vendor-44@".count + 12)
  }

  @Test("the list of vendors is read with every third run, where that is wanted")
  func seldom() async throws {
    var world = StreamWorld()
    world.settings["vendors_every"] = 3
    world.tenant.put("/api/v3/vendors/all/", [world.vendor(44)])
    var (mark, counts): (String?, [Int]) = (nil, [])
    for _ in 1...7 {
      let run = try await world.run(VendorInbox(), since: mark)
      (mark, counts) = (run.mark, counts + [run.items.count])
    }
    #expect(counts == [1, 0, 0, 1, 0, 0, 1])
  }

  @Test("bills are asked for from a quarter of an hour before the newest one, and from no later than the run began")
  func billMark() async throws {
    let world = StreamWorld()
    let list = "/api/v3/ap/bills/"
    world.tenant.put(list, [world.put(bill: 901), world.put(bill: 902, at: "2026-03-03T14:50:00.5Z")])
    let first = try await world.run(BillInbox())
    #expect(first.items.map(\.arrival.about) == ["bill-901", "bill-902"])
    #expect(first.mark == #"{"last_modified":"2026-03-03T14:50:00.500Z"}"#)
    _ = try await world.run(BillInbox(), since: first.mark)
    let queries = world.tenant.asked.joined(separator: " ")
    #expect(queries.contains("last_modified_datetime_0=2026-03-03T14:35:00Z"))
    // Procurify's clock said 15:00 when the run began: a stamp from after that does not count yet.
    world.tenant.put(list, [world.put(bill: 903, at: "2026-03-05T00:00:00Z")])
    let skewed = try await world.run(BillInbox(), since: first.mark)
    #expect(skewed.mark == #"{"last_modified":"2026-03-03T15:00:00.000Z"}"#)
  }

  @Test("a bill that cannot come in by status or type is not read whole; a withdrawn one is")
  func ineligible() async throws {
    let world = StreamWorld()
    world.tenant.put("/api/v3/ap/bills/", (0...8).map { world.put(bill: 900 + $0, status: $0) })
    let (items, _) = try await world.run(BillInbox())
    #expect(items.compactMap(\.arrival.number) == ["NW-902", "NW-904", "NW-905", "NW-906", "NW-907", "NW-908"])
    let details = world.tenant.asked.filter { $0.hasPrefix("/api/v2/ap/bills/") }
    #expect(details.count == 6)
  }

  @Test("orders are asked for by day, from the day before the newest change, by change and by creation")
  func orders() async throws {
    let world = StreamWorld()
    let list = "/api/v2/purchase_orders/purchased/all/"
    let row: JSON = ["procurify_PO": 310, "number": "PO-310", "date": "2026-02-25T10:00:00Z"]
    world.tenant.put(
      list,
      [
        row.adding([("last_modified", "2026-02-27T00:30:00Z")]),
        row.adding([("procurify_PO", 311), ("number", "PO-311"), ("last_modified", .null)]),
      ]
    )
    for id in [310, 311] { world.tenant.put(detail: "/api/v2/purchase_orders/\(id)/", ["procurify_PO": .int(id)]) }
    let (items, mark) = try await world.run(OrderInbox())
    #expect(Set(items.compactMap(\.arrival.about)) == ["order-310", "order-311"])
    #expect(
      mark == #"{"last_modified":"2026-02-27T00:30:00.000Z","po_created_date":"2026-02-25T10:00:00.000Z"}"#
    )
    let before = world.tenant.asked.count
    let again = try await world.run(OrderInbox(), since: mark)
    let lists = world.tenant.asked.dropFirst(before).filter { $0.hasPrefix(list) }
    let queries = lists.joined(separator: " ")
    #expect(queries.contains("?modified_date_0=2026-02-26&"))
    #expect(queries.contains("?date_0=2026-02-24&"))
    // The one without a stamp of change is found by its creation.
    #expect(Set(again.items.compactMap(\.arrival.about)) == ["order-310", "order-311"])
  }

  @Test("a requisition brings its lines, and pending ones and drafts wait")
  func requisitions() async throws {
    let world = StreamWorld()
    let header: JSON = [
      "num": 1207, "status": 1, "date": "2026-02-20T16:00:00Z", "dateModified": "2026-02-21T08:30:00Z",
    ]
    world.tenant.put(
      "/api/v2/global/orders/",
      [header, header.adding([("num", 1208), ("status", 0)]), header.adding([("num", 1209), ("status", 6)])]
    )
    world.tenant.put(
      "/api/v3/order-items/",
      [
        ["id": 8802, "orderNum": 1207, "name": "Gloves"], ["id": 8801, "orderNum": 1207, "name": "Wrench"],
        ["id": 8803, "orderNum": 1208, "name": "Rope"],
      ]
    )
    let (items, _) = try await world.run(RequisitionInbox())
    // By change and by creation: the same version twice.
    #expect(Set(items.map(\.arrival.externalID)).count == 1)
    let lines = items.first?.arrival.content["order_items"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
    #expect(lines == ["Wrench", "Gloves"])
  }

  @Test("items come from the catalogue and from orders, each once by what it is known by")
  func items() async throws {
    var world = StreamWorld()
    world.tenant.put("/api/v3/catalog-items/", [["id": 17, "name": "Safety glasses", "internalSKU": "SG-1"]])
    let line: JSON = ["last_modified": "2026-02-25T10:00:00Z", "created_at": "2026-02-20T16:00:00Z", "pref_vendor": 44]
    world.tenant.put(
      "/api/v3/order-items/",
      [
        line.adding([("id", 1), ("name", "Torque wrench"), ("sku", "TW-10"), ("num", "9")]),
        line.adding([("id", 2), ("name", "Torque wrench"), ("sku", "TW-10")]),
        line.adding([("id", 3), ("name", "Glasses"), ("catalog_item", 17)]),
        line.adding([("id", 4), ("name", "Paint"), ("num", "P-7")]),
        line.adding([("id", 5), ("name", " Repair  of pump ")]),
        line.adding([("id", 6), ("name", "repair of pump")]),
      ]
    )
    let keys = Set(try await world.run(ItemInbox()).items.compactMap(\.arrival.about))
    #expect(keys.isSuperset(of: ["item-c17", "item-sTW-10", "item-nP-7"]))
    let inWords = keys.filter { $0.hasPrefix("item-h") }
    #expect(keys.count == 4 && inWords.count == 1)
    world.settings["free_text_items"] = "generic"
    let generic = Set(try await world.run(ItemInbox()).items.compactMap(\.arrival.about))
    #expect(generic == ["item-c17", "item-sTW-10", "item-nP-7"])
  }

  @Test("the first fetch begins on the day that the connector names")
  func first() async throws {
    var world = StreamWorld()
    world.settings["fetch_from"] = "2026-02-01"
    _ = try await world.run(BillInbox())
    #expect(world.tenant.asked.last?.contains("last_modified_datetime_0=2026-02-01T00:00:00Z") == true)
    _ = try await world.run(OrderInbox())
    let queries = world.tenant.asked.joined(separator: " ")
    #expect(queries.contains("?modified_date_0=2026-02-01&"))
  }

  @Test("a stream that is switched off asks nothing")
  func off() async throws {
    var world = StreamWorld()
    for key in ["fetch_bills", "fetch_orders", "fetch_requisitions"] { world.settings[key] = false }
    for inbox: any Inbox<ProcurifyClient> in [BillInbox(), OrderInbox(), RequisitionInbox()] {
      let run = try await world.run(inbox, since: #"{"last_modified":"2026-01-01T00:00:00.000Z"}"#)
      #expect(run.items.isEmpty)
      #expect(run.mark == #"{"last_modified":"2026-01-01T00:00:00.000Z"}"#)
    }
    #expect(world.tenant.requests.isEmpty)
  }

  @Test("no more than four documents are read at once")
  func fewAtOnce() async throws {
    var world = StreamWorld()
    world.settings["page_size"] = 50
    world.tenant.put("/api/v3/ap/bills/", (1...40).map { world.put(bill: $0) })
    let (items, _) = try await world.run(BillInbox())
    let numbers = (1...40).map { "NW-\($0)" }
    #expect(items.compactMap(\.arrival.number) == numbers)
    #expect((2...4).contains(world.tenant.mostUnderWay))
  }

  @Test("a bill that is listed and cannot be read is held as gone; retried, it is read by its uuid")
  func gone() async throws {
    let world = StreamWorld()
    world.tenant.put("/api/v3/ap/bills/", [world.put(bill: 901), world.put(bill: 902)])
    world.tenant.put(detail: "/api/v2/ap/bills/0000902-aaaa/", nil)
    let (items, _) = try await world.run(BillInbox())
    let gone = try #require(items.first { $0.arrival.number == "NW-902" })
    #expect(gone.arrival.content["source_gone"] == true)
    let flow = try #require(world.connector.receiving.first { $0.id == "procurify.bill.pull" })
    let told = await failure { () async throws(Failure) in
      _ = try await flow.apply(gone.arrival, NoOdoo.gateway, world.opened)
    }
    #expect(told?.issues.map(\.code) == ["procurify.source_gone"])
    let kept = try #require(items.first { $0.arrival.number == "NW-901" })
    let again = try await BillInbox().again(kept.arrival, world.opened, world.client())
    #expect(again == kept)
    world.tenant.put(detail: "/api/v2/ap/bills/0000901-aaaa/", nil)
    let missing = try await BillInbox().again(kept.arrival, world.opened, world.client())
    #expect(missing == nil)
  }
}
