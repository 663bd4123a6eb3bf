# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What is installed where, and the packages made of it. `cpack -G DEB` in a build folder makes one for Debian.
include(GNUInstallDirs)

install(TARGETS skepd skep-nanobot skepctl RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/resources/demo" DESTINATION "${CMAKE_INSTALL_DATADIR}/skep")
install(FILES README.md CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/" DESTINATION "${CMAKE_INSTALL_DOCDIR}/docs" FILES_MATCHING PATTERN "*.md")
install(FILES "${CMAKE_CURRENT_LIST_DIR}/linux/skepd.service" DESTINATION lib/systemd/user) # not the library folder of a machine
if(SKEP_GUI)
    install(TARGETS skep RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
    install(FILES "${CMAKE_CURRENT_LIST_DIR}/linux/org.skep.Skep.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
    install(FILES "${CMAKE_CURRENT_LIST_DIR}/linux/org.skep.Skep.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
    install(FILES "${CMAKE_CURRENT_LIST_DIR}/linux/org.skep.Skep.svg" DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
endif()

set(CPACK_PACKAGE_NAME skep)
set(CPACK_PACKAGE_VENDOR "The Skep authors")
set(CPACK_PACKAGE_CONTACT "The Skep authors <authors@skep.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "desktop and hub for a fleet of local AI workers")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Plugins and modules: no program links them.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, qml6-module-qtquick, qml6-module-qtquick-shapes, qml6-module-qtqml-workerscript")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "bubblewrap")                         # without it no foreign code is run
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nodejs, python3, g++")                 # what the tests of projects need
set(CPACK_DEBIAN_DESCRIPTION "desktop and hub for a fleet of local AI workers
 Skep gives tasks to AI workers, keeps them on disk, checks what comes back and
 shows all of it live. One program is the hub that workers connect to and the
 window that shows and steers them; skepd is the hub alone, for servers.")
include(CPack)
