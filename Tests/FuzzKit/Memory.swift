import Glibc

/// Memory of this process, as the kernel counts it.
package enum Memory {
  /// Bytes that are in RAM now (`VmRSS`); 0 where the kernel does not say.
  package static var resident: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let words = line.prefix { $0 != 0 }.split(separator: 0x20)
    guard words.count > 1, let pages = Int(String(decoding: words[1].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    else { return 0 }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
