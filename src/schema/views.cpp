#include <utility>

#include "schema/editor.h"

namespace migcheck {

void SchemaEditor::operator()(const sql::CreateView& operation) {
  Relation made;
  made.kind = Relation::Kind::view;
  const bool temporary = operation.temporary || operation.view.schema == "pg_temp";
  made.name = temporary ? "pg_temp." + operation.view.name : schema_.qualified(operation.view);
  if (temporary) made.persistence = sql::Persistence::temporary;
  made.options = operation.options;
  made.check_option = operation.check_option;
  made.extent = operation.extent;
  if (const Relation* replaced = schema_.relation(made.name); replaced && operation.replace) {
    made.comment = replaced->comment;
    made.privileges = replaced->privileges;
    made.owner = replaced->owner;
    made.id = replaced->id;
  }
  const sql::Catalog catalog = qualifier_.catalog();
  take_result_columns(made, operation.query, operation.columns, catalog);
  take_query(made, operation.query, operation.reads, operation.columns, catalog);
  put(std::move(made));
}

// What a query yields, under the names that the statement gives. Source: PostgreSQL documentation,
// CREATE TABLE AS.
void SchemaEditor::take_result_columns(Relation& made, const std::string& query,
                                       const std::vector<std::string>& names,
                                       const sql::Catalog& catalog) {
  const auto columns = sql::columns_of(query, catalog);
  if (!columns) {
    made.complete = made.certain = false;
    return;
  }
  for (std::size_t i = 0; i < columns->size(); ++i) {
    const sql::ResultColumn& result = (*columns)[i];
    SchemaColumn column;
    column.name = i < names.size() ? names[i] : result.name;
    if (result.type) column.type = *result.type;
    qualifier_.type(column.type);
    column.collation = result.collation;
    // A table has the types of its columns; a view's are those of the query, whatever they are.
    if (!result.type && made.kind == Relation::Kind::table) made.certain = false;
    made.columns.push_back(std::move(column));
  }
}

// The query as PostgreSQL keeps it: what * stands for, and what the names stand for, is settled
// now.
void SchemaEditor::take_query(Relation& made, const std::string& query,
                              const std::vector<sql::Name>& reads,
                              const std::vector<std::string>& names, const sql::Catalog& catalog) {
  for (const sql::Name& read : reads) made.reads.push_back(schema_.resolve(read));
  const auto kept = qualifier_.query(query, catalog);
  made.query = kept ? *kept : qualifier_.text(query, sql::Form::statement);
  if (!kept || sql::keeps_moment(made.query)) made.certain = false;
  if (!made.columns.empty()) return;
  for (const std::string& name : names) {
    SchemaColumn column;
    column.name = name;
    made.columns.push_back(std::move(column));
  }
}

void SchemaEditor::operator()(const sql::Refresh& operation) {
  const std::string name = schema_.resolve(operation.view);
  if (schema_.relation(name) != nullptr) relation(name).populated = operation.with_data;
}

}  // namespace migcheck
