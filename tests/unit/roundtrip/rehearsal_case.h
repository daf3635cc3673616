#pragma once

#include <memory>
#include <string>
#include <vector>

#include "roundtrip/roundtrip.h"

namespace migcheck::test {

// A revision that is made of SQL: "upgrade" and "downgrade" hold statements separated by a line
// "--". A statement's first characters may say more about it:
//   ?  its condition is not known      !reason  it is opaque      !!reason  Alembic refuses it
struct Spec {
  const char* upgrade = "";
  const char* downgrade = "";
  Script::State downgrade_state = Script::State::present;
};

struct RehearsalCase {
  const char* name;
  std::vector<Spec> base;
  std::vector<Spec> changed;
  std::string expected;  // a line per revision and problem, see verdict_of()
};

// Revisions r1, r2, … in a row, as a plan for rehearse().
class SpecHistory {
 public:
  void add(const Spec& spec, bool rehearsed);

  const std::vector<RoundtripStep>& steps() const { return steps_; }
  std::vector<std::unique_ptr<Revision>>& revisions() { return revisions_; }

 private:
  std::vector<std::unique_ptr<Revision>> revisions_;
  std::vector<RoundtripStep> steps_;
};

// "r2: failed" per revision, "r2 schema_not_restored: enum type public.mood is left behind" per
// problem, its further lines indented.
std::string verdict_of(const RoundtripOutcome& outcome);

// Rehearses the history of each, and compares.
void check(const std::vector<RehearsalCase>& cases);

}  // namespace migcheck::test
