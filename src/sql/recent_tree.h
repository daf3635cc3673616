#pragma once

// Internal to sql/: the trees of the texts that were read last. A view's query is resolved, written
// out, qualified and renamed in one go, each time from a text to a text: without this, every step
// would parse what the step before it has just written.

#include <memory>
#include <string>

#include "sql/tree.h"

namespace migcheck::sql {

// The tree of a text: one that this thread kept, else parsed. Only one has it at a time, who may
// change it, and says so. It is kept for the next when this goes out of scope.
class RecentTree {
 public:
  explicit RecentTree(std::string text);
  ~RecentTree();
  RecentTree(const RecentTree&) = delete;
  RecentTree& operator=(const RecentTree&) = delete;

  Tree& operator*() { return *kept_.tree; }
  Tree* operator->() { return kept_.tree.get(); }

  const std::string& text() const { return kept_.text; }

  // Whether the text is what the deparser makes of this tree.
  bool is_deparsed() const { return kept_.deparsed; }

  // The tree was changed, and this is what the deparser makes of it.
  void set_text(std::string deparsed);

  // The tree was changed, and nobody has the text of it.
  void forget() { kept_.tree.reset(); }

 private:
  struct Kept {
    std::string text;
    std::unique_ptr<Tree> tree;
    bool deparsed = false;
  };
  // The ring of those kept, and the place for the next.
  struct Recent;
  static Recent& recent();

  Kept kept_;
};

}  // namespace migcheck::sql
