#include "schema/renames.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "schema/names.h"
#include "schema/render_object.h"
#include "sql/parse.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Old and new names of what both sides have under different names.
template <typename T>
Pairs renamed_objects(const Store<T>& from, const Store<T>& to) {
  const auto is_same = [](const T* one, const T* other) {
    return one != nullptr && other != nullptr && one->id.key() == other->id.key();
  };
  std::map<const void*, std::string> old_names;
  for (const auto& [name, object] : from.all()) {
    if (object->id && !is_same(object.get(), to.find(name))) old_names[object->id.key()] = name;
  }
  Pairs renamed;
  if (old_names.empty()) return renamed;
  for (const auto& [name, object] : to.all()) {
    if (!object->id || is_same(object.get(), from.find(name))) continue;
    const auto at = old_names.find(object->id.key());
    if (at != old_names.end()) renamed.emplace_back(at->second, name);
  }
  return renamed;
}

// The same for parts of one object; inherited ones follow their parent.
template <typename T>
Pairs renamed_parts(const std::vector<T>& from, const std::vector<T>& to) {
  Pairs renamed;
  for (const T& part : from) {
    if (part.inherited > 0 || !part.id) continue;
    const auto at =
        std::ranges::find_if(to, [&](const T& other) { return other.id.key() == part.id.key(); });
    if (at != to.end() && at->name != part.name) renamed.emplace_back(part.name, at->name);
  }
  return renamed;
}

template <typename T>
const T* part_of(const std::vector<T>& parts, const std::string& name) {
  const auto at = std::ranges::find(parts, name, &T::name);
  return at == parts.end() ? nullptr : &*at;
}

const char* word_of(const Relation& relation) {
  switch (relation.kind) {
    case Relation::Kind::view:
      return "VIEW";
    case Relation::Kind::materialized_view:
      return "MATERIALIZED VIEW";
    case Relation::Kind::sequence:
      return "SEQUENCE";
    case Relation::Kind::foreign_table:
      return "FOREIGN TABLE";
    default:
      return "TABLE";
  }
}

const char* word_of(const SchemaType& type) {
  return type.kind == SchemaType::Kind::domain ? "DOMAIN" : "TYPE";
}

class Renamer {
 public:
  Renamer(Schema& from, const Schema& to) : from_(from), to_(to) {}

  // One rename can free the name that another one needs; where none does, who has it makes room.
  std::vector<std::string> run() {
    std::size_t before = 0;
    do {
      before = statements_.size();
      blockers_.clear();
      schemas();
      types();
      relations();
      indexes();
      functions();
      objects();
      parts();
      if (statements_.size() == before && !blockers_.empty()) blockers_.front()();
    } while (statements_.size() != before);
    return std::move(statements_);
  }

 private:
  void emit(const std::string& statement) {
    if (!said_.insert(statement).second) return;
    statements_.push_back(statement);
    for (const sql::ParsedStatement& parsed : sql::parse(statement)) from_.apply(parsed.operation);
  }

  // Whether something has the name; then it gives it up if nothing else helps.
  bool is_taken(const std::string& name) {
    std::string what;
    if (const Relation* relation = from_.relation(name)) {
      what = word_of(*relation);
    } else if (from_.index(name) != nullptr) {
      what = "INDEX";
    } else if (const SchemaType* type = from_.type(name)) {
      what = word_of(*type);
    } else {
      return false;
    }
    blockers_.push_back([this, name, what] {
      emit("ALTER " + what + " " + quoted_name(name) + " RENAME TO " +
           sql::quoted(unqualified(free_name(name)).name));
    });
    return true;
  }

  std::string free_name(const std::string& name) const {
    const auto has = [&](const Schema& schema, const std::string& wanted) {
      return schema.relation(wanted) != nullptr || schema.index(wanted) != nullptr ||
             schema.type(wanted) != nullptr;
    };
    for (int i = 1;; ++i) {
      const std::string wanted = name + "_before" + (i > 1 ? std::to_string(i) : "");
      if (!has(from_, wanted) && !has(to_, wanted)) return wanted;
    }
  }

  // ALTER … SET SCHEMA and RENAME TO, whichever is needed.
  template <typename Taken>
  void move(const std::string& what, const std::string& from, const std::string& to, Taken taken,
            const std::string& arguments = {}) {
    const sql::Name before = unqualified(from), after = unqualified(to);
    const auto rename = [&](const std::string& name) {
      emit("ALTER " + what + " " + quoted_name(name) + arguments + " RENAME TO " +
           sql::quoted(after.name));
    };
    if (before.schema == after.schema) {
      if (!taken(to)) rename(from);
      return;
    }
    const std::string renamed = in_schema(before.schema, to);
    const std::string moved = in_schema(after.schema, from);
    const bool first = before.name != after.name && taken(moved) && !taken(renamed);
    if (first) rename(from);
    const std::string& moving = first ? renamed : from;
    if (taken(first ? to : moved)) return;
    make_schema(after.schema);
    emit("ALTER " + what + " " + quoted_name(moving) + arguments + " SET SCHEMA " +
         sql::quoted(after.schema));
    if (!first && before.name != after.name && !taken(to)) rename(moved);
  }

