# dinh_embed: everything that travels inside the program (see platform/embed). generated/embed.list names the inputs;
# it changes only when a file comes or goes, and so tells ninja about files that vanished.

set(DINH_GENERATED ${CMAKE_BINARY_DIR}/generated)
file(GLOB EMBED_SCHEMAS CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/platform/*/schema/*.sql ${CMAKE_SOURCE_DIR}/platform/*/schema/*.toml
  ${CMAKE_SOURCE_DIR}/modules/*/schema/*.sql ${CMAKE_SOURCE_DIR}/modules/*/schema/*.toml)
file(GLOB_RECURSE EMBED_TREES CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/platform/*.html ${CMAKE_SOURCE_DIR}/modules/*.html
  ${CMAKE_SOURCE_DIR}/rules/* ${CMAKE_SOURCE_DIR}/examples/*)
list(FILTER EMBED_TREES EXCLUDE REGEX "(/\\.|/#|~$|\\.sw.$|\\.pyc$|/README\\.md$|/CMakeLists\\.txt$)")
set(EMBED_FILES ${EMBED_SCHEMAS} ${EMBED_TREES})
list(SORT EMBED_FILES)

file(GLOB CATALOGUES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/locales/*.po)
set(EMBED_CATALOGUES "")
foreach(CATALOGUE ${CATALOGUES})
  find_program(DINH_MSGFMT msgfmt REQUIRED)
  get_filename_component(LANGUAGE ${CATALOGUE} NAME_WE)
  file(MAKE_DIRECTORY ${DINH_GENERATED}/locales)
  add_custom_command(OUTPUT ${DINH_GENERATED}/locales/${LANGUAGE}.mo
    COMMAND ${DINH_MSGFMT} --check-format -o ${DINH_GENERATED}/locales/${LANGUAGE}.mo ${CATALOGUE}
    DEPENDS ${CATALOGUE} COMMENT "catalogue ${LANGUAGE}")
  list(APPEND EMBED_CATALOGUES ${DINH_GENERATED}/locales/${LANGUAGE}.mo)
endforeach()

# Web assets come from tools/assets and need node; a tree without either builds a program without them.
file(GLOB ASSET_TOOL CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/assets)
find_program(DINH_NODE NAMES node nodejs)
set(ASSET_STAMP "")
if(ASSET_TOOL AND DINH_NODE)
  file(GLOB ASSET_TOPS CONFIGURE_DEPENDS LIST_DIRECTORIES true ${CMAKE_SOURCE_DIR}/assets/*)
  set(ASSET_SOURCES "")
  foreach(TOP ${ASSET_TOPS})
    if(TOP MATCHES "/node_modules$")
    elseif(IS_DIRECTORY ${TOP})
      file(GLOB_RECURSE FOUND CONFIGURE_DEPENDS ${TOP}/*)
      list(APPEND ASSET_SOURCES ${FOUND})
    else()
      list(APPEND ASSET_SOURCES ${TOP})
    endif()
  endforeach()
  set(ASSET_STAMP ${CMAKE_BINARY_DIR}/assets.stamp)
  add_custom_command(OUTPUT ${ASSET_STAMP}
    COMMAND ${ASSET_TOOL} ${CMAKE_BINARY_DIR}/assets
    COMMAND ${CMAKE_COMMAND} -E touch ${ASSET_STAMP}
    DEPENDS ${ASSET_SOURCES} ${ASSET_TOOL} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMENT "web assets")
endif()

list(JOIN EMBED_FILES "\n" EMBED_LIST)
file(CONFIGURE OUTPUT ${DINH_GENERATED}/embed.list CONTENT "${EMBED_LIST}\n" @ONLY)
set(EMBED_ASSETS "")
if(ASSET_STAMP)
  set(EMBED_ASSETS --assets ${CMAKE_BINARY_DIR}/assets)
endif()
add_custom_command(OUTPUT ${DINH_GENERATED}/embed.S ${DINH_GENERATED}/embed.cpp
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/embed.py --root ${CMAKE_SOURCE_DIR}
          --list ${DINH_GENERATED}/embed.list --locales ${DINH_GENERATED}/locales ${EMBED_ASSETS}
          --out ${DINH_GENERATED}
  DEPENDS ${EMBED_FILES} ${EMBED_CATALOGUES} ${ASSET_STAMP} ${DINH_GENERATED}/embed.list
          ${CMAKE_SOURCE_DIR}/tools/embed.py
  COMMENT "embedded files")
add_library(dinh_embed STATIC ${DINH_GENERATED}/embed.S ${DINH_GENERATED}/embed.cpp)
