# Deliveries to a stand-in for GitHub on loopback, which refuses what GitHub refuses.
foreach(kind check delivery degradation fault payload server)
  add_test(NAME publish.${kind}
    COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/run.py $<TARGET_FILE:migcheck>
      ${kind}_test)
  set_tests_properties(publish.${kind} PROPERTIES TIMEOUT 600)
endforeach()
