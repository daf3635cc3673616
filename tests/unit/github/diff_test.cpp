#include "github/diff.h"

#include <doctest/doctest.h>

#include <memory>

using namespace migcheck;

namespace {

ReviewComment comment_on(const Finding& finding, std::size_t start, std::size_t end) {
  ReviewComment comment;
  comment.finding = &finding;
  comment.path = finding.file->path;
  comment.start_line = start;
  comment.end_line = end;
  return comment;
}

Finding finding_in(const std::string& path, const std::string& text) {
  Finding finding;
  finding.file = std::make_shared<const SourceFile>(SourceFile{path, text});
  return finding;
}

}  // namespace

TEST_CASE("comments stand on the new side of one hunk") {
  const Diff diff({{"a.py", true,
                    "@@ -2,3 +2,4 @@ def f():\n two\n-old\n+three\n+four\n five\n"
                    "@@ -20 +21,2 @@\n+twenty-one\n twenty-two\n\\ No newline at end of file"},
                   {"image.png", true, ""}});
  const Finding finding = finding_in("a.py", "");
  struct Row {
    std::size_t start, end;
    bool taken;
  };
  for (const Row& row :
       {Row{2, 2, true}, Row{2, 5, true}, Row{4, 4, true}, Row{1, 2, false}, Row{5, 6, false},
        Row{21, 22, true}, Row{5, 21, false}, Row{23, 23, false}, Row{22, 23, false}}) {
    CAPTURE(row.start);
    CAPTURE(row.end);
    CHECK(diff.takes(comment_on(finding, row.start, row.end)) == row.taken);
  }
  CHECK_FALSE(diff.takes(comment_on(finding_in("b.py", ""), 2, 2)));
  CHECK_FALSE(diff.takes(comment_on(finding_in("image.png", ""), 1, 1)));
}

TEST_CASE("comments stand on the lines that were meant") {
  const Diff diff({{"changed.py", false, "@@ -1,2 +1,3 @@\n one\r\n+two\n three"}});
  // Without the source it is not known which lines the report means: of the head, or of the merge.
  CHECK_FALSE(diff.takes(comment_on(finding_in("changed.py", ""), 2, 2)));
  CHECK(diff.takes(comment_on(finding_in("changed.py", "one\r\ntwo\nthree\n"), 1, 3)));
  // The base has put a line before them.
  CHECK_FALSE(diff.takes(comment_on(finding_in("changed.py", "zero\none\ntwo\nthree\n"), 2, 2)));
}
