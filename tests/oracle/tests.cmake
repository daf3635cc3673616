# Real Alembic, and for the values of expressions Python itself, as the judge.
foreach(oracle merge_heads history ranges alembic_sql python_values)
  add_test(NAME oracle.${oracle}
    COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/${oracle}.py $<TARGET_FILE:migcheck>)
  set_tests_properties(oracle.${oracle} PROPERTIES TIMEOUT 300)
endforeach()
