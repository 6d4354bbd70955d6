import Foundation

/// What may stand in payment terms, bank accounts and a payment entered by hand.
///
/// Source: Procountor API 26.04, schemas `PaymentInfo`, `BankAccount`, `CashDiscount`, `MarkInvoiceAsPaid`.
enum PaymentSchema {
  static let methods =
    "BANK_TRANSFER DIRECT_PAYMENT CLEARING CREDIT_CARD_CHARGE FOREIGN_PAYMENT OTHER CASH "
    + "DOMESTIC_PAYMENT_PLUSGIRO DOMESTIC_PAYMENT_BANKGIRO DOMESTIC_PAYMENT_CREDITOR DKLMPKRE NETS"

  static let info = Record([
    .required(.word(methods), "paymentMethod"),
    .required(.money, "currency"),
    .nullable(.record(bankAccount), "bankAccount"),
    .required(.date, "dueDate"),
    .nullable(.date, "newDueDate"),
    .required(.number(from: 0, to: 1_000_000), "currencyRate"),
    .nullable(.number, "paymentTermPercentage"),
    .nullable(.record(cashDiscount), "cashDiscount"),
    .nullable(.text, "bankReferenceCode"),
    .nullable(.word("RF FI OCR KID GIK01 GIK04 GIK15 FIK71 FIK73 FIK75"), "bankReferenceCodeType"),
    .nullable(.text(upTo: 50), "clearingCode"),
  ])

  static let bankAccount = Record([.nullable(.text, "accountNumber", "bic")])

  static let cashDiscount = Record([
    .nullable(.list(.record(option)), "optionList"),
    .nullable(.word("FROM_END_OF_MONTH FROM_INV_DATE"), "cashDiscountsTermType"),
  ])

  private static let option = Record([
    .nullable(.whole(0...999), "numberOfDays"),
    .nullable(.number(to: Decimal(9999) / 100), "discountPercentage"),
  ])

  static let markPaid = Record([
    .required(.date, "paymentDate"),
    .required(.number, "amount"),
    .required(.money, "currency"),
    .nullable(.text(upTo: 140), "description"),
    .nullable(
      .word(
        "ADJUSTMENT BANK_STATEMENT CASH CHARGE_CARD CORRECTION CREDIT_LOSS CREDIT_NOTE EXTERNAL_BANK_TRANSFER SET_OFF"
      ),
      "paymentMethodType"
    ),
  ])

  /// The types of payment events.
  static let eventTypes =
    "ADJUSTMENT BANKSTATEMENT BANKSTATEMENT_TO_INVOICE BANKSTATEMENT_TO_JOURNAL BANKTRANSFERELSEWHERE CASH CASHDISCOUNT "
    + "CHARGECARD COMPENSATIONINVOICE CORRECTION CREDITLOSS ELSEWHERE INVOICE_TO_INVOICE INVOICE_TO_JOURNAL "
    + "JOURNAL_TO_INVOICE JOURNAL_TO_JOURNAL NETS_DK_INVOICE OTHERPAYMENTMETHOD REFERENCEPAYMENT "
    + "REFERENCEPAYMENT_TO_INVOICE REFERENCEPAYMENT_TO_JOURNAL SETOFF TRANSACTION_FOCUSED"
}
