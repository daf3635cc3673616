#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "dialect/graph.h"

namespace migcheck {

// What `migcheck heads`, `history` and `show` print: the text is Alembic's own, byte for byte, so
// that scripts may read either.
// Source: Alembic 1.13, alembic/script/base.py, Script.cmd_format and Script.log_entry.

enum class Detail { brief, verbose };

// `root` is put before the paths of the verbose form: Alembic prints absolute ones.
std::string heads_text(const RevisionGraph& graph, Detail detail, const std::string& root);

// Newest first.
std::string history_text(const RevisionGraph& graph, Detail detail, const std::string& root);

// The verbose form of one revision.
std::string show_text(const RevisionGraph& graph, std::size_t revision, const std::string& root);

// The JSON of heads and history, in the order of `alembic history`: docs/json-report.md. Several
// histories of a project are joined.
std::string history_json(std::span<const RevisionGraph* const> graphs);

}  // namespace migcheck
