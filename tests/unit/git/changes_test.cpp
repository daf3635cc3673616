#include <doctest/doctest.h>

#include "git/renames.h"
#include "git/repository.h"
#include "support/memory_tree.h"
#include "support/temp_repository.h"
#include "support/trees.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

// A tree that counts what is read from it.
class CountingTree : public FileTree {
 public:
  explicit CountingTree(std::unique_ptr<FileTree> tree) : tree_(std::move(tree)) {}
  std::vector<FileEntry> list(std::string_view folder) const override {
    return tree_->list(folder);
  }
  std::optional<std::string> read(std::string_view path) const override {
    ++reads;
    return tree_->read(path);
  }
  mutable int reads = 0;

 private:
  std::unique_ptr<FileTree> tree_;
};

std::string numbered(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += "op.execute('statement " + std::to_string(i) + "')\n";
  return text;
}

// A short migration as Alembic's template makes it.
std::string migration(const std::string& id, const std::string& body) {
  return "\"\"\"" + id + " of the table\n\nRevision ID: " + id +
         "\nRevises:\nCreate Date: 2024-01-01 00:00:00\n\n\"\"\"\nfrom alembic import op\n"
         "import sqlalchemy as sa\n\n\n# revision identifiers, used by Alembic.\nrevision = '" +
         id +
         "'\ndown_revision = None\nbranch_labels = None\ndepends_on = None\n\n\n"
         "def upgrade():\n    " +
         body + "\n\n\ndef downgrade():\n    pass\n";
}

}  // namespace

TEST_CASE("changes below a folder, ordered by path") {
  const MemoryTree from({{"v/1", "1\n"}, {"v/2", "2\n"}, {"v/4", "4\n"}, {"w", "1\n"}});
  const MemoryTree to({{"v/1", "1\n"}, {"v/2", "two\n"}, {"v/3", "3\n"}, {"w", "2\n"}});
  CHECK(text_of(changes(from, to, "v")) == "M v/2\nA v/3\nD v/4\n");
  CHECK(text_of(changes(from, to, "")) == "M v/2\nA v/3\nD v/4\nM w\n");
  CHECK(text_of(changes(to, from, "v")) == "M v/2\nD v/3\nA v/4\n");
  CHECK(changes(from, from, "").empty());
  CHECK(changes(from, to, "nowhere").empty());
}

TEST_CASE("a change of kind is a change; submodules are no files") {
  MemoryTree from({{"a", "x"}, {"b", ""}});
  MemoryTree to;
  to.add_symlink("a", "x");
  to.write("b", "");
  from.add_submodule("vendor");
  CHECK(text_of(changes(from, to, "")) == "M a\n");
  to.write("vendor", "now a file");
  CHECK(text_of(changes(from, to, "")) == "M a\nA vendor\n");
}

