package import HTTP

extension DialectName {
  /// The dialect itself, for one account.
  package func dialect(_ account: OdooAccount, http: any HTTPTransport) -> any OdooDialect {
    switch self {
    case .json2: JSON2Dialect(account, http: http)
    case .jsonrpc: JSONRPCDialect(account, http: http)
    case .xmlrpc: XMLRPCDialect(account, http: http)
    }
  }
}
