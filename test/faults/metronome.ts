/*
 * A process that does nothing but wait, as a voice worker does between frames, and tells when this machine let it
 * wait too long. What it hears of a busy machine, a listener hears too, whatever the bot does.
 */
const everyMs = 5;
const lateMs = 10;

let lastMs = Date.now();
setInterval(() => {
  const nowMs = Date.now();
  if (nowMs - lastMs > everyMs + lateMs) process.send?.({ fromMs: lastMs + everyMs, toMs: nowMs });
  lastMs = nowMs;
}, everyMs);
process.on('disconnect', () => process.exit(0));
