#include "policy/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/did_you_mean.h"
#include "core/json_node.h"
#include "core/parallel.h"
#include "core/text.h"
#include "policy/load_condition.h"
#include "policy/message.h"

namespace migcheck {

namespace {

const std::vector<std::string> keys = {"category", "help",   "id",      "message",
                                       "severity", "strict", "subject", "supersedes",
                                       "title",    "url",    "when",    "why"};

Subject load_subject(const JsonNode& node) {
  std::vector<std::string> names;
  for (const Subject subject :
       {Subject::statement, Subject::revision, Subject::history, Subject::roundtrip}) {
    if (node.text() == to_string(subject)) return subject;
    names.emplace_back(to_string(subject));
  }
  node.fail_unknown("subject", node.text(), names);
}

Severity load_severity(const JsonNode& node) {
  const std::vector<std::string> names = {"error", "warning", "notice", "off"};
  if (const std::optional<Severity> severity = severity_from(node.text())) return *severity;
  node.fail_unknown("severity", node.text(), names);
}

// Lower-case words joined by hyphens, so that it can stand in a comment, a URL and a folder.
std::string load_name(const JsonNode& node) {
  std::string name = node.text();
  const bool only_name_letters =
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!only_name_letters || name.front() == '-' || name.back() == '-') {
    node.fail(fmt::format("'{}' is not a name", name), "use lower-case words joined by hyphens");
  }
  return name;
}

std::string load_url(const JsonNode& node) {
  std::string url = node.text();
  if (!url.starts_with("https://")) node.fail("this is not a link", "begin it with https://");
  return url;
}

// A text with placeholders, each the name of a fact.
std::string load_template(const JsonNode& node, const std::vector<FactInfo>& facts) {
  std::string text = node.text();
  const std::optional<std::vector<std::string>> used = placeholders(text);
  if (!used) node.fail("a brace is not closed", "write {{ for a brace");
  const std::vector<std::string> known = names_of(facts);
  for (const std::string& name : *used) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      node.fail_unknown("placeholder", name, known);
    }
  }
  return text;
}

void load_help(const JsonNode& node, const std::vector<FactInfo>& facts, Policy& policy) {
  if (!node.json().is_object()) {
    policy.help_sql = policy.help_alembic = load_template(node, facts);
    return;
  }
  node.check_keys(std::vector<std::string>{"alembic", "sql"});
  const std::optional<JsonNode> sql = node.find("sql"), alembic = node.find("alembic");
  if (!sql && !alembic) node.fail("the help is empty", "add \"sql\" or \"alembic\"");
  policy.help_sql = load_template(sql ? *sql : *alembic, facts);
  policy.help_alembic = load_template(alembic ? *alembic : *sql, facts);
}

SourceFilePtr source_file(const EmbeddedFile& file) {
  return std::make_shared<const SourceFile>(
      SourceFile{std::string(file.path), std::string(file.text)});
}

[[noreturn]] void fail_at(const EmbeddedFile& file, const std::string& what,
                          const std::string& hint) {
  throw Error(what, hint, source_file(file), {});
}

// Where a file below the folder of all policies belongs.
struct Place {
  std::string category, id, name;  // the name is relative to the policy's folder
};

Place place_of(const EmbeddedFile& file, std::string_view folder) {
  const std::string_view below = file.path.substr(folder.size() + 1);
  const std::vector<std::string_view> parts = split(below, '/');
  if (parts.size() < 3) {
    fail_at(file, "this file belongs to no policy",
            fmt::format("put it into {}/<category>/<policy>/", folder));
  }
  const std::size_t begin = parts[0].size() + parts[1].size() + 2;
  return {std::string(parts[0]), std::string(parts[1]), std::string(below.substr(begin))};
}

void add_example(const EmbeddedFile& file, const std::string& name, Policy& policy) {
  const std::string_view kind = std::string_view(name).substr(0, name.find_first_of("./-"));
  if (kind != "bad" && kind != "good") {
    fail_at(file, "this is neither policy.json nor an example",
            "name it bad.* or good.*, or put it into a folder of that name");
  }
  (kind == "bad" ? policy.bad : policy.good).push_back({name, std::string(file.text)});
}

