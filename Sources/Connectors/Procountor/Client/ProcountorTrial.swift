import Core
import Engine

/// *Test Connection*: token, session, company, rights; the first step that fails is the last.
struct ProcountorTrial {
  let client: ProcountorClient

  func steps() async -> [TestStep] {
    var steps: [TestStep] = []
    do throws(Failure) {
      let session = try await client.read("/sessioninfo")
      let user = session["userName"]?.stringValue.map { " as \($0)" } ?? ""
      steps.append(TestStep(.signIn, ok: true, code: "ok", message: "Procountor accepts the API key\(user)."))
      let company = try await client.read("/company")
      steps.append(self.company(company))
      guard steps.allSatisfy(\.ok) else { return steps }
      steps.append(rights(try await client.read("/users/rights")))
    } catch {
      let step = steps.isEmpty ? Self.step(error) : steps.count == 1 ? .sample : .rights
      steps.append(TestStep(step, ok: false, code: error.code, message: error.message))
    }
    return steps
  }

  /// The company whose books the API key opens, and that it is ours.
  private func company(_ company: JSON) -> TestStep {
    let name = company["name"]?.stringValue ?? "a company without name"
    let code = company["businessIdentifier"]?["code"]?.stringValue ?? ""
    let shown = code.isEmpty ? name : "\(name) (\(code))"
    guard let ours = client.businessID, !code.isEmpty, !BusinessID.isSame(ours, code) else {
      return TestStep(.sample, ok: true, code: "ok", message: "These are the books of \(shown).")
    }
    return TestStep(
      .sample,
      ok: false,
      code: "procountor.other_company",
      message: "The API key belongs to \(shown), but the company in Odoo has the business ID \(ours)."
    )
  }

  /// What sending needs; a right that Procountor does not mention is not missed.
  private func rights(_ privileges: JSON) -> TestStep {
    let sales = privileges["rights"]?["sales"]
    let needed = [
      ("salesOrGroupInvoices", "sales invoices"), ("salesInvoiceSearch", "search of sales invoices"),
      ("customerRegister", "customer register"), ("productRegister", "product register"),
    ]
    let missing =
      needed.filter { key, _ in ["NO_ACCESS", "NOT_ENABLED"].contains(sales?[key]?.stringValue) }
      + needed.filter { key, _ in key == "salesOrGroupInvoices" && sales?[key] == "VIEWING_RIGHTS" }
    guard missing.isEmpty else {
      let names = missing.map(\.1).joined(separator: ", ")
      return TestStep(
        .rights,
        ok: false,
        code: "procountor.rights",
        message: "The API user has no right to: \(names). Give it these rights in Procountor."
      )
    }
    return TestStep(.rights, ok: true, code: "ok", message: "The API user may send invoices.")
  }

  /// Which step of the test a failure belongs to.
  private static func step(_ failure: Failure) -> TestStep.Name {
    switch failure.code {
    case "http.dns", "http.connect", "http.timeout_connect": .name
    case "http.tls": .tls
    case "procountor.forbidden": .rights
    default: .signIn
    }
  }
}
