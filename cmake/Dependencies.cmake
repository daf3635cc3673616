# Everything that scripts/install-deps installs, as targets. Debian's and Ubuntu's versions both do.

# For a binary that runs where nothing of this is installed: see scripts/release.
option(MIGCHECK_STATIC "Link everything but the C library statically" OFF)
if(MIGCHECK_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(PKG_CONFIG_ARGN --static)
  add_link_options(-static-libstdc++ -static-libgcc)
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)

pkg_check_modules(libcurl REQUIRED IMPORTED_TARGET libcurl>=7.80)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2>=1.5)
pkg_check_modules(libpqxx REQUIRED IMPORTED_TARGET libpqxx>=6.4)
if(MIGCHECK_STATIC)  # which libpqxx.pc does not mention
  pkg_check_modules(libpq REQUIRED IMPORTED_TARGET libpq)
  target_link_libraries(PkgConfig::libpqxx INTERFACE PkgConfig::libpq)
endif()
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(tree_sitter REQUIRED IMPORTED_TARGET tree-sitter)
pkg_check_modules(protobuf_c REQUIRED IMPORTED_TARGET libprotobuf-c)

# libpg_query ships no .pc file. The static library is the faster one: the parser asks for its
# thread's variables all the time.
find_path(PG_QUERY_INCLUDE_DIR pg_query.h REQUIRED)
find_library(PG_QUERY_LIBRARY NAMES libpg_query.a pg_query REQUIRED)
add_library(pg_query INTERFACE IMPORTED)
target_include_directories(pg_query SYSTEM INTERFACE ${PG_QUERY_INCLUDE_DIR})
target_link_libraries(pg_query INTERFACE ${PG_QUERY_LIBRARY} PkgConfig::protobuf_c)
# PostgreSQL's own headers, which not every package of it has: see src/sql/message_tree.h.
find_path(PG_QUERY_POSTGRES_DIR nodes/parsenodes.h
  PATHS ${PG_QUERY_INCLUDE_DIR}/pg_query/postgres NO_DEFAULT_PATH)
include(CheckLibraryExists)
set(CMAKE_REQUIRED_LIBRARIES m Threads::Threads)
check_library_exists(${PG_QUERY_LIBRARY} pg_query_raw_parse "" PG_QUERY_PARSES_TO_STRUCTS)
check_library_exists(${PG_QUERY_LIBRARY} deparseRawStmt "" PG_QUERY_DEPARSES_STRUCTS)
unset(CMAKE_REQUIRED_LIBRARIES)
if(PG_QUERY_POSTGRES_DIR AND PG_QUERY_PARSES_TO_STRUCTS AND PG_QUERY_DEPARSES_STRUCTS)
  set(MIGCHECK_POSTGRES_STRUCTS ON)
endif()
find_library(MIMALLOC_LIBRARY mimalloc REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# The Python grammar for tree-sitter: C sources from npm, compiled here.
set(grammar ${CMAKE_SOURCE_DIR}/npm/node_modules/tree-sitter-python/src)
if(NOT EXISTS ${grammar}/parser.c)
  message(FATAL_ERROR "tree-sitter-python is not installed: run scripts/install-deps first")
endif()
add_library(tree_sitter_python STATIC ${grammar}/parser.c ${grammar}/scanner.c)
target_include_directories(tree_sitter_python PRIVATE ${grammar})
target_compile_options(tree_sitter_python PRIVATE -w)
target_link_libraries(tree_sitter_python PUBLIC PkgConfig::tree_sitter)
