#include "roundtrip/rows/candidates.h"

#include "roundtrip/rows/builtin_values.h"

namespace migcheck {

namespace {

using Kind = CandidateValue::Kind;

// Expressions of one kind each.
struct Values {
  std::vector<std::string> plain, most, least;
};

Values values_of(const Shapes& shapes, const Oid& oid, int modifier, int first);

std::string cast(const std::string& text, const TypeShape& type) {
  return quote_literal(text) + "::" + type.sql;
}

Values scalars(const TypeShape& type, int modifier, int first) {
  const ScalarValues scalar = scalar_values(type.name, modifier, first);
  Values values;
  for (const std::string& text : scalar.plain) values.plain.push_back(cast(text, type));
  for (const std::string& text : scalar.most) values.most.push_back(cast(text, type));
  for (const std::string& text : scalar.least) values.least.push_back(cast(text, type));
  return values;
}

Values labels(const TypeShape& type) {
  Values values;
  for (const std::string& label : type.labels) values.plain.push_back(cast(label, type));
  return values;
}

Values arrays(const Shapes& shapes, const TypeShape& type, int modifier, int first) {
  const Values elements = values_of(shapes, type.element, modifier, first);
  const auto array = [&](const std::string& inside) {
    return "ARRAY[" + inside + "]::" + type.sql;
  };
  Values values;
  for (const std::string& element : elements.plain) values.plain.push_back(array(element));
  if (values.plain.empty()) return values;
  const std::string& last = elements.most.empty() ? elements.plain.back() : elements.most.front();
  values.most = {array(elements.plain.front() + ", NULL, " + last)};
  values.least = {array("")};
  return values;
}

// A row of the k-th value of each field, as far as these have so many.
Values composites(const Shapes& shapes, const TypeShape& type, int first) {
  std::vector<Values> fields;
  std::size_t count = 0;
  for (const TypeShape::Field& field : type.fields) {
    fields.push_back(values_of(shapes, field.type, field.modifier, first));
    count = std::max(count, fields.back().plain.size());
  }
  Values values;
  for (std::size_t k = 0; k < count; ++k) {
    std::string inside;
    for (const Values& field : fields) {
      const std::size_t size = field.plain.size();
      inside += (inside.empty() ? "" : ", ") + (size == 0 ? "NULL" : field.plain[k % size]);
    }
    values.plain.push_back("ROW(" + inside + ")::" + type.sql);
  }
  return values;
}

// From each value up to the next one: no two of them overlap.
Values ranges(const Shapes& shapes, const TypeShape& type, int first) {
  const std::vector<std::string> bounds = values_of(shapes, type.subtype, -1, first).plain;
  Values values;
  for (std::size_t k = 0; k + 1 < bounds.size(); ++k) {
    values.plain.push_back(type.sql + "(" + bounds[k] + ", " + bounds[k + 1] + ")");
  }
  values.most = {"'(,)'::" + type.sql};
  values.least = {"'empty'::" + type.sql};
  return values;
}

Values multiranges(const Shapes& shapes, const TypeShape& type, int first) {
  Values values;
  for (const std::string& range : values_of(shapes, type.range, -1, first).plain) {
    values.plain.push_back(type.sql + "(" + range + ")");
  }
  values.most = {"'{(,)}'::" + type.sql};
  values.least = {"'{}'::" + type.sql};
  return values;
}

Values values_of(const Shapes& shapes, const Oid& oid, int modifier, int first) {
  const auto [type, base_modifier] = shapes.base_of(oid, modifier);
  if (!type->element.empty()) return arrays(shapes, *type, base_modifier, first);
  if (type->kind == 'e') return labels(*type);
  if (type->kind == 'c') return composites(shapes, *type, first);
  if (type->kind == 'r') return ranges(shapes, *type, first);
  if (type->kind == 'm') return multiranges(shapes, *type, first);
  return scalars(*type, base_modifier, first);
}

}  // namespace

std::vector<CandidateValue> type_candidates(const Shapes& shapes, const Oid& type, int modifier,
                                            CandidateWishes wishes) {
  const int first = wishes.distinct ? kFirstDistinct : 1 + wishes.apart * (kPlainValues + 1);
  const Values values = values_of(shapes, type, modifier, first);
  std::vector<CandidateValue> candidates;
  for (const std::string& sql : values.plain) {
    candidates.push_back({sql, Kind::plain, static_cast<int>(candidates.size())});
  }
  if (!wishes.extremes) return candidates;
  for (const std::string& sql : values.most) candidates.push_back({sql, Kind::most, 0});
  for (const std::string& sql : values.least) candidates.push_back({sql, Kind::least, 0});
  return candidates;
}

}  // namespace migcheck
