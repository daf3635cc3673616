#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace migcheck::alembic {

// The SQL of text(): `:name` is replaced by what `bind` gives for it, `\:` becomes `:`, and `::` is
// left alone.
// Source: SQLAlchemy's SQLCompiler.visit_textclause.
std::string expand_text(std::string_view text,
                        const std::function<std::string(const std::string& name)>& bind);

}  // namespace migcheck::alembic
