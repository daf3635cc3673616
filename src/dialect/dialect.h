#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/file_tree.h"
#include "dialect/history.h"

namespace migcheck {

// The project as the dialects see it when they look for histories.
class ProjectFiles {
 public:
  // `start` is the folder to look in; "" is the root.
  ProjectFiles(const FileTree& tree, std::string start);

  const FileTree& tree() const { return tree_; }
  const std::string& start() const { return start_; }

  // Every file, ordered by path; those of installed packages (node_modules, site-packages, …) are
  // left out.
  const std::vector<FileEntry>& files() const { return files_; }

  // Whether there is any file below the folder, or this very file.
  bool has_folder(std::string_view path) const;
  const FileEntry* find(std::string_view path) const;

  // The files below a folder; only those directly in it, or all.
  enum class Depth { direct, recursive };
  std::vector<FileEntry> files_in(std::string_view folder, Depth depth) const;

  // Whether the path lies in the folder to look in.
  bool in_start(std::string_view path) const;

  // A regular file's content; null where there is none.
  SourceFilePtr read(const std::string& path) const;

 private:
  const FileTree& tree_;
  std::string start_;
  std::vector<FileEntry> files_;
};

// What is said of an entry that is no regular file where one is expected.
LoadProblem not_a_file(const FileEntry& entry);

// A migration format. All of them stand in one table, in dialects.cpp.
struct Dialect {
  const char* name;

  // What discover() looks for, for the message that nothing was found.
  const char* looks_for;

  // Every history below project.start(), read.
  std::vector<History> (*discover)(const ProjectFiles& project, const HistoryOptions& options);

  // The history in a folder that the user names outright; nothing if it is not of this dialect.
  std::optional<History> (*open)(const ProjectFiles& project, const std::string& folder,
                                 const HistoryOptions& options);
};

// The table: the first dialect that opens a named folder has it.
const std::vector<Dialect>& dialects();

}  // namespace migcheck
