#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/object.h"

namespace migcheck::python {

namespace {

Value record_asdict(const MethodCall& call) {
  const InstanceObject& record = *object_as<InstanceObject>(call.self);
  const Values values = field_values(record);
  std::vector<std::pair<Value, Value>> items;
  for (std::size_t i = 0; i < values.size(); ++i) {
    items.emplace_back(Value{class_of(record)->members->at(i), call.span}, values[i]);
  }
  return call.evaluator.make_dict(std::move(items), call.span);
}

Value record_replace(const MethodCall& call) {
  const InstanceObject& record = *object_as<InstanceObject>(call.self);
  InstanceObject made;
  made.type = record.type;
  for (const auto& [name, value] : record.attributes->all()) made.attributes->set(name, value);
  for (const Argument& argument : call.arguments.all()) {
    if (!record.attributes->find(argument.keyword)) fail("ValueError");
    made.attributes->set(argument.keyword, argument.value);
  }
  return call.evaluator.make_object({std::move(made)}, call.span);
}

}  // namespace

const MethodTable& record_methods() {
  static const MethodTable table = {
      {"_asdict", {record_asdict}},
      {"_replace", {record_replace, 0, 0, "**"}},
  };
  return table;
}

}  // namespace migcheck::python
