/*
 * Runs inside the bot. Tells how much of a core its main thread took in the longest turn of its event loop: while that lasts
 * nobody is answered. Time on the core, and not by the clock, so that it is the same on a busy machine.
 */
import { writeFileSync } from 'node:fs';

const file = process.env['CRIER_FLOODS_TURNS'];
const everyMs = 2;

// Processes that the bot starts have threads of their own.
if (file !== undefined && process.argv[1]?.endsWith('src/main.js')) {
  let longestMs = 0;
  let lastUs = usedUs();
  setInterval(() => {
    const nowUs = usedUs();
    longestMs = Math.max(longestMs, (nowUs - lastUs) / 1000);
    lastUs = nowUs;
  }, everyMs).unref();
  process.on('SIGUSR2', () => {
    writeFileSync(file, String(longestMs));
    longestMs = 0;
    lastUs = usedUs();
  });
}

function usedUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
