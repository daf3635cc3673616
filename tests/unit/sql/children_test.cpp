#include "sql/children.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "sql/tree.h"

using namespace migcheck::sql;

namespace {

using Types = std::set<const ProtobufCMessageDescriptor*>;

void add_types(Types& types, const ProtobufCMessageDescriptor& type) {
  if (!types.insert(&type).second) return;
  for (unsigned i = 0; i < type.n_fields; ++i) {
    const ProtobufCFieldDescriptor& field = type.fields[i];
    if (field.type != PROTOBUF_C_TYPE_MESSAGE) continue;
    add_types(types, *static_cast<const ProtobufCMessageDescriptor*>(field.descriptor));
  }
}

// The types of what is directly below the query's only target.
std::string below_target(const std::string& sql) {
  const Tree tree(sql);
  std::string names;
  walk(&tree.statements()[0]->base, [&](const ProtobufCMessage* message) {
    if (message->descriptor != &pg_query__res_target__descriptor) return;
    for_each_child(message, [&](const ProtobufCMessage* child) {
      for_each_child(child, [&](const ProtobufCMessage* value) {
        names += std::string(value->descriptor->short_name) + " ";
      });
    });
  });
  return names;
}

}  // namespace

TEST_CASE("the members of a oneof are messages, one at a time") {
  Types types;
  add_types(types, pg_query__parse_result__descriptor);
  CHECK(types.size() > 200);
  for (const ProtobufCMessageDescriptor* type : types) {
    CAPTURE(type->name);
    std::set<unsigned> places;
    for (unsigned i = 0; i < type->n_fields; ++i) {
      const ProtobufCFieldDescriptor& field = type->fields[i];
      if ((field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF) == 0) continue;
      CHECK(field.type == PROTOBUF_C_TYPE_MESSAGE);
      places.insert(field.offset);
    }
    CHECK(places.size() <= 1);
  }
}

TEST_CASE("a message's parts are found, whatever their type") {
  CHECK(below_target("SELECT a") == "ColumnRef ");
  CHECK(below_target("SELECT 1") == "AConst ");
  CHECK(below_target("SELECT f(1, 2)") == "FuncCall ");
  CHECK(below_target("SELECT CASE WHEN a THEN b END") == "CaseExpr ");
}

TEST_CASE("a walk visits every message once, from the first to the last") {
  const Tree tree("SELECT a, f(b, c) FROM t JOIN u USING (d) WHERE e > 1");
  std::string met;
  std::set<const ProtobufCMessage*> once;
  walk(&tree.statements()[0]->base, [&](const ProtobufCMessage* message) {
    CHECK(once.insert(message).second);
    if (const auto* text = as<PgQuery__String>(message, pg_query__string__descriptor)) {
      met += std::string(text->sval) + " ";
    }
    if (const auto* relation = as<PgQuery__RangeVar>(message, pg_query__range_var__descriptor)) {
      met += std::string(relation->relname) + " ";
    }
  });
  CHECK(met == "a f b c t u d > e ");
}
