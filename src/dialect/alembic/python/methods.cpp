#include "dialect/alembic/python/methods.h"

#include <algorithm>

#include "core/text.h"
#include "dialect/alembic/python/builtins.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/object.h"

namespace migcheck::python {

namespace {

const MethodTable* sequence_methods(const Sequence& sequence) {
  switch (sequence.kind) {
    case Sequence::Kind::list:
      return &list_methods();
    case Sequence::Kind::set:
      return &set_methods();
    case Sequence::Kind::frozenset:
      return &frozenset_methods();
    case Sequence::Kind::tuple:
    case Sequence::Kind::range:
      return &tuple_methods();
    case Sequence::Kind::view:
    case Sequence::Kind::iterator:
      break;
  }
  return nullptr;
}

std::vector<const MethodTable*> tables_of(const Value& self) {
  if (self.as<std::string>()) {
    return {&text_methods(), &text_tests(), &text_formatting(), &text_padding(), &text_splitting()};
  }
  if (self.as<Bytes>()) return {&bytes_methods()};
  if (self.as<double>()) return {&float_methods()};
  if (self.as<std::int64_t>()) return {&integer_methods()};
  if (const Dict* dict = self.dict()) {
    if (dict->type == "Counter") return {&counter_methods(), &dict_methods()};
    return {&dict_methods()};
  }
  if (tuple_items(self) && !self.sequence()) return {&record_methods(), &tuple_methods()};
  const MethodTable* table = self.sequence() ? sequence_methods(*self.sequence()) : nullptr;
  return table ? std::vector{table} : std::vector<const MethodTable*>{};
}

const Method* find_method(const Value& self, std::string_view name) {
  for (const MethodTable* table : tables_of(self)) {
    const auto found = table->find(name);
    if (found != table->end()) return &found->second;
  }
  return nullptr;
}

// Methods that may take values that are not known: they only store them, or say so themselves.
bool takes_unknown(const Value& self, std::string_view name) {
  return !self.as<std::string>() || name == "format" || name == "format_map" || name == "join";
}

// A text or a number gets texts and numbers, not the members of enums that are some.
std::vector<Argument> plain_arguments(const Value& self, std::string_view name,
                                      std::vector<Argument> arguments) {
  const bool shows = name == "format" || name == "format_map";
  if (!self.as<std::string>() || shows) return arguments;
  for (Argument& argument : arguments) argument.value = Value(plain_value(argument.value));
  return arguments;
}

}  // namespace

std::string MethodCall::text_at(std::size_t index, std::string_view keyword) const {
  const auto* found = arguments.as<std::string>(index, keyword);
  if (!found) fail("TypeError");
  return *found;
}

std::int64_t MethodCall::number_at(std::size_t index, std::string_view keyword,
                                   std::int64_t otherwise) const {
  const Value* found = arguments.find(index, keyword);
  if (!found) return otherwise;
  if (const auto* flag = found->as<bool>()) return *flag ? 1 : 0;
  const auto* value = found->as<std::int64_t>();
  if (!value) fail("TypeError");
  return *value;
}

Value MethodCall::made(std::string result) const {
  evaluator.charge(result.size() / 256);
  return {std::move(result), span};
}

Value MethodCall::texts(const std::vector<std::string>& parts, Sequence::Kind kind) const {
  Values items;
  for (const std::string& part : parts) items.push_back({part, span});
  evaluator.charge(items.size() / 8);
  return evaluator.make_list(std::move(items), span, kind);
}

void check_arguments(const CallArguments& arguments, std::size_t least, std::size_t most,
                     std::string_view keywords) {
  const std::size_t positional = arguments.positional_count();
  if (positional > most || arguments.all().size() < least) fail("TypeError");
  if (keywords == "**") return;
  const std::vector<std::string_view> known = split(keywords, ' ');
  for (const Argument& argument : arguments.all()) {
    if (argument.keyword.empty()) continue;
    if (std::find(known.begin(), known.end(), argument.keyword) == known.end()) fail("TypeError");
  }
}

bool has_method(const Value& self, std::string_view name) {
  return find_method(self, name) != nullptr;
}

bool has_record_method(const ClassObject& type, std::string_view name) {
  return type.kind == ClassObject::Kind::named_tuple &&
         (record_methods().contains(name) || tuple_methods().contains(name));
}

bool lacks_attribute(const Value& value, std::string_view name) {
  if (name.starts_with("__")) return false;
  if (value.is_none() || value.as<std::string>()) return true;
  const Sequence* sequence = value.sequence();
  return sequence && (sequence->kind == Sequence::Kind::list ||
                      sequence->kind == Sequence::Kind::tuple || sequence->is_set());
}

Value call_method(Evaluator& evaluator, const Value& self, const std::string& name,
                  const std::vector<Argument>& given, Span span) {
  const std::vector<Argument> arguments = plain_arguments(self, name, given);
  const MethodCall call{evaluator, self, CallArguments(arguments), span};
  const Method* method = find_method(self, name);
  if (!method) {
    if (lacks_attribute(self, name)) fail("AttributeError");
    return call.unknown("calls ." + name + "() of " + describe(self));
  }
  const bool unpacked = std::any_of(arguments.begin(), arguments.end(), [](const Argument& a) {
    return a.keyword == "*" || a.keyword == "**";
  });
  const std::string obstacle =
      takes_unknown(self, name) && !unpacked ? "" : call.arguments.obstacle();
  if (!obstacle.empty()) return call.unknown(obstacle);
  check_arguments(call.arguments, method->least, method->most, method->keywords);
  if (const auto* text = self.as<std::string>()) evaluator.charge(text->size() / 256);
  return method->function(call);
}

}  // namespace migcheck::python
