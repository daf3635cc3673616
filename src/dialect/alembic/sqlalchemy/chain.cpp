#include "dialect/alembic/sqlalchemy/chain.h"

#include <algorithm>

namespace migcheck::alembic {

using python::External;

const Chain::Step* Chain::find(std::string_view method) const {
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->method == method) return &*step;
  }
  return nullptr;
}

Chain unwind(const python::Value& value) {
  Chain chain{&value, {}};
  while (true) {
    const External* call = chain.base->external();
    if (!call || call->kind != External::Kind::call || !call->dotted_name().empty()) break;
    const External* callee = call->operands.empty() ? nullptr : call->operands.front().external();
    if (!callee || callee->kind != External::Kind::attribute || callee->operands.empty()) break;
    chain.steps.push_back({callee->path, call});
    chain.base = &callee->operands.front();
  }
  std::reverse(chain.steps.begin(), chain.steps.end());
  return chain;
}

}  // namespace migcheck::alembic
