#pragma once

#include <list>
#include <string>
#include <utility>

#include "dialect/alembic/python/evaluator.h"

namespace migcheck::python {

// While it lives, what is evaluated stands under a condition that is not known: what it does is
// conditional, and a container from outside that it changes is not known any more.
class Region {
 public:
  Region(Evaluator& evaluator, const Condition& condition);
  ~Region();
  Region(const Region&) = delete;
  Region& operator=(const Region&) = delete;

 private:
  Evaluator& evaluator_;
  std::uint32_t outer_;
  std::string outer_reason_;
};

// Several of them, ended in the reverse order however the block is left.
class Regions {
 public:
  Regions() = default;
  ~Regions() { end(); }
  Regions(const Regions&) = delete;
  Regions& operator=(const Regions&) = delete;

  void begin(Evaluator& evaluator, const Condition& condition) {
    open_.emplace_back(evaluator, condition);
  }
  void end() {
    while (!open_.empty()) open_.pop_back();
  }

 private:
  std::list<Region> open_;
};

// Counts something while it lives.
class Counted {
 public:
  explicit Counted(int& count) : count_(count) { ++count_; }
  ~Counted() { --count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 private:
  int& count_;
};

// What follows a `return` under an unknown condition: conditional too, but what it changes is
// changed for all that comes after it.
class Rest {
 public:
  Rest(Host& host, Span span, const std::string& reason) : host_(host) {
    host_.begin_conditional(span, reason);
  }
  ~Rest() { host_.end_conditional(); }
  Rest(const Rest&) = delete;
  Rest& operator=(const Rest&) = delete;

 private:
  Host& host_;
};

}  // namespace migcheck::python
