import { assumptions } from './assumptions.ts';
import type { Costs } from './calibration.ts';
import { newCharactersPerMonth } from './load.ts';
import type { Load } from './load.ts';

/** The machines and the rest that a load takes. */
export interface Needs {
  readonly cores: number;
  readonly memoryMb: number;
  /** Bots that share the shards. */
  readonly processes: number;
  /** The database's own is among them, where several processes need one. */
  readonly machines: number;
  /** The service's quota in accounts of {@link assumptions.quotaPerMinute}; below one, a part of an account's. */
  readonly quotas: number;
}

const { filled, machineCores, machineMb, machineUsd, mainShare } = assumptions;
const room = filled.value / 100;

/** The cores that are busy on average. */
function coresOf(load: Load, costs: Costs): number {
  return (spokenMs(load, costs) + messagesMs(load, costs) + load.calls * costs.idleCallMs) / 1_000;
}

/** The event loops of bots' own processes that are busy on average. */
export function loopsOf(load: Load, costs: Costs): number {
  const spoken = spokenMs(load, costs) * (mainShare.value / 100);
  return (spoken + messagesMs(load, costs)) / 1_000;
}

const spokenMs = (load: Load, costs: Costs): number =>
  load.newSound * costs.newSecondMs +
  load.keptSound * costs.keptSecondMs +
  load.linesPerSecond * costs.readMs;

const messagesMs = (load: Load, costs: Costs): number => load.messagesPerSecond * costs.messageMs;

/** The machines and the rest that the busiest hour takes. */
export function needsOf(load: Load, costs: Costs): Needs {
  const cores = coresOf(load, costs);
  const processes = Math.max(1, Math.ceil(loopsOf(load, costs) / room));
  const memoryMb =
    processes * costs.processMb + load.servers * costs.serverMb + load.calls * costs.callMb;
  const speaking = Math.max(
    1,
    Math.ceil(cores / (machineCores.value * room)),
    Math.ceil(memoryMb / (machineMb.value * room)),
  );
  const aMinute = load.newLinesPerSecond * 60 * (assumptions.quotaRoom.value / 100);
  return {
    cores,
    memoryMb,
    processes,
    machines: speaking + (processes > 1 ? 1 : 0),
    quotas: aMinute / assumptions.quotaPerMinute.value,
  };
}

/** US dollars a month. */
export interface Money {
  readonly machines: number;
  readonly speech: number;
}

/** The money for so many machines and for all that servers have spoken. */
export function moneyOf(servers: number, { machines }: Pick<Needs, 'machines'>): Money {
  return {
    machines: machines * machineUsd.value,
    speech: speechUsd(newCharactersPerMonth(servers)),
  };
}

/** US dollars for so many characters. */
export function speechUsd(characters: number): number {
  return (characters / 1_000_000) * assumptions.usdPerMillionCharacters.value;
}
