/// What lines of every document share. Source: Procuros API v2, schemas `Attachment` to `LineItemAttachment`.
extension ProcurosContract {
  static let itemIdentifier = Record([
    .optional(.text, "identifier"),
    .optional(.choice(["GS1", "BUYER", "SUPPLIER"]), "domain"),
  ]).obeying(itemIdentifierShape)

  static let batch = Record([
    .optional(.text, "batchIdentifier"),
    .optional(.date, "expirationDate"),
    .optional(.number, "quantity", "netWeight", "grossWeight"),
  ])

  static let unitOfMeasure = Shape.choice([
    "EA", "GRM", "HUR", "KGM", "LTR", "MLT", "MTK", "MTR", "PCK", "SET", "CS", "CA", "DAY", "WEE", "MON",
    "CT", "CQ", "CU", "BJ", "BO", "MTQ", "PF", "BG", "RO", "TNE", "BE", "CMT", "KMT", "PR", "TU",
  ])

  static let additionalOrderIdentifiers = Record([
    .optional(
      .text,
      "supplierOrderIdentifier",
      "shipToOrderIdentifier",
      "shipFromOrderIdentifier",
      "billToOrderIdentifier",
      "billFromOrderIdentifier",
      "finalRecipientOrderIdentifier",
      "technicalRecipientOrderIdentifier"
    )
  ])

  static let attachment = Record([
    .optional(.text, "fileName", "mimeType"),
    .optional(.text(.uri), "url"),
  ])

  static let lineItemAttachment = Record([
    .optional(.text, "fileName", "mimeType"),
    .optional(.text(.uri), "url"),
    .optional(lineItemAttachmentType, "type"),
  ])

  static let lineItemAttachmentType = Shape.choice([
    "DECLARATION_OF_CONFORMITY", "ENERGY_LABEL", "EU_DATASHEET", "SAFETY_DATASHEET", "TECHNICAL_DATASHEET",
    "PRODUCT_LABEL",
  ])

  static let certifications = Record([
    .optional(.text, "deBnn"),
    .optional(.record(eudr), "eudr"),
  ])

  static let eudr = Record([
    .optional(.text, "verificationNumber", "referenceNumber")
  ])

  static let certificationsRequired = Record([
    .nullable(.flag, "fairtrade", "supplierQa", "eudr")
  ])
}
