#include "facts/practice_facts.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "facts/stored_type.h"
#include "schema/names.h"

namespace migcheck {

namespace {

constexpr std::int64_t noteworthy_padding = 8;  // of a row: rows begin at multiples of eight bytes

const std::string& value_of(const std::vector<sql::Option>& options, std::string_view name) {
  static const std::string none;
  for (const sql::Option& option : options) {
    if (option.name == name) return option.value;
  }
  return none;
}

bool has(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// What PUBLIC may do with every new object of the kind without being asked.
// Source: PostgreSQL documentation, 5.8 Privileges.
std::vector<std::string> default_of_public(sql::ObjectKind kind) {
  switch (kind) {
    case sql::ObjectKind::function:
      return {"execute", "all"};
    case sql::ObjectKind::type:
    case sql::ObjectKind::domain:
    case sql::ObjectKind::language:
      return {"usage", "all"};
    case sql::ObjectKind::database:
      return {"connect", "temporary", "temp"};
    default:
      return {};
  }
}

bool gives_public_more(const sql::Grant& grant) {
  if (grant.revoke || !has(grant.grantees, "public")) return false;
  const std::vector<std::string> had = default_of_public(grant.kind);
  const bool is_public_schema = grant.kind == sql::ObjectKind::schema &&
                                grant.objects.size() == 1 &&
                                grant.objects.front().name.name == "public";
  return std::any_of(grant.privileges.begin(), grant.privileges.end(), [&](const auto& privilege) {
    if (is_public_schema && privilege.name == "usage") return false;
    return !has(had, privilege.name);
  });
}

std::string objects_of(const sql::Grant& grant) {
  std::vector<std::string> names;
  for (const sql::ObjectRef& object : grant.objects) names.push_back(to_string(object.name));
  const std::string listed = join(names, ", ");
  const std::string kind = to_string(grant.kind);
  if (grant.all_in_schema) return "every " + kind + " of schema " + listed;
  if (!grant.defaults) return listed;
  return "every new " + kind + (listed.empty() ? "" : " of schema " + listed);
}

// Fills in what the operation itself says.
class Practice {
 public:
  Practice(std::vector<StatementFacts>& facts, const FactContext& context)
      : all_(facts), facts_(facts.front()), practice_(facts.front().practice), context_(context) {}

  void operator()(const sql::CreateTable& o) {
    ColumnOrder order = better_order(o.columns, context_.schema);
    if (order.saved < noteworthy_padding || !o.likes.empty() || !o.inherits.empty()) return;
    practice_.padding = order.saved;
    practice_.better_order = std::move(order.columns);
  }
  void operator()(const sql::CreateType& o) {
    facts_.object = to_string(o.type);
    practice_.enumeration = o.kind == sql::CreateType::Kind::enumeration;
  }
  void operator()(const sql::AlterEnum& o) { practice_.placed = !o.neighbour.empty(); }
  void operator()(const sql::CreateSequence& o) {
    facts_.object = to_string(o.sequence);
    if (o.options.type) practice_.sequence_type = to_string(*o.options.type);
  }
  void operator()(const sql::CreateExtension& o) {
    facts_.object = o.extension;
    practice_.extension_version = o.version;
  }
  void operator()(const sql::CreateFunction& o) {
    facts_.object = to_string(o.function);
    practice_.security_definer = o.security_definer;
    practice_.sets_search_path = o.sets_search_path;
  }
  void operator()(const sql::AlterFunction& o) {
    facts_.object = to_string(o.function);
    for (const sql::Option& option : o.options) {
      if (option.name == "security") practice_.security_definer = option.value != "false";
      if (option.name != "set") continue;
      practice_.sets_search_path |= to_lower(option.value).starts_with("search_path ");
    }
  }
  void operator()(const sql::CreateIndex& o) {
    practice_.index_method = o.method.empty() ? "btree" : o.method;
    for (const sql::Option& option : o.options) practice_.index_options.push_back(option.name);
    for (const sql::IndexKey& key : o.keys) {
      const SchemaColumn* column = context_.schema.column(facts_.table, key.column);
      if (column == nullptr) continue;
      const StoredType type = base_of(column->type, context_.schema).type;
      practice_.key_types.push_back(unqualified_type(type) + (type.array ? "[]" : ""));
    }
  }
  void operator()(const sql::AlterTable& o) {
    for (const sql::AlterAction& action : o.actions) {
      if (action.kind == sql::AlterAction::Kind::row_security && action.value == "enable") {
        for (StatementFacts& facts : all_) {
          facts.practice.enables_row_security |= facts.kind == "row_security";
        }
      }
    }
  }
  void operator()(const sql::Grant& o) {
    if (o.revoke) return;
    facts_.object = objects_of(o);
    practice_.grants_to_public = gives_public_more(o);
    practice_.grants_all = std::any_of(o.privileges.begin(), o.privileges.end(),
                                       [](const auto& p) { return p.name == "all"; });
  }
  void operator()(const sql::Other& o) {
    if (o.role.empty()) return;
    facts_.object = o.role;
    practice_.makes_superuser = value_of(o.options, "superuser") == "true";
  }
  template <typename Any>
  void operator()(const Any&) {}

 private:
  static std::string unqualified_type(const StoredType& type) {
    return type.builtin ? type.name : unqualified(type.name).name;
  }

  std::vector<StatementFacts>& all_;
  StatementFacts& facts_;
  PracticeFacts& practice_;
  const FactContext& context_;
};

}  // namespace

void note_practice(std::vector<StatementFacts>& facts, const sql::Operation& operation,
                   const FactContext& context) {
  if (facts.empty()) return;
  std::visit(Practice(facts, context), operation);
  note_names(facts.front(), operation);
  note_types(facts, operation, context);
  for (StatementFacts& part : facts) {
    part.practice.reserved_table = reserved_table(part, context.schema);
  }
}

}  // namespace migcheck
