"""What all pages stand in: guards, headers, languages, navigation, sessions, problems."""
