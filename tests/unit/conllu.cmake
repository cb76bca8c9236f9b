unit_test(conllu relata_base relata_conllu)
