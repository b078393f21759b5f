import Commands

Spikebook.runAndExit()
