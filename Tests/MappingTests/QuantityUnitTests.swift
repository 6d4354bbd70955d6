import Core
import Foundation
import Mapping
import Testing

@Suite("Units of measure: quantities taken from one to another")
struct QuantityUnitTests {
  private static func unit(_ id: Int, size: String, family: JSON = 1, rounding: String = "0.01") -> JSON {
    [
      "id": .int(id), "factor": "0", "factor_inv": .string(size), "rounding": .string(rounding), "category_id": family,
    ]
  }

  @Test("a dozen is 12 pieces, and 18 pieces are one and a half dozen")
  func dozen() throws {
    let piece = try #require(QuantityUnit(Self.unit(1, size: "1")))
    let dozen = try #require(QuantityUnit(Self.unit(2, size: "12")))
    #expect(dozen.convert(2, to: piece) == 24)
    #expect(piece.convert(18, to: dozen) == 1.5)
  }

  @Test("Odoo 19 calls the size what older ones call its reverse, and has no categories")
  func series() throws {
    let dozen: JSON = ["id": 2, "factor": "12", "factor_inv": .null, "rounding": "0.01", "category_id": .null]
    let piece: JSON = ["id": 1, "factor": "1", "factor_inv": .null, "rounding": "0.01", "category_id": .null]
    let converted = try #require(QuantityUnit(piece)).convert(6, to: try #require(QuantityUnit(dozen)))
    #expect(converted == 0.5)
  }

  @Test("units of different categories are not taken for each other, and a unit without size is none")
  func families() throws {
    let piece = try #require(QuantityUnit(Self.unit(1, size: "1")))
    let kilogram = try #require(QuantityUnit(Self.unit(5, size: "1", family: ["id": 2, "display_name": "Weight"])))
    #expect(piece.convert(3, to: kilogram) == nil)
    #expect(piece.convert(3, to: piece) == 3)
    #expect(QuantityUnit(Self.unit(1, size: "0")) == nil)
    #expect(QuantityUnit(["id": 1]) == nil)
    #expect(QuantityUnit(.null) == nil)
  }

  @Test(
    "quantities are rounded to the unit's step, a half away from zero",
    arguments: [("0.01", "1.665", "1.67"), ("1", "2.5", "3"), ("0.25", "1.4", "1.5"), ("0", "1.66666", "1.66666")]
  )
  func rounding(_ step: String, _ quantity: String, _ expected: String) throws {
    let unit = try #require(QuantityUnit(Self.unit(1, size: "1", rounding: step)))
    let exact = try #require(Decimal(exactly: quantity))
    #expect(unit.rounded(exact).shortest == expected)
  }

  @Test("a third that Odoo keeps as 0.3333333333333333 is a whole after rounding")
  func third() throws {
    let whole = try #require(QuantityUnit(Self.unit(1, size: "1")))
    let third = try #require(QuantityUnit(Self.unit(2, size: "0.3333333333333333")))
    let exact = try #require(third.convert(3, to: whole))
    #expect(whole.rounded(exact) == 1)
  }

  @Test("what no shop counts is no quantity, so that sums keep all their digits")
  func beyond() throws {
    #expect(QuantityUnit.quantity("12.5") == 12.5)
    #expect(QuantityUnit.quantity("1e60") == nil)
    #expect(QuantityUnit.quantity("many") == nil)
    #expect(QuantityUnit(Self.unit(1, size: "1e30")) == nil)
    let gross = try #require(QuantityUnit(Self.unit(1, size: "1000000000")))
    let tiny = try #require(QuantityUnit(Self.unit(2, size: "0.000000001")))
    #expect(gross.convert(5, to: tiny) == nil)
  }
}
