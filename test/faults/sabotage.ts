/*
 * Loaded into the bot and its workers by NODE_OPTIONS. A worker's next encryption of a frame then throws on SIGUSR2: in
 * the real library, within the tick of the clock, as a native fault of it would.
 */
import { DAVESession } from '@snazzah/davey';

const isWorker = process.argv[1]?.includes('call/worker/main') ?? false;

if (isWorker) {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below.
  const encrypt = DAVESession.prototype.encryptOpus;
  let armed = false;
  process.on('SIGUSR2', () => {
    armed = true;
  });
  DAVESession.prototype.encryptOpus = function encryptOpus(packet: Buffer): Buffer {
    if (!armed) return encrypt.call(this, packet);
    armed = false;
    throw new Error('sabotaged');
  };
}
