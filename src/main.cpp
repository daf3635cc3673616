#include "cli/cli.h"

int main(int argc, char** argv) { return migcheck::run(argc, argv); }
