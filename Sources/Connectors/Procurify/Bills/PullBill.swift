import Core
import Engine
import Mapping
import Odoo

/// A bill that was approved in Procurify becomes a draft vendor bill, each line with its account and cost centre.
///
/// Source: reference 7.5 and 7.6. Over HTTP nothing is rolled back: everything is looked up before the one create, and each
/// step after it reads first.
struct PullBill: ReceivingFlow {
  let id = "procurify.bill.pull"
  let label = "Vendor bill from Procurify"
  let model = BillRecord.model
  private var page = BillPage()

  func among(_ page: [Arrival], _ settings: Settings) -> any ReceivingFlow {
    var flow = self
    flow.page = BillPage(page, settings)
    return flow
  }

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    do throws(Failure) {
      return try await pull(arrival, odoo, settings)
    } catch {
      throw error.denied(arrival)
    }
  }

  private func pull(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings)
    async throws(Failure) -> Applied
  {
    var bill = ProcurifyDocument(arrival, IncomingBillMapping.table, odoo, settings)
    guard let status = arrival.content["status"]?.intValue.flatMap(BillStatus.init) else {
      bill.add(bill.unknown("status", at: "content.status"))
      try bill.check()
      throw .nothingMade(bill.title)
    }
    if let known = try await BillRecord.find(bill) { return try await change(known, status, &bill) }
    guard BillStatus.takes(type: arrival.content["type"], settings) else {
      return .leftAlone("\(bill.title) is of a type that this connector does not take.")
    }
    guard status.comesIn(settings) else {
      return .leftAlone("\(bill.title) is \(status.word) in Procurify and not in Odoo.")
    }
    return try await follow(status, try await enter(&bill, nil), &bill)
  }

  /// What a bill that Odoo has becomes: people may have gone on with it.
  private func change(_ known: BillRecord, _ status: BillStatus, _ bill: inout ProcurifyDocument)
    async throws(Failure) -> Applied
  {
    if status == .withdrawn { return try await withdraw(known, &bill) }
    let isBack = known.isCancelled && known.content == BillDigest.withdrawn(bill)
    guard status.comesIn(bill.settings), known.content != BillDigest.of(bill) else {
      if known.isDraft { bill.add(BillTotal(bill, known).issue(known)) }
      try bill.check()
      return try await follow(status, known, &bill)
    }
    guard known.isDraft || isBack else {
      bill.add(edited(known, bill))
      try bill.check()
      return applied(known, bill)
    }
    if isBack { _ = try await bill.odoo.call(model, ids: [known.id], method: "button_draft", arguments: [:]) }
    return try await follow(status, try await enter(&bill, known), &bill)
  }

  // MARK: Entering

  /// Creates the record, or brings the draft that is there to what the bill says now.
  private func enter(_ bill: inout ProcurifyDocument, _ known: BillRecord?) async throws(Failure) -> BillRecord {
    try await checkJournal(bill)
    let values = try await BillValues(bill, page, known: known?.id)
    bill.add(values.issues)
    bill.add(known?.fixed(as: values.type, bill))
    try bill.check()
    let record: BillRecord
    if let known {
      record = try await rewrite(known, values, bill)
    } else if let own = values.own, let found = try await BillRecord.read(own, bill) {
      record = try await rewrite(found, values, bill)
    } else {
      record = try await create(values, bill)
    }
    bill.add(values.total.issue(record))
    try bill.check()
    return record
  }

  private func create(_ values: BillValues, _ bill: ProcurifyDocument) async throws(Failure) -> BillRecord {
    let id = bill.content["id"]?.documentID ?? ""
    let made = try await bill.odoo.create(model, values: [values.new], keys: [bill.key("bill", id)])
    guard let record = made.first else { throw .nothingMade(bill.title) }
    try await link(record, bill)
    guard let entered = try await BillRecord.read(record, bill) else { throw .nothingMade(bill.title) }
    // A create that was repeated after its answer was lost finds what an older version made.
    return entered.isDraft && values.differs(from: entered) ? try await rewrite(entered, values, bill) : entered
  }

  private func rewrite(_ known: BillRecord, _ values: BillValues, _ bill: ProcurifyDocument)
    async throws(Failure) -> BillRecord
  {
    let lines = known.record["invoice_line_ids"]?.recordIDs ?? []
    try await bill.odoo.write(model, ids: [known.id], values: values.replacing(lines))
    try await link(known.id, bill)
    guard let record = try await BillRecord.read(known.id, bill) else { throw .nothingMade(bill.title) }
    return record
  }

  private func link(_ record: Int, _ bill: ProcurifyDocument) async throws(Failure) {
    let id = bill.content["id"]?.documentID ?? ""
    try await bill.link(Link.bill, id, model, record, number: bill.arrival.number)
    try await bill.link(BillRecord.contentLink, BillDigest.of(bill), model, record)
  }

  /// - Throws: `.configuration` for a journal of another type.
  private func checkJournal(_ bill: ProcurifyDocument) async throws(Failure) {
    guard let journal = bill.settings.record("bill_journal") else { return }
    let read = try await bill.odoo.read("account.journal", ids: [journal], fields: ["type": nil], committed: false)
    guard read.records.first?["type"] != "purchase" else { return }
    throw Failure(
      .configuration,
      "procurify.journal_type",
      "The Vendor Bill Journal of the connector \(bill.settings.name) is not of type Purchase.",
      hint: "Choose a journal of type Purchase on the connector."
    )
  }

  // MARK: What becomes of it

  /// Posting, and what Procurify says of the payment.
  private func follow(_ status: BillStatus, _ record: BillRecord, _ bill: inout ProcurifyDocument)
    async throws(Failure) -> Applied
  {
    var record = record
    let differs = bill.issues.contains { $0.code == "procurify.total_mismatch" }
    if bill.settings.isOn("auto_post"), status.comesIn(bill.settings), record.isDraft, !differs {
      _ = try await bill.odoo.call(model, ids: [record.id], method: "action_post", arguments: [:])
      record = try await BillRecord.read(record.id, bill) ?? record
    }
    bill.add(try await BillPayment.note(status, record, bill))
    return applied(record, bill)
  }

  private func withdraw(_ known: BillRecord, _ bill: inout ProcurifyDocument) async throws(Failure) -> Applied {
    if known.isDraft {
      _ = try await bill.odoo.call(model, ids: [known.id], method: "button_cancel", arguments: [:])
      try await bill.link(BillRecord.contentLink, BillDigest.withdrawn(bill), model, known.id)
    } else if !known.isCancelled {
      bill.add(
        known.locked(
          "\(bill.title) was withdrawn in Procurify; \(known.name) is posted in Odoo.",
          repair:
            "Reverse \(known.name), or reset it to draft and it is cancelled by itself; else ignore this document.",
          bill
        )
      )
      try bill.check()
    }
    return applied(known, bill)
  }

  private func edited(_ known: BillRecord, _ bill: ProcurifyDocument) -> Issue {
    let word = known.isCancelled ? "cancelled" : "posted"
    return known.locked(
      "\(bill.title) was changed in Procurify; \(known.name) is \(word) in Odoo and stays as it is.",
      repair: "Compare both and correct \(known.name), or reset it to draft and it is changed by itself; else ignore "
        + "this document.",
      bill
    )
  }

  private func applied(_ record: BillRecord, _ bill: ProcurifyDocument) -> Applied {
    Applied(record: record.id, recordName: record.name, warnings: bill.warnings)
  }
}
