#include "support/catalog_schema.h"

#include "support/catalog_reader.h"

namespace migcheck {

Schema read_catalog_schema(Connection& connection) {
  connection.query("SET search_path = ''");
  catalog::Reader reader{connection, {}, {}, {}, {}, {}};
  reader.read_relations();
  reader.read_types();
  reader.read_columns();
  reader.read_sequences();
  reader.read_constraints();
  reader.read_domain_constraints();
  reader.read_indexes();
  reader.read_functions();
  reader.read_objects();
  reader.read_parts();
  connection.query("RESET search_path");
  return {std::move(reader.relations), std::move(reader.indexes), std::move(reader.types),
          std::move(reader.functions), std::move(reader.objects)};
}

}  // namespace migcheck
