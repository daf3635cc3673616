#include "dialect/alembic/sqlalchemy/arguments.h"

#include <algorithm>

#include "core/text.h"
#include "dialect/alembic/python/object.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::External;
using python::Value;

namespace {

bool lists(std::string_view names, std::string_view name) {
  const auto all = split(names, ' ');
  return std::find(all.begin(), all.end(), name) != all.end();
}

bool is_other_dialect(std::string_view keyword) {
  for (const std::string_view prefix : {"mysql_", "mariadb_", "sqlite_", "mssql_", "oracle_"}) {
    if (keyword.starts_with(prefix)) return true;
  }
  return false;
}

bool is_accepted(std::string_view keyword, const Signature& signature) {
  return lists(signature.parameters, keyword) || lists(signature.keywords, keyword) ||
         (signature.others == Signature::Others::dialect && is_other_dialect(keyword)) ||
         signature.others == Signature::Others::ignored;
}

bool is_library(std::string_view dotted_name) {
  return dotted_name.starts_with("sqlalchemy.") || dotted_name.starts_with("alembic.");
}

// The construct, where a batch's method counts as the function of op: batch_op.f("x").
std::string_view name_construct(const Value& value) {
  const External* call = value.external();
  if (!call || call->kind != External::Kind::call || call->operands.empty()) return {};
  const External* callee = call->operands.front().external();
  if (!callee || callee->kind != External::Kind::attribute || callee->operands.empty()) {
    return construct_name(value);
  }
  const External* batch = callee->operands.front().external();
  const bool is_batch = batch && batch->dotted_name() == "alembic.op.batch_alter_table";
  return is_batch ? std::string_view(callee->path) : construct_name(value);
}

// quoted_name("x", quote=True), conv("x"), op.f("x").
std::optional<Name> constructed_name(const Value& value) {
  const std::string_view construct = name_construct(value);
  const bool is_final = construct == "f" || construct == "conv";
  if (!is_final && construct != "quoted_name") return {};
  const Arguments arguments(call_arguments(value), is_final
                                                       ? Signature{"op.f", "name value"}
                                                       : Signature{"quoted_name", "value quote"});
  Name name =
      as_name(is_final && arguments.find("name") ? arguments.at("name") : arguments.at("value"),
              "the name");
  if (is_final) name.origin = Name::Origin::final;
  if (const auto always = arguments.optional_flag("quote")) {
    name.quoting = *always ? Name::Quoting::always : Name::Quoting::never;
  }
  return name;
}

// "cte" of query.cte(…) and of query.cte(…).c.id; empty if the value is no call of a method.
std::string method_name(const External* value) {
  while (value && value->kind != External::Kind::call && !value->operands.empty()) {
    value = value->operands.front().external();
  }
  if (!value || value->operands.empty()) return {};
  const External* callee = value->operands.front().external();
  return callee && callee->kind == External::Kind::attribute ? callee->path : std::string();
}

}  // namespace

Arguments::Arguments(std::span<const python::Argument> arguments, const Signature& signature)
    : function_(signature.function) {
  const auto parameters = split(signature.parameters, ' ');
  std::size_t position = 0;
  for (const python::Argument& argument : arguments) {
    if (!argument.keyword.empty()) {
      if (!is_accepted(argument.keyword, signature)) {
        refuse(function_ + " has no parameter `" + argument.keyword + "`");
      }
      bound_[argument.keyword] = argument.value;
    } else if (position < parameters.size() && !parameters[position].empty()) {
      bound_[std::string(parameters[position++])] = argument.value;
    } else if (signature.rest == Signature::Rest::collected) {
      rest_.push_back(argument.value);
    } else {
      refuse(function_ + " has more arguments than it has parameters");
    }
  }
}

void Arguments::bind(std::string_view parameter, Value value) {
  bound_[std::string(parameter)] = std::move(value);
}

const Value* Arguments::find(std::string_view parameter) const {
  const auto found = bound_.find(parameter);
  return found == bound_.end() ? nullptr : &found->second;
}

