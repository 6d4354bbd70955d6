/// What may stand in a business partner.
///
/// Source: Procountor API 26.04, schema `BusinessPartner` and those it names.
enum PartnerSchema {
  static let partner = Record([
    .nullable(.int32, "id"),
    .required(.text(upTo: 80), "name"),
    .required(.partnerType, "type"),
    .nullable(.record(InvoiceSchema.address), "address", "billingAddress", "deliveryAddress"),
    .nullable(.record(invoicing), "invoicingInfo"),
    .nullable(.list(.record(AttachmentSchema.attachment)), "attachments"),
    .nullable(.list(.record(contact)), "contactPersons"),
    .nullable(.record(more), "additionalInfo"),
    .required(.record(payment), "paymentInfo"),
    .nullable(.record(registry), "registryInfo"),
    .nullable(.moment, "version"),
  ])

  static let invoicing = Record([
    .nullable(.text, "customerNumber", "identifier", "identifierType", "ovt", "contactPerson", "orderReference"),
    .nullable(.text, "sellerReferenceIdentifier", "buyerReferenceIdentifier", "orderNumber", "agreementNumber"),
    .nullable(.text, "accountingCode", "deliverySite", "tenderReference", "einvoiceAddress", "einvoiceOperator"),
    .nullable(.text(.email), "email"),
    .nullable(.channel, "invoiceChannel"),
    .nullable(.language, "language"),
    .nullable(.list(.text(.email)), "bccAddresses"),
    .nullable(.flag, "denyEinvoiceReminders"),
  ])

  private static let contact = Record([
    .nullable(.int32, "id"),
    .nullable(.text(upTo: 80), "name"),
    .nullable(.text(max: 80, .email), "email"),
    .nullable(.text(upTo: 40), "phone"),
  ])

  private static let more = Record([
    .nullable(.text(upTo: 500), "defaultAdditionalInformation"),
    .nullable(.text, "defaultReference"),
    .nullable(.text(upTo: 80), "group", "auxiliaryCompanyName", "formerCompanyName", "sector"),
    .nullable(.choice([""] + parentTypes), "parentCompanyIdType"),
    .nullable(.text(upTo: 20), "parentCompanyId", "withholdingRegisterMarking"),
    .nullable(.text(upTo: 100), "webAddress", "comments1", "comments2"),
    .nullable(.text(upTo: 40), "invoicePeriod"),
    .nullable(.word("CLEARING INVOICE_LEDGER"), "invoiceLedger"),
  ])

  private static let payment = Record([
    .nullable(.int32, "factoringContractId"),
    .required(.word(PaymentSchema.methods + " DIRECT_DEBIT"), "paymentMethod"),
    .nullable(
      .text,
      "bankAccount",
      "paymentTermDays",
      "deliveryMethod",
      "clearingCode",
      "bic",
      "customerAccountNumber"
    ),
    .nullable(.number, "paymentTermPercentage", "penalInterestRate", "discountPercentage"),
    .nullable(.record(PaymentSchema.cashDiscount), "cashDiscount"),
    .nullable(.money, "currency"),
  ])

  private static let registry = Record([
    .nullable(.flag, "active"),
    .nullable(.text(upTo: 40), "phone", "mobilePhone", "fax", "homeMunicipality"),
    .nullable(.text(upTo: 80), "section"),
    .nullable(.text, "reportGroup"),
    .nullable(.int32, "reportGroupId"),
    .nullable(.list(.record(group)), "partnerGroups"),
  ])

  private static let group = Record([
    .nullable(.int32, "id"),
    .required(.text(upTo: 80), "name"),
    .required(.partnerType, "type"),
    .nullable(.flag, "active"),
  ])

  private static let parentTypes: [String] =
    "HETU YHD PN NO AT BE BG CY HR CZ DK EE FI FR DE GB EL HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
    .split(separator: " ").map(String.init)
}
