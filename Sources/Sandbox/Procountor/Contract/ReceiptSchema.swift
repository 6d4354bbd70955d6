/// What may stand in a ledger receipt.
///
/// Source: Procountor API 26.04, schemas `LedgerReceipt` and `Transaction`.
enum ReceiptSchema {
  static let receipt = Record([
    .nullable(.int32, "id", "invoiceId", "receiptNumber", "invoiceNumber", "partnerId"),
    .required(.word(types), "type"),
    .nullable(.invoiceStatus, "status"),
    .required(.text(upTo: 80), "name"),
    .required(.date, "receiptDate"),
    .required(.vatSide, "vatType"),
    .required(.int32, "vatStatus"),
    .nullable(.country, "vatProcessing"),
    .nullable(.text(upTo: 10_000), "invoiceNotes"),
    .nullable(.text(upTo: 255), "accountantsNotes", "transactionDescription"),
    .nullable(.word("EMPTY IMMEDIATELY OVER_3_YEARS SERVICE_PERIOD"), "receiptValidity"),
    .nullable(.date, "periodStartDate", "periodEndDate", "vatDate"),
    .nullable(.text, "partnerCode"),
    .nullable(.record(serial), "serialNumber"),
    .nullable(.moment, "version"),
    .nullable(.word(depreciations), "depreciation"),
    .required(.some(.record(transaction)), "transactions"),
    .nullable(.list(.record(AttachmentSchema.attachment)), "attachments"),
  ])

  static let transaction = Record([
    .nullable(.int32, "id", "vatStatus", "partnerId"),
    .required(.word("ENTRY RECONCILIATION_ENTRY REVERSING_ENTRY"), "transactionType"),
    .required(.text, "account"),
    .required(.number(places: 2), "accountingValue"),
    .required(.number, "vatPercent"),
    .nullable(.vatSide, "vatType"),
    .nullable(.text(upTo: 255), "description", "balanceCode"),
    .nullable(.list(.number), "allocations"),
    .nullable(.list(.record(dimensionItem)), "dimensionItemValues"),
    .nullable(.number, "vatDeductionPercent"),
    .nullable(.date, "startDate", "endDate"),
  ])

  static let dimensionItem = Record([
    .required(.int32, "dimensionId", "itemId"),
    .required(.number, "value"),
  ])

  private static let serial = Record([.nullable(.word("A B C D E F G H"), "series"), .nullable(.int32, "number")])
  private static let types =
    "JOURNAL PURCHASE_INVOICE SALES_INVOICE PERIODIC_TAX_RETURN TRAVEL_INVOICE BILL_OF_CHARGES VAT_FORM SALARY "
    + "EMPLOYER_CONTRIBUTION PURCHASE_ORDER SALES_ORDER BANK_STATEMENT_AS_RECEIPT RECEIPT_FOR_OPENING_ACCOUNTS "
    + "REFERENCE_PAYMENT TRACKING_PERIOD_OPENING_RECEIPT VAT_SUMMARY"
  private static let depreciations =
    "EMPTY REDUCING_BALANCE_25_PERCENT REDUCING_BALANCE_4_PERCENT REDUCING_BALANCE_7_PERCENT "
    + "STRAIGHT_LINE_DEPRECIATION_3_YEARS STRAIGHT_LINE_DEPRECIATION_5_YEARS"
}
