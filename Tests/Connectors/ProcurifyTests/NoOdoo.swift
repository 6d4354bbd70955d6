import TestKit

/// An Odoo that nobody should need.
enum NoOdoo {
  static var gateway: FakeOdoo { FakeOdoo() }
}
