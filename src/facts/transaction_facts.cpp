#include "facts/builder.h"

namespace migcheck {

namespace {

const char* word_of(sql::Transaction::Kind kind) {
  using Kind = sql::Transaction::Kind;
  switch (kind) {
    case Kind::begin:
      return "BEGIN";
    case Kind::commit:
      return "COMMIT";
    case Kind::rollback:
      return "ROLLBACK";
    case Kind::savepoint:
      return "SAVEPOINT";
    case Kind::release:
      return "RELEASE";
    case Kind::rollback_to:
      return "ROLLBACK TO";
    case Kind::prepare:
      return "PREPARE TRANSACTION";
    case Kind::other:
      break;
  }
  return "";
}

}  // namespace

// Around a block of Alembic's the call that opens it stands for both ends.
void FactBuilder::operator()(const sql::Transaction& o) {
  StatementFacts& facts = add("transaction");
  facts.object = word_of(o.kind);
  facts.by_runner = facts.source.find("autocommit_block") != std::string::npos ||
                    facts.source.find("begin_transaction") != std::string::npos;
}

}  // namespace migcheck
