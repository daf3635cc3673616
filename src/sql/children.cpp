#include "sql/children.h"

#include <unordered_map>

namespace migcheck::sql {

namespace {

using Kind = ChildField::Kind;
using Fields = std::vector<ChildField>;
using Table = std::unordered_map<const ProtobufCMessageDescriptor*, Fields>;

Kind kind_of(const ProtobufCFieldDescriptor& field) {
  if (field.label == PROTOBUF_C_LABEL_REPEATED) return Kind::list;
  return (field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0 ? Kind::one_of : Kind::one;
}

// The members of a oneof lie at the same place; in libpg_query all of them are messages.
Fields fields_of(const ProtobufCMessageDescriptor& type) {
  Fields fields;
  for (unsigned i = type.n_fields; i > 0; --i) {
    const ProtobufCFieldDescriptor& field = type.fields[i - 1];
    if (field.type != PROTOBUF_C_TYPE_MESSAGE) continue;
    const bool same = !fields.empty() && fields.back().offset == field.offset;
    if (!same) fields.push_back({kind_of(field), field.offset, field.quantifier_offset});
  }
  return fields;
}

void add(Table& table, const ProtobufCMessageDescriptor& type) {
  const auto [at, is_new] = table.try_emplace(&type);
  if (!is_new) return;
  at->second = fields_of(type);
  for (unsigned i = 0; i < type.n_fields; ++i) {
    const ProtobufCFieldDescriptor& field = type.fields[i];
    if (field.type != PROTOBUF_C_TYPE_MESSAGE) continue;
    add(table, *static_cast<const ProtobufCMessageDescriptor*>(field.descriptor));
  }
}

Table all_types() {
  Table table;
  add(table, pg_query__parse_result__descriptor);
  return table;
}

}  // namespace

std::span<const ChildField> child_fields(const ProtobufCMessageDescriptor& type) {
  static const Table table = all_types();
  return table.at(&type);
}

}  // namespace migcheck::sql
