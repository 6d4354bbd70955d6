import Core
import Foundation
import Storage
import TestKit
import Testing

@Suite("SQLiteStore")
struct SQLiteStoreTests {
  @Test("keeps the contract on disk", arguments: StoreContract.all)
  func onDisk(_ promise: StoreContract) async throws {
    try await TemporaryStore.with { directory in
      let store = try await SQLiteStore.open(directory: directory, now: StoreSample.now)
      try await promise.check(store)
      await store.close()
    }
  }

  @Test("keeps the contract in memory", arguments: StoreContract.all)
  func inMemory(_ promise: StoreContract) async throws {
    let store = try await SQLiteStore.inMemory(now: StoreSample.now)
    try await promise.check(store)
    await store.close()
  }
}
