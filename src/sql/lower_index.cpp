#include "core/text.h"
#include "sql/deparse.h"
#include "sql/lower.h"

namespace migcheck::sql {

IndexKey lower_index_key(const PgQuery__IndexElem* element) {
  IndexKey key;
  key.column = text_of(element->name);
  key.expression = lower_stored_expression_if(element->expr);
  key.operator_class_name = name_of(MIGCHECK_LIST(element, opclass));
  key.operator_class = key.operator_class_name.name;
  key.operator_class_options = lower_options(MIGCHECK_LIST(element, opclassopts));
  key.collation_name = name_of(MIGCHECK_LIST(element, collation));
  key.collation = key.collation_name.name;
  key.descending = element->ordering == PG_QUERY__SORT_BY_DIR__SORTBY_DESC;
  if (element->nulls_ordering == PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_FIRST) {
    key.nulls_first = true;
  } else if (element->nulls_ordering == PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_LAST) {
    key.nulls_first = false;
  }
  key.default_order = !key.descending && !key.nulls_first.value_or(false);
  return key;
}

PartitionKey lower_partition_key(const PgQuery__PartitionSpec* spec) {
  PartitionKey key;
  key.strategy = spec->strategy == PG_QUERY__PARTITION_STRATEGY__PARTITION_STRATEGY_LIST ? "list"
                 : spec->strategy == PG_QUERY__PARTITION_STRATEGY__PARTITION_STRATEGY_HASH
                     ? "hash"
                     : "range";
  for (const Node* node : MIGCHECK_LIST(spec, part_params)) {
    if (node->node_case != PG_QUERY__NODE__NODE_PARTITION_ELEM) continue;
    const PgQuery__PartitionElem* element = node->partition_elem;
    IndexKey& part = key.keys.emplace_back();
    part.column = text_of(element->name);
    part.expression = lower_stored_expression_if(element->expr);
    part.operator_class_name = name_of(MIGCHECK_LIST(element, opclass));
    part.operator_class = part.operator_class_name.name;
    part.collation_name = name_of(MIGCHECK_LIST(element, collation));
    part.collation = part.collation_name.name;
  }
  return key;
}

namespace {

// MINVALUE and MAXVALUE come as columns of that name.
std::string bound_value(const Node* node) {
  if (node->node_case == PG_QUERY__NODE__NODE_COLUMN_REF && node->column_ref->n_fields == 1) {
    const std::string word = string_of(node->column_ref->fields[0]);
    if (word == "minvalue") return "MINVALUE";
    if (word == "maxvalue") return "MAXVALUE";
  }
  return deparsed_expression(node);
}

std::string bound_values(std::span<Node* const> nodes) {
  std::vector<std::string> texts;
  for (const Node* node : nodes) texts.push_back(bound_value(node));
  return "(" + join(texts, ", ") + ")";
}

}  // namespace

std::string lower_bound(const PgQuery__PartitionBoundSpec* bound) {
  if (bound == nullptr) return {};
  if (bound->is_default) return "DEFAULT";
  const std::string strategy = text_of(bound->strategy);
  if (strategy == "l") return "FOR VALUES IN " + bound_values(MIGCHECK_LIST(bound, listdatums));
  if (strategy == "h") {
    return "FOR VALUES WITH (modulus " + std::to_string(bound->modulus) + ", remainder " +
           std::to_string(bound->remainder) + ")";
  }
  return "FOR VALUES FROM " + bound_values(MIGCHECK_LIST(bound, lowerdatums)) + " TO " +
         bound_values(MIGCHECK_LIST(bound, upperdatums));
}

}  // namespace migcheck::sql
