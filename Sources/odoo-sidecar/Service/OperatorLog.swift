import Core
import Engine
import Foundation
import Logging

/// What the administrator reads: lines of text or of JSON on standard error.
enum OperatorLog {
  static func logger(_ configuration: ServiceConfiguration) throws(Failure) -> Logger {
    guard let level = Logger.Level(rawValue: configuration["log_level"]) else {
      throw Failure(.configuration, "config.value", "log_level must be debug, info, warning or error.")
    }
    let format = configuration["log_format"]
    guard ["text", "json"].contains(format) else {
      throw Failure(.configuration, "config.value", "log_format must be text or json.")
    }
    var logger = Logger(label: "odoo-sidecar") { label in
      if format == "json" { return JSONLogHandler() }
      return StreamLogHandler.standardError(label: label)
    }
    logger.logLevel = level
    return logger
  }

  static func write(_ logger: Logger, _ level: ReportLevel, _ message: String, _ facts: [String: String]) {
    let metadata = facts.mapValues { Logger.MetadataValue.string($0) }
    switch level {
    case .info: logger.info("\(message)", metadata: metadata)
    case .warning: logger.warning("\(message)", metadata: metadata)
    case .error: logger.error("\(message)", metadata: metadata)
    }
  }
}

/// One JSON object a line, for collectors.
private struct JSONLogHandler: LogHandler {
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let facts = metadata.merging(event.metadata ?? [:]) { $1 }
    let line = JSON.record(
      [
        ("at", .string(Timestamp(.now).text)), ("level", .string(event.level.rawValue)),
        ("message", .string("\(event.message)")),
      ] + facts.sorted { $0.key < $1.key }.map { ($0.key, JSON.string("\($0.value)")) }
    )
    FileHandle.standardError.write(Data(line.bytes + [UInt8(ascii: "\n")]))
  }
}
