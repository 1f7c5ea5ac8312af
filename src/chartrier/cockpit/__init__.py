"""What those who decide look at: scenarios, the note to élus, the gate of dematerialisation projects."""
