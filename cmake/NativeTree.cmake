# native_tree(<target>): where libpg_query brought PostgreSQL's headers, adds src/sql/native_tree.cpp
# to the target, with what is generated for it, and says so to tree.cpp. See src/sql/message_tree.h.
function(native_tree target)
  if(NOT PG_QUERY_POSTGRES_DIR)
    return()
  endif()
  set(sql ${CMAKE_SOURCE_DIR}/src/sql)
  set(fields ${CMAKE_BINARY_DIR}/generated/native_tree_fields.inc)
  set(description ${PG_QUERY_INCLUDE_DIR}/pg_query/pg_query.proto)
  add_custom_command(OUTPUT ${fields}
    COMMAND ${Python3_EXECUTABLE} ${sql}/generate_native_tree.py ${description} ${fields}
    DEPENDS ${sql}/generate_native_tree.py ${description}
    COMMENT "Generating native_tree_fields.inc" VERBATIM)
  target_sources(${target} PRIVATE ${sql}/native_tree.cpp ${fields})
  # Names of PostgreSQL's headers are those of others, too: no other file sees them.
  set_source_files_properties(${sql}/native_tree.cpp PROPERTIES
    COMPILE_OPTIONS "-isystem;${PG_QUERY_POSTGRES_DIR}"
    INCLUDE_DIRECTORIES ${CMAKE_BINARY_DIR}/generated
    SKIP_PRECOMPILE_HEADERS ON)
  set_source_files_properties(${sql}/tree.cpp PROPERTIES COMPILE_DEFINITIONS MIGCHECK_NATIVE_TREE=1)
endfunction()
