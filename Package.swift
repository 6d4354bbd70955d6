// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6 with the strict switches of the house; a warning is an error.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
  name: "odoo-sidecar",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "odoo-sidecar", targets: ["odoo-sidecar"])],
  traits: [.trait(name: "KillPoints", description: "Places at which a test may kill the service; never in a release.")],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CCurl",
      path: "Sources/CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]
    ),
    .target(name: "Core", dependencies: [crypto], path: "Sources/Core", swiftSettings: strict),
    .target(
      name: "Engine",
      dependencies: ["Core", "HTTP", "Mapping", "Odoo", "Storage", crypto, logging],
      path: "Sources/Engine",
      swiftSettings: strict
    ),
    .target(name: "HTTP", dependencies: ["CCurl", "Core"], path: "Sources/HTTP", swiftSettings: strict),
    .target(
      name: "Host",
      dependencies: ["Core", "Engine", "HTTP", "JSONRPC", "Mapping", "Odoo", "Storage", logging, nioCore, nioPosix],
      path: "Sources/Host",
      swiftSettings: strict
    ),
    .target(
      name: "JSONRPC",
      dependencies: ["Core", nioCore, nioPosix],
      path: "Sources/JSONRPC",
      swiftSettings: strict
    ),
    .target(name: "Mapping", dependencies: ["Core"], path: "Sources/Mapping", swiftSettings: strict),
    .target(
      name: "Odoo",
      dependencies: ["Core", "HTTP", "JSONRPC", "Mapping"],
      path: "Sources/Odoo",
      swiftSettings: strict
    ),
    .target(
      name: "ProcountorConnector",
      dependencies: ["Core", "Engine", "HTTP", "Mapping", "Odoo", "Storage"],
      path: "Sources/Connectors/Procountor",
      swiftSettings: strict
    ),
    .target(
      name: "ProcurifyConnector",
      dependencies: ["Core", "Engine", "HTTP", "Mapping", "Odoo", "Storage"],
      path: "Sources/Connectors/Procurify",
      swiftSettings: strict
    ),
    .target(
      name: "ProcurosConnector",
      dependencies: ["Core", "Engine", "HTTP", "Mapping", "Odoo", "Storage"],
      path: "Sources/Connectors/Procuros",
      swiftSettings: strict
    ),
    .target(
      name: "Sandbox",
      dependencies: ["Core", "JSONRPC", hummingbird, logging, nioCore, nioPosix],
      path: "Sources/Sandbox",
      resources: [.embedInCode("Procountor/Library"), .embedInCode("Procuros/Library")],
      swiftSettings: strict
    ),
    .target(name: "Storage", dependencies: ["Core", grdb], path: "Sources/Store", swiftSettings: strict),
    .executableTarget(
      name: "odoo-sidecar",
      dependencies: [
        "Core", "Engine", "HTTP", "Host", "JSONRPC", "Mapping", "Odoo", "ProcountorConnector",
        "ProcurifyConnector", "ProcurosConnector", "Sandbox", "Storage",
        argumentParser, configuration, lifecycle, logging, nioCore, nioPosix, unixSignals,
      ],
      path: "Sources/odoo-sidecar",
      swiftSettings: strict
    ),

    .executableTarget(
      name: "odoo-sidecar-fuzz",
      dependencies: ["Core", "FuzzKit"],
      path: "Tests/Fuzz",
      swiftSettings: strict
    ),

    .target(
      name: "FuzzKit",
      dependencies: [
        "Core", "Engine", "HTTP", "Host", "JSONRPC", "Mapping", "ProcountorConnector", "ProcurosConnector", "Storage",
        "TestKit", nioCore, nioPosix,
      ],
      path: "Tests/FuzzKit",
      swiftSettings: strict
    ),
    .target(
      name: "TestKit",
      dependencies: ["Core", "Engine", "HTTP", "Mapping", "Odoo", "ProcurosConnector", "Storage"],
      path: "Tests/TestKit",
      swiftSettings: strict
    ),
    .testTarget(name: "CoreTests", dependencies: ["Core"], path: "Tests/CoreTests", swiftSettings: strict),
    .testTarget(
      name: "EngineTests",
      dependencies: ["Core", "Engine", "HTTP", "Mapping", "Odoo", "ProcurosConnector", "Storage", "TestKit", grdb],
      path: "Tests/EngineTests",
      swiftSettings: strict
    ),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["Core", "FuzzKit", "JSONRPC", "TestKit"],
      path: "Tests/FuzzTests",
      swiftSettings: strict
    ),
    .testTarget(name: "HTTPTests", dependencies: ["Core", "HTTP"], path: "Tests/HTTPTests", swiftSettings: strict),
    .testTarget(
      name: "HostTests",
      dependencies: ["Core", "Engine", "HTTP", "Host", "JSONRPC", "Odoo", "Storage", "TestKit", nioCore, nioPosix],
      path: "Tests/HostTests",
      swiftSettings: strict
    ),
    .testTarget(
      name: "JSONRPCTests",
      dependencies: ["Core", "JSONRPC", nioCore, nioEmbedded],
      path: "Tests/JSONRPCTests",
      swiftSettings: strict
    ),
    .testTarget(
      name: "MappingTests",
      dependencies: ["Core", "Mapping"],
      path: "Tests/MappingTests",
      swiftSettings: strict
    ),
    .testTarget(
      name: "OdooTests",
      dependencies: ["Core", "Engine", "HTTP", "JSONRPC", "Odoo", "Sandbox", "TestKit", nioPosix],
      path: "Tests/OdooTests",
      swiftSettings: strict
    ),
    .testTarget(
      name: "ProcountorTests",
      dependencies: ["Core", "Engine", "HTTP", "Mapping", "Odoo", "ProcountorConnector", "Storage", "TestKit"],
      path: "Tests/Connectors/ProcountorTests",
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ProcurifyTests",
      dependencies: [
        "Core", "Engine", "HTTP", "Mapping", "Odoo", "ProcurifyConnector", "Sandbox", "Storage", "TestKit",
      ],
      path: "Tests/Connectors/ProcurifyTests",
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ProcurosTests",
      dependencies: ["Core", "Engine", "HTTP", "Mapping", "Odoo", "ProcurosConnector", "Storage", "TestKit"],
      path: "Tests/Connectors/ProcurosTests",
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SandboxTests",
      dependencies: ["Core", "JSONRPC", "Sandbox"],
      path: "Tests/SandboxTests",
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "StorageTests",
      dependencies: ["Core", "Storage", "TestKit", grdb],
      path: "Tests/StoreTests",
      swiftSettings: strict
    ),
  ]
)
