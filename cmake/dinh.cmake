# The shape of a part of the house, said once.
#
#   dinh_platform(NAME [USES platform folders...] [LINK libraries...])
#   dinh_module(NAME [USES modules...])
#
# Both take every .cpp of the calling folder: x_test.cpp goes into the test program NAME_test, x_fuzz.cpp becomes the
# fuzzer NAME_x_fuzz (only with -DDINH_FUZZ=ON, clang), the rest is the library. Templates (*.html) become page models
# in generated/<path of the folder>/pages.hpp.
#
# A fuzzer of a platform part links the part. One of a module takes the parser alone, x.cpp beside x_fuzz.cpp and what a
# line "// with: y.cpp ../z.cpp" of the fuzzer names: a whole module with sanitizers is built by minutes.

option(DINH_FUZZ "build the fuzzers (needs clang)" OFF)
option(DINH_SANITIZE "address and undefined behaviour sanitizers" OFF)
if(DINH_SANITIZE)
  # -Og: the checks triple what -O2 has to chew, and the build would take twice as long as the tests.
  add_compile_options(-Og -fsanitize=address,undefined -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
endif()
if(DINH_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
endif()

add_library(dinh_pch STATIC ${CMAKE_SOURCE_DIR}/cmake/pch.cpp)
target_precompile_headers(dinh_pch PUBLIC ${CMAKE_SOURCE_DIR}/cmake/pch.hpp)
add_library(dinh_test_pch STATIC ${CMAKE_SOURCE_DIR}/cmake/pch.cpp)
target_precompile_headers(dinh_test_pch PUBLIC ${CMAKE_SOURCE_DIR}/cmake/pch.hpp <gtest/gtest.h>)
target_link_libraries(dinh_test_pch PUBLIC GTest::gtest)
# Tests are compiled oftener than run: a third of their time of compiling was optimising what checks.
set(DINH_TEST_OPTIONS "")
if(NOT DINH_SANITIZE)
  set(DINH_TEST_OPTIONS -O0)
endif()
target_compile_options(dinh_test_pch PRIVATE ${DINH_TEST_OPTIONS})

set_property(GLOBAL PROPERTY DINH_TESTS "")

function(dinh_part TARGET FOLDER)
  file(GLOB_RECURSE SOURCES CONFIGURE_DEPENDS ${FOLDER}/*.cpp)
  set(TESTS ${SOURCES})
  list(FILTER TESTS INCLUDE REGEX "_test\\.cpp$")
  set(FUZZERS ${SOURCES})
  list(FILTER FUZZERS INCLUDE REGEX "_fuzz\\.cpp$")
  list(FILTER SOURCES EXCLUDE REGEX "_(test|fuzz|bench)\\.cpp$")

  file(GLOB_RECURSE TEMPLATES CONFIGURE_DEPENDS ${FOLDER}/*.html)
  file(RELATIVE_PATH PLACE ${CMAKE_SOURCE_DIR} ${FOLDER})
  if(TEMPLATES)
    # platform/pages has a pages.hpp of its own: the models of its layouts are in layout.hpp.
    set(NAME pages)
    if(PLACE STREQUAL platform/pages)
      set(NAME layout)
    endif()
    set(PAGES ${CMAKE_BINARY_DIR}/generated/${PLACE}/${NAME})
    add_custom_command(
      OUTPUT ${PAGES}.hpp ${PAGES}.cpp
      COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/pages.py --folder ${PLACE} --root ${CMAKE_SOURCE_DIR}
              --out ${CMAKE_BINARY_DIR}/generated/${PLACE} --name ${NAME}
      DEPENDS ${TEMPLATES} ${CMAKE_SOURCE_DIR}/tools/pages.py ${CMAKE_SOURCE_DIR}/tools/template_text.py
      DEPFILE ${PAGES}.d
      COMMENT "page models of ${PLACE}")
    # Of a target that links nothing, so that they are made before, and without, the libraries their part uses.
    add_custom_target(${TARGET}_models DEPENDS ${PAGES}.hpp)
    list(APPEND SOURCES ${PAGES}.cpp ${PAGES}.hpp)
  endif()

  if(SOURCES)
    add_library(${TARGET} STATIC ${SOURCES})
    target_precompile_headers(${TARGET} REUSE_FROM dinh_pch)
    target_link_libraries(${TARGET} PUBLIC Threads::Threads)
    set(KIND PUBLIC)
  else()
    add_library(${TARGET} INTERFACE)
    set(KIND INTERFACE)
  endif()
  set(DINH_KIND ${KIND} PARENT_SCOPE)

  if(TESTS)
    add_executable(${TARGET}_test ${TESTS})
    target_precompile_headers(${TARGET}_test REUSE_FROM dinh_test_pch)
    target_compile_options(${TARGET}_test PRIVATE ${DINH_TEST_OPTIONS})
    target_link_libraries(${TARGET}_test PRIVATE
      ${TARGET} tests_support dinh_embed GTest::gtest GTest::gmock GTest::gtest_main)
    set_property(GLOBAL APPEND PROPERTY DINH_TESTS ${TARGET}_test)
    add_test(NAME ${TARGET} COMMAND ${TARGET}_test --gtest_brief=1 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${TARGET} PROPERTIES TIMEOUT 600)
  endif()
  if(DINH_FUZZ)
    foreach(FUZZER ${FUZZERS})
      get_filename_component(NAME ${FUZZER} NAME_WE)
      add_executable(${TARGET}_${NAME} ${FUZZER})
      if(PLACE MATCHES "^modules/")
        string(REPLACE "_fuzz.cpp" ".cpp" PARSER ${FUZZER})
        file(STRINGS ${FUZZER} WITH REGEX "^// with: ")
        string(REGEX REPLACE "^// with: " "" WITH "${WITH}")
        separate_arguments(WITH)
        get_filename_component(BESIDE ${FUZZER} DIRECTORY)
        list(TRANSFORM WITH PREPEND ${BESIDE}/)
        target_sources(${TARGET}_${NAME} PRIVATE ${PARSER} ${WITH})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${FUZZER})
        target_precompile_headers(${TARGET}_${NAME} REUSE_FROM dinh_pch)
        target_link_libraries(${TARGET}_${NAME} PRIVATE platform ${M_LINK})
      else()
        target_link_libraries(${TARGET}_${NAME} PRIVATE ${TARGET})
      endif()
      target_link_options(${TARGET}_${NAME} PRIVATE -fsanitize=fuzzer)
      set_property(GLOBAL APPEND PROPERTY DINH_FUZZERS ${TARGET}_${NAME})
    endforeach()
  endif()
endfunction()

function(dinh_platform NAME)
  cmake_parse_arguments(P "" "" "USES;LINK" ${ARGN})
  dinh_part(platform_${NAME} ${CMAKE_CURRENT_SOURCE_DIR})
  foreach(USED ${P_USES})
    target_link_libraries(platform_${NAME} ${DINH_KIND} platform_${USED})
  endforeach()
  target_link_libraries(platform_${NAME} ${DINH_KIND} ${P_LINK})
endfunction()

# A module sees the whole platform and, of other modules, only those it names.
function(dinh_module NAME)
  cmake_parse_arguments(M "" "" "USES;LINK" ${ARGN})
  dinh_part(module_${NAME} ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(module_${NAME} ${DINH_KIND} platform)
  foreach(USED ${M_USES})
    target_link_libraries(module_${NAME} ${DINH_KIND} module_${USED})
  endforeach()
  target_link_libraries(module_${NAME} ${DINH_KIND} ${M_LINK})
endfunction()
