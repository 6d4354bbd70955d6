import CCurl
import Foundation

/// libcurl's engine for many transfers on one thread; made, used and freed on that thread.
struct MultiHandle: ~Copyable {
  /// A transfer that libcurl is through with.
  struct Done {
    let easy: UnsafeMutableRawPointer
    let code: CURLcode
  }

  private static let library = sidecar_global_init()

  private let handle: UnsafeMutableRawPointer

  init() {
    guard Self.library == CURLE_OK, let handle = curl_multi_init() else {
      preconditionFailure("libcurl finds no memory or no file descriptor to start with")
    }
    self.handle = handle
    Self.blockBrokenPipeSignal()
  }

  /// A partner that hangs up while we write must be an error of that write. libcurl leaves signals alone when asked to
  /// use none, and OpenSSL writes without `MSG_NOSIGNAL` under older versions.
  private static func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  func add(_ easy: UnsafeMutableRawPointer) -> Bool {
    curl_multi_add_handle(handle, easy) == CURLM_OK
  }

  /// To be called before the easy handle is freed.
  func remove(_ easy: UnsafeMutableRawPointer) {
    curl_multi_remove_handle(handle, easy)
  }

  /// Reads and writes what can be without waiting; false where libcurl itself is broken.
  func perform() -> Bool {
    var running: Int32 = 0
    return curl_multi_perform(handle, &running) == CURLM_OK
  }

  /// Waits until a transfer can go on, the bell's descriptor is readable or the time is over.
  ///
  /// The bell is a pipe instead of `curl_multi_wakeup`, because that one needs this handle on every thread that wakes.
  func wait(bell: Int32, milliseconds: Int32) -> Bool {
    var bell = curl_waitfd(fd: bell, events: Int16(CURL_WAIT_POLLIN), revents: 0)
    return curl_multi_poll(handle, &bell, 1, milliseconds, nil) == CURLM_OK
  }

  func nextDone() -> Done? {
    var left: Int32 = 0
    while let message = curl_multi_info_read(handle, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      return Done(easy: easy, code: message.pointee.data.result)
    }
    return nil
  }

  deinit { curl_multi_cleanup(handle) }
}
