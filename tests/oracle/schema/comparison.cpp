#include "comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>
#include <string_view>

#include "core/text.h"
#include "postgres/difference.h"

namespace migcheck::schema_oracle {

namespace {

using Objects = std::map<std::string, const SchemaObject*>;

// `public."Order".id` → {"public", "Order", "id"}; what stands in parentheses is left out.
std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts(1);
  bool in_quotes = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '"') {
      if (in_quotes && i + 1 < name.size() && name[i + 1] == '"') {
        parts.back() += name[i++];
      } else {
        in_quotes = !in_quotes;
      }
    } else if (name[i] == '.' && !in_quotes) {
      parts.emplace_back();
    } else if (name[i] == '(' && !in_quotes) {
      break;
    } else {
      parts.back() += name[i];
    }
  }
  return parts;
}

bool is_part_of_relation(const std::string& kind) {
  static const std::set<std::string> kinds = {
      "column",      "check constraint",  "foreign key",          "trigger",
      "primary key", "unique constraint", "exclusion constraint", "rule",
      "policy",      "attribute"};
  return kinds.contains(kind);
}

// Of several overloads each counts for all, as the model has other names for types.
bool has_uncertain_function(const Schema& model, const std::string& name) {
  const auto& all = model.functions().all();
  return std::any_of(all.begin(), all.end(), [&](const auto& entry) {
    return entry.second->function == name && !entry.second->certain;
  });
}

bool has_uncertain_object(const Schema& model, const SchemaObject& object,
                          const std::vector<std::string>& parts) {
  const auto& all = model.objects().all();
  return std::any_of(all.begin(), all.end(), [&](const auto& entry) {
    const DefinedObject& defined = *entry.second;
    if (defined.certain || defined.name.find(object.kind) != 0) return false;
    return parts_of(defined.object).back() == parts.back();
  });
}

// Also where the object is not in the model, because something opaque may have made or dropped it.
template <typename T>
bool doubted(const Schema& model, const T* found) {
  return found == nullptr ? model.opaque() : !found->certain;
}

std::string shown(std::string_view value) {
  if (value.empty()) return "not set";
  constexpr std::size_t longest = 300;
  return std::string(value.substr(0, longest)) + (value.size() > longest ? "…" : "");
}

std::string describe(const SchemaDifference& difference) {
  switch (difference.kind) {
    case SchemaDifference::Kind::missing:
      return difference.object + ": the model does not have it";
    case SchemaDifference::Kind::extra:
      return difference.object + ": only the model has it";
    case SchemaDifference::Kind::column_order:
      return difference.object + ": order of columns\n    PostgreSQL " + difference.expected +
             "\n    model      " + difference.actual;
    case SchemaDifference::Kind::changed:
      break;
  }
  return difference.object + ": " + difference.property + "\n    PostgreSQL " +
         shown(difference.expected) + "\n    model      " + shown(difference.actual);
}

// Without what a change of a column's type leaves in the texts about it: PostgreSQL reads a text
// anew then, and keeps the casts that it had put in before.
std::string without_casts(const std::string& text) {
  static const std::regex casts(
      "::(\\w+\\.)?(\"[^\"]*\"|\\w+)( varying| precision| with(out)? time "
      "zone)?(\\(\\d+(,\\d+)?\\))?(\\[\\])?");
  static const std::regex brackets("[() ']");
  return std::regex_replace(std::regex_replace(text, casts, ""), brackets, "");
}

// The same but for casts: that is not held against the model, nor counted as equal.
bool differs_in_casts(const SchemaDifference& difference) {
  return difference.kind == SchemaDifference::Kind::changed &&
         (difference.property == "definition" || difference.property == "default") &&
         without_casts(difference.expected) == without_casts(difference.actual);
}

// Whether the difference says of the object that no statement can repair it.
bool is_noted(const std::vector<std::string>& notes, const SchemaObject& object) {
  std::string name;
  for (const std::string& part : parts_of(object.name)) name += (name.empty() ? "" : ".") + part;
  return std::any_of(notes.begin(), notes.end(),
                     [&](const std::string& note) { return note.starts_with(name + ": "); });
}

}  // namespace

void Comparison::add(const Comparison& other) {
  equal += other.equal;
  unknown += other.unknown;
  wrong += other.wrong;
  lines.insert(lines.end(), other.lines.begin(), other.lines.end());
  unknown_lines.insert(unknown_lines.end(), other.unknown_lines.begin(), other.unknown_lines.end());
}

bool is_certain(const Schema& model, const SchemaObject& object) {
  const std::vector<std::string> parts = parts_of(object.name);
  const std::string name = parts.size() > 1 ? parts[0] + '.' + parts[1] : parts[0];
  if (is_part_of_relation(object.kind)) {
    if (const SchemaType* type = model.type(name)) return type->certain;
    if (doubted(model, model.relation(name))) return false;
    return !has_uncertain_object(model, object, parts);
  }
  if (object.kind == "index") return !doubted(model, model.index(name));
  if (object.kind.ends_with("type") || object.kind == "domain") {
    return !doubted(model, model.type(name));
  }
  if (object.kind == "function" || object.kind == "procedure" || object.kind == "aggregate") {
    return !has_uncertain_function(model, name) && !model.opaque();
  }
  if (const Relation* relation = model.relation(name)) return relation->certain;
  return !has_uncertain_object(model, object, parts) && !model.opaque();
}

Comparison compare(const Snapshot& migrated, const Snapshot& modelled, const Difference& made,
                   ColumnOrder order) {
  std::vector<SchemaDifference> found = differences(migrated, modelled);
  if (order == ColumnOrder::ignored) {
    std::erase_if(found, [](const SchemaDifference& difference) {
      return difference.kind == SchemaDifference::Kind::column_order;
    });
  }
  const Objects theirs = by_key(migrated);
  const Objects ours = by_key(modelled);
  Objects objects = theirs;
  objects.insert(ours.begin(), ours.end());
  Comparison comparison;
  std::map<std::string, bool> judged;  // object → whether the model is certain of it
  for (const SchemaDifference& difference : found) {
    const SchemaObject& object = *objects.at(difference.object);
    const bool certain = is_certain(made.from, object) && is_certain(made.to, object) &&
                         !differs_in_casts(difference) && !is_noted(made.notes, object);
    judged[difference.object] = judged[difference.object] || certain;
    auto& lines = certain ? comparison.lines : comparison.unknown_lines;
    lines.push_back(describe(difference));
  }
  // The parts of what is missing are judged with it.
  for (const auto& [key, object] : objects) {
    auto at = judged.find(key);
    const bool one_sided = !theirs.contains(key) || !ours.contains(key);
    if (at == judged.end() && one_sided) at = judged.find(object->parent);
    if (at == judged.end()) {
      ++comparison.equal;
    } else {
      ++(at->second ? comparison.wrong : comparison.unknown);
    }
  }
  return comparison;
}

}  // namespace migcheck::schema_oracle
