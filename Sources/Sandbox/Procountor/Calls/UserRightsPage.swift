import Core

/// `GET /users/rights`: what the user of the API key may do.
enum UserRightsPage {
  /// By part of Procountor: rights with a level, then marks that narrow them.
  private static let parts: KeyValuePairs<String, (levels: String, marks: String)> = [
    "management": (
      "basicCompanyInfo basicAccountingInfo chartOfAccountsAndDefaultReports usersAndUserRights "
        + "companyUserManagement setUpACompany importData notifications incomesRegisterCertificate "
        + "groupLetter auditLog",
      ""
    ),
    "user": ("editPersonalInfo", "limitedDimensions blockSoloLoginToProcountor"),
    "sales": (
      "salesOrGroupInvoices salesInvoiceSearch customerRegister productRegister",
      "personalSalesInvoicesOnly"
    ),
    "purchases": (
      "purchaseInvoices purchaseInvoiceSearch supplierRegister productRegister fixedAssetsRegister",
      "personalPurchaseInvoicesOnly"
    ),
    "travelAndExpenses": (
      "travelAndExpenseInvoices travelAndExpenseInvoiceSearch",
      "personalTravelAndExpenseInvoiceOnly"
    ),
    "invoiceCirculation": ("verification approval", "personalApprovalsOrVerificationsOnly"),
    "salaries": ("payroll personRegister workingTimeTracking", "personalSalariesOnly personalWorkHourTrackingOnly"),
    "payments": (
      "payment salaryPayments markAsPaid markSalaryAsPaid directBankTransfer "
        + "bankStatementAndReferencePayment paymentAllocation",
      ""
    ),
    "accounting": (
      "journalReceipts journalReceiptSearch closingOfAccountTools accountingReports archive",
      "personalJournalReceiptsOnly preventCreatingEditingInvoices preventEditingAccountingPage"
    ),
  ]

  static func json(_ company: ProcountorCompany) -> JSON {
    let rights = parts.map { part, names in
      let levels = words(names.levels).map { ($0, JSON.string(company.right("\(part).\($0)"))) }
      let marks = words(names.marks).map { ($0, JSON.bool(false)) }
      return (part, JSON.record((levels + marks).map { ($0.0, $0.1) }))
    }
    return ["role": company["role"], "rights": .record(rights.map { ($0.0, $0.1) })]
  }

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