  void make_schema(const std::string& name) {
    const std::string key = object_key(Kind::schema, name);
    if (from_.object(key) != nullptr || to_.object(key) == nullptr) return;
    emit("CREATE SCHEMA " + sql::quoted(name));
  }

  void schemas() {
    for (const auto& [before, after] : renamed_objects(from_.objects(), to_.objects())) {
      const DefinedObject* known = from_.object(before);
      if (known == nullptr || known->kind != Kind::schema) continue;
      if (from_.object(after) != nullptr) continue;
      emit("ALTER SCHEMA " + sql::quoted(known->object) + " RENAME TO " +
           sql::quoted(to_.object(after)->object));
    }
  }

  void types() {
    for (const auto& [before, after] : renamed_objects(from_.types(), to_.types())) {
      if (from_.type(before) == nullptr) continue;
      move(word_of(*from_.type(before)), before, after,
           [this](const std::string& name) { return is_taken(name); });
    }
  }

  void relations() {
    for (const auto& [before, after] : renamed_objects(from_.relations(), to_.relations())) {
      const Relation* known = from_.relation(before);
      if (known == nullptr) continue;
      // A sequence that has an owner moves with it.
      const bool moves = unqualified(before).schema != unqualified(after).schema;
      if (known->sequence && !known->sequence->owner_table.empty() && moves) continue;
      move(word_of(*known), before, after,
           [this](const std::string& name) { return is_taken(name); });
    }
  }

  void indexes() {
    for (const auto& [before, after] : renamed_objects(from_.indexes(), to_.indexes())) {
      if (from_.index(before) == nullptr) continue;
      if (unqualified(before).schema != unqualified(after).schema || is_taken(after)) continue;
      emit("ALTER INDEX " + quoted_name(before) + " RENAME TO " +
           sql::quoted(unqualified(after).name));
    }
  }

  void functions() {
    for (const auto& [before, after] : renamed_objects(from_.functions(), to_.functions())) {
      const SchemaFunction* known = from_.functions().find(before);
      if (known == nullptr) continue;
      const std::string arguments = known->name.substr(known->function.size());
      move(
          known->procedure ? "PROCEDURE" : "FUNCTION", known->function,
          to_.functions().find(after)->function,
          [&](const std::string& name) {
            return from_.functions().find(name + arguments) != nullptr;
          },
          arguments);
    }
  }

  // An aggregate, an operator, a collation, …: "public.total(integer)".
  void rename_defined(const DefinedObject& known, const DefinedObject& wanted) {
    static constexpr Kind kinds[] = {Kind::function, Kind::operator_, Kind::collation,
                                     Kind::text_search_configuration, Kind::text_search_dictionary};
    if (std::ranges::find(kinds, known.kind) == std::end(kinds)) return;
    const auto name_of = [](const DefinedObject& object) {
      return unqualified(object.object.substr(0, object.object.find('(')));
    };
    const sql::Name before = name_of(known), after = name_of(wanted);
    const std::string alter = "ALTER " + rendered_target(known);
    if (before.schema != after.schema) {
      make_schema(after.schema);
      emit(alter + " SET SCHEMA " + sql::quoted(after.schema));
    } else if (before.name != after.name && known.kind != Kind::operator_) {
      emit(alter + " RENAME TO " + sql::quoted(after.name));
    }
  }

  // Schemas are dealt with before; others that are not here are made anew.
  void objects() {
    for (const auto& [before, after] : renamed_objects(from_.objects(), to_.objects())) {
      const DefinedObject* known = from_.object(before);
      const DefinedObject* wanted = to_.object(after);
      if (known == nullptr || known->table != wanted->table) continue;
      if (from_.object(after) != nullptr) continue;
      rename_defined(DefinedObject(*known), *wanted);
      known = from_.object(before);
      if (known == nullptr) continue;
      const bool part =
          known->kind == Kind::trigger || known->kind == Kind::policy || known->kind == Kind::rule;
      if (!part) continue;
      const char* word = known->kind == Kind::trigger  ? "TRIGGER "
                         : known->kind == Kind::policy ? "POLICY "
                                                       : "RULE ";
      emit("ALTER " + (word + sql::quoted(known->object)) + " ON " + quoted_name(known->table) +
           " RENAME TO " + sql::quoted(wanted->object));
    }
  }

