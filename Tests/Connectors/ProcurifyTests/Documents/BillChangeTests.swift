import Core
import Engine
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("A bill of Procurify that changes")
struct BillChangeTests {
  private let world: DocumentsWorld
  private let plain: JSON

  init() throws {
    world = try DocumentsWorld()
    plain = try DocumentsWorld.document("bill.pull")
  }

  /// Only its quantity is another one.
  private var edited: JSON {
    plain.replacing("items[0].quantity", with: "3.00").replacing("items[0].total_cost", with: 150)
      .replacing("items[0].cost_allocations[0].amount", with: "150.00").replacing("items[0].tax_amount", with: "12.38")
      .replacing("total_cost_with_tax", with: "162.38")
  }

  private func set(_ state: JSON) { world.odoo.put(world.bills[0].replacing("state", with: state), "account.move") }

  @Test("while it is a draft is a draft with the new lines, and still one bill")
  func draft() async {
    _ = await world.apply(.bill, plain)
    let result = await world.apply(.bill, edited)
    #expect(result.failure == nil)
    #expect(world.bills.count == 1)
    let lines = world.bills[0]["invoice_line_ids"]?.arrayValue ?? []
    #expect(lines.count == 1)
    #expect(lines[0]["quantity"] == "3")
    #expect(world.bills[0]["amount_total"] == "162.38")
  }

  @Test("after it was posted is left as it is, and somebody is asked")
  func posted() async {
    _ = await world.apply(.bill, plain)
    set("posted")
    let before = world.bills
    let result = await world.apply(.bill, edited)
    #expect(result.codes == ["procurify.locked_target"])
    #expect(world.bills == before)
    #expect(result.failure?.issues.first?.record == 1)
    set("draft")
    let again = await world.apply(.bill, edited)
    #expect(again.failure == nil)
    #expect(world.bills[0]["amount_total"] == "162.38")
  }

  @Test("only in how far it got changes nothing that people corrected in Odoo")
  func status() async {
    _ = await world.apply(.bill, plain)
    world.odoo.put(world.bills[0].replacing("invoice_line_ids[0].name", with: "By hand"), "account.move")
    let before = world.bills
    for status in [6, 7, 4] {
      let result = await world.apply(.bill, plain.replacing("status", with: .int(status)))
      #expect(result.failure == nil)
    }
    #expect(world.bills == before)
    #expect(world.odoo.count("write") == 0)
  }

  @Test("to paid is noted once")
  func paid() async {
    _ = await world.apply(.bill, plain)
    for note in ["a", "b"] {
      _ = await world.apply(.bill, plain.replacing("status", with: 4).replacing("seen", with: .string(note)))
    }
    #expect(world.odoo.count("message_post") == 1)
  }

  @Test("to withdrawn is cancelled while it is a draft, and comes back when it is approved anew")
  func withdrawn() async {
    _ = await world.apply(.bill, plain)
    _ = await world.apply(.bill, plain.replacing("status", with: 5))
    #expect(world.bills[0]["state"] == "cancel")
    let result = await world.apply(.bill, plain)
    #expect(result.failure == nil)
    #expect(world.bills.count == 1)
    #expect(world.bills[0]["state"] == "draft")
  }

  @Test("to withdrawn after it was posted is a matter for a person, not a reversal")
  func withdrawnLate() async {
    _ = await world.apply(.bill, plain)
    set("posted")
    let result = await world.apply(.bill, plain.replacing("status", with: 5))
    #expect(result.codes == ["procurify.locked_target"])
    #expect(world.bills[0]["state"] == "posted")
    #expect(world.bills.count == 1)
  }

  @Test("that a person cancelled in Odoo is not taken back by itself")
  func cancelledByHand() async {
    _ = await world.apply(.bill, plain)
    set("cancel")
    let same = await world.apply(.bill, plain.replacing("status", with: 6))
    #expect(same.failure == nil)
    let changed = await world.apply(.bill, edited)
    #expect(changed.codes == ["procurify.locked_target"])
    #expect(world.bills[0]["state"] == "cancel")
  }

  @Test("that a person deleted in Odoo comes again with its next version")
  func deleted() async {
    _ = await world.apply(.bill, plain)
    world.odoo.remove(1, "account.move")
    _ = await world.apply(.bill, edited)
    #expect(world.bills.count == 1)
    #expect(world.bills[0]["amount_total"] == "162.38")
  }

  @Test("and another one of the same number and amount are shown together")
  func duplicate() async {
    _ = await world.apply(.bill, plain)
    let other = plain.replacing("id", with: 902)
    let result = await world.apply(.bill, other)
    #expect(result.codes == ["procurify.duplicate_reference"])
    let issue = result.failure?.issues.first
    #expect(issue?.recordName == "Bill 1")
    #expect(issue?.params["theirs"] == "108.25")
    #expect(world.bills.count == 1)
  }

  @Test("is held with all that is missing at once, each told as what can be linked")
  func everything() async throws {
    let document = try DocumentsWorld.document("bill.pull", "everything-wrong")
    let result = await world.apply(.bill, document)
    let missing = result.failure?.issues.compactMap { $0.missing?.kind } ?? []
    let kinds = [
      "procurify.vendor", "procurify.tax", "procurify.account_code", "procurify.account_code", "procurify.department",
      "procurify.department", "procurify.location",
    ]
    #expect(missing == kinds)
    let unmended = result.failure?.issues.filter { ($0.repair ?? "").isEmpty } ?? []
    #expect(unmended.isEmpty)
  }

  @Test("of five hundred items costs a handful of calls, the same ones for every bill")
  func calls() async throws {
    let item = try #require(plain["items"]?[0])
    let many = (1...500).map { item.replacing("id", with: .int(6000 + $0)) }
    let big = plain.replacing("items", with: .array(many)).replacing("total_cost_with_tax", with: "54125")
    _ = await world.apply(.bill, big)
    #expect(world.bills.last?["invoice_line_ids"]?.arrayValue?.count == 500)
    let first = world.odoo.calls.count
    #expect(first < 25)
    _ = await world.apply(.bill, plain.replacing("id", with: 902).replacing("invoice_number", with: "NW-7782"))
    #expect(world.odoo.calls.count - first == first)
  }

  @Test("from a bill to a credit note is not written over the bill")
  func credit() async throws {
    _ = await world.apply(.bill, plain)
    let before = world.bills
    let credit = try DocumentsWorld.document("bill.pull", "credit-note").replacing("id", with: 901)
    let result = await world.apply(.bill, credit)
    #expect(result.codes == ["procurify.locked_target"])
    #expect(result.failure?.issues.first?.recordName == "Bill 1")
    #expect(world.bills == before)
    world.odoo.remove(1, "account.move")
    let anew = await world.apply(.bill, credit)
    #expect(anew.failure == nil)
    #expect(world.bills.map { $0["move_type"] } == ["in_refund"])
  }

  @Test("to denied is not posted, whoever retries it", arguments: [1, 3])
  func denied(_ status: Int) async {
    _ = await world.apply(.bill, plain)
    var posting = world
    posting.settings["auto_post"] = true
    _ = await posting.apply(.bill, plain.replacing("status", with: .int(status)))
    #expect(world.bills.map { $0["state"] } == ["draft"])
  }
}
