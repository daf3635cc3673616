#include "core/text.h"
#include "schema/editor.h"

namespace migcheck {

void SchemaEditor::operator()(const sql::SetVariable& operation) {
  if (operation.name != "search_path" && !(operation.reset && operation.name.empty())) return;
  set_search_path(operation.reset ? std::vector<std::string>{} : operation.values);
}

// ROLLBACK without a BEGIN of the script's own takes back what its runner began, which is not known
// here.
void SchemaEditor::operator()(const sql::Transaction& operation) {
  using Kind = sql::Transaction::Kind;
  switch (operation.kind) {
    case Kind::begin:
      schema_.savepoints_.clear();
      schema_.set_savepoint({});
      return;
    case Kind::savepoint:
      schema_.set_savepoint(operation.savepoint);
      return;
    case Kind::rollback_to:
      schema_.roll_back_to(operation.savepoint);
      return;
    case Kind::rollback:
      schema_.roll_back_to({});
      schema_.savepoints_.clear();
      return;
    case Kind::commit:
      schema_.savepoints_.clear();
      return;
    default:
      return;
  }
}

// SELECT set_config('search_path', …), as pg_dump writes it.
void SchemaEditor::set(const sql::SetConfig& setting) {
  if (!setting.name || to_lower(*setting.name) != "search_path" || !setting.value) return;
  std::vector<std::string> schemas;
  for (const std::string_view part : split(*setting.value, ',')) {
    schemas.push_back(parsed_name(std::string(trim(part))));
  }
  set_search_path(schemas);
}

// "$user" stands for a schema that migrations hardly ever have; an empty path looks into pg_catalog
// only, and nothing can be made without a schema.
void SchemaEditor::set_search_path(const std::vector<std::string>& schemas) {
  std::vector<std::string> path;
  for (const std::string& schema : schemas) {
    if (schema != "$user" && schema != "pg_temp" && !schema.empty()) path.push_back(schema);
  }
  schema_.search_path_ = path.empty() ? std::vector<std::string>{"public"} : path;
}

}  // namespace migcheck
