// Leaks of libraries, not ours. libgit2 1.5 leaks in its searches with a regular expression, of
// which it makes some when a repository has extensions.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpcre2\n"; }