const Value& Arguments::at(std::string_view parameter) const {
  const Value* value = find(parameter);
  if (!value) refuse(label(parameter) + " is missing");
  return *value;
}

bool Arguments::has(std::string_view parameter) const {
  const Value* value = find(parameter);
  return value && !value->is_none();
}

std::string Arguments::text(std::string_view parameter) const {
  return as_text(at(parameter), label(parameter));
}

std::optional<std::string> Arguments::optional_text(std::string_view parameter) const {
  if (!has(parameter)) return {};
  return text(parameter);
}

Name Arguments::name(std::string_view parameter) const {
  return as_name(at(parameter), label(parameter));
}

std::optional<Name> Arguments::optional_name(std::string_view parameter) const {
  if (!has(parameter)) return {};
  return name(parameter);
}

std::optional<bool> Arguments::optional_flag(std::string_view parameter) const {
  if (!has(parameter)) return {};
  return as_flag(at(parameter), label(parameter));
}

bool Arguments::flag(std::string_view parameter) const {
  return optional_flag(parameter).value_or(false);
}

std::optional<long long> Arguments::optional_integer(std::string_view parameter) const {
  if (!has(parameter)) return {};
  return as_integer(at(parameter), label(parameter));
}

std::vector<Value> Arguments::list(std::string_view parameter) const {
  if (!has(parameter)) return {};
  return as_list(at(parameter), label(parameter));
}

std::string Arguments::label(std::string_view parameter) const {
  return "`" + std::string(parameter) + "` of " + function_;
}

std::string as_text(const Value& value, std::string_view label) {
  if (const auto* text = python::plain_value(value).as<std::string>()) return *text;
  if (const auto name = constructed_name(value)) return name->text;
  refuse_value(value, label, "a string");
}

Name as_name(const Value& value, std::string_view label) {
  if (const auto name = constructed_name(value)) return *name;
  return {as_text(value, label)};
}

bool as_flag(const Value& value, std::string_view label) {
  if (const auto* flag = value.as<bool>()) return *flag;
  if (const auto* number = value.as<std::int64_t>()) return *number != 0;
  if (value.is_none()) return false;
  if (const auto* text = value.as<std::string>()) return !text->empty();
  refuse_value(value, label, "a bool");
}

long long as_integer(const Value& value, std::string_view label) {
  if (const auto* number = value.as<std::int64_t>()) return *number;
  if (const auto* flag = value.as<bool>()) return *flag ? 1 : 0;
  refuse_value(value, label, "an integer");
}

std::vector<Value> as_list(const Value& value, std::string_view label) {
  if (const python::Sequence* sequence = value.sequence()) return sequence->items;
  refuse_value(value, label, "a list");
}

void refuse_value(const Value& value, std::string_view label, std::string_view expected) {
  std::string reason(label);
  if (const auto* unknown = value.as<python::Unknown>()) refuse(reason + " " + unknown->reason);
  const External* external = value.external();
  const std::string name = external ? external->dotted_name() : std::string();
  if (!name.empty()) {
    const bool is_call = external->kind == External::Kind::call;
    refuse(reason + " is `" + name + (is_call ? "(…)" : "") + "`, which is not read");
  }
  if (const std::string method = method_name(external); !method.empty()) {
    refuse(reason + " has ." + method + "(), which is not read");
  }
  refuse(reason + " is " + python::describe(value) + ", not " + std::string(expected));
}

std::string_view construct_name(const External& value) {
  return is_library(value.dotted_name()) ? value.last_name() : std::string_view();
}

std::string_view construct_name(const Value& value) {
  const External* external = value.external();
  return external ? construct_name(*external) : std::string_view();
}

std::string_view called_name(const Value& value) {
  const python::External* external = value.external();
  const bool is_call = external && external->kind == python::External::Kind::call;
  return is_call ? external->last_name() : std::string_view();
}

std::span<const python::Argument> call_arguments(const Value& value) {
  const External* external = value.external();
  if (!external || external->kind != External::Kind::call) return {};
  return external->arguments;
}

}  // namespace migcheck::alembic
