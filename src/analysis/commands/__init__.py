"""The commands, a module for each thing that they are about; `add_commands` adds them to a parser."""
