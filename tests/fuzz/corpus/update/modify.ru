WITH <g> DELETE { ?s <p> ?o } INSERT { ?s <r> ?o ; <n> [] . GRAPH <k> { ?o <of> ?s } }
USING <h> USING NAMED <g> WHERE { ?s <p> ?o OPTIONAL { GRAPH ?g { ?o <p> ?z } } FILTER(isIRI(?o)) }
