#pragma once

#include <map>
#include <string>
#include <vector>

#include "github/answers.h"
#include "report/github_review.h"

namespace migcheck {

// What a pull request changes, as far as comments may stand on it.
class Diff {
 public:
  explicit Diff(const std::vector<ChangedFile>& files);

  // Whether GitHub takes the comment: all its lines are on the new side of one hunk. And whether
  // they are the lines that are meant: the check may have read the merge, whose lines differ from
  // the head's where the base has changed the same file. Where the finding's source is at hand they
  // are compared; else only a file that the pull request adds is the same in both.
  bool takes(const ReviewComment& comment) const;

 private:
  struct Line {
    std::size_t hunk = 0;
    std::string text;
  };
  struct File {
    bool added = false;
    std::map<std::size_t, Line> lines;  // of the new side, by number
  };

  static File read(const ChangedFile& file);

  std::map<std::string, File> files_;
};

}  // namespace migcheck
