#include "sql/recent_tree.h"

#include <array>
#include <utility>

namespace migcheck::sql {

// Long texts are rare, and their trees are large.
struct RecentTree::Recent {
  static constexpr std::size_t longest_text = 16 * 1024;

  std::array<Kept, 32> ring;
  std::size_t next = 0;

  Kept take(const std::string& text) {
    for (Kept& kept : ring) {
      if (kept.tree && kept.text == text) return std::exchange(kept, {});
    }
    return {};
  }

  void keep(Kept kept) {
    ring[next] = std::move(kept);
    next = (next + 1) % ring.size();
  }
};

RecentTree::Recent& RecentTree::recent() {
  thread_local Recent recent;
  return recent;
}

RecentTree::RecentTree(std::string text) : kept_(recent().take(text)) {
  if (kept_.tree) return;
  kept_.tree = std::make_unique<Tree>(text);
  kept_.text = std::move(text);
}

RecentTree::~RecentTree() {
  if (!kept_.tree || kept_.tree->error() || kept_.text.size() > Recent::longest_text) return;
  recent().keep(std::move(kept_));
}

void RecentTree::set_text(std::string deparsed) {
  kept_.text = std::move(deparsed);
  kept_.deparsed = true;
}

}  // namespace migcheck::sql
