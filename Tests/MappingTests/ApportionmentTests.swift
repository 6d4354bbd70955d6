import Core
import Foundation
import Testing

@testable import Mapping

@Suite("Apportionment")
struct ApportionmentTests {
  private func amounts(_ parts: [(String, String)], _ total: String, unit: String = "0.01") throws -> [String]? {
    let parts = try parts.map {
      Apportionment.Part(try #require(Decimal(exactly: $0.0)), exact: try #require(Decimal(exactly: $0.1)))
    }
    let total = try #require(Decimal(exactly: total))
    let unit = try #require(Decimal(exactly: unit))
    return Apportionment.amounts(parts, total: total, unit: unit)?.map(\.shortest)
  }

  @Test("parts that add up stay as they are")
  func fits() throws {
    #expect(try amounts([("1.23", "1.2345"), ("2.00", "2")], "3.23") == ["1.23", "2"])
    #expect(try amounts([], "0") == [])
  }

  @Test("what is missing goes to the parts that lost most by rounding, a unit each")
  func missing() throws {
    let parts = [("0.33", "0.3333"), ("0.33", "0.3349"), ("0.33", "0.3348")]
    #expect(try amounts(parts, "1.01") == ["0.33", "0.34", "0.34"])
  }

  @Test("what is too much comes off the parts that gained most, the first of equals first")
  func tooMuch() throws {
    let parts = [("0.17", "0.165"), ("0.17", "0.165"), ("0.16", "0.16")]
    #expect(try amounts(parts, "0.49") == ["0.16", "0.17", "0.16"])
  }

  @Test("currencies without decimals, with three, and rounded to five hundredths")
  func units() throws {
    #expect(try amounts([("33", "33.4"), ("33", "33.3")], "67", unit: "1") == ["34", "33"])
    #expect(try amounts([("0.001", "0.0014"), ("0.001", "0.0013")], "0.003", unit: "0.001") == ["0.002", "0.001"])
    #expect(try amounts([("1.05", "1.06"), ("1.05", "1.07")], "2.15", unit: "0.05") == ["1.05", "1.1"])
  }

  @Test("more than a unit for each part is no rounding: refused, not guessed")
  func refused() throws {
    #expect(try amounts([("0.33", "0.3333"), ("0.33", "0.3333")], "0.69") == nil)
    #expect(try amounts([("0.33", "0.33")], "0.335") == nil, "no whole unit")
    #expect(try amounts([("0", "0"), ("1", "1")], "1.02") == nil, "nothing is put on a part of nothing")
    #expect(try amounts([("0", "0.004")], "-0.01") == nil, "no part becomes negative")
  }
}
