/** Asks the host in this container whether it is ready; exit 0 when it is. For HEALTHCHECK, where there is no curl. */
const reply = await fetch(`http://127.0.0.1:${process.env.PORT || 8787}/ready`, {
  signal: AbortSignal.timeout(4000),
}).catch(() => null);
process.exit(reply?.ok ? 0 : 1);
