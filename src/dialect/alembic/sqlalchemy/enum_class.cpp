#include "dialect/alembic/sqlalchemy/enum_class.h"

#include "core/text.h"
#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

namespace {

std::vector<std::string> labels_from(const python::Value& callable, const python::Value& type) {
  const auto* function = python::object_as<python::FunctionObject>(callable);
  if (!function) refuse_value(callable, "`values_callable` of Enum", "a function");
  const python::Value made = function->evaluator->call(callable, {{"", type}}, callable.span);
  std::vector<std::string> labels;
  for (const python::Value& label : as_list(made, "what `values_callable` of Enum gives")) {
    labels.push_back(as_text(label, "a label of Enum"));
  }
  return labels;
}

}  // namespace

std::optional<EnumClass> enum_class(const python::Value& value,
                                    const python::Value* values_callable) {
  const auto* type = python::object_as<python::ClassObject>(value);
  const auto members = python::enum_members(value);
  if (!type || !members) return std::nullopt;
  EnumClass made{to_lower(type->name), {}, {}, {}};
  for (const python::EnumMember& member : *members) {
    made.members.push_back(member.name);
    const auto* text = member.value.as<std::string>();
    if (type->is_text() && text) made.texts.push_back(*text);
  }
  if (made.texts.size() != made.members.size()) made.texts.clear();
  made.labels = values_callable ? labels_from(*values_callable, value) : made.members;
  if (made.labels.size() != made.members.size()) {
    refuse("`values_callable` of Enum does not give one label for each member");
  }
  return made;
}

}  // namespace migcheck::alembic
