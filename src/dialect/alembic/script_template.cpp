#include "dialect/alembic/script_template.h"

#include <fmt/format.h>

#include <map>

#include "core/text.h"

namespace migcheck::alembic {

namespace {

// A value of a template's name, written as str() and as repr() do; `undefined` ones are false.
struct Field {
  std::string text;
  std::string repr;
  bool undefined = false;
};

std::string repr_tuple(const std::vector<std::string>& items) {
  std::vector<std::string> quoted;
  for (const std::string& item : items) quoted.push_back(python_repr(item));
  return "(" + join(quoted, ", ") + ")";
}

Field down_revision_field(const std::vector<std::string>& ids) {
  if (ids.empty()) return {"None", "None"};
  if (ids.size() == 1) return {ids.front(), python_repr(ids.front())};
  return {repr_tuple(ids), repr_tuple(ids)};
}

using Fields = std::map<std::string, Field, std::less<>>;

Fields make_fields(const ScriptFields& fields) {
  const std::string date = fields.date.text();
  return {{"message", {fields.message, python_repr(fields.message)}},
          {"up_revision", {fields.revision, python_repr(fields.revision)}},
          {"down_revision", down_revision_field(fields.down_revisions)},
          {"create_date", {date, date}},
          {"branch_labels", {"None", "None"}},
          {"depends_on", {"None", "None"}},
          {"imports", {"", "", true}},
          {"upgrades", {"", "", true}},
          {"downgrades", {"", "", true}}};
}

// `name if name else "text"` of an undefined name: the text. Nothing for anything else.
std::optional<std::string> undefined_default(std::string_view expression, const Fields& fields) {
  const std::size_t space = expression.find(' ');
  const std::string name(expression.substr(0, space));
  const auto field = fields.find(name);
  if (field == fields.end() || !field->second.undefined) return std::nullopt;
  const std::string start = name + " if " + name + " else ";
  if (!expression.starts_with(start)) return std::nullopt;
  expression.remove_prefix(start.size());
  if (expression.size() < 2) return std::nullopt;
  const char quote = expression.front();
  const std::string_view inside = expression.substr(1, expression.size() - 2);
  const bool plain = (quote == '"' || quote == '\'') && expression.back() == quote &&
                     inside.find(quote) == std::string_view::npos &&
                     inside.find('\\') == std::string_view::npos;
  if (!plain) return std::nullopt;
  return std::string(inside);
}

// The value of what stands between `${` and `}`.
std::optional<std::string> evaluate(std::string_view expression, const Fields& fields,
                                    const ScriptFields& script) {
  expression = trim(expression);
  if (auto text = undefined_default(expression, fields)) return text;
  std::string_view filter;
  if (const std::size_t bar = expression.find('|'); bar != std::string_view::npos) {
    filter = trim(expression.substr(bar + 1));
    expression = trim(expression.substr(0, bar));
  }
  const bool comma = filter == "comma" || filter == "comma,n" || filter == "comma, n";
  if (comma && expression == "down_revision") return join(script.down_revisions, ", ");
  if (!filter.empty() && filter != "n") return std::nullopt;
  bool repr = false;
  if (expression.starts_with("repr(") && expression.ends_with(')')) {
    expression = trim(expression.substr(5, expression.size() - 6));
    repr = true;
  }
  const auto field = fields.find(expression);
  if (field == fields.end() || field->second.undefined) return std::nullopt;
  if (repr && expression == "create_date") return std::nullopt;  // datetime.datetime(…)
  return repr ? field->second.repr : field->second.text;
}

std::string first_line(std::string_view text) {
  return std::string(trim(text.substr(0, text.find('\n'))));
}

// Mako's control lines, tags and comments begin a line.
enum class LineKind { text, comment, unsupported };

LineKind kind_of(std::string_view line) {
  const std::string_view start = trim(line);
  if (start.starts_with("##")) return LineKind::comment;
  const bool control = start.starts_with('%') && !start.starts_with("%%");
  return control || line.find("<%") != std::string_view::npos ||
                 line.find("</%") != std::string_view::npos || start.starts_with("%%")
             ? LineKind::unsupported
             : LineKind::text;
}

// The template without comments, its line endings as Mako makes them, continued lines joined.
Rendering prepare(std::string_view mako) {
  const std::string unified = replace_all(std::string(mako), "\r\n", "\n");
  Rendering prepared;
  std::string_view rest = unified;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end == std::string_view::npos ? end : end + 1);
    rest.remove_prefix(line.size());
    const LineKind kind = kind_of(line);
    if (kind == LineKind::unsupported) return {"", first_line(line)};
    if (kind == LineKind::text) prepared.text += line;
  }
  prepared.text = replace_all(prepared.text, "\\\n", "");
  return prepared;
}

}  // namespace

std::string CreateDate::text() const {
  std::string text =
      fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", year, month, day, hour, minute, second);
  if (microsecond != 0) text += fmt::format(".{:06}", microsecond);
  if (!offset_minutes) return text;
  const int distance = *offset_minutes < 0 ? -*offset_minutes : *offset_minutes;
  return text + fmt::format("{}{:02}:{:02}", *offset_minutes < 0 ? '-' : '+', distance / 60,
                            distance % 60);
}

Rendering render_template(std::string_view mako, const ScriptFields& script) {
  const Rendering prepared = prepare(mako);
  if (!prepared.unsupported.empty()) return prepared;
  const Fields fields = make_fields(script);
  Rendering rendered;
  std::string_view rest = prepared.text;
  while (true) {
    const std::size_t open = rest.find("${");
    rendered.text += rest.substr(0, open);
    if (open == std::string_view::npos) return rendered;
    rest.remove_prefix(open);
    const std::size_t close = rest.find('}');
    if (close == std::string_view::npos) return {"", first_line(rest)};
    const auto value = evaluate(rest.substr(2, close - 2), fields, script);
    if (!value) return {"", std::string(rest.substr(0, close + 1))};
    rendered.text += *value;
    rest.remove_prefix(close + 1);
  }
}

std::string_view default_template() {
  return R"mako("""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

# revision identifiers, used by Alembic.
revision: str = ${repr(up_revision)}
down_revision: Union[str, None] = ${repr(down_revision)}
branch_labels: Union[str, Sequence[str], None] = ${repr(branch_labels)}
depends_on: Union[str, Sequence[str], None] = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
)mako";
}

std::string python_repr(std::string_view text) {
  const bool double_quotes =
      text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
  const char quote = double_quotes ? '"' : '\'';
  std::string repr(1, quote);
  for (const char c : text) {
    switch (c) {
      case '\n':
        repr += "\\n";
        break;
      case '\r':
        repr += "\\r";
        break;
      case '\t':
        repr += "\\t";
        break;
      default:
        if (c == quote || c == '\\') {
          repr += '\\';
          repr += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
          repr += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
        } else {
          repr += c;
        }
    }
  }
  return repr + quote;
}

}  // namespace migcheck::alembic
