#pragma once

#include <string>

namespace migcheck {

// Appends to the file that GITHUB_STEP_SUMMARY names. Returns why it could not; empty: it could.
// More than a mebibyte of one step is not written: GitHub would show nothing at all.
std::string append_step_summary(const std::string& text);

}  // namespace migcheck
