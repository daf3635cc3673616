# Small histories with known faults, and their healthy twins. See run.py.
add_test(NAME roundtrip.histories
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/run.py $<TARGET_FILE:migcheck>)
set_tests_properties(roundtrip.histories PROPERTIES TIMEOUT 600)
add_test(NAME roundtrip.runner
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/run_test.py)
