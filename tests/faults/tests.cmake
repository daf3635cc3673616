# The rehearsal, killed and hindered in every way: what it says, and what it leaves behind.
foreach(kind borrowed hindrance hostile kill limits)
  add_test(NAME faults.${kind}
    COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/run.py $<TARGET_FILE:migcheck>
      ${kind}_test)
  set_tests_properties(faults.${kind} PROPERTIES TIMEOUT 600)
endforeach()
