#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "schema/schema.h"

namespace migcheck {

// Keys of what can be mentioned, see Step.
std::string relation_key(const std::string& relation);
std::string index_key(const std::string& index);
std::string type_node(const std::string& type);
std::string function_key(const std::string& function);
std::string column_node(const std::string& relation, const std::string& column);
std::string default_key(const std::string& relation, const std::string& column);
std::string constraint_node(const std::string& relation, const std::string& constraint);

// Finds what SQL texts mention of a schema. Texts are read word by word: names in the model's texts
// are qualified, so that `schema.name` is looked up among relations, types, functions (all of that
// name), operators, collations, …; what a string literal spells (nextval('public.a_seq')), too.
// A name that is mentioned by accident costs an order that would not be needed, no more.
class Mentions {
 public:
  explicit Mentions(const Schema& schema);

  std::vector<std::string> in(const std::string& sql) const;
  std::vector<std::string> outside_strings(const std::string& sql) const;
  std::vector<std::string> in(const sql::TypeName& type) const;
  std::vector<std::string> in(const std::vector<sql::IndexKey>& keys) const;
  std::vector<std::string> in_name(const std::string& qualified) const;

 private:
  void add(const std::string& name, std::string key);
  std::vector<std::string> keys_of(const std::set<std::string>& names) const;

  std::map<std::string, std::vector<std::string>> keys_;  // "public.users" → keys
};

// All words and quoted names of a text, each once.
std::set<std::string> words_in(const std::string& sql);

}  // namespace migcheck
