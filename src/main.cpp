#include "cli/cli.h"

#ifdef __SANITIZE_ADDRESS__
// Leaks of libraries, not ours: see tests/support/leaks.cpp.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpcre2\n"; }
#endif

int main(int argc, char** argv) { return migcheck::run(argc, argv); }
