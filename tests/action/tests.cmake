# The action's steps in bash, as GitHub's runner runs them.
add_test(NAME action
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/run.py $<TARGET_FILE:migcheck>)
set_tests_properties(action PROPERTIES TIMEOUT 600)
