import Foundation

/// What may stand in an invoice.
///
/// Source: Procountor API 26.04, schema `Invoice` and those it names.
enum InvoiceSchema {
  static let types =
    "SALES_INVOICE SALES_ORDER PURCHASE_INVOICE PURCHASE_ORDER TRAVEL_INVOICE BILL_OF_CHARGES "
    + "PERIODIC_TAX_RETURN"

  static let invoice = Record([
    .nullable(.int32, "id", "partnerId", "invoiceNumber", "vatStatus", "invoiceTemplateId", "ledgerReceiptId"),
    .nullable(.int32, "factoringContractId", "creatorId"),
    .required(.word(types), "type"),
    .nullable(.invoiceStatus, "status"),
    .required(.date, "date"),
    .nullable(.date, "paymentDate", "deliveryStartDate", "deliveryEndDate"),
    .required(.record(counterParty), "counterParty"),
    .nullable(.record(address), "billingAddress", "deliveryAddress"),
    .required(.record(PaymentSchema.info), "paymentInfo"),
    .nullable(.record(Record([.nullable(.text, "name", "municipality")])), "deliveryTermsInfo"),
    .required(.record(Record([.required(.flag, "accountingByRow", "unitPricesIncludeVat")])), "extraInfo"),
    .required(.number(to: 100, places: 4), "discountPercent"),
    .nullable(.text(upTo: 70), "orderReference", "buyerReferenceIdentifier", "sellerReferenceIdentifier"),
    .required(.some(.record(row)), "invoiceRows"),
    .nullable(.text(upTo: 40), "originalInvoiceNumber"),
    .nullable(.word("MAILING ONLINE COURIER VRCARGO BUS FREIGHT RETRIEVABLE OTHER"), "deliveryMethod"),
    .nullable(.text(upTo: 255), "deliveryInstructions"),
    .required(.channel, "invoiceChannel"),
    .nullable(.record(Record([.nullable(.text, "operator", "receivingAddress")])), "invoiceOperatorInfo"),
    .nullable(.number(places: 2), "penaltyPercent"),
    .nullable(.number, "sum"),
    .nullable(.language, "language"),
    .nullable(.text(upTo: 10_000), "additionalInformation", "notes"),
    .nullable(.country, "vatCountry"),
    .nullable(.text, "factoringText", "orderNumber", "agreementNumber", "accountingCode", "deliverySite"),
    .nullable(.text, "tenderReference"),
    .nullable(.list(.record(travel)), "travelInformationItems"),
    .nullable(.record(approval), "invoiceApprovalInformation"),
    .nullable(.list(.record(AttachmentSchema.attachment)), "attachments"),
    .nullable(.moment, "version"),
    .nullable(.list(.record(sum)), "invoiceSumInfo"),
    .nullable(.flag, "isOffer"),
  ])

  static let counterParty = Record([
    .nullable(.text(upTo: 70), "contactPersonName"),
    .nullable(.text, "identifier", "taxCode", "customerNumber"),
    .nullable(.text(.email), "email"),
    .nullable(.list(.text(.email)), "bccAddresses"),
    .required(.record(named), "counterPartyAddress"),
    .nullable(.record(PaymentSchema.bankAccount), "bankAccount"),
    .nullable(.record(Record([.nullable(.text, "operator", "address", "ediId")])), "einvoiceAddress"),
  ])

  static let address = Record([
    .nullable(.text(upTo: 80), "name", "specifier", "street"),
    .nullable(.text(upTo: 20), "zip"),
    .nullable(.text(upTo: 40), "city"),
    .nullable(.country, "country"),
    .nullable(.text(upTo: 35), "subdivision"),
  ])

  private static let named = Record([
    .required(.text(upTo: 80), "name"),
    .nullable(.text(upTo: 80), "specifier", "street"),
    .nullable(.text(upTo: 20), "zip"),
    .nullable(.text(upTo: 40), "city"),
    .nullable(.country, "country"),
    .nullable(.text(upTo: 35), "subdivision"),
  ])

  static let row = Record([
    .nullable(.int32, "id", "productId", "vatStatus"),
    .required(.text, "product"),
    .nullable(.text, "productCode"),
    .required(.number, "quantity", "unitPrice", "discountPercent", "vatPercent"),
    .required(.unit, "unit"),
    .nullable(.text(upTo: 512), "comment", "headerText", "explanationText"),
    .nullable(.date, "startDate", "endDate"),
  ])

  static let notes = Record([.required(.text(upTo: 10_000), "notes")])
  static let checking = Record([.nullable(.text(upTo: 100), "comment")])

  private static let travel = Record([
    .nullable(.text(upTo: 40), "departure", "arrival"),
    .nullable(.text(upTo: 255), "places", "purpose"),
  ])
  private static let checker = Record([.required(.int32, "userId"), .nullable(.date, "eventPerformed")])
  private static let approval = Record([.nullable(.list(.record(checker)), "acceptors", "verifiers")])
  private static let sum = Record([
    .nullable(.text, "currency"),
    .nullable(.flag, "inAccountingCurrency"),
    .nullable(.number, "excludingVatTotal", "vatSumTotal", "invoiceSumTotal"),
  ])
}
