import Core
import Engine
import Mapping
import Odoo
import TestKit
import Testing

@testable import ProcurifyConnector

@Suite("procurify.vendor.pull")
struct VendorTests {
  @Test("a vendor that Odoo does not have becomes a supplier with its contact, currency and terms")
  func new() async throws {
    let world = MasterDataWorld()
    let applied = try #require(await world.vendor().applied)
    let partner = try #require(world.odoo.records("res.partner").first { $0["id"]?.intValue == applied.record })
    let written = partner.adding([("display_name", .null)])
    #expect(written["name"] == "Northwind Tools")
    #expect(written["is_company"] == true && written["supplier_rank"] == 1)
    #expect(written["ref"] == "V-044" && written["street"] == "1 Dock Rd" && written["zip"] == "98101")
    #expect(written["country_id"]?.recordID == 233 && written["state_id"]?.recordID == 48)
    #expect(written["email"] == "ap@northwind.test" && written["comment"] == "<p>orders@northwind.test</p>")
    #expect(written["property_purchase_currency_id"]?.recordID == 2)
    #expect(written["property_supplier_payment_term_id"]?.recordID == 7)
    let contacts = written["child_ids"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
    #expect(contacts == ["J. Doe"])
    #expect(applied.warnings == [])
    let link = world.odoo.references(of: applied.record, "res.partner").first { $0.flow == "procurify.vendor" }
    #expect(link?.externalID == "44")
  }

  @Test("the same vendor again writes nothing")
  func again() async throws {
    let world = MasterDataWorld()
    await world.vendor()
    let before = [world.odoo.count("write"), world.odoo.count("create")]
    let applied = try #require(await world.vendor().applied)
    #expect(applied.recordName == "Northwind Tools")
    #expect([world.odoo.count("write"), world.odoo.count("create")] == before)
  }

  @Test("a partner is found by its link, then by its reference, then by its name among suppliers")
  func order() async throws {
    let world = MasterDataWorld()
    world.put(partner: 10, "Northwind tools")
    world.put(partner: 11, "NW", ["ref": "V-044", "supplier_rank": 0])
    world.put(partner: 12, "Linked")
    #expect(await world.vendor(["external_id": .null]).applied?.record == 10)
    let other = MasterDataWorld()
    other.put(partner: 10, "Northwind tools")
    other.put(partner: 11, "NW", ["ref": "V-044", "supplier_rank": 0])
    #expect(await other.vendor().applied?.record == 11)
    let raised = other.odoo.records("res.partner").first { $0["id"] == 11 }
    #expect(raised?["supplier_rank"] == 1)
    let linked = MasterDataWorld()
    linked.put(partner: 10, "Northwind tools")
    linked.put(partner: 12, "Linked")
    linked.link("procurify.vendor", "44", "res.partner", 12)
    #expect(await linked.vendor().applied?.record == 12)
  }

  @Test("a partner that was found keeps what it has; what is empty is filled")
  func filled() async throws {
    let world = MasterDataWorld()
    world.put(partner: 10, "NORTHWIND TOOLS", ["phone": "555-9999", "ref": "OWN"])
    #expect(await world.vendor(["external_id": .null]).applied?.record == 10)
    let partner = try #require(world.odoo.records("res.partner").first)
    #expect(partner["phone"] == "555-9999" && partner["name"] == "NORTHWIND TOOLS" && partner["ref"] == "OWN")
    #expect(partner["city"] == "Seattle")
  }

  @Test("two suppliers of one name hold the vendor until somebody links one of them")
  func ambiguous() async throws {
    let world = MasterDataWorld()
    world.put(partner: 10, "Northwind Tools")
    world.put(partner: 11, "northwind  tools")
    let held = await world.vendor()
    #expect(held.toldCodes == ["procurify.vendor_ambiguous"])
    let missing = try #require(held.failure?.issues.first?.missing)
    #expect(missing.kind == "procurify.vendor" && missing.externalID == "44" && missing.model == "res.partner")
    #expect(world.odoo.count("create") == 0)
    world.link("procurify.vendor", "44", "res.partner", 11)
    #expect(await world.vendor().applied?.record == 11)
  }

  @Test("a second vendor of the same name is not taken for the first one")
  func namesakes() async throws {
    let world = MasterDataWorld()
    await world.vendor()
    let second = await world.vendor(["id": 45, "external_id": .null])
    #expect(second.toldCodes == ["procurify.vendor_ambiguous"])
  }

  @Test("matching only, an unknown vendor is held")
  func matchOnly() async throws {
    var world = MasterDataWorld()
    world.settings["vendor_policy"] = "match_only"
    let held = await world.vendor()
    #expect(held.toldCodes == ["procurify.vendor_missing"])
    #expect(held.failure?.issues.first?.probe != nil)
    #expect(world.odoo.records("res.partner").isEmpty)
  }

  @Test("a vendor that was renamed renames its partner, unless somebody renamed that in Odoo")
  func renamed() async throws {
    let world = MasterDataWorld()
    let id = try #require(await world.vendor().applied?.record)
    await world.vendor(["name": "Northwind Group"])
    #expect(world.odoo.records("res.partner").first?["name"] == "Northwind Group")
    try await world.odoo.write("res.partner", ids: [id], values: ["name": "Northwind (preferred)"])
    world.odoo.commit()
    let kept = await world.vendor(["name": "Northwind Holding"])
    #expect(kept.toldCodes == ["procurify.kept"])
    #expect(world.odoo.records("res.partner").first?["name"] == "Northwind (preferred)")
    // Told once; and what Procurify did not change is no news.
    #expect(await world.vendor(["name": "Northwind Holding"]).toldCodes == [])
  }

  @Test("overwriting, what somebody changed in Odoo is set back")
  func overwritten() async throws {
    var world = MasterDataWorld()
    world.settings["overwrite"] = true
    let id = try #require(await world.vendor().applied?.record)
    try await world.odoo.write("res.partner", ids: [id], values: ["city": "Tacoma"])
    world.odoo.commit()
    await world.vendor()
    #expect(world.odoo.records("res.partner").first?["city"] == "Seattle")
  }

  @Test("a vendor that is no longer active is archived only where that is wanted, and never created")
  func inactive() async throws {
    var world = MasterDataWorld()
    #expect(await world.vendor(["active": false]).applied?.record == 0)
    await world.vendor()
    await world.vendor(["active": false])
    #expect(world.odoo.records("res.partner").first?["active"] != false)
    world.settings["archive_vendors"] = true
    await world.vendor(["active": false, "city": "Tacoma"])
    #expect(world.odoo.records("res.partner").first?["active"] == false)
  }

  @Test("words that name no country, currency or term of Odoo stop nothing")
  func unknown() async throws {
    let world = MasterDataWorld()
    let applied = try #require(
      await world.vendor(["country": "Atlantis", "currency": 9, "payment_term_ref": ["id": 2, "name": "Net 45"]])
        .applied
    )
    #expect(applied.warnings.map(\.code) == ["procurify.payment_term_unmapped"])
    let comment = world.odoo.records("res.partner").first?["comment"]?.stringValue
    #expect(comment?.contains("Atlantis") == true && comment?.contains("WA") == true)
  }

