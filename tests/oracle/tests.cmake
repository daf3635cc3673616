# Real Alembic, and for the values of expressions Python itself, as the judge.
foreach(oracle merge_heads history ranges alembic_sql python_values)
  add_test(NAME oracle.${oracle}
    COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/${oracle}.py $<TARGET_FILE:migcheck>)
  set_tests_properties(oracle.${oracle} PROPERTIES TIMEOUT 300)
endforeach()

# The schema model against PostgreSQL's catalogs.
file(GLOB schema_oracle_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/schema/*.cpp)
add_executable(migcheck_schema_oracle ${schema_oracle_sources})
target_link_libraries(migcheck_schema_oracle PRIVATE migcheck_io migcheck::warnings CLI11::CLI11)
add_test(NAME oracle.schema
  COMMAND migcheck_schema_oracle --downgrades --history ${CMAKE_SOURCE_DIR}/migrations/alembic)
set_tests_properties(oracle.schema PROPERTIES TIMEOUT 300)
file(GLOB schema_histories CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/schema/histories/*.sql)
add_test(NAME oracle.schema.histories COMMAND migcheck_schema_oracle ${schema_histories})
set_tests_properties(oracle.schema.histories PROPERTIES TIMEOUT 900)

# Real PostgreSQL, as the judge of locks: the system's own. scripts/oracle asks other majors too.
add_test(NAME oracle.locks
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/locks.py $<TARGET_FILE:migcheck>)
set_tests_properties(oracle.locks PROPERTIES TIMEOUT 600)

# Facts, held against a real PostgreSQL.
add_executable(migcheck_facts_probe ${CMAKE_CURRENT_LIST_DIR}/facts_probe.cpp)
target_link_libraries(migcheck_facts_probe PRIVATE migcheck_core migcheck::warnings
  nlohmann_json::nlohmann_json)
foreach(oracle default_volatility implied_constraints session_settings type_changes)
  add_test(NAME oracle.${oracle}
    COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/${oracle}.py
            $<TARGET_FILE:migcheck_facts_probe>)
  set_tests_properties(oracle.${oracle} PROPERTIES TIMEOUT 900)
endforeach()