  void parts() {
    for (const auto& [name, wanted] : to_.relations().all()) {
      const Relation* known = from_.relation(name);
      if (known == nullptr || known == wanted.get()) continue;
      rename_columns(name, *wanted);
      rename_constraints(name, *wanted);
    }
    for (const auto& [name, wanted] : to_.types().all()) {
      const SchemaType* known = from_.type(name);
      if (known != nullptr && known != wanted.get()) rename_in_type(name, *wanted);
    }
  }

  // Those of a typed table are renamed in its type.
  void rename_columns(const std::string& name, const Relation& wanted) {
    const Relation& known = *from_.relation(name);
    if (!known.of_type.empty()) return;
    const std::string start = "ALTER TABLE " + quoted_name(name) + " RENAME COLUMN ";
    for (const auto& [before, after] : renamed_parts(known.columns, wanted.columns)) {
      const SchemaColumn* column = from_.column(name, after);
      rename_part(start, before, after, column != nullptr, [this, name, wanted](const auto& free) {
        return from_.column(name, free) == nullptr && wanted.column(free) == nullptr;
      });
    }
  }

  // Those with an index were renamed with it.
  void rename_constraints(const std::string& name, const Relation& wanted) {
    const Relation& known = *from_.relation(name);
    const std::string start = "ALTER TABLE " + quoted_name(name) + " RENAME CONSTRAINT ";
    for (const auto& [before, after] : renamed_parts(known.constraints, wanted.constraints)) {
      const SchemaConstraint* constraint = from_.relation(name)->constraint(before);
      if (constraint == nullptr || !constraint->index.empty()) continue;
      const bool taken = from_.relation(name)->constraint(after) != nullptr;
      rename_part(start, before, after, taken, [this, name, wanted](const auto& free) {
        return from_.relation(name)->constraint(free) == nullptr &&
               wanted.constraint(free) == nullptr;
      });
    }
  }

  template <typename IsFree>
  void rename_part(const std::string& start, const std::string& before, const std::string& after,
                   bool taken, IsFree is_free) {
    if (!taken) {
      emit(start + sql::quoted(before) + " TO " + sql::quoted(after));
      return;
    }
    blockers_.push_back([this, start, after, is_free] {
      std::string free = after + "_before";
      for (int i = 2; !is_free(free); ++i) free = after + "_before" + std::to_string(i);
      emit(start + sql::quoted(after) + " TO " + sql::quoted(free));
    });
  }

  void rename_in_type(const std::string& name, const SchemaType& wanted) {
    const SchemaType known = *from_.type(name);
    for (const auto& [before, after] : renamed_parts(known.attributes, wanted.attributes)) {
      if (part_of(from_.type(name)->attributes, after) != nullptr) continue;
      emit("ALTER TYPE " + quoted_name(name) + " RENAME ATTRIBUTE " + sql::quoted(before) + " TO " +
           sql::quoted(after) + (has_tables(name) ? " CASCADE" : ""));
    }
    if (known.id.key() == wanted.id.key()) rename_labels(name, known, wanted);
  }

  bool has_tables(const std::string& type) const {
    const auto& all = from_.relations().all();
    return std::ranges::any_of(all, [&](const auto& one) { return one.second->of_type == type; });
  }

  // The labels that both sides have in common stand in the same order around those that were
  // renamed: of as many new ones as old ones between two of them, each takes the other's place.
  void rename_labels(const std::string& name, const SchemaType& known, const SchemaType& wanted) {
    const auto has = [](const std::vector<std::string>& labels, const std::string& label) {
      return std::ranges::find(labels, label) != labels.end();
    };
    if (known.labels.size() != wanted.labels.size()) return;
    for (std::size_t i = 0; i < known.labels.size(); ++i) {
      const std::string &before = known.labels[i], &after = wanted.labels[i];
      if (before == after || has(wanted.labels, before) || has(known.labels, after)) continue;
      emit("ALTER TYPE " + quoted_name(name) + " RENAME VALUE " + literal(before) + " TO " +
           literal(after));
    }
  }

  static std::string literal(const std::string& text) {
    std::string quoted = "'";
    for (const char byte : text) quoted += byte == '\'' ? std::string("''") : std::string(1, byte);
    return quoted + "'";
  }

  Schema& from_;
  const Schema& to_;
  std::vector<std::string> statements_;
  std::set<std::string> said_;
  std::vector<std::function<void()>> blockers_;  // how what has a wanted name gives it up
};

}  // namespace

std::vector<std::string> rename_all(Schema& from, const Schema& to) {
  return Renamer(from, to).run();
}

}  // namespace migcheck
