/* What the Python package declares to cffi.  The folder's other headers stand
 * for the compiler's: cffi knows their types itself. */
#include "extract/base/out.h"
#include "graph/graph.h"
