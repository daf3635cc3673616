#include <map>

#include "core/text.h"
#include "schema/default_privileges.h"
#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

std::string first_word(const std::string& target) { return target.substr(0, target.find(' ')); }

sql::ObjectKind kind_of(const std::string& target) {
  const std::string kind = first_word(target);
  if (kind == "FUNCTION" || kind == "PROCEDURE") return sql::ObjectKind::function;
  if (kind == "TYPE") return sql::ObjectKind::type;
  return kind == "LANGUAGE" ? sql::ObjectKind::language : sql::ObjectKind::table;
}

std::string grantee(const std::string& role) {
  return role == "public" ? "PUBLIC" : sql::quoted(role);
}

std::string listed(const std::vector<std::string>& names, const std::string& column) {
  std::vector<std::string> parts;
  for (const std::string& name : names) {
    parts.push_back(uppercased(name) + (column.empty() ? "" : " (" + sql::quoted(column) + ")"));
  }
  return join(parts, ", ");
}

// What a change of privileges makes: "grants SCHEMA public".
std::string grants_key(const std::string& target) { return "grants " + target; }

// Its owner is the one that it is to have.
std::string owned_key(const std::string& key) { return "owned " + key; }

// "relation public.users" → "public".
std::string schema_of(const std::string& key) {
  const std::size_t begin = key.find(' ') + 1;
  return key.substr(begin, key.find('.', begin) - begin);
}

// What has to be taken from and given to one role.
struct Changes {
  std::vector<std::string> revoked, option_revoked, granted, granted_with_option;
};

Changes changes(const std::map<std::string, bool>& before,
                const std::map<std::string, bool>& after) {
  Changes found;
  for (const auto& [privilege, option] : before) {
    const auto kept = after.find(privilege);
    if (privilege.starts_with('-')) {
      const std::string name = privilege.substr(1);
      if (kept == after.end() && !after.contains(name)) found.granted.push_back(name);
    } else if (kept == after.end() && !after.contains("-" + privilege)) {
      found.revoked.push_back(privilege);
    } else if (kept != after.end() && option && !kept->second) {
      found.option_revoked.push_back(privilege);
    }
  }
  for (const auto& [privilege, option] : after) {
    const auto had = before.find(privilege);
    if (privilege.starts_with('-')) {
      if (had == before.end()) found.revoked.push_back(privilege.substr(1));
      continue;
    }
    if (had != before.end() && (had->second || !option)) continue;
    (option ? found.granted_with_option : found.granted).push_back(privilege);
  }
  return found;
}

}  // namespace

void Planner::privileges(const std::string& target, const Privileges& before,
                         const Privileges& after, Keys needs, const std::string& column) {
  const Granted old = before.value_or(built_in_privileges(kind_of(target)));
  const Granted made = after.value_or(built_in_privileges(kind_of(target)));
  std::set<std::string> roles;
  for (const auto& [role, privileges] : old) roles.insert(role);
  for (const auto& [role, privileges] : made) roles.insert(role);
  const auto of = [](const Granted& granted, const std::string& role) {
    const auto found = granted.find(role);
    return found == granted.end() ? std::map<std::string, bool>{} : found->second;
  };
  for (const std::string& key : Keys(needs)) needs.push_back(owned_key(key));
  const auto say = [&](const std::string& start, const std::vector<std::string>& names,
                       const std::string& end) {
    if (names.empty()) return;
    // What is revoked from a table is revoked from its columns, too.
    const int rank = start.starts_with("REVOKE") ? rank_revoke : rank_grant;
    Step& step = add(rank, start + listed(names, column) + " ON " + target + end);
    step.needs = needs;
    step.makes = {grants_key(target)};
  };
  for (const std::string& role : roles) {
    const Changes found = changes(of(old, role), of(made, role));
    say("REVOKE ", found.revoked, " FROM " + grantee(role));
    say("REVOKE GRANT OPTION FOR ", found.option_revoked, " FROM " + grantee(role));
    say("GRANT ", found.granted, " TO " + grantee(role));
    say("GRANT ", found.granted_with_option, " TO " + grantee(role) + " WITH GRANT OPTION");
  }
}

void Planner::comment(const std::string& target, const std::string& before,
                      const std::string& after, Keys needs) {
  if (before == after) return;
  const std::string text = after.empty() ? "NULL" : rendered_literal(after);
  add(rank_comment, "COMMENT ON " + target + " IS " + text).needs = std::move(needs);
}

// Where no owner is known, it belonged to whom ran the statements. The new owner needs CREATE on
// the schema. Source: PostgreSQL documentation, ALTER TABLE.
void Planner::owner(const std::string& target, const std::string& before, const std::string& after,
                    Keys needs) {
  if (before == after) return;
  const bool current = after.empty() || after == "current_user";
  const std::string role = current ? "CURRENT_USER" : sql::quoted(after);
  Keys all = needs;
  for (const std::string& key : needs) {
    if (key.find('.') == std::string::npos) continue;
    all.push_back(grants_key("SCHEMA " + sql::quoted(schema_of(key))));
  }
  Step& step = add(rank_owner, "ALTER " + target + " OWNER TO " + role);
  for (const std::string& key : needs) step.makes.push_back(owned_key(key));
  step.needs = std::move(all);
}

// What is revoked is so before anything is made, and what is granted after it, so that only what
// both states have comes to new objects by itself.
void Planner::default_privileges(const DefinedObject* before, const DefinedObject* after) {
  const DefinedObject& known = after != nullptr ? *after : *before;
  const std::string schema = schema_of_default_privileges(known);
  const std::string words = uppercased(words_of_default_privileges(known));
  std::string start = "ALTER DEFAULT PRIVILEGES ";
  if (!known.owner.empty()) start += "FOR ROLE " + sql::quoted(known.owner) + " ";
  if (!schema.empty()) start += "IN SCHEMA " + sql::quoted(schema) + " ";
  const std::string target = words == "FUNCTIONS" ? "FUNCTION"
                             : words == "TYPES"   ? "TYPE"
                                                  : "TABLE";
  const Granted without = schema.empty() ? built_in_privileges(kind_of(target)) : Granted{};
  const auto of = [&](const DefinedObject* object) {
    return object == nullptr ? Privileges(without) : object->privileges;
  };
  const std::size_t first = steps_.size();
  privileges(words, of(before), of(after), {object_key(sql::ObjectKind::schema, schema)});
  for (std::size_t i = first; i < steps_.size(); ++i) {
    const bool revokes = steps_[i].sql.starts_with("REVOKE");
    steps_[i].rank = revokes ? rank_drop_default_privileges : rank_default_privileges;
    steps_[i].sql = start + steps_[i].sql;
    steps_[i].makes.clear();
    if (revokes) steps_[i].releases = steps_[i].needs;
  }
}

}  // namespace migcheck
