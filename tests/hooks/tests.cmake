# The hook of .pre-commit-hooks.yaml, through pre-commit itself.
add_test(NAME hooks
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/run.py $<TARGET_FILE:migcheck>)
set_tests_properties(hooks PROPERTIES TIMEOUT 300)
