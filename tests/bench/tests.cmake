# Not a test: scripts/bench runs it.
add_executable(migcheck_replay_bench bench/replay_bench.cpp)
target_link_libraries(migcheck_replay_bench PRIVATE migcheck_core migcheck::warnings)
