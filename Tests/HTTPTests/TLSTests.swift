import Core
import Testing

@testable import HTTP

@Suite(
  "HTTP: certificates",
  .timeLimit(.minutes(5)),
  .enabled(if: TLSServer.openSSL != nil, "needs the openssl command, which is not installed")
)
struct TLSTests {
  @Test("a certificate nobody vouches for is refused, and the order has not arrived")
  func unknown() async throws {
    let server = try TLSServer(for: "IP:127.0.0.1")
    let failure = await problem(HTTPClient(), .order("https://127.0.0.1:\(server.port)/"))
    #expect(failure?.code == "http.tls")
    #expect(failure?.kind == .transport)
    #expect(failure?.mayHaveArrived == false)
    #expect(failure?.detail?.contains("certificate") == true)
  }

  @Test("the certificate is accepted when the CA file holds it")
  func trusted() async throws {
    let server = try TLSServer(for: "IP:127.0.0.1")
    let response = try await HTTPClient(caFile: server.certificate).send(.read("https://127.0.0.1:\(server.port)/"))
    #expect(response.status == 200)
  }

  @Test("a trusted certificate for another host is refused")
  func otherHost() async throws {
    let server = try TLSServer(for: "DNS:other.example")
    let client = HTTPClient(caFile: server.certificate)
    let failure = await problem(client, .order("https://127.0.0.1:\(server.port)/"))
    #expect(failure?.code == "http.tls")
    #expect(failure?.mayHaveArrived == false)
  }

  @Test("a CA file that is not there is for the administrator to mend")
  func noFile() async throws {
    let server = try TLSServer(for: "IP:127.0.0.1")
    let client = HTTPClient(caFile: "/nowhere/ca.pem")
    let failure = await problem(client, .order("https://127.0.0.1:\(server.port)/"))
    #expect(failure?.code == "http.ca_file")
    #expect(failure?.kind == .configuration)
    #expect(failure?.mayHaveArrived == false)
  }
}
