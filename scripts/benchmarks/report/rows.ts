import { type Measurement, meets, type Unit } from '../measurement.ts';

export const HEADINGS = ['Number', 'Value', 'Middle half', 'Budget', 'Met', 'From'] as const;

/** A measurement as the cells of a table, in the order of the headings. */
export function rowOf({ name, value, unit, spread, budget, from }: Measurement): string[] {
  return [
    name,
    quantity(value, unit),
    spread ? `${number(spread.low, unit)}–${number(spread.high, unit)}` : '',
    budget ? `${budget.kind} ${number(budget.limit, unit)}${aimOf(budget.aim, unit)}` : '',
    budget ? verdict(value, budget) : '',
    spread ? `${from}; ${spread.rounds} rounds` : from,
  ];
}

/** A shortfall is called one; what meets the budget and not what is aimed at says so. */
function verdict(value: number, budget: NonNullable<Measurement['budget']>): string {
  if (!meets(value, budget)) return 'NO, short of it';
  const { kind, aim } = budget;
  return aim === undefined || meets(value, { kind, limit: aim }) ? 'yes' : 'yes, short of the aim';
}

function aimOf(aim: number | undefined, unit: Unit): string {
  return aim === undefined ? '' : `, aim ${number(aim, unit)}`;
}

function quantity(value: number, unit: Unit): string {
  return unit === 'ratio' ? number(value, unit) : `${number(value, unit)} ${unit}`;
}

function number(value: number, unit: Unit): string {
  if (unit === 'ratio') return value.toFixed(2);
  return value < 1000 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value));
}
