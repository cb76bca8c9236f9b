unit_test(facts relata_facts relata_base)
