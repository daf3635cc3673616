#include "facts/builtin_functions.h"

#include <unordered_set>

namespace migcheck {

namespace {

// clang-format off

// Functions of which some form is volatile.
// Source: pg_proc.provolatile of PostgreSQL 15, 16 and 18, and of the extensions uuid-ossp and
// pgcrypto.
constexpr std::string_view volatile_functions =
    "clock_timestamp current_query currval cursor_to_xml cursor_to_xmlschema gen_random_bytes "
    "gen_random_uuid gen_salt lastval nextval pg_advisory_lock pg_advisory_lock_shared "
    "pg_advisory_unlock pg_advisory_unlock_all pg_advisory_unlock_shared "
    "pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_blocking_pids pg_cancel_backend "
    "pg_collation_actual_version pg_create_restore_point pg_current_logfile "
    "pg_current_wal_flush_lsn pg_current_wal_insert_lsn pg_current_wal_lsn "
    "pg_database_collation_actual_version pg_database_size pg_drop_replication_slot "
    "pg_export_snapshot pg_extension_config_dump pg_get_backend_memory_contexts "
    "pg_get_multixact_members pg_get_wal_replay_pause_state pg_get_wal_resource_managers "
    "pg_indexes_size pg_is_in_recovery pg_is_wal_replay_paused pg_jit_available "
    "pg_last_committed_xact pg_last_wal_receive_lsn pg_last_wal_replay_lsn "
    "pg_last_xact_replay_timestamp pg_lock_status pg_log_backend_memory_contexts "
    "pg_notification_queue_usage pg_notify pg_partition_ancestors pg_partition_tree "
    "pg_prepared_xact pg_promote pg_read_binary_file pg_read_file pg_relation_size "
    "pg_reload_conf pg_replication_slot_advance pg_rotate_logfile "
    "pg_safe_snapshot_blocking_pids pg_sequence_last_value pg_sleep pg_sleep_for "
    "pg_sleep_until pg_switch_wal pg_table_size pg_tablespace_size pg_terminate_backend "
    "pg_total_relation_size pg_try_advisory_lock pg_try_advisory_lock_shared "
    "pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared pg_xact_commit_timestamp "
    "pg_xact_commit_timestamp_origin pg_xact_status query_to_xml query_to_xml_and_xmlschema "
    "query_to_xmlschema random random_normal set_config setseed setval timeofday ts_rewrite "
    "ts_stat txid_status uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7 ";

// Functions of which every form is stable or immutable. Source: as above; support functions of
// operators and index methods are left out.
constexpr std::string_view calm_functions =
    "age array_agg bit_and bit_or char_length character_length concat concat_ws current_date "
    "current_time localtime localtimestamp make_date make_interval make_time make_timestamp "
    "make_timestamptz now overlay position statement_timestamp timezone timestamp timestamptz "
    "to_timestamp transaction_timestamp array_append array_cat array_fill array_remove array_to_string "
    "_pg_char_max_length _pg_char_octet_length _pg_datetime_precision _pg_expandarray "
    "_pg_index_position _pg_interval_type _pg_numeric_precision _pg_numeric_precision_radix "
    "_pg_numeric_scale _pg_truetypid _pg_truetypmod abbrev abs aclcontains acldefault "
    "aclexplode aclinsert aclremove acos acosd acosh age anytextcat area array_append "
    "array_cat array_dims array_fill array_lower array_ndims array_position array_positions "
    "array_prepend array_remove array_replace array_to_json array_to_string array_to_tsvector "
    "array_upper arraycontained arraycontains arrayoverlap ascii asin asind asinh atan atan2 "
    "atan2d atand atanh bit bit_count bit_length bitand bitcat bitge bitgt bitle bitlt bitnot "
    "bitor bitshiftleft bitshiftright bittypmodin bitxor bool booland_statefunc boolge boolgt "
    "boolle boollt boolor_statefunc bound_box box broadcast byteacat byteage byteagt byteale "
    "bytealike bytealt cardinality cbrt ceil ceiling center char char_length character_length "
    "charge chargt charle charlt chr cidr circle col_description concat concat_ws convert "
    "convert_from convert_to cos cosd cosh cot cotd crypt current_database current_schema "
    "current_schemas current_setting current_user database_to_xml "
    "database_to_xml_and_xmlschema database_to_xmlschema date date_bin date_cmp_timestamp "
    "date_cmp_timestamptz date_eq_timestamp date_eq_timestamptz date_ge_timestamp "
    "date_ge_timestamptz date_gt_timestamp date_gt_timestamptz date_le_timestamp "
    "date_le_timestamptz date_lt_timestamp date_lt_timestamptz date_mi date_mi_interval "
    "date_mii date_ne_timestamp date_ne_timestamptz date_part date_pl_interval date_pli "
    "date_trunc datemultirange daterange daterange_canonical daterange_subdiff datetime_pl "
    "datetimetz_pl dcbrt decode degrees dexp diagonal diameter digest div dlog1 dlog10 dpow "
    "dround dsqrt dtrunc elem_contained_by_multirange elem_contained_by_range encode "
    "enum_first enum_last enum_range exp extract factorial family float4 float4ge float4gt "
    "float4le float4lt float8 float8ge float8gt float8le float8lt floor fmgr_c_validator "
    "fmgr_internal_validator fmgr_sql_validator format format_type gcd generate_series "
    "generate_subscripts get_bit get_byte get_current_ts_config getdatabaseencoding "
    "getpgusername has_any_column_privilege has_column_privilege has_database_privilege "
    "has_foreign_data_wrapper_privilege has_function_privilege has_language_privilege "
    "has_parameter_privilege has_schema_privilege has_sequence_privilege has_server_privilege "
    "has_table_privilege has_tablespace_privilege has_type_privilege height hmac host "
    "hostmask inet_client_addr inet_client_port inet_merge inet_same_family inet_server_addr "
    "inet_server_port initcap int2 int2ge int2gt int2int4_sum int2le int2lt int4 int4ge "
    "int4gt int4le int4lt int4range int4range_canonical int4range_subdiff int8 int8dec "
    "int8dec_any int8ge int8gt int8le int8lt int8range int8range_canonical int8range_subdiff "
    "integer_pl_date inter_lb inter_sb inter_sl interval interval_accum_inv interval_avg "
    "interval_div interval_hash_extended interval_mi interval_mul interval_pl "
    "interval_pl_date interval_pl_time interval_pl_timestamp interval_pl_timestamptz "
    "interval_pl_timetz interval_um intervaltypmodin is_normalized isclosed isempty isfinite "
    "ishorizontal isopen isparallel isperp isvertical json_array_element "
    "json_array_element_text json_array_elements json_array_elements_text json_array_length "
    "json_build_array json_build_object json_each json_each_text json_extract_path "
    "json_extract_path_text json_object json_object_field json_object_field_text "
    "json_object_keys json_populate_record json_populate_recordset json_strip_nulls "
    "json_to_record json_to_recordset json_to_tsvector json_typeof jsonb_array_element "
    "jsonb_array_element_text jsonb_array_elements jsonb_array_elements_text "
    "jsonb_array_length jsonb_build_array jsonb_build_object jsonb_concat jsonb_contained "
    "jsonb_contains jsonb_delete jsonb_delete_path jsonb_each jsonb_each_text jsonb_exists "
    "jsonb_exists_all jsonb_exists_any jsonb_extract_path jsonb_extract_path_text "
    "jsonb_hash_extended jsonb_insert jsonb_object jsonb_object_field jsonb_object_field_text "
    "jsonb_object_keys jsonb_path_exists jsonb_path_exists_opr jsonb_path_exists_tz "
    "jsonb_path_match jsonb_path_match_opr jsonb_path_match_tz jsonb_path_query "
    "jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first "
    "jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record "
    "jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls "
    "jsonb_to_record jsonb_to_recordset jsonb_to_tsvector jsonb_typeof justify_days "
    "justify_hours justify_interval lcm left length like like_escape ln log log10 lower "
    "lower_inc lower_inf lpad lseg ltrim make_date make_interval make_time make_timestamp "
    "make_timestamptz makeaclitem masklen md5 min_scale mod money mul_d_interval multirange "
    "mxid_age name nameconcatoid netmask network normalize notlike now npoints num_nonnulls "
    "num_nulls numeric numeric_exp numeric_ln numeric_log numeric_pl_pg_lsn numeric_power "
    "numeric_sqrt numerictypmodin nummultirange numnode numrange numrange_subdiff "
    "obj_description octet_length overlaps overlay parse_ident path pclose "
    "pg_available_extension_versions pg_available_extensions pg_backend_pid "
    "pg_char_to_encoding pg_client_encoding pg_collation_for pg_collation_is_visible "
    "pg_column_compression pg_column_is_updatable pg_column_size pg_conf_load_time pg_config "
    "pg_conversion_is_visible pg_current_snapshot pg_current_xact_id "
    "pg_current_xact_id_if_assigned pg_cursor pg_describe_object pg_encoding_max_length "
    "pg_encoding_to_char pg_event_trigger_ddl_commands pg_event_trigger_dropped_objects "
    "pg_event_trigger_table_rewrite_oid pg_event_trigger_table_rewrite_reason "
    "pg_extension_update_paths pg_filenode_relation pg_function_is_visible "
    "pg_get_catalog_foreign_keys pg_get_constraintdef pg_get_expr pg_get_function_arg_default "
    "pg_get_function_arguments pg_get_function_identity_arguments pg_get_function_result "
    "pg_get_function_sqlbody pg_get_functiondef pg_get_indexdef pg_get_keywords "
    "pg_get_object_address pg_get_partition_constraintdef pg_get_partkeydef "
    "pg_get_publication_tables pg_get_replica_identity_index pg_get_replication_slots "
    "pg_get_ruledef pg_get_serial_sequence pg_get_statisticsobjdef "
    "pg_get_statisticsobjdef_columns pg_get_statisticsobjdef_expressions pg_get_triggerdef "
    "pg_get_userbyid pg_get_viewdef pg_has_role pg_index_column_has_property "
    "pg_index_has_property pg_indexam_has_property pg_indexam_progress_phasename "
    "pg_is_other_temp_schema pg_listening_channels pg_lsn pg_mcv_list_items pg_my_temp_schema "
    "pg_opclass_is_visible pg_operator_is_visible pg_opfamily_is_visible pg_options_to_table "
    "pg_partition_root pg_postmaster_start_time pg_prepared_statement pg_relation_filenode "
    "pg_relation_filepath pg_relation_is_publishable pg_relation_is_updatable "
    "pg_sequence_parameters pg_settings_get_flags pg_size_bytes pg_size_pretty "
    "pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin pg_statistics_obj_is_visible "
    "pg_table_is_visible pg_tablespace_databases pg_tablespace_location pg_timezone_abbrevs "
    "pg_timezone_names pg_trigger_depth pg_ts_config_is_visible pg_ts_dict_is_visible "
    "pg_ts_parser_is_visible pg_ts_template_is_visible pg_type_is_visible pg_typeof "
    "pg_visible_in_snapshot phraseto_tsquery pi plainto_tsquery point polygon popen position "
    "postgresql_fdw_validator pow power pt_contained_circle pt_contained_poly querytree "
    "quote_ident quote_literal quote_nullable radians radius regclass regexp_count "
    "regexp_instr regexp_like regexp_match regexp_matches regexp_replace "
    "regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right "
    "round row_security_active row_to_json rpad rtrim satisfies_hash_partition scale "
    "schema_to_xml schema_to_xml_and_xmlschema schema_to_xmlschema session_user set_bit "
    "set_byte set_masklen setweight sha224 sha256 sha384 sha512 shobj_description sign "
    "similar_escape similar_to_escape similarity sin sind sinh slope split_part sqrt "
    "starts_with statement_timestamp string_to_array string_to_table strip strpos substr "
    "substring table_to_xml table_to_xml_and_xmlschema table_to_xmlschema tan tand tanh text "
    "textanycat textcat textgename textgtname textlen textlename textlike textltname time "
    "time_hash_extended time_mi_interval time_mi_time time_pl_interval timedate_pl timestamp "
    "timestamp_cmp_date timestamp_cmp_timestamptz timestamp_hash_extended timestamptypmodin "
    "timestamptz timestamptz_cmp_date timestamptz_cmp_timestamp timestamptztypmodin "
    "timetypmodin timetz timetz_hash_extended timetz_mi_interval timetz_pl_interval "
    "timetzdate_pl timetztypmodin to_ascii to_char to_date to_hex to_json to_jsonb to_number "
    "to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc "
    "to_regprocedure to_regrole to_regtype to_timestamp to_tsquery to_tsvector "
    "transaction_timestamp translate trim_array trim_scale trunc ts_debug ts_delete ts_filter "
    "ts_lexize ts_match_qv ts_match_tq ts_match_tt ts_match_vq ts_parse ts_rank ts_rank_cd "
    "ts_token_type tsmultirange tsq_mcontained tsq_mcontains tsquery_and tsquery_not "
    "tsquery_or tsquery_phrase tsrange tsrange_subdiff tstzmultirange tstzrange "
    "tstzrange_subdiff tsvector_concat tsvector_to_array txid_current "
    "txid_current_if_assigned txid_current_snapshot txid_snapshot_xip txid_snapshot_xmax "
    "txid_snapshot_xmin txid_visible_in_snapshot unaccent unistr unnest upper upper_inc "
    "upper_inf uuid_generate_v3 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url "
    "uuid_ns_x500 varchar varchartypmodin version websearch_to_tsquery width width_bucket xml "
    "xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xmlcomment "
    "xmlconcat2 xmlexists xmlvalidate xpath xpath_exists ";

// clang-format on

std::unordered_set<std::string_view> words_of(std::string_view text) {
  std::unordered_set<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    words.insert(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return words;
}

}  // namespace

Ternary is_volatile_builtin(std::string_view function) {
  static const auto volatile_names = words_of(volatile_functions);
  static const auto calm_names = words_of(calm_functions);
  if (volatile_names.contains(function)) return Ternary::yes;
  return calm_names.contains(function) ? Ternary::no : Ternary::unknown;
}

}  // namespace migcheck
