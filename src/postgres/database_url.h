#pragma once

#include <string>

namespace migcheck {

// Where a database of the user's is, as libpq reads it: postgresql://user:password@host/name, or
// "host=… dbname=…". A driver's name, as SQLAlchemy has it, is left out. Its password is part of no
// message.
class DatabaseUrl {
 public:
  // Error when the text is neither.
  explicit DatabaseUrl(std::string text);

  // For libpq, with a timeout and our name unless the text has its own.
  const std::string& options() const { return options_; }

  // The same server and role, and another database. `name` is of letters, digits and underscores.
  DatabaseUrl with_database(const std::string& name) const;

  // A message of libpq's in one sentence, without the password.
  std::string tell(const std::string& message) const;

 private:
  bool is_url_ = false;  // else "host=… dbname=…"
  std::string options_;
  std::string password_;  // as it is written; empty: none
};

}  // namespace migcheck
