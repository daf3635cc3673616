#include <algorithm>

#include "schema/default_privileges.h"
#include "schema/names.h"
#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

std::string words(const SchemaFunction& function) {
  return function.procedure ? "PROCEDURE " : "FUNCTION ";
}

// A body in a string is not looked at before the function runs.
Keys keys_of_function(const Mentions& mentions, const SchemaFunction& function) {
  Keys keys = mentions.outside_strings(function.definition);
  for (const sql::FunctionArgument& argument : function.arguments) {
    append(keys, mentions.in(argument.type));
    if (argument.default_value) append(keys, mentions.in(argument.default_value->sql));
  }
  if (function.returns) append(keys, mentions.in(*function.returns));
  std::erase(keys, function_key(function.name));
  return keys;
}

}  // namespace

// Source: PostgreSQL documentation, CREATE FUNCTION: the result, and the names and defaults of
// arguments, have to stay.
bool is_replaceable(const SchemaFunction& before, const SchemaFunction& after) {
  if (before.procedure != after.procedure || before.returns != after.returns) return false;
  if (before.arguments.size() != after.arguments.size()) return false;
  return std::equal(before.arguments.begin(), before.arguments.end(), after.arguments.begin(),
                    [](const sql::FunctionArgument& a, const sql::FunctionArgument& b) {
                      return a.type == b.type && a.mode == b.mode &&
                             (a.name == b.name || a.name.empty()) &&
                             (!a.default_value || b.default_value);
                    });
}

void Planner::function(const std::string& name) {
  const SchemaFunction* before = from_.function(name);
  const SchemaFunction* after = to_.function(name);
  const bool again = recreated(function_key(name));
  if (before != nullptr && (after == nullptr || again)) {
    Step& step = add(rank_drop_function, "DROP " + words(*before) + rendered_signature(*before));
    step.frees = {function_key(name)};
    step.releases = keys_of_function(before_, *before);
  }
  if (after == nullptr) return;
  if (before == nullptr || again) {
    create_function(*after, false);
    SchemaFunction bare;
    bare.privileges = privileges_of_new(from_, to_, sql::ObjectKind::function,
                                        unqualified(after->function).schema);
    describe_function(bare, *after);
    return;
  }
  if (before->definition != after->definition) create_function(*after, true);
  describe_function(*before, *after);
}

void Planner::create_function(const SchemaFunction& function, bool replace) {
  if (!has_functions_) add(rank_settings, "SET check_function_bodies = off");
  has_functions_ = true;
  const std::string& text = function.definition;
  Step& step = add(rank_create_function, replace ? "CREATE OR REPLACE" + text.substr(6) : text);
  step.makes = {function_key(function.name)};
  step.needs = keys_of_function(after_, function);
  const SchemaFunction* before = from_.function(function.name);
  if (replace && before != nullptr) step.releases = keys_of_function(before_, *before);
}

void Planner::describe_function(const SchemaFunction& before, const SchemaFunction& after) {
  const std::string target = words(after) + rendered_signature(after);
  const Keys needs = {function_key(after.name)};
  owner(target, before.owner, after.owner, needs);
  comment(target, before.comment, after.comment, needs);
  privileges(target, before.privileges, after.privileges, needs);
}

}  // namespace migcheck
