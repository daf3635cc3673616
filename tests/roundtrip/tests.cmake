# Small histories with known faults, and their healthy twins. See run.py.
add_test(NAME roundtrip.histories
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/run.py $<TARGET_FILE:migcheck>)
set_tests_properties(roundtrip.histories PROPERTIES TIMEOUT 600)
add_test(NAME roundtrip.runner
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/run_test.py)

# The command itself, over a base that it keeps.
add_test(NAME roundtrip.base_cache
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/base_cache.py $<TARGET_FILE:migcheck>)
set_tests_properties(roundtrip.base_cache PROPERTIES TIMEOUT 300)
