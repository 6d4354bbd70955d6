import Core
import Foundation

extension InvoiceRules {
  private var payment: JSON { invoice["paymentInfo"] ?? .null }

  /// Due date, account, rate and reference of the payment.
  mutating func checkPayment() {
    checkDueDate()
    checkRate()
    if isSales { checkAccount() }
    checkReference()
    if (payment["cashDiscount"]?["optionList"]?.arrayValue?.count ?? 0) > 3 {
      refuse("paymentInfo.cashDiscount.optionList", "There may be three cash discounts at most.")
    }
  }

  private mutating func checkDueDate() {
    guard let date = invoice["date"]?.stringValue, let due = payment["dueDate"]?.stringValue,
      let days = ProcountorClock.days(from: date, to: due)
    else { return }
    if days < 0 {
      refuse("paymentInfo.dueDate", "DUE_DATE_BEFORE_BILL_DATE")
    } else if days > 999 {
      refuse("paymentInfo.dueDate", "The due date may be 999 days after the date at most.")
    }
  }

  private mutating func checkRate() {
    guard let rate = payment["currencyRate"]?.number else { return }
    if payment["currency"]?.stringValue == company.currency {
      if rate != 1 { refuse("paymentInfo.currencyRate", "The rate of the company's own currency is 1.") }
    } else if rate <= 0 {
      refuse("paymentInfo.currencyRate", "The rate must be greater than 0.")
    }
  }

  private mutating func checkAccount() {
    let account = invoice["paymentInfo"]?["bankAccount"]
    if account?["bic"]?.stringValue != nil { refuse("paymentInfo.bankAccount.bic", "A sales invoice has no BIC.") }
    let field = "paymentInfo.bankAccount.accountNumber"
    guard let iban = account?["accountNumber"]?.stringValue, !iban.isEmpty else {
      if payment["paymentMethod"] != "CASH" { refuse(field, "The account to pay to is missing.") }
      return
    }
    if !FinnishNumbers.isIBAN(iban) {
      refuse(field, "This is no IBAN.")
    } else if !company.ibans.contains(iban) {
      refuse(field, "The company has no such account.")
    }
  }

  /// A code needs its check digits and the type that goes with it; an empty one is made by Procountor.
  private mutating func checkReference() {
    let type = payment["bankReferenceCodeType"]?.stringValue
    if let type, !["FI", "RF"].contains(type) {
      return refuse("paymentInfo.bankReferenceCodeType", "This type is not for the company's country.")
    }
    guard let code = payment["bankReferenceCode"]?.stringValue, !code.isEmpty else { return }
    let isRF = type == "RF" || (type == nil && code.hasPrefix("RF"))
    let isRight = isRF ? ReferenceNumber.isInternational(code) : ReferenceNumber.isFinnish(code)
    if !isRight { refuse("paymentInfo.bankReferenceCode", "The reference number is not valid.") }
  }
}
