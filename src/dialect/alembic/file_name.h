#pragma once

#include <cstddef>
#include <string>

#include "dialect/alembic/script_template.h"

namespace migcheck::alembic {

// How alembic.ini has the files of new revisions named.
// Source: Alembic 1.13, script/base.py, ScriptDirectory._rev_path.
struct FileNaming {
  std::string file_template = "%(rev)s_%(slug)s";
  std::size_t truncate_slug_length = 40;
};

// The name of the new revision's file, without its folder. Error when the template is not one that
// Python's % operator takes with the names that Alembic gives it, or when it leaves the folder.
std::string file_name(const FileNaming& naming, const ScriptFields& fields);

// The message as a part of a file name: its words in lower case, joined by underscores.
std::string slug(std::string_view message, std::size_t length);

}  // namespace migcheck::alembic
