unit_test(base relata_base)
