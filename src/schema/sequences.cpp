#include <charconv>

#include "schema/editor.h"

namespace migcheck {

namespace {

std::optional<std::int64_t> number(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

struct Bounds {
  std::int64_t lowest, highest;
};

// Source: PostgreSQL documentation, CREATE SEQUENCE.
Bounds bounds_of(const std::string& type) {
  if (type == "int2") return {std::numeric_limits<std::int16_t>::min(), 32767};
  if (type == "int4") return {std::numeric_limits<std::int32_t>::min(), 2147483647};
  return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

std::int64_t default_minimum(const SchemaSequence& s) {
  return s.increment > 0 ? 1 : bounds_of(s.type).lowest;
}

std::int64_t default_maximum(const SchemaSequence& s) {
  return s.increment > 0 ? bounds_of(s.type).highest : -1;
}

// A changed type takes a bound along that was the old type's own. Source: init_params.
void change_type(SchemaSequence& sequence, const std::string& type) {
  const Bounds old = bounds_of(sequence.type);
  const bool at_highest = sequence.maximum == old.highest;
  const bool at_lowest = sequence.minimum == old.lowest;
  sequence.type = type;
  if (at_highest) sequence.maximum = bounds_of(type).highest;
  if (at_lowest) sequence.minimum = bounds_of(type).lowest;
}

void set_bounds(SchemaSequence& sequence, const sql::SequenceOptions& options, bool create) {
  if (const auto maximum = number(options.maximum)) {
    sequence.maximum = *maximum;
  } else if (create || options.no_maximum) {
    sequence.maximum = default_maximum(sequence);
  }
  if (const auto minimum = number(options.minimum)) {
    sequence.minimum = *minimum;
  } else if (create || options.no_minimum) {
    sequence.minimum = default_minimum(sequence);
  }
  if (const auto start = number(options.start)) {
    sequence.start = *start;
  } else if (create) {
    sequence.start = sequence.increment > 0 ? sequence.minimum : sequence.maximum;
  }
}

}  // namespace

// Source: init_params in PostgreSQL's src/backend/commands/sequence.c.
void SchemaEditor::set_sequence(Relation& changed, const sql::SequenceOptions& options,
                                bool create) {
  if (!changed.sequence) changed.sequence.emplace();
  SchemaSequence& sequence = *changed.sequence;
  if (options.type) {
    if (create) {
      sequence.type = options.type->name.name;
    } else {
      change_type(sequence, options.type->name.name);
    }
  }
  sequence.increment = number(options.increment).value_or(sequence.increment);
  sequence.cache = number(options.cache).value_or(sequence.cache);
  sequence.cycle = options.cycle.value_or(sequence.cycle);
  set_bounds(sequence, options, create);
  if (options.owned_by_none) sequence.owner_table = sequence.owner_column = "";
  if (!options.owner_column.empty()) {
    sequence.owner_table = schema_.resolve(options.owner_table);
    sequence.owner_column = options.owner_column;
  }
}

void SchemaEditor::operator()(const sql::CreateSequence& operation) {
  Relation made;
  made.kind = Relation::Kind::sequence;
  if (operation.unlogged) made.persistence = sql::Persistence::unlogged;
  if (operation.temporary) made.persistence = sql::Persistence::temporary;
  made.name = operation.temporary ? "pg_temp." + operation.sequence.name
                                  : schema_.qualified(operation.sequence);
  if (operation.if_not_exists && schema_.relation(made.name) != nullptr) return;
  const std::string name = made.name;
  put(std::move(made));
  set_sequence(relation(name), operation.options, true);
}

void SchemaEditor::operator()(const sql::AlterSequence& operation) {
  const std::string name = schema_.resolve(operation.sequence);
  if (schema_.relation(name) == nullptr) return;
  set_sequence(relation(name), operation.options, false);
}

}  // namespace migcheck
