import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { startOpenai } from '@crier/rehearsal/openai/openai.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import { openaiEnvironment } from './openai-environment.ts';
import { family } from './process-figures.ts';

const [mode = 'idle', seconds = '20', profDir = ''] = process.argv.slice(2);
const line = (run: number): string => `Somebody wrote line number ${run}, and it takes a while to read.`;

interface Cost { cpu: number; switches: number }
function costs(pid: number): Map<string, Cost> {
  const found = new Map<string, Cost>();
  for (const id of family(pid)) {
    let command = '';
    try { command = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').filter((part) => /\.[jt]s$/.test(part)).at(-1)?.split('/').slice(-3).join('/') ?? '?'; } catch { continue; }
    for (const tid of readdirSync(`/proc/${id}/task`)) {
      try {
        const [cpu = 0] = readFileSync(`/proc/${id}/task/${tid}/schedstat`, 'utf8').split(' ').map(Number);
        const name = readFileSync(`/proc/${id}/task/${tid}/comm`, 'utf8').trim();
        const status = readFileSync(`/proc/${id}/task/${tid}/status`, 'utf8');
        const sw = Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0);
        const key = `${command} ${tid === String(id) ? 'main' : name}`;
        const before = found.get(key) ?? { cpu: 0, switches: 0 };
        found.set(key, { cpu: before.cpu + cpu / 1e6, switches: before.switches + sw });
      } catch { /* gone */ }
    }
  }
  return found;
}

const environment: Record<string, string | undefined> = {};
if (profDir) environment['NODE_OPTIONS'] = `--cpu-prof --cpu-prof-dir=${profDir} --cpu-prof-interval=200`;
if (process.env['EXTRA']) Object.assign(environment, JSON.parse(process.env['EXTRA']));
const openai = mode === 'idle' ? undefined : await startOpenai({ format: mode as 'mp3' | 'wav' });
const count = Math.ceil(Number(seconds) / 5);
const warmUps = 3;
await openai?.prepare(Array.from({ length: warmUps + count }, (_, run) => line(run)));
const scene = await openScene({ environment: { ...environment, ...(openai && openaiEnvironment(openai)) } });
const inCall = await InCall.enter(scene);
let run = 0;
const say = async (lines: number) => {
  for (let said = 0; said < lines; said += 1) {
    const pause = delay(5000);
    inCall.command('say', { text: line(run) });
    run += 1;
    await pause;
  }
};
if (openai) await say(warmUps);
else { await inCall.sayWhole('One line has been heard.'); await delay(10_000); }
const before = costs(scene.bot.pid);
const fromUs = Number(process.hrtime.bigint() / 1000n);
process.stderr.write(`PID ${scene.bot.pid} ${family(scene.bot.pid).join(' ')}\n`);
if (process.env['HOOK']) { const { exec } = await import('node:child_process'); exec(process.env['HOOK'].replaceAll('PIDS', family(scene.bot.pid).join(','))); }
if (openai) await say(count); else await delay(Number(seconds) * 1000);
const toUs = Number(process.hrtime.bigint() / 1000n);
const after = costs(scene.bot.pid);
const per = openai ? count : Number(seconds);
let total = 0;
const rows = [...after].map(([key, { cpu, switches }]) => ({ key, ms: (cpu - (before.get(key)?.cpu ?? 0)) / per, sw: (switches - (before.get(key)?.switches ?? 0)) / per })).filter(({ ms }) => ms > 0.002).toSorted((a, b) => b.ms - a.ms);
for (const { key, ms, sw } of rows) { total += ms; process.stdout.write(`${ms.toFixed(3).padStart(9)} ms ${sw.toFixed(1).padStart(7)} sw  ${key}\n`); }
process.stdout.write(`${total.toFixed(3).padStart(9)} ms total per ${openai ? 'line' : 's'}\n`);
if (profDir) writeFileSync(`${profDir}/window.json`, JSON.stringify({ fromUs, toUs, per }));
await scene.close({ check: false });
await openai?.close();
process.exit(0);
