#!/bin/sh
# Makes the Debian package of this checkout: packaging/deb.sh [FOLDER]; relata_*.deb is put into FOLDER (build/).
set -eu
cd "$(dirname "$0")/.."
./setup.sh
command -v dpkg-shlibdeps >/dev/null || { echo "deb.sh: install dpkg-dev" >&2; exit 2; }
cmake --preset release -B build/deb -DCMAKE_INSTALL_PREFIX=/usr -DRELATA_PACKAGE=ON >/dev/null
cmake --build build/deb
(cd build/deb && cpack -G DEB -B "$PWD/package")
mkdir -p "${1:-build}"
cp build/deb/package/relata_*.deb "${1:-build}/"
ls "${1:-build}"/relata_*.deb
