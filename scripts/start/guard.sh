#!/bin/sh
# Ends the parts when the supervisor itself was killed and could not do it.
# Standard input comes from the supervisor, one line each: "add PID SIGNAL", "drop PID", "end".
# When it closes without "end", the parts are ended, the latest first; who does not go within 10 s is killed.
trap '' INT TERM HUP
parts=''
while read -r verb pid signal; do
  case "$verb" in
    add) parts="$pid:$signal $parts" ;;
    drop)
      kept=''
      for part in $parts; do
        [ "${part%%:*}" = "$pid" ] || kept="$kept $part"
      done
      parts=$kept
      ;;
    end) exit 0 ;;
  esac
done
for part in $parts; do
  pid=${part%%:*}
  kill -s "${part##*:}" "$pid" 2>/dev/null
  left=100
  while [ "$left" -gt 0 ] && kill -0 "$pid" 2>/dev/null; do
    sleep 0.1
    left=$((left - 1))
  done
  kill -s KILL -- "-$pid" 2>/dev/null
done
exit 0
