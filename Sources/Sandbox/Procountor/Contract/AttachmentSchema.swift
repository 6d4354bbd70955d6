/// What the part `meta` of an attachment may hold.
///
/// Source: Procountor API 26.04, schema `Attachment`.
enum AttachmentSchema {
  static let attachment = Record([
    .nullable(.int32, "id"),
    .required(.text, "name"),
    .required(.word(referenceTypes), "referenceType"),
    .required(.int32, "referenceId"),
    .nullable(.text, "mimeType"),
    .required(.flag, "sendWithInvoice"),
  ])

  private static let referenceTypes =
    "BANKSTATEMENTEVENT COST_RECEIPT CUSTOMER_BUSINESS_PARTNER_REGISTER EMPLOYEE_INFO ENVIRONMENT FINANCIAL_STATEMENT "
    + "INVOICE INVOICEDRAFT_ITEM LEDGERRECEIPT NETS_COLLECTION PERSON_BUSINESS_PARTNER_REGISTER "
    + "PURCHASE_PRODUCT_REGISTER REFERENCE_PAYMENT SALES_PRODUCT_REGISTER SUPPLIER_BUSINESS_PARTNER_REGISTER"
}
