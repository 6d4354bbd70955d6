/// A secret as it rests, and where: the vault authenticates the place along with it.
package struct SealedSecret: Sendable, Equatable {
  package let database: Int64
  /// Key of the connection; nil for what signs in to the Odoo of the database.
  package let connection: String?
  package let name: String
  package let sealed: [UInt8]
}
