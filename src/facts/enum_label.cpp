#include "facts/enum_label.h"

#include <algorithm>

#include "facts/server_behaviour.h"
#include "sql/literals.h"

namespace migcheck {

namespace {

using Label = TransactionState::Label;

// Whether a column of that name has the type, in a table that the statement is about.
bool has_type(const SchemaColumn* column, const std::string& type, const Schema& schema) {
  return column != nullptr && schema.resolve_type(column->type.name) == type;
}

bool is_use(const sql::LiteralUse& use, const Label& label, const StatementFacts& facts,
            const Schema& schema) {
  if (use.text != label.label) return false;
  if (use.type) return schema.resolve_type(use.type->name) == label.type;
  if (use.position) {
    const Relation* table = schema.relation(facts.table);
    return table != nullptr && *use.position < table->columns.size() &&
           has_type(&table->columns[*use.position], label.type, schema);
  }
  std::vector<std::string> tables = {facts.table};
  for (const RelationLock& lock : facts.locks) tables.push_back(lock.relation);
  return std::ranges::any_of(tables, [&](const std::string& table) {
    return has_type(schema.column(table, use.column), label.type, schema);
  });
}

// Commands that only keep a text, or read it when it runs.
bool reads_values(const StatementFacts& facts) {
  return facts.kind != "add_enum_value" && facts.kind != "rename_enum_value" &&
         facts.kind != "comment" && facts.kind != "do_block" && facts.kind != "create_function";
}

}  // namespace

Label used_new_label(const StatementFacts& facts, const FactContext& context) {
  if (!reads_values(facts)) return {};
  std::vector<Label> labels = context.transaction.new_labels();
  std::erase_if(labels, [&](const Label& label) {
    const bool new_type = context.transaction.is_new(type_key(label.type));
    return (new_type && behaves(context.pg_version, Behaviour::new_labels_of_new_types)) ||
           facts.sql.find(label.label.substr(0, label.label.find('\''))) == std::string::npos;
  });
  if (labels.empty()) return {};
  for (const sql::LiteralUse& use : sql::literal_uses(facts.sql)) {
    for (const Label& label : labels) {
      if (is_use(use, label, facts, context.schema)) return label;
    }
  }
  return {};
}

}  // namespace migcheck
