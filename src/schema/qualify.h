#pragma once

// Internal to schema/: what names without a schema stand for at the moment, as PostgreSQL keeps it.

#include <optional>
#include <string>
#include <vector>

#include "schema/schema.h"
#include "sql/query.h"
#include "sql/rewrite.h"

namespace migcheck {

class Qualifier {
 public:
  explicit Qualifier(const Schema& schema) : schema_(schema) {}

  // A type of the user gets its schema; a built-in or unknown one stays as it is written.
  void type(sql::TypeName& type) const;

  // Functions, types and the relations of nextval('…') in the expression and in its text.
  void expression(sql::Expression& expression) const;
  void expression(Boxed<sql::Expression>& written) const;

  // The text with every name that the schema knows qualified.
  std::string text(const std::string& sql, sql::Form form) const;

  // The query as PostgreSQL keeps a view's: with `*` written out, and qualified. Nothing where that
  // cannot be told.
  std::optional<std::string> query(const std::string& sql, const sql::Catalog& catalog) const;

  // The text of CREATE FUNCTION: what table.column%TYPE stands for is settled, too.
  std::string function(const std::string& sql) const;

  std::string collation(const sql::Name& written) const;

  // The schema as queries see it now: it is not to change as long as that is used.
  sql::Catalog catalog() const;

 private:
  sql::NameMap names() const;
  sql::Name type_name(const sql::Name& name) const;
  bool parts(sql::Expression& expression) const;

  const Schema& schema_;
};

}  // namespace migcheck
