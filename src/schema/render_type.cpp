#include <array>
#include <limits>

#include "core/text.h"
#include "schema/render.h"

namespace migcheck {

namespace {

struct Bounds {
  std::int64_t minimum, maximum;
};

// Source: PostgreSQL documentation, CREATE SEQUENCE, the defaults of MINVALUE and MAXVALUE.
Bounds default_bounds(const SchemaSequence& sequence) {
  Bounds type = {std::numeric_limits<std::int64_t>::min(),
                 std::numeric_limits<std::int64_t>::max()};
  if (sequence.type == "int4" || sequence.type == "integer") type = {INT32_MIN, INT32_MAX};
  if (sequence.type == "int2" || sequence.type == "smallint") type = {INT16_MIN, INT16_MAX};
  return sequence.increment > 0 ? Bounds{1, type.maximum} : Bounds{type.minimum, -1};
}

std::string number(const char* words, std::int64_t value) {
  return std::string(" ") + words + " " + std::to_string(value);
}

std::string attributes_of(const SchemaType& type) {
  std::vector<std::string> parts;
  for (const SchemaColumn& attribute : type.attributes) {
    parts.push_back(sql::quoted(attribute.name) + " " + rendered_type(attribute.type) +
                    rendered_collation(attribute.collation));
  }
  return join(parts, ", ");
}

std::string labels_of(const SchemaType& type) {
  std::vector<std::string> parts;
  for (const std::string& label : type.labels) parts.push_back(rendered_literal(label));
  return join(parts, ", ");
}

std::string domain(const SchemaType& type) {
  std::string text = "CREATE DOMAIN " + rendered_name(type.name) + " AS " +
                     rendered_type(type.base) + rendered_collation(type.collation);
  if (type.default_value) text += " DEFAULT " + rendered_default(type.default_value->sql);
  if (type.not_null) text += " NOT NULL";
  for (const SchemaConstraint& constraint : type.constraints) {
    if (constraint.valid) text += " " + rendered_domain_constraint(constraint);
  }
  return text;
}

}  // namespace

std::string rendered_sequence_options(const SchemaSequence& sequence) {
  const Bounds bounds = default_bounds(sequence);
  const std::int64_t start = sequence.increment > 0 ? sequence.minimum : sequence.maximum;
  std::string text;
  if (sequence.increment != 1) text += number("INCREMENT BY", sequence.increment);
  if (sequence.minimum != bounds.minimum) text += number("MINVALUE", sequence.minimum);
  if (sequence.maximum != bounds.maximum) text += number("MAXVALUE", sequence.maximum);
  if (sequence.start != start) text += number("START WITH", sequence.start);
  if (sequence.cache != 1) text += number("CACHE", sequence.cache);
  return sequence.cycle ? text + " CYCLE" : text;
}

// A new type moves bounds that were the old type's own, so that they are written out with it.
std::string rendered_sequence_changes(const SchemaSequence& before, const SchemaSequence& after) {
  const bool type = before.type != after.type;
  std::string text;
  if (type) text += " AS " + rendered_type({{{}, after.type}, {}, 0});
  if (before.increment != after.increment) text += number("INCREMENT BY", after.increment);
  if (type || before.minimum != after.minimum) text += number("MINVALUE", after.minimum);
  if (type || before.maximum != after.maximum) text += number("MAXVALUE", after.maximum);
  if (before.start != after.start) text += number("START WITH", after.start);
  if (before.cache != after.cache) text += number("CACHE", after.cache);
  if (before.cycle != after.cycle) text += after.cycle ? " CYCLE" : " NO CYCLE";
  // Where it began is out of bounds now, and so may be where it is.
  const bool outside = before.start < after.minimum || before.start > after.maximum;
  return outside ? text + " RESTART" : text;
}

std::string rendered_domain_constraint(const SchemaConstraint& constraint) {
  return "CONSTRAINT " + sql::quoted(constraint.name) + " CHECK (" +
         (constraint.check ? constraint.check->sql : "") + ")" +
         (constraint.valid ? "" : " NOT VALID");
}

std::string rendered_type_definition(const SchemaType& type) {
  const std::string start = "CREATE TYPE " + rendered_name(type.name) + " AS ";
  switch (type.kind) {
    case SchemaType::Kind::enumeration:
      return start + "ENUM (" + labels_of(type) + ")";
    case SchemaType::Kind::composite:
      return start + "(" + attributes_of(type) + ")";
    case SchemaType::Kind::domain:
      return domain(type);
    case SchemaType::Kind::range:
    case SchemaType::Kind::base:
      break;
  }
  return type.definition;
}

std::string rendered_signature(const SchemaFunction& function) {
  using Mode = sql::FunctionArgument::Mode;
  const std::string name = function.function.empty()
                               ? function.name.substr(0, function.name.find('('))
                               : function.function;
  std::vector<std::string> types;
  for (const sql::FunctionArgument& argument : function.arguments) {
    if (argument.mode == Mode::out || argument.mode == Mode::table) continue;
    types.push_back(rendered_type(argument.type));
  }
  return rendered_name(name) + "(" + join(types, ", ") + ")";
}

}  // namespace migcheck