TEST_CASE("a renamed file is one change") {
  struct Row {
    std::string what;
    MemoryTree from, to;
    std::string expected;
  };
  const std::string text = numbered(0, 10);
  const Row rows[] = {
      {"the same content", MemoryTree({{"a", text}}), MemoryTree({{"b", text}}), "R a -> b\n"},
      {"nearly the same", MemoryTree({{"a", text}}), MemoryTree({{"b", numbered(2, 11)}}),
       "R a -> b\n"},
      {"half of it", MemoryTree({{"a", text}}), MemoryTree({{"b", numbered(0, 5)}}), "R a -> b\n"},
      {"less than half", MemoryTree({{"a", text}}), MemoryTree({{"b", numbered(6, 16)}}),
       "D a\nA b\n"},
      {"empty files", MemoryTree({{"a/__init__.py", ""}}), MemoryTree({{"b/__init__.py", ""}}),
       "D a/__init__.py\nA b/__init__.py\n"},
      {"each once", MemoryTree({{"a", text}}), MemoryTree({{"b", text}, {"c", text}}),
       "R a -> b\nA c\n"},
      {"the same name first", MemoryTree({{"x/a", text}}), MemoryTree({{"b", text}, {"y/a", text}}),
       "A b\nR x/a -> y/a\n"},
      {"equal before similar", MemoryTree({{"a", numbered(0, 9)}, {"b", text}}),
       MemoryTree({{"c", text}}), "D a\nR b -> c\n"},
      {"the most similar first", MemoryTree({{"a", numbered(3, 10)}, {"b", numbered(1, 10)}}),
       MemoryTree({{"c", text}}), "D a\nR b -> c\n"},
      {"a copy is none", MemoryTree({{"a", text}}), MemoryTree({{"a", text}, {"b", text}}),
       "A b\n"},
      {"the template's lines alone are no resemblance",
       MemoryTree({{"1.py", migration("a1b2", numbered(0, 9))}}),
       MemoryTree({{"2.py", migration("c3d4", numbered(20, 30))}}), "D 1.py\nA 2.py\n"},
      {"a migration with another id", MemoryTree({{"1.py", migration("a1b2", numbered(0, 4))}}),
       MemoryTree({{"2.py", migration("c3d4", numbered(0, 4))}}), "R 1.py -> 2.py\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(text_of(changes(row.from, row.to, "")) == row.expected);
  }
}

TEST_CASE("many and large files bound the search for renames, exact ones are always found") {
  MemoryTree from, to;
  for (int i = 0; i < 700; ++i) {
    from.write("old/" + std::to_string(i), numbered(i, i + 40));
    to.write("new/" + std::to_string(i), numbered(i, i + 40) + (i % 2 == 0 ? "" : "more\n"));
  }
  const std::string text = text_of(changes(from, to, ""));
  CHECK(text.find("R old/8 -> new/8\n") != std::string::npos);
  CHECK(text.find("A new/9\n") != std::string::npos);
}

TEST_CASE("similarity is the share of common lines") {
  CHECK(similarity("a\nb\n", "a\nb\n") == doctest::Approx(1.0));
  CHECK(similarity("b\na\n", "a\nb\n") == doctest::Approx(1.0));
  CHECK(similarity("a\nb\n", "a\nc\n") == doctest::Approx(0.5));
  CHECK(similarity("a\na\n", "a\n") == doctest::Approx(0.5));
  CHECK(similarity("a\n\n\n", "a\n") == doctest::Approx(1.0));
  CHECK(similarity("", "") == doctest::Approx(0.0));
  CHECK(similarity("\n", "a") == doctest::Approx(0.0));
}

TEST_CASE("between commits, the index and the work tree only what differs is read") {
  const TempRepository project;
  for (int i = 0; i < 20; ++i) project.write("v/" + std::to_string(i), numbered(i, i + 3));
  const std::string first = project.commit("One");
  project.write("v/3", "changed\n");
  project.remove("v/5");
  project.write("v/new", "new\n");
  const std::string second = project.commit("Two");
  project.git({"update-index", "--refresh"});
  const Repository repository = Repository::open(project.path());

  const CountingTree from(repository.tree(first)), to(repository.tree(second));
  CHECK(text_of(changes(from, to, "v")) == "M v/3\nD v/5\nA v/new\n");
  CHECK(from.reads == 1);
  CHECK(to.reads == 1);

  const CountingTree index(repository.index()), work_tree(repository.work_tree());
  CHECK(changes(to, index, "").empty());
  CHECK(index.reads == 0);
  CHECK(changes(to, work_tree, "").empty());
  CHECK(work_tree.reads <= 20);  // files as young as the index are read, to be sure

  project.write("v/4", numbered(4, 7) + "edited\n");
  CHECK(text_of(changes(to, *repository.work_tree(), "")) == "M v/4\n");
}

TEST_CASE("a file that was edited right after it was staged, to the same size, is modified") {
  const TempRepository project;
  project.write("a", "1");
  project.commit("One");
  for (int i = 0; i < 20; ++i) {
    project.write("a", "2");
    project.git({"add", "a"});
    project.write("a", "3");
    const Repository repository = Repository::open(project.path());
    CHECK(text_of(changes(*repository.index(), *repository.work_tree(), "")) == "M a\n");
  }
}
