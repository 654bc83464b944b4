# Whether the bot of a container is well: its event loop turned in the last minute, and, where METRICS_LISTEN has it tell, it says
# so itself. Not whether it is ready: an outage of Discord's is mended by no new start. In bash, since Node would take longer
# to start than all of this does.
find "$CRIER_DATA/alive" -mmin -1 | grep -q . || exit 1
[ -n "$METRICS_LISTEN" ] || exit 0
case $METRICS_LISTEN in
  *:*) host=${METRICS_LISTEN%:*} ;;
  *) host=127.0.0.1 ;;
esac
host=${host#[}
exec 3<>"/dev/tcp/${host%]}/${METRICS_LISTEN##*:}" || exit 1
printf 'GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
head -n 1 <&3 | grep -q ' 200 '
