#include "sql/lower.h"

namespace migcheck::sql {

std::string lower_value(const Node* value) {
  if (value == nullptr) return {};
  switch (value->node_case) {
    case PG_QUERY__NODE__NODE_INTEGER:
      return std::to_string(value->integer->ival);
    case PG_QUERY__NODE__NODE_FLOAT:
      return text_of(value->float_->fval);
    case PG_QUERY__NODE__NODE_BOOLEAN:
      return value->boolean->boolval ? "true" : "false";
    case PG_QUERY__NODE__NODE_TYPE_NAME:
      return to_string(type_of(value->type_name));
    case PG_QUERY__NODE__NODE_A_CONST:
      return constant_of(value->a_const);
    case PG_QUERY__NODE__NODE_LIST:
      return to_string(name_of(value));
    default:
      return string_of(value);
  }
}

std::vector<Option> lower_options(std::span<Node* const> options) {
  std::vector<Option> lowered;
  for (const Node* node : options) {
    if (node->node_case != PG_QUERY__NODE__NODE_DEF_ELEM) continue;
    const std::string space = text_of(node->def_elem->defnamespace);
    lowered.push_back({(space.empty() ? "" : space + ".") + text_of(node->def_elem->defname),
                       lower_value(node->def_elem->arg)});
  }
  return lowered;
}

namespace {

// OWNED BY NONE, or [schema.]table.column.
void take_owner(SequenceOptions& sequence, const Node* value) {
  if (value == nullptr || value->node_case != PG_QUERY__NODE__NODE_LIST) return;
  const std::span<Node* const> parts = MIGCHECK_LIST(value->list, items);
  sequence.owned_by_none = parts.size() == 1;
  if (parts.size() < 2) return;
  sequence.owner_table = name_of(parts.first(parts.size() - 1));
  sequence.owner_column = string_of(parts.back());
}

void take_limit(std::optional<std::string>& limit, bool& none, const Node* value) {
  none = value == nullptr;
  if (!none) limit = lower_value(value);
}

void take_sequence_option(SequenceOptions& sequence, const PgQuery__DefElem* option) {
  const std::string name = text_of(option->defname);
  const Node* value = option->arg;
  if (name == "as" && value != nullptr) sequence.type = type_of(value->type_name);
  if (name == "start") sequence.start = lower_value(value);
  if (name == "increment") sequence.increment = lower_value(value);
  if (name == "cache") sequence.cache = lower_value(value);
  if (name == "minvalue") take_limit(sequence.minimum, sequence.no_minimum, value);
  if (name == "maxvalue") take_limit(sequence.maximum, sequence.no_maximum, value);
  if (name == "cycle") sequence.cycle = is_on(option);
  if (name == "restart") sequence.restart = lower_value(value);
  if (name == "owned_by") take_owner(sequence, value);
  if (name == "sequence_name") sequence.sequence_name = to_string(name_of(value));
}

}  // namespace

SequenceOptions lower_sequence(std::span<Node* const> options) {
  SequenceOptions sequence;
  for (const Node* node : options) {
    if (node->node_case == PG_QUERY__NODE__NODE_DEF_ELEM) {
      take_sequence_option(sequence, node->def_elem);
    }
  }
  return sequence;
}

std::string lower_role(const PgQuery__RoleSpec* role) {
  if (role == nullptr) return {};
  switch (role->roletype) {
    case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_PUBLIC:
      return "public";
    case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CURRENT_ROLE:
      return "current_role";
    case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CURRENT_USER:
      return "current_user";
    case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_SESSION_USER:
      return "session_user";
    default:
      return text_of(role->rolename);
  }
}

}  // namespace migcheck::sql
