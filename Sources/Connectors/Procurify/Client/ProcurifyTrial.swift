import Core
import Engine

/// *Test Connection*: name, TLS, sign-in and domain, the user behind the application, what it may read, and a sample.
///
/// Rights are looked at one by one, for a stream that may not be read does not keep the others from coming in; every
/// other step that fails is the last.
struct ProcurifyTrial {
  let client: ProcurifyClient

  func steps() async -> [TestStep] {
    let user: JSON
    do throws(Failure) {
      user = try await client.read("/api/v3/users/me/")["data"] ?? .null
    } catch {
      return [TestStep(Self.step(error), ok: false, code: error.code, message: error.message)]
    }
    let name = [user["email"], user["user"]?["email"]].lazy.compactMap { $0?.documentID }.first
    let host = client.address.base.split(separator: "/").last.map(String.init) ?? ""
    var steps = [Self.ok(.name, "\(host) answers.")]
    if client.address.base.hasPrefix("https:") { steps.append(Self.ok(.tls, "The connection to \(host) is secure.")) }
    steps.append(Self.ok(.signIn, "Procurify accepts the application\(name.map { " as \($0)" } ?? "")."))
    steps += await rights()
    if steps.allSatisfy(\.ok) { steps.append(await sample()) }
    return steps
  }

  // MARK: Rights

  private static let lists = [
    (
      "currencies, locations, departments and accounts",
      [
        "/api/v2/currencies/", "/api/v2/locations/",
        "/api/v3/departments/", "/api/v3/account-codes/", "/api/v3/accounts/",
      ]
    ),
    ("vendors", ["/api/v3/vendors/all/"]),
    ("items", ["/api/v3/catalog-items/", "/api/v3/order-items/"]),
    ("requisitions", ["/api/v2/global/orders/"]),
    ("purchase orders", ["/api/v2/purchase_orders/purchased/all/"]),
    ("bills", ["/api/v3/ap/bills/"]),
  ]

  private func rights() async -> [TestStep] {
    var steps: [TestStep] = []
    for (what, paths) in Self.lists {
      do throws(Failure) {
        for path in paths { _ = try await client.read(path + "?page_size=1") }
        steps.append(Self.ok(.rights, "The application may read \(what)."))
      } catch {
        let message = "\(what.prefix(1).uppercased())\(what.dropFirst()): \(error.message)"
        steps.append(TestStep(.rights, ok: false, code: error.code, message: message))
        guard error.code == "procurify.forbidden" || error.code == "procurify.not_found" else { break }
      }
    }
    return steps
  }

  /// The newest bill there is, read whole.
  private func sample() async -> TestStep {
    do throws(Failure) {
      let page = try await client.page(ListPlace("/api/v3/ap/bills/", size: 1))
      guard let row = page.rows.first, let key = row["uuid"]?.documentID else {
        return Self.ok(.sample, "There is no bill to read yet.")
      }
      let bill = try await client.detail("/api/v2/ap/bills/\(key)/")
      let number = (bill ?? row)["invoice_number"]?.documentID ?? key
      return Self.ok(.sample, "The bill \(number) was read.")
    } catch {
      return TestStep(.sample, ok: false, code: error.code, message: error.message)
    }
  }

  private static func ok(_ step: TestStep.Name, _ message: String) -> TestStep {
    TestStep(step, ok: true, code: "ok", message: message)
  }

  /// Which step of the test a failure belongs to.
  static func step(_ failure: Failure) -> TestStep.Name {
    switch failure.code {
    case "http.dns", "http.connect", "http.timeout_connect", "procurify.no_api": .name
    case "http.tls": .tls
    case "procurify.forbidden": .rights
    default: .signIn
    }
  }
}
