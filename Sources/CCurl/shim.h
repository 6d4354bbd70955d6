/* Swift cannot call variadic functions: one wrapper for each type of argument, nothing else. */
#include <curl/curl.h>

static inline CURLcode sidecar_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode sidecar_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode sidecar_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode sidecar_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}

typedef size_t (*sidecar_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode sidecar_set_data_callback(CURL *easy, CURLoption option, sidecar_data_callback callback) {
  return curl_easy_setopt(easy, option, callback);
}

static inline CURLcode sidecar_set_prerequest_callback(CURL *easy, curl_prereq_callback callback) {
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

/* The bit masks are deprecated since 7.85 in favour of names; older libraries know only the masks. */
static inline CURLcode sidecar_allow_http_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/* Before 7.87 a handle that is removed while its name is looked up waits for the resolver. */
static inline CURLcode sidecar_leave_resolver_behind(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)easy;
  return CURLE_OK;
#endif
}

static inline CURLcode sidecar_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode sidecar_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode sidecar_global_init(void) {
  return curl_global_init(CURL_GLOBAL_DEFAULT);
}
