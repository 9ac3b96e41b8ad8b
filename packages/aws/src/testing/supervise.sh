#!/bin/sh
# Runs an engine for as long as whoever started it lives: its death, however sudden, closes our
# standard input. Then the engine is killed and its scratch folder removed.
#   supervise.sh SCRATCH_FOLDER COMMAND [ARGUMENT…]
scratch=$1
shift
# A background job of sh reads /dev/null, so the pipe is kept under another number.
exec 3<&0
"$@" </dev/null 3<&- &
engine=$!
{
  cat <&3 >/dev/null
  kill -KILL "$engine"
} 2>/dev/null &
watcher=$!
# PIPE: the shell reports the killed engine to a reader that is gone.
trap '' HUP INT TERM PIPE
wait "$engine"
status=$?
kill "$watcher" 2>/dev/null
rm -rf "$scratch"
exit "$status"
