#include <algorithm>

#include "dialect/alembic/python/characters.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/methods.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"

namespace migcheck::python {

namespace {

// "0", "name", "row.id", "row[key]" among the arguments of format().
class ArgumentLookup : public FieldLookup {
 public:
  explicit ArgumentLookup(const MethodCall& call) : call_(call) {}

  Value find(const std::string& field) const override {
    std::size_t at = std::min(field.find_first_of(".["), field.size());
    const std::string first = field.substr(0, at);
    const bool numbered = std::all_of(first.begin(), first.end(), is_digit) && first.size() < 9;
    const Value* found =
        numbered ? call_.arguments.find(std::stoul(first)) : call_.arguments.find(SIZE_MAX, first);
    if (!found) return missing(numbered);
    Value value = *found;
    while (at < field.size()) {
      const bool is_attribute = field[at] == '.';
      const std::size_t end = is_attribute
                                  ? std::min(field.find_first_of(".[", at + 1), field.size())
                                  : std::min(field.find(']', at), field.size());
      const std::string name = field.substr(at + 1, end - at - 1);
      value = is_attribute ? call_.evaluator.attribute(value, name, call_.span)
                           : call_.evaluator.subscript(value, index(name), call_.span);
      at = is_attribute ? end : end + 1;
    }
    return value;
  }

  Value format(const Value& value, const std::string& spec) const override {
    return call_.evaluator.format_of(value, spec, call_.span);
  }

  Value text(const Value& value) const override {
    return call_.evaluator.text_of(value, call_.span);
  }

 private:
  Value index(const std::string& name) const {
    const bool numbered =
        !name.empty() && std::all_of(name.begin(), name.end(), is_digit) && name.size() < 9;
    return numbered ? Value{std::int64_t{std::stol(name)}, call_.span} : Value{name, call_.span};
  }

  Value missing(bool numbered) const {
    for (const Argument& argument : call_.arguments.all()) {
      if (argument.keyword == "*" || argument.keyword == "**") return argument.value;
    }
    fail(numbered ? "IndexError" : "KeyError");
  }

  const MethodCall& call_;
};

Value text_format(const MethodCall& call) {
  const Rendered shown = brace_format(call.text(), ArgumentLookup(call));
  return shown.text ? call.made(*shown.text) : call.unknown(shown.reason);
}

Value text_format_map(const MethodCall& call) {
  const Dict* dict = call.at(0)->dict();
  if (!dict) return call.unknown(reason_of(*call.at(0)));
  std::vector<Argument> arguments;
  for (const auto& [key, value] : dict->items) {
    if (const auto* name = key.as<std::string>()) arguments.push_back({*name, value});
  }
  return text_format({call.evaluator, call.self, CallArguments(arguments), call.span});
}

}  // namespace

const MethodTable& text_formatting() {
  static const MethodTable table = {
      {"format", {text_format, 0, any_number, "**"}},
      {"format_map", {text_format_map, 1, 1}},
  };
  return table;
}

}  // namespace migcheck::python