Policy load_placed(const EmbeddedFile& file, const Place& place, FactsOf facts) {
  Policy policy = load_policy(source_file(file), facts);
  if (policy.id != place.id) {
    fail_at(file, fmt::format("the id '{}' is not the folder's name", policy.id),
            fmt::format("call it '{}'", place.id));
  }
  if (policy.category != place.category) {
    fail_at(file, fmt::format("the category '{}' is not the folder's name", policy.category),
            fmt::format("call it '{}'", place.category));
  }
  return policy;
}

void check_superseded(const std::map<std::string, Policy>& policies) {
  std::vector<std::string> ids;
  for (const auto& [id, policy] : policies) ids.push_back(id);
  for (const auto& [id, policy] : policies) {
    for (const std::string& superseded : policy.supersedes) {
      if (policies.contains(superseded)) continue;
      const std::optional<std::string> meant = did_you_mean(superseded, ids);
      throw Error(fmt::format("policy '{}' supersedes '{}', which does not exist", id, superseded),
                  meant ? fmt::format("did you mean '{}'?", *meant) : "name another policy");
    }
  }
}

}  // namespace

Policy load_policy(const SourceFilePtr& file, FactsOf facts) {
  const nlohmann::json json = parse_json(file);
  const JsonNode root(file, json);
  root.check_keys(keys);
  Policy policy;
  policy.id = load_name(root.at("id"));
  policy.title = root.at("title").text();
  policy.category = load_name(root.at("category"));
  policy.subject = load_subject(root.at("subject"));
  policy.severity = load_severity(root.at("severity"));
  const std::optional<JsonNode> strict = root.find("strict");
  policy.strict = strict ? load_severity(*strict) : policy.severity;
  const std::vector<FactInfo> known = facts(policy.subject);
  policy.when = load_condition(root.at("when"), known);
  policy.message = load_template(root.at("message"), known);
  load_help(root.at("help"), known, policy);
  policy.why = root.at("why").text();
  if (const std::optional<JsonNode> url = root.find("url")) policy.url = load_url(*url);
  if (const std::optional<JsonNode> ids = root.find("supersedes")) policy.supersedes = ids->texts();
  return policy;
}

namespace {

using ById = std::map<std::string, Policy>;

void load_below(std::string_view folder, std::span<const EmbeddedFile> files, FactsOf facts,
                ById& policies) {
  std::vector<const EmbeddedFile*> described;
  for (const EmbeddedFile& file : files) {
    if (place_of(file, folder).name == "policy.json") described.push_back(&file);
  }
  std::vector<Policy> loaded(described.size());
  in_parallel(described.size(), [&](std::size_t i) {
    loaded[i] = load_placed(*described[i], place_of(*described[i], folder), facts);
  });
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    const std::string id = loaded[i].id;
    if (!policies.emplace(id, std::move(loaded[i])).second) {
      fail_at(*described[i], fmt::format("there are two policies '{}'", id), "rename one");
    }
  }
  for (const EmbeddedFile& file : files) {
    const Place place = place_of(file, folder);
    if (place.name == "policy.json") continue;
    const auto policy = policies.find(place.id);
    if (policy == policies.end()) fail_at(file, "its folder has no policy.json", "add one");
    add_example(file, place.name, policy->second);
  }
  check_superseded(policies);
}

std::vector<Policy> sorted(ById policies) {
  std::vector<Policy> list;
  for (auto& [id, policy] : policies) list.push_back(std::move(policy));
  return list;
}

}  // namespace

std::vector<Policy> load_policies(std::span<const EmbeddedFile> files, FactsOf facts) {
  ById policies;
  load_below("policies", files, facts, policies);
  return sorted(std::move(policies));
}

void add_policies(std::vector<Policy>& policies, const std::string& folder,
                  std::span<const SourceFile> files) {
  ById all;
  for (Policy& policy : policies) all.emplace(policy.id, std::move(policy));
  std::vector<EmbeddedFile> own;
  for (const SourceFile& file : files) {
    if (file.path != folder + "/schema.sql") own.push_back({file.path, file.text});
  }
  load_below(folder, own, facts_of, all);
  policies = sorted(std::move(all));
}

}  // namespace migcheck
