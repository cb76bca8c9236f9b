PREFIX x: <http://x/>
INSERT DATA { x:a x:p 1, "two"@en , _:b . GRAPH x:g { [] x:q ( 1 2.5 ) } } ;
DELETE DATA { x:a x:p x:b }
