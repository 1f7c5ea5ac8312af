"""The national list: communes, EPCI and their members, départements, régions. Data only."""