  @Test("a contact that somebody took away stays away")
  func contact() async throws {
    let world = MasterDataWorld()
    let id = try #require(await world.vendor().applied?.record)
    let partner = try #require(world.odoo.records("res.partner").first)
    world.odoo.put(partner.adding([("child_ids", [])]).adding([("id", .int(id))]), "res.partner")
    world.odoo.commit()
    await world.vendor(["city": "Tacoma"])
    #expect(world.odoo.records("res.partner").first?["child_ids"]?.arrayValue?.isEmpty == true)
  }

  @Test("what a partner that was found has like Procurify is followed from then on")
  func followed() async throws {
    let world = MasterDataWorld()
    world.put(partner: 10, "Northwind Tools", ["street": "1 Dock Rd", "phone": "555-9999"])
    await world.vendor(["external_id": .null])
    let moved = await world.vendor(["external_id": .null, "addressLineOne": "2 Quay St", "phoneOne": "555-0200"])
    #expect(moved.applied?.record == 10)
    let partner = try #require(world.odoo.records("res.partner").first)
    #expect(partner["street"] == "2 Quay St")
    // That was somebody's own number before.
    #expect(partner["phone"] == "555-9999")
  }

  @Test("words with signs that HTML has for itself are kept whole in the comment")
  func comment() async throws {
    let world = MasterDataWorld()
    await world.vendor(["email": ["ap@northwind.test"], "comments": "Ask <jane@northwind.test>\nDock & gate"])
    let comment = world.odoo.records("res.partner").first?["comment"]
    #expect(comment == "<p>Ask &lt;jane@northwind.test&gt;</p><p>Dock &amp; gate</p>")
  }
}
