import { readFile, writeFile } from 'node:fs/promises';
import type { Measurement } from '../measurement.ts';
import { describeMachine, type Machine } from './machine.ts';
import { markdownTable } from './markdown-table.ts';

const BEGIN = '<!-- numbers: written by scripts/bench --write -->';
const END = '<!-- end of numbers -->';

/** Puts the numbers between the two markers of the page. */
export async function updatePage(
  page: string,
  machine: Machine,
  measurements: readonly Measurement[],
): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [before, rest] = split(text, BEGIN, page);
  const [, after] = split(rest, END, page);
  const day = new Date().toISOString().slice(0, 10);
  const numbers = `Taken on ${day} on ${describeMachine(machine)}.\n\n${markdownTable(measurements)}`;
  await writeFile(page, `${before}${BEGIN}\n${numbers}\n${END}${after}`);
}

function split(text: string, marker: string, page: string): [string, string] {
  const place = text.indexOf(marker);
  if (place === -1) throw new Error(`${page} has no line ${marker}`);
  return [text.slice(0, place), text.slice(place + marker.length)];
}
