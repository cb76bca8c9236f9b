unit_test(mentions relata_facts relata_base)
