#!/bin/sh
# usage: run.sh PYTHON FOLDER: the tests of the package that lies in FOLDER.
python=$1
for module in cffi pytest; do
  "$python" -c "import $module" 2>/dev/null || { echo "skipped: no $module for $python"; exit 77; }
done
cd "$(dirname "$0")" || exit 2
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$2 exec "$python" -m pytest -q -p no:cacheprovider .
