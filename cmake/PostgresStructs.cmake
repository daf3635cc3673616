# postgres_structs(<target>): where libpg_query brought PostgreSQL's headers, and exports what reads and
# writes their structs, adds the files of src/sql that use them to the target, and says so to
# src/sql/message_tree.cpp.
function(postgres_structs target)
  if(NOT MIGCHECK_POSTGRES_STRUCTS)
    return()
  endif()
  set(sql ${CMAKE_SOURCE_DIR}/src/sql)
  set(structs ${CMAKE_BINARY_DIR}/generated/postgres_structs.inc)
  set(description ${PG_QUERY_INCLUDE_DIR}/pg_query/pg_query.proto)
  add_custom_command(OUTPUT ${structs}
    COMMAND ${Python3_EXECUTABLE} ${sql}/generate_postgres_structs.py ${description} ${structs}
    DEPENDS ${sql}/generate_postgres_structs.py ${description}
    COMMENT "Generating postgres_structs.inc" VERBATIM)
  set(users ${sql}/native_tree.cpp ${sql}/native_deparse.cpp)
  target_sources(${target} PRIVATE ${users} ${structs})
  # Names of PostgreSQL's headers are those of others, too: no other file sees them.
  set_source_files_properties(${users} PROPERTIES
    COMPILE_OPTIONS "-isystem;${PG_QUERY_POSTGRES_DIR}"
    INCLUDE_DIRECTORIES ${CMAKE_BINARY_DIR}/generated
    SKIP_PRECOMPILE_HEADERS ON)
  set_source_files_properties(${sql}/message_tree.cpp PROPERTIES
    COMPILE_DEFINITIONS MIGCHECK_POSTGRES_STRUCTS=1)
endfunction()
